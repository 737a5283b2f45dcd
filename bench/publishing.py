"""Publishing a form of 200 questions (checked, converted, stored), beside pyxform alone."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from pyxform.xls2xform import convert

from bench.databases import fresh_store
from bench.figures import Figure
from bench.questions import workbook
from bot.publication import publish
from bot.publishing.check import check

_QUESTIONS = 200
_ROUNDS = 5
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def measure() -> list[Figure]:
    """Measure the whole way on SQLite, and pyxform in a process that has it loaded; medians."""
    text = workbook(_QUESTIONS)
    alone, whole = list[float](), list[float]()
    for _ in range(_ROUNDS):
        alone.append(_timed(lambda: convert(xlsform=text, file_type=".md")))
        whole.append(_timed(lambda: _published(text.encode())))
    name = f"publishing {_QUESTIONS} questions"
    return [
        Figure(name=f"{name}, pyxform alone", value=median(alone), unit="s"),
        Figure(name=name, value=median(whole), unit="s", goal=2.0, better="lower"),
    ]


def _published(source: bytes) -> None:
    checked = check(source, "bench.md")
    if not checked.publishable:
        raise SystemExit(f"the form was refused: {checked.findings}")
    with fresh_store("SQLite") as store, store.writing() as session:
        publish(session, checked, _NOON)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
