"""One answer in our form runtime, beside JavaRosa (warm and cold) and the engine of Web Forms."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.questions import asked
from dialogue.moment import Moment
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.oracle.engines import Engine, JavaRosa, WebForms

_COUNTS = (20, 200)
_WARMED = 8_000  # answers before those that count, of our runtime and of JavaRosa
_WARMED_WEB = 1_000
_MEASURED = 1_000
_NPM = Path("var/oracle")
_MOMENT = Moment(now=datetime(2026, 11, 25, 5, 0, tzinfo=UTC), seed="bench")

Answers = list[tuple[str, str]]


def measure() -> list[Figure]:
    """Measure the same answers to the same forms, each engine by its own clock, one by one."""
    return [figure for count in _COUNTS for figure in _figures(count)]


def _figures(count: int) -> Iterator[Figure]:
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "form.xml"
        path.write_text(asked(count), encoding="utf-8")
        form = Form.parse(asked(count))
        answers = _answers(form)
        name = f"one answer, {count} questions"
        ours = _ours(form, answers)
        yield from _told(f"{name}, ours", ours)
        yield from _beside_javarosa(name, path, answers, ours)
        yield from _beside_web_forms(name, path, answers, ours)


def _beside_javarosa(
    name: str, path: Path, answers: Answers, ours: list[float]
) -> Iterator[Figure]:
    if (missing := JavaRosa.missing()) is not None:
        sys.stderr.write(f"{missing}\n")
        return
    engine = JavaRosa(path.parent)
    cold = _theirs(engine, path, answers, rounds=1)
    _theirs(engine, path, answers, rounds=_WARMED // len(answers))
    warm = _theirs(engine, path, answers, rounds=_MEASURED // len(answers))
    engine.close()
    yield from _told(f"{name}, JavaRosa warm", warm)
    yield from _told(f"{name}, JavaRosa cold", cold)
    yield Figure(
        name=f"{name}, ours / JavaRosa warm, p50",
        value=median(ours) / median(warm),
        unit="ratio",
        goal=1.5,
        better="lower",
    )
    value = median(cold) / median(ours)
    yield Figure(name=f"{name}, JavaRosa cold / ours, p50", value=value, unit="ratio", goal=1.0)


def _beside_web_forms(
    name: str, path: Path, answers: Answers, ours: list[float]
) -> Iterator[Figure]:
    missing = WebForms.missing(_NPM)
    if missing is None and not WebForms.is_installed(_NPM):
        missing = f"The engine of Web Forms is not installed in {_NPM}: it is not asked"
    if missing is not None:
        sys.stderr.write(f"{missing}\n")
        return
    engine = WebForms(_NPM)
    _theirs(engine, path, answers, rounds=max(1, _WARMED_WEB // len(answers)))
    web = _theirs(engine, path, answers, rounds=_MEASURED // len(answers))
    engine.close()
    yield from _told(f"{name}, Web Forms", web)
    value = _p95(web) / _p95(ours)
    yield Figure(name=f"{name}, Web Forms / ours, p95", value=value, unit="ratio", goal=5.0)


def _answers(form: Form) -> Answers:
    """Answer every question once, in order: the second choice, or 2."""
    instance, found, done = Instance.new(form, _MOMENT), Answers(), set[str]()
    while True:
        waiting = (one.path for one in instance.steps() if one.control.kind == "question")
        path = next((one for one in waiting if one not in done), None)
        if path is None:
            return found
        done.add(path)
        choices = instance.choices(path, None)
        value = choices[1].value if choices else "2"
        if instance.answer(path, value, _MOMENT) is None:
            found.append((path, value))


def _ours(form: Form, answers: Answers) -> list[float]:
    samples = list[float]()
    for _ in range((_WARMED + _MEASURED) // len(answers)):
        instance = Instance.new(form, _MOMENT)
        for path, value in answers:
            began = time.perf_counter()
            instance.answer(path, value, _MOMENT)
            samples.append((time.perf_counter() - began) * 1e6)
    return samples[-_MEASURED:]


def _theirs(engine: Engine, path: Path, answers: Answers, *, rounds: int) -> list[float]:
    samples = list[float]()
    for _ in range(rounds):
        engine.open(path, "")
        samples += [engine.timed(place, value) for place, value in answers]
    return samples


def _told(name: str, samples: list[float]) -> Iterator[Figure]:
    yield Figure(name=f"{name}, p50", value=median(samples), unit="µs")
    yield Figure(name=f"{name}, p95", value=_p95(samples), unit="µs")


def _p95(samples: list[float]) -> float:
    return quantiles(samples, n=20)[-1]
