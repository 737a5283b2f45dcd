"""The day's work of a volunteer with 300 people in an area of 20,000, beside the bare query."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text

from bench.databases import fresh_store, keys, kinds
from bench.figures import Figure
from bot.compiled import Compiled
from bot.inbox import Noted, note_in
from bot.postman import Postman
from bot.reading import Reader
from bot.rules import load
from bot.store import Store
from bot.turns import Turns
from bot.words import Words
from handlers.desk import whole_desk
from models.columns import place
from models.contact import Contact, Contacts
from models.entity import Entity, Told, key_of
from models.follow_up import FollowUp, FollowUps
from models.household import Household
from models.organization import Membership, Organization
from models.outbox import SENT, Outbox
from models.person import PERSONS, Person
from models.scope import Grant, Scope

_PEOPLE = 20_000
_OWN = 300
_EACH = 3  # follow-ups of everybody, closed ones among them
_BLOCKS = 4
_ROUNDS = 15
_GOAL_MS = 50.0
_AREA = "340501"
_AT = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
_ZONE = ZoneInfo("Asia/Bangkok")
_LOCALES = Path(__file__).parent.parent / "locales"
_ACTS = {"the day's work": "งานวันนี้", "who is not visited": "ใครยังไม่เยี่ยม"}


def measure() -> list[Figure]:
    """Measure whole turns (read, thought, rendered, committed) on each database; medians."""
    figures = list[Figure]()
    for kind in kinds():
        with ExitStack() as stack:
            store = stack.enter_context(fresh_store(kind))
            _grow(store)
            figures += _figures(kind, store)
    return figures


def _figures(kind: str, store: Store) -> Iterator[Figure]:
    turns, number = _turns(store), 0
    for name, words in _ACTS.items():
        blocks = list[float]()
        for _ in range(_BLOCKS):
            took = list[float]()
            for _ in range(_ROUNDS):
                number += 1
                took.append(_ask(store, turns, words, number))
            blocks.append(median(took))
        yield Figure(
            name=f"{name}, {_OWN} of {_PEOPLE:,} people, {kind}",
            value=min(blocks) * 1000,  # what else the machine does only makes it slower
            unit="ms",
            goal=_GOAL_MS,
            better="lower",
        )
    bare = [_query(store) for _ in range(_ROUNDS)]
    yield Figure(name=f"the bare query of the list, {kind}", value=median(bare) * 1000, unit="ms")


def _ask(store: Store, turns: Turns, words: str, number: int) -> float:
    """Let the volunteer ask, and take the time of the turn alone."""
    at_ms = int(_AT.timestamp() * 1000) + number * 60_000
    body = json.dumps(
        {
            "type": "message",
            "mode": "active",
            "timestamp": at_ms,
            "source": {"type": "user", "userId": f"U{0:032x}"},
            "webhookEventId": f"bench-{number}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": f"token-{number}",
            "message": {"id": str(number), "type": "text", "text": words, "quoteToken": "q"},
        }
    ).encode()
    event = Noted(event_id=f"bench-{number}", lane="lane-0", at_ms=at_ms, body=body)
    with store.writing() as session:
        note_in(session, [event], vault=keys(), now=_AT)
    began = time.perf_counter()
    turn = turns.apply_next("lane-0")
    took = time.perf_counter() - began
    if turn is None or turn.mail is None:
        raise SystemExit("the volunteer got no answer")
    with store.writing() as session:
        for reply in Outbox(session).unsent("lane-0"):
            reply.state, reply.outcome_at, reply.token, reply.body = SENT, _AT, None, None
    return took


def _query(store: Store) -> float:
    today = _AT.astimezone(_ZONE).date()
    began = time.perf_counter()
    with store.thinking() as session:
        scope = Scope(grants=(Grant(area="3405"),))
        until = today + timedelta(days=7)
        found = FollowUps(session).tasks(scope, "lane-0", today=today, until=until)
    took = time.perf_counter() - began
    if len(found) != _OWN * 2:
        raise SystemExit(f"{len(found)} tasks were found")
    return took


def _turns(store: Store) -> Turns:
    return Turns(
        store=store,
        reader=Reader(vault=keys(), zone=_ZONE, compiled=Compiled()),
        desk=whole_desk(),
        postman=Postman(words=Words(_LOCALES)),
    )


def _grow(store: Store) -> None:
    """Fill a district: everybody is some volunteer's, lives in a home, and is owed something."""
    load(store)
    with store.writing() as session:
        session.add(Organization(id="org", name="bench"))
        for number in range(_PEOPLE // _OWN + 1):
            contact = Contact(id=f"lane-{number}", language="th", seen_on=_AT.date())
            Contacts(session).add(contact, line_id=f"U{number:032x}")
            session.add(
                Membership(
                    id=f"of-{number}",
                    contact_id=f"lane-{number}",
                    organization_id="org",
                    role="volunteer",
                    area="3405",
                    joined_at=_AT,
                )
            )
    with store.writing() as session:
        people = range(_PEOPLE)
        session.execute(insert(Household), [_home(number) for number in people if number % 4 == 0])
        session.execute(insert(Person), [_person(number) for number in people])
        session.execute(insert(Entity), [_told(number) for number in people])
        owed = [_owed(number, which) for number in people for which in range(_EACH)]
        session.execute(insert(FollowUp), owed)
    if not store.is_sqlite:
        with store.engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def _home(number: int) -> dict[str, object]:
    return {
        "id": _id(number),
        "area": _AREA,
        "mark_hash": str(number),
        "called_hash": str(number),
        "is_demo": False,
        "created_at": _AT,
    }


def _person(number: int) -> dict[str, object]:
    return {
        "id": _id(number),
        "code": f"{number:06}",
        "area": _AREA,
        "household_id": _id(number - number % 4),
        "status": "active",
        "name_hash": str(number),
        "assignee_id": f"lane-{number // _OWN}",
        "visited_at": _AT - timedelta(days=number % 60),
        "is_demo": False,
        "created_at": _AT,
        "updated_at": _AT,
    }


def _told(number: int) -> dict[str, object]:
    told = Told(label=f"ยาย {number}", properties={"household": f"H-{number // 4}"})
    cell = place(Entity.__tablename__, "content_sealed", key_of(PERSONS, _id(number)))
    return {
        "list": PERSONS,
        "id": _id(number),
        "version": 1,
        "conflict": "",
        "area": _AREA,
        "is_demo": False,
        "created_at": _AT,
        "updated_at": _AT,
        "content_sealed": keys().seal(told.written().encode(), cell),
    }


def _owed(number: int, which: int) -> dict[str, object]:
    """Give one overdue, one due within the week, and one that is done."""
    day = _AT.date() + timedelta(days=(-(number % 20) - 1, number % 6, -40)[which])
    return {
        "id": f"{number}-{which}",
        "person_id": _id(number),
        "household_id": _id(number - number % 4),
        "assignee_id": f"lane-{number // _OWN}",
        "area": _AREA,
        "task": "next_visit",
        "subject": f"next_visit:{which}",
        "rule": "next_visit",
        "opens_on": day - timedelta(days=3),
        "due_on": day,
        "lapses_on": day + timedelta(days=30),
        "status": "done" if which == 2 else "open",
        "closed_how": "",
        "made_at": _AT,
        "is_demo": False,
    }
