"""The report of provinces over 100,000 visits, beside the bare query of its figures."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bench.databases import fresh_store, kinds
from bench.figures import Figure
from bot.areas import load
from bot.reporting.making import Shelves
from bot.store import Store
from dialogue.reading.periods import year_of
from handlers.report_kinds import VISITS
from handlers.tallies import Wish, table
from models.area import Areas
from models.contact import Contact
from models.person import Person
from models.report import Reports
from models.visit import Visit

_VISITS, _PEOPLE, _VOLUNTEERS = 100_000, 46_000, 300
_ROUNDS = 9
_MS = 300.0
_RATIO = 3.0
_PROVINCES = (90, 91, 92, 93, 94, 95, 96)
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_MINUTES = 364 * 24 * 60
_BARE = """
    SELECT substr(area, 1, 2), count(*), count(DISTINCT person_id), count(DISTINCT contact_id)
    FROM visits
    WHERE status = 'done' AND is_demo = false
    AND ended_at >= '2025-12-31 17:00' AND ended_at < '2026-12-31 17:00'
    GROUP BY 1
"""


def measure() -> list[Figure]:
    """Measure on every database that is here; the report and the query by turns, medians."""
    return [figure for kind in kinds() for figure in _figures(kind)]


def _figures(kind: str) -> Iterator[Figure]:
    with fresh_store(kind) as store:
        load(store)
        _settle(store)
        with store.thinking() as session:
            rounds = [_round(session) for _ in range(_ROUNDS)]
    bare, ours = (median(took[at] for took in rounds) for at in range(2))
    yield Figure(name=f"bare query of {_VISITS:,} visits, {kind}", value=bare * 1000, unit="ms")
    name = f"report of provinces over {_VISITS:,} visits, {kind}"
    yield Figure(name=name, value=ours * 1000, unit="ms", goal=_MS, better="lower")
    yield Figure(
        name=f"report / bare query, {kind}",
        value=median(took[1] / took[0] for took in rounds),
        unit="ratio",
        goal=_RATIO,
        better="lower",
    )


def _round(session: Session) -> tuple[float, float]:
    bare = _timed(lambda: len(session.connection().execute(text(_BARE)).all()))
    wish = Wish(
        kind=VISITS,
        root="",
        area="",
        period=year_of(date(2026, 1, 1)),
        digits=2,
        language="th",
        zone=ZoneInfo("Asia/Bangkok"),
        today=date(2026, 12, 1),
    )
    shelves = Shelves(areas=Areas(session), reports=Reports(session))
    ours = _timed(lambda: len(table(wish, shelves).lines) - 1)
    return bare, ours


def _timed(work: Callable[[], int]) -> float:
    began = time.perf_counter()
    lines = work()
    took = time.perf_counter() - began
    if lines != len(_PROVINCES):
        raise SystemExit(f"{lines} provinces were counted")
    return took


def _settle(store: Store) -> None:
    areas = [f"{province}0{at % 4 + 1}0{at % 5 + 1}" for province in _PROVINCES for at in range(20)]
    with store.writing() as session:
        session.execute(insert(Contact), [_contact(number) for number in range(_VOLUNTEERS)])
        session.execute(
            insert(Person), [_person(number, areas[number % 140]) for number in range(_PEOPLE)]
        )
        session.execute(insert(Visit), [_visit(number, areas) for number in range(_VISITS)])
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE visits"))


def _contact(number: int) -> dict[str, object]:
    day = _BEGAN.date()
    return {
        "id": f"C{number}",
        "seen_on": day,
        "follows": True,
        "wants_notices": True,
        "is_demo": False,
    }


def _person(number: int, area: str) -> dict[str, object]:
    return {
        "id": f"P{number:030}",
        "code": f"{number}",
        "area": area,
        "status": "active",
        "name_hash": "",
        "is_demo": False,
        "created_at": _BEGAN,
        "updated_at": _BEGAN,
    }


def _visit(number: int, areas: list[str]) -> dict[str, object]:
    person = number * 7919 % _PEOPLE  # 7919 is prime: everybody in turn, in no order of areas
    ended = _BEGAN + timedelta(minutes=number * 104_729 % _MINUTES)
    return {
        "id": f"V{number:025}",
        "person_id": f"P{person:030}",
        "contact_id": f"C{person % _VOLUNTEERS}",
        "area": areas[person % 140],
        "place": "home",
        "source": "chat",
        "status": "done",
        "started_at": ended,
        "ended_at": ended,
        "is_demo": False,
    }
