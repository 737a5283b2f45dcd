"""Reminders: the poll that finds nothing among a million, and ten thousand due at once."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median

from sqlalchemy import func, insert, literal, select, text

from bench.databases import fresh_store, keys, kinds
from bench.figures import Figure
from bot.reminding import Reminding
from bot.store import Store
from models.contact import Contact
from models.follow_up import FollowUp
from models.inbox import Event
from models.person import Person
from models.reminder import Reminder

_PENDING = 1_000_000
_DUE = 10_000
_PEOPLE = 500
_CHUNK = 20_000
_POLLS = 50
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
_LATER = timedelta(days=30)


def measure() -> list[Figure]:
    """Measure on one thread, the wakes left out; the ceiling is a bare count in the same run."""
    return [figure for kind in kinds() for figure in _of(kind)]


def _of(kind: str) -> Iterator[Figure]:
    with fresh_store(kind) as store:
        _fill(store)
        vault = keys()
        work = Reminding(
            store=store, vault=vault, wake=lambda _lane: None, clock=lambda: _NOON, zone=UTC
        )
        yield Figure(
            name=f"{kind}: bare SELECT 1, the ceiling of a poll",
            value=median(_timed(lambda: _bare(store)) for _ in range(_POLLS)) * 1000,
            unit="ms",
        )
        yield Figure(
            name=f"{kind}: empty poll with {_PENDING:,} reminders pending",
            value=median(_timed(work.claim) for _ in range(_POLLS)) * 1000,
            unit="ms",
            goal=2,
            better="lower",
        )
        yield Figure(
            name=f"{kind}: looking for outcomes with {_PENDING:,} reminders pending",
            value=median(_timed(work.settle) for _ in range(_POLLS)) * 1000,
            unit="ms",
            goal=2,
            better="lower",
        )
        late = Reminding(
            store=store,
            vault=vault,
            wake=lambda _lane: None,
            clock=lambda: _NOON + _LATER,
            zone=UTC,
        )
        yield Figure(
            name=f"{kind}: {_DUE:,} due at once, claimed and in the inbox",
            value=_timed(lambda: _claim_all(late)),
            unit="s",
            goal=3,
            better="lower",
        )
        with store.thinking() as session:
            noted = session.scalar(select(func.count()).select_from(Event))
        if noted != _DUE:
            raise SystemExit(f"{noted} were noted, not {_DUE}")


def _claim_all(work: Reminding) -> None:
    while work.claim():
        pass


def _bare(store: Store) -> None:
    with store.thinking() as session:
        session.scalar(select(literal(1)))


def _timed(do: object) -> float:
    assert callable(do)
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _fill(store: Store) -> None:
    """Keep a million reminders far ahead, of which ten thousand fall due at one moment."""
    with store.writing() as session:
        session.add_all(Contact(id=f"c{number}", seen_on=_NOON.date()) for number in range(_PEOPLE))
        session.add(Person(id="p", code="P", area="340501", created_at=_NOON, updated_at=_NOON))
    for first in range(0, _PENDING, _CHUNK):
        numbers = range(first, first + _CHUNK)
        with store.writing() as session:
            session.execute(insert(FollowUp), [_owed(number) for number in numbers])
            session.execute(insert(Reminder), [_reminder(number) for number in numbers])
    if not store.is_sqlite:
        with store.engine.connect() as connection:
            connection.execute(text("ANALYZE"))
            connection.commit()


def _owed(number: int) -> dict[str, object]:
    return {
        "id": f"f{number}",
        "person_id": "p",
        "area": "340501",
        "task": "t",
        "subject": f"s{number}",
        "opens_on": date(2026, 12, 1),
        "due_on": date(2026, 12, 25),
        "made_at": _NOON,
    }


def _reminder(number: int) -> dict[str, object]:
    due_at = _NOON + _LATER if number < _DUE else _NOON + _LATER + timedelta(seconds=number)
    return {
        "id": f"r{number}",
        "contact_id": f"c{number % _PEOPLE}",
        "follow_up_id": f"f{number}",
        "step": "soon",
        "for_on": date(2026, 12, 25),
        "channel": "reply",
        "due_at": due_at,
        "version": 1,
    }
