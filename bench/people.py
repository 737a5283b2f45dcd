"""The cost of a person of the register as people grow: added, known, and found by typing."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text

from bench.databases import fresh_store, keys, kinds
from bench.figures import Figure
from bot.compiled import Compiled
from bot.reading import Reader
from bot.store import Store
from dialogue.moment import Moment
from dialogue.people import naming
from handlers import register
from handlers.context import Context
from handlers.register import New
from models.columns import place
from models.contact import Contact
from models.entity import Entity, Told, key_of
from models.household import Household
from models.organization import Membership, Organization
from models.person import PERSONS, Person

_SIZES = (1_000, 10_000, 100_000)
_AN_AREA = 20_000  # people of one tambon
_OWN = 300  # people of the volunteer, in the first tambon
_ROUNDS = 25
_CHUNK = 5_000
_FLAT = 1.3
_OWN_GOAL, _ANY_GOAL = 50.0, 1_000.0  # ms: a volunteer's search, a coordinator's
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
_READER = Reader(vault=keys(), zone=ZoneInfo("Asia/Bangkok"), compiled=Compiled())

_FLAT_ONES = (
    "added",
    "known",
    "found by nickname",
    "found by code",
    "found by home",
    "found by slip",
)
_CAPPED = "looked for in vain by a coordinator"


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
                for what, seconds in _round(store, size, number):
                    if number:  # the first warms up
                        spent.setdefault(what, {}).setdefault(size, []).append(seconds)
    for what, by_size in spent.items():
        yield from _figures(kind, what, by_size)


def _figures(kind: str, what: str, by_size: dict[int, list[float]]) -> Iterator[Figure]:
    for size, took in by_size.items():
        goal = (_ANY_GOAL if what == _CAPPED else _OWN_GOAL) if size == _SIZES[-1] else None
        name, value = f"{kind}: a person {what}, {size:,} people", median(took) * 1000
        yield Figure(name=name, value=value, unit="ms", goal=goal, better="lower")
    if what in _FLAT_ONES:
        pairs = zip(by_size[_SIZES[-1]], by_size[_SIZES[0]], strict=True)
        ratio = median(many / few for many, few in pairs)
        name = f"{kind}: a person {what}, {_SIZES[-1]:,} / {_SIZES[0]:,} people"
        yield Figure(name=name, value=ratio, unit="ratio", goal=_FLAT, better="lower")


def _round(store: Store, size: int, number: int) -> Iterator[tuple[str, float]]:
    one = number * 7 % _OWN  # one of the volunteer's own
    with _turn(store, "boss", f"b{number}") as ctx:
        yield "found by nickname", _timed(partial(_found, ctx, _name(one), one))
        yield "found by code", _timed(partial(_found, ctx, _code(one), one))
        yield "found by home", _timed(partial(_found, ctx, f"H-{one // 5}", one))
    with _turn(store, "boss", f"c{number}") as ctx:
        yield _CAPPED, _timed(partial(_found, ctx, "xyzzyxyzzyxyzzy", None))
    with _turn(store, "somsri", f"d{number}") as ctx:
        yield "found by slip", _timed(partial(_found, ctx, f"{_name(one)}x", one))
    with _turn(store, "somsri", f"e{number}") as ctx:
        yield "known", _timed(partial(_known, ctx, one))
    yield "added", _timed(partial(_add, store, f"{size} {number}"))


def _found(ctx: Context, typed: str, one: int | None) -> None:
    found = [known.id for known in register.search(typed, ctx).people]
    if (one is None) != (not found) or (one is not None and _id(one) not in found):
        raise SystemExit(f"{typed} found {len(found)}")


def _known(ctx: Context, one: int) -> None:
    if register.known(_id(one), ctx) is None:
        raise SystemExit("somebody is not known")


def _add(store: Store, seed: str) -> None:
    moment = Moment(now=_NOON.astimezone(_READER.zone), seed=seed)
    with store.thinking() as session:
        beside = _READER.beside(session, moment)
        ctx = replace(beside, contact=session.get(Contact, "somsri"))
        register.add(New(name=f"new {seed}", area=_area(0), properties={"household": "H-1"}), ctx)
        with store.writing_in(session):
            pass


def _timed(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


@contextmanager
def _turn(store: Store, contact_id: str, seed: str) -> Iterator[Context]:
    moment = Moment(now=_NOON.astimezone(_READER.zone), seed=seed)
    with store.thinking() as session:
        ctx = _READER.beside(session, moment)
        yield replace(ctx, contact=session.get(Contact, contact_id))


def _settle(store: Store, size: int) -> None:
    """Fill a register: tambons of 20,000 people, homes of five, one volunteer with 300 people."""
    with store.writing() as session:
        session.add(Organization(id="org", name="bench"))
        session.add_all(
            Contact(id=name, language="th", seen_on=_NOON.date()) for name in ("somsri", "boss")
        )
        for name, role, area in (("somsri", "volunteer", _area(0)), ("boss", "coordinator", "34")):
            session.add(
                Membership(
                    id=name,
                    contact_id=name,
                    organization_id="org",
                    role=role,
                    area=area,
                    joined_at=_NOON,
                )
            )
    for first in range(0, size, _CHUNK):
        numbers = range(first, min(first + _CHUNK, size))
        with store.writing() as session:
            homes = [_home(number) for number in numbers if number % 5 == 0]
            session.execute(insert(Household), homes)
            session.execute(insert(Person), [_person(number) for number in numbers])
            session.execute(insert(Entity), [_entity(number) for number in numbers])
    with store.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def _person(number: int) -> dict[str, object]:
    return {
        "id": _id(number),
        "code": _code(number),
        "area": _area(number),
        "household_id": f"home-{number // 5}",
        "name_hash": keys().hashed(naming.name_key(_name(number))),
        "assignee_id": "somsri" if number < _OWN else None,
        "created_at": _NOON,
        "updated_at": _NOON,
    }


def _entity(number: int) -> dict[str, object]:
    told = Told(
        label=_name(number),
        properties={"household": f"H-{number // 5}", "birth_year": "1955", "groups": "elderly"},
    )
    where = place("entities", "content_sealed", key_of(PERSONS, _id(number)))
    return {
        "list": PERSONS,
        "id": _id(number),
        "version": 1,
        "area": _area(number),
        "created_at": _NOON,
        "updated_at": _NOON,
        "content_sealed": keys().seal(told.written().encode(), where),
    }


def _home(number: int) -> dict[str, object]:
    mark = f"H-{number // 5}"
    return {
        "id": f"home-{number // 5}",
        "area": _area(number),
        "mark_hash": keys().hashed(naming.home_key("", mark)),
        "called_hash": keys().hashed(naming.mark_key(mark)),
        "created_at": _NOON,
    }


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def _code(number: int) -> str:
    return f"{number:06}"


def _name(number: int) -> str:
    return f"คำ{number:06}ปุ่น"


def _area(number: int) -> str:
    return f"3405{number // _AN_AREA + 1:02}"
