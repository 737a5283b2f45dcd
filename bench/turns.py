"""Applied events a second: our turns beside the least that applies an event."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bench import minimal
from bench.databases import fresh_store, keys, kinds
from bench.figures import Figure
from bot.compiled import Compiled
from bot.inbox import Noted, note_in
from bot.postman import Postman
from bot.reading import Reader
from bot.store import Store
from bot.turns import Turns
from bot.words import Words
from dialogue.prompt import Say
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from models.contact import Contact, Contacts

_ROUNDS = 3
_SHAPES = ((100, 10), (1_000, 1))  # lanes, and how many events wait in each
_TOGETHER = 5  # lanes that are drained one way before the other has its turn
_GOAL = 0.75  # where ten wait
_AT_MS = 1_764_046_800_000
_AT = datetime.fromtimestamp(_AT_MS / 1000, UTC)
_BANGKOK = ZoneInfo("Asia/Bangkok")
Apply: TypeAlias = Callable[[str], bool]

_LOCALES = Path(__file__).resolve().parent.parent / "locales"


def measure() -> list[Figure]:
    """Measure in interleaved rounds, in one thread and without a network; medians."""
    return [figure for kind in kinds() for figure in _figures(kind)]


def _figures(kind: str) -> Iterator[Figure]:
    for lanes, each in _SHAPES:
        samples = [_sample(kind, lanes, each) for _ in range(_ROUNDS)]
        name = f"applied, {each} a lane, {kind}"
        ratio = median(ours / least for least, ours in samples)
        yield Figure(
            name=f"minimal, {each} a lane, {kind}", value=_middle(samples, 0), unit="events/s"
        )
        yield Figure(name=name, value=_middle(samples, 1), unit="events/s")
        goal = _GOAL if each > 1 else None
        yield Figure(name=f"{name} / minimal", value=ratio, unit="ratio", goal=goal)


def _middle(samples: list[tuple[float, float]], which: int) -> float:
    return median(sample[which] for sample in samples)


def _sample(kind: str, lanes: int, each: int) -> tuple[float, float]:
    """Drain lanes by turns the one way and the other, so that noise strikes both alike."""
    with fresh_store(kind) as store:
        minimal.note(store, lanes, each, event_of(0, 0)[1])
        _prepare(store, lanes, each)
        ours = turns_of(store)
        ways: tuple[Apply, Apply] = (
            lambda lane: minimal.apply_next(store, lane),
            lambda lane: ours.apply_next(lane) is not None,
        )
        took = [0.0, 0.0]
        for first in range(0, lanes, _TOGETHER):
            chunk = [f"lane-{lane}" for lane in range(first, first + _TOGETHER)]
            for way, apply in enumerate(ways):
                took[way] += _timed(apply, chunk, each)
        return lanes * each / took[0], lanes * each / took[1]


def _timed(apply: Apply, lanes: list[str], each: int) -> float:
    began = time.perf_counter()
    for lane in lanes:
        for _ in range(each):
            if not apply(lane):
                raise SystemExit(f"{lane} held fewer than {each} events")
    return time.perf_counter() - began


def turns_of(store: Store) -> Turns:
    """Make what applies the events of a store."""
    return Turns(
        store=store,
        reader=Reader(vault=keys(), zone=_BANGKOK, compiled=Compiled()),
        desk=saying_back(),
        postman=Postman(words=Words(_LOCALES)),
    )


def saying_back() -> Desk:
    """Make a desk of one feature, so that the turn is measured and not what is said."""
    router = Router()

    @router.on(Wrote)
    def echo(event: Wrote, _ctx: Context) -> Says:
        return (Say(lines=(f"heard {event.text}",)),)

    return Desk(watchers=(), features=(router,))


def _prepare(store: Store, lanes: int, each: int) -> None:
    with store.writing() as session:
        for lane in range(lanes):
            contact = Contact(id=f"lane-{lane}", language="th", seen_on=_AT.date())
            Contacts(session).add(contact, line_id=f"U{lane:032x}")
    events = [_noted(lane, number) for lane in range(lanes) for number in range(each)]
    with store.writing() as session:
        note_in(session, events, vault=keys(), now=_AT)


def _noted(lane: int, number: int) -> Noted:
    at_ms, body = event_of(lane, number)
    return Noted(event_id=f"lane-{lane}-{number}", lane=f"lane-{lane}", at_ms=at_ms, body=body)


def event_of(lane: int, number: int) -> tuple[int, bytes]:
    """Write an event of a text, three seconds after the one before it."""
    at_ms = _AT_MS + number * 3_000
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": at_ms,
        "source": {"type": "user", "userId": f"U{lane:032x}"},
        "webhookEventId": f"lane-{lane}-{number}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{lane:016x}{number:016x}",
        "message": {
            "id": f"{444573844083572737 + number}",
            "type": "text",
            "text": "สวัสดีเสี่ยว",
            "quoteToken": "q3Plxr4AgKd8v0aXcdB2nC1NAbYbsyzhqjVNaGhY9WsTqCBD",
        },
    }
    return at_ms, json.dumps(event, ensure_ascii=False).encode()
