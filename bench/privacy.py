"""The cost of erasing a person, and of a night that finds nothing due, as a register grows."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from statistics import median

from sqlalchemy import insert, text

from bench.databases import fresh_store, keys, kinds
from bench.figures import Figure
from bot.periods import Periods
from bot.retention_people import PeopleRetention
from bot.store import Store
from handlers.forgetting import forget_person
from models.attachment import Attachment
from models.columns import place
from models.contact import Contact
from models.entity import Entity, EntityVersion, Told
from models.form import FormVersion
from models.household import Household
from models.need import Need
from models.person import PERSONS, Person
from models.submission import Submission
from models.traces import Traces
from models.visit import Visit

_SIZES = (1_000, 10_000, 100_000)
_ROUNDS = 25
_CHUNK = 5_000
_FLAT = 1.5
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def measure() -> list[Figure]:
    """Measure in one thread; sizes take turns, so that noise strikes all alike; medians."""
    return [figure for kind in kinds() for figure in _of(kind)]


def _of(kind: str) -> Iterator[Figure]:
    with ExitStack() as stack:
        stores = {size: stack.enter_context(fresh_store(kind)) for size in _SIZES}
        for size, store in stores.items():
            _settle(store, size)
        spent: dict[str, dict[int, list[float]]] = {}
        for number in range(_ROUNDS + 1):
            for size, store in stores.items():
                for what, seconds in _round(store, number * 5):
                    if number:  # the first warms up
                        spent.setdefault(what, {}).setdefault(size, []).append(seconds)
    for what, by_size in spent.items():
        for size, took in by_size.items():
            value = median(took) * 1000
            yield Figure(name=f"{kind}: {what}, {size:,} people", value=value, unit="ms")
        ratio = median(by_size[_SIZES[-1]]) / median(by_size[_SIZES[0]])
        name = f"{kind}: {what}, {_SIZES[-1]:,} / {_SIZES[0]:,} people"
        yield Figure(name=name, value=ratio, unit="ratio", goal=_FLAT, better="lower")


def _round(store: Store, number: int) -> Iterator[tuple[str, float]]:
    yield "a person erased", _timed(lambda: _erase(store, number))
    nightly = PeopleRetention(store=store, periods=Periods(), today=_NOON.date())
    yield "a night in which nothing is due", _timed(lambda: nightly.night(_NOON))


def _erase(store: Store, number: int) -> None:
    with store.writing() as session:
        person = session.get(Person, _id(number))
        if person is None:
            raise SystemExit("somebody is gone already")
        forget_person(person, Traces(session), _NOON)
    with store.thinking() as session:
        if session.get(Submission, f"uuid:{number}") is not None:
            raise SystemExit("something is left")


def _timed(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _settle(store: Store, size: int) -> None:
    """Fill a register: homes of five, a visit, a form, a picture and a need for each person."""
    with store.writing() as session:
        session.add(Contact(id="somsri", seen_on=_NOON.date()))
        session.add(
            FormVersion(
                id="v1",
                form_id="f",
                version="1",
                title="t",
                xform="",
                workbook=b"",
                workbook_name="f.md",
                published_at=_NOON,
            )
        )
    for first in range(0, size, _CHUNK):
        numbers = range(first, min(first + _CHUNK, size))
        with store.writing() as session:
            homes = [number for number in numbers if number % 5 == 0]
            session.execute(insert(Household), [_home(number) for number in homes])
            for table, row in _ROWS:
                session.execute(insert(table), [row(number) for number in numbers])
    if store.is_sqlite:  # where the bot never analyses, and columns that are all NULL mislead
        return
    with store.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def _home(number: int) -> dict[str, object]:
    return {
        "id": f"home-{number // 5}",
        "area": "340501",
        "mark_hash": str(number),
        "created_at": _NOON,
    }


def _person(number: int) -> dict[str, object]:
    return {
        "id": _id(number),
        "code": f"{number:06}",
        "area": "340501",
        "household_id": f"home-{number // 5}",
        "visited_at": _NOON - timedelta(days=number % 300),
        "created_at": _NOON,
        "updated_at": _NOON,
    }


def _entity(number: int) -> dict[str, object]:
    told = Told(label=f"คำ{number}", properties={"birth_year": "1955"}).written().encode()
    where = place("entities", "content_sealed", f"{PERSONS}|{_id(number)}")
    return {
        "list": PERSONS,
        "id": _id(number),
        "version": 1,
        "created_at": _NOON,
        "updated_at": _NOON,
        "content_sealed": keys().seal(told, where),
    }


def _version(number: int) -> dict[str, object]:
    return {"list": PERSONS, "entity_id": _id(number), "version": 1, "at": _NOON}


def _visit(number: int) -> dict[str, object]:
    return {
        "id": f"v{number}",
        "person_id": _id(number),
        "contact_id": "somsri",
        "area": "340501",
        "status": "done",
        "started_at": _NOON,
        "ended_at": _NOON,
    }


def _submission(number: int) -> dict[str, object]:
    return {
        "id": f"uuid:{number}",
        "version_id": "v1",
        "form_id": "f",
        "contact_id": "somsri",
        "person_id": _id(number),
        "visit_id": f"v{number}",
        "started_at": _NOON,
        "submitted_at": _NOON,
        "xml_sealed": b"x" * 1500,
    }


def _picture(number: int) -> dict[str, object]:
    return {
        "id": f"a{number}",
        "contact_id": "somsri",
        "draft_id": f"d{number}",
        "submission_id": f"uuid:{number}",
        "path": "/data/picture",
        "name": "x.jpg",
        "media": "image",
        "state": "kept",
        "sent_at": _NOON,
        "again_at": _NOON,
        "content_sealed": b"x" * 500,
    }


def _need(number: int) -> dict[str, object]:
    return {
        "id": f"n{number}",
        "person_id": _id(number),
        "area": "340501",
        "kind": "food",
        "subject": "food",
        "found_at": _NOON,
    }


_ROWS = (
    (Person, _person),
    (Entity, _entity),
    (EntityVersion, _version),
    (Visit, _visit),
    (Submission, _submission),
    (Attachment, _picture),
    (Need, _need),
)


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"
