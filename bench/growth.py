"""The cost of an event as contacts and their history grow."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median

from sqlalchemy import insert

from bench.databases import fresh_store, keys
from bench.figures import Figure
from bench.turns import event_of, turns_of
from bot.inbox import Noted, note_in
from bot.store import Store
from bot.turns import Turns
from models.contact import Contact, Contacts
from models.form import FormVersion
from models.inbox import DONE, Event, Inbox
from models.lane import Lane
from models.outbox import SENT, Outbox, Reply
from models.submission import Submission

_SIZES = (100, 1_000, 10_000, 100_000)  # contacts
_HISTORY = 5  # applied events of each, with their replies, and one submission
_ROUNDS = 3
_EVENTS = 200  # a round and size
_CHUNK = 5_000
_FLAT = 1.3
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_FIRST_MS = 1_767_225_600_000


def measure() -> list[Figure]:
    """Measure on SQLite in interleaved rounds, in one thread; medians."""
    with ExitStack() as stack:
        stores = {size: stack.enter_context(fresh_store("SQLite")) for size in _SIZES}
        for size, store in stores.items():
            _grow(store, size)
        costs: dict[int, list[tuple[float, float]]] = {size: [] for size in _SIZES}
        for number in range(_ROUNDS + 1):
            for size, cost in _round(stores, number).items():
                if number:  # the first warms up
                    costs[size].append(cost)
    return list(_figures(costs))


def _figures(costs: dict[int, list[tuple[float, float]]]) -> Iterator[Figure]:
    for which, what in enumerate(("event", "sweep")):
        first = [cost[which] for cost in costs[_SIZES[0]]]
        for size in _SIZES:
            value = median(cost[which] for cost in costs[size])
            yield Figure(name=f"{what}, {size:,} contacts", value=value * 1000, unit="ms")
        last = [cost[which] for cost in costs[_SIZES[-1]]]
        ratio = median(many / few for many, few in zip(last, first, strict=True))
        name = f"{what}, {_SIZES[-1]:,} / {_SIZES[0]:,} contacts"
        yield Figure(name=name, value=ratio, unit="ratio", goal=_FLAT, better="lower")


def _round(stores: dict[int, Store], number: int) -> dict[int, tuple[float, float]]:
    """Give the seconds of an event and of a sweep; sizes take turns, so that noise strikes all."""
    spent = {size: [0.0, 0.0] for size in stores}
    workers = {size: turns_of(store) for size, store in stores.items()}
    for turn in range(_EVENTS):
        for size, store in stores.items():
            lane = turn * max(1, size // _EVENTS) % size
            event = _said(lane, _HISTORY + number * _EVENTS + turn)
            spent[size][0] += _timed(partial(_take, store, workers[size], event))
            spent[size][1] += _timed(partial(_sweep, store))
    return {size: (of / _EVENTS, at / _EVENTS) for size, (of, at) in spent.items()}


def _timed(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _said(lane: int, number: int) -> Noted:
    at_ms, body = event_of(lane, number)
    return Noted(event_id=f"{lane}-{number}", lane=f"lane-{lane}", at_ms=at_ms, body=body)


def _take(store: Store, turns: Turns, event: Noted) -> None:
    """Note an event, apply it, and write down that its reply was sent."""
    with store.writing() as session:
        note_in(session, [event], vault=keys(), now=_BEGAN)
    if turns.apply_next(event.lane) is None:
        raise SystemExit("an event was not applied")
    with store.writing() as session:
        for reply in Outbox(session).unsent(event.lane):
            reply.state, reply.outcome_at, reply.token, reply.body = SENT, _BEGAN, None, None


def _sweep(store: Store) -> None:
    with store.thinking() as session:
        Inbox(session).lanes_waiting()
        Outbox(session).lanes_unsent()


def _grow(store: Store, size: int) -> None:
    """Fill a database as years of use do: everything applied, answered and kept."""
    with store.writing() as session:
        session.add(_version())
    for first in range(0, size, _CHUNK):
        lanes = range(first, min(first + _CHUNK, size))
        with store.writing() as session:
            for lane in lanes:
                contact = Contact(id=f"lane-{lane}", language="th", seen_on=_BEGAN.date())
                Contacts(session).add(contact, line_id=f"U{lane:032x}")
            session.flush()
            session.execute(insert(Lane), [{"key": f"lane-{lane}"} for lane in lanes])
            said = [(lane, number) for lane in lanes for number in range(_HISTORY)]
            session.execute(insert(Event), [_applied(*one) for one in said])
            session.execute(insert(Reply), [_answered(*one) for one in said])
            session.execute(insert(Submission), [_submitted(lane) for lane in lanes])


def _version() -> FormVersion:
    return FormVersion(
        id="bench-1",
        form_id="bench",
        version="1",
        title="bench",
        xform="<html/>",
        workbook=b"",
        workbook_name="bench.md",
        published_at=_BEGAN,
    )


def _applied(lane: int, number: int) -> dict[str, object]:
    return {
        "event_id": f"{lane}-{number}",
        "lane": f"lane-{lane}",
        "at_ms": _FIRST_MS + number,
        "noted_at": _BEGAN,
        "state": DONE,
    }


def _answered(lane: int, number: int) -> dict[str, object]:
    return {
        "event_id": f"{lane}-{number}",
        "lane": f"lane-{lane}",
        "state": SENT,
        "event_ms": _FIRST_MS + number,
        "token_at": _BEGAN,
        "outcome_at": _BEGAN,
    }


def _submitted(lane: int) -> dict[str, object]:
    return {
        "id": f"uuid:{lane}",
        "version_id": "bench-1",
        "form_id": "bench",
        "contact_id": f"lane-{lane}",
        "started_at": _BEGAN,
        "submitted_at": _BEGAN + timedelta(days=lane % 365),
        "xml_sealed": b"\0" * 1_500,
    }
