"""The nearest places to get care among 20,000, whatever is wanted of them."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any, TypeAlias

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.databases import fresh_store, kinds
from bench.figures import Figure
from bot.store import Store
from models.facility import (
    LANGUAGES,
    SCHEMES,
    SERVICES,
    Facilities,
    Facility,
    FacilityFind,
    FacilityService,
    Wanted,
)

_Cells: TypeAlias = dict[str, Any]

_PLACES = 20_000
_ROUNDS = 300
_MS = 1.0
_SOUTH, _NORTH, _WEST, _EAST = 6.0, 20.0, 98.0, 105.5  # Thailand, and some of what lies around it
_SHARES = {"general": 0.95, "vaccines": 0.5, "hiv_tb": 0.02, "uc": 0.8, "lo": 0.1, "shn": 0.01}
_WANTED = {
    "nothing else": Wanted(),
    "a service": Wanted(service="vaccines"),
    "a service, a right and Lao": Wanted(service="vaccines", scheme="uc", language="lo"),
    "what few have": Wanted(service="hiv_tb", language="shn"),
    "what nobody has": Wanted(service="hiv_tb", scheme="none", language="shn"),
}
_BARE = select(Facility.code, Facility.name_th).where(Facility.code == "T7")


def measure() -> list[Figure]:
    """Measure on every database that is here, in one thread; the ceiling is two bare look-ups."""
    return [figure for kind in kinds() for figure in _figures(kind)]


def _figures(kind: str) -> Iterator[Figure]:
    chance = random.Random(5)
    with fresh_store(kind) as store:
        _fill(store, chance)
        with store.thinking() as session:
            bare = median(_timed(lambda _at: _look_up(session), chance))
            name = f"two rows looked up by their keys, {kind}"
            yield Figure(name=name, value=bare * 1000, unit="ms")
            for what, wanted in _WANTED.items():
                took = sorted(_timed(_search(session, wanted), chance))
                name = f"nearest 5 of 20,000 with {what}, {kind}"
                yield Figure(
                    name=name, value=median(took) * 1000, unit="ms", goal=_MS, better="lower"
                )
                yield Figure(
                    name=f"95 of 100: {name}", value=took[len(took) * 95 // 100] * 1000, unit="ms"
                )
                yield Figure(name=f"over two look-ups: {name}", value=median(took) / bare, unit="×")


def _fill(store: Store, chance: random.Random) -> None:
    """Scatter facilities over the country; what they offer is drawn by lot."""
    facilities, services, finds = list[_Cells](), list[_Cells](), list[_Cells]()
    for number in range(_PLACES):
        row = Facility(
            code=f"T{number}",
            name_th=f"โรงพยาบาลส่งเสริมสุขภาพตำบลที่ {number}",
            kind="รพ.สต.",
            area="340501",
            latitude=chance.uniform(_SOUTH, _NORTH),
            longitude=chance.uniform(_WEST, _EAST),
            phones=["045491097"],
            languages=_drawn(LANGUAGES, chance),
            schemes=_drawn(SCHEMES, chance),
            complaints=False,
            is_closed=False,
            source="made up",
        )
        offered = _drawn(SERVICES, chance)
        finds += row.finds(offered)
        services += [{"facility_code": row.code, "service": one, "hours": None} for one in offered]
        facilities.append({one.key: getattr(row, one.key) for one in Facility.__table__.columns})
    with store.writing() as session:
        for table, rows in ((Facility, facilities), (FacilityService, services)):
            session.execute(insert(table), rows)
        session.execute(insert(FacilityFind), finds)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _drawn(names: Sequence[str], chance: random.Random) -> list[str]:
    return [name for name in names if chance.random() < _SHARES.get(name, 0.1)]


def _search(session: Session, wanted: Wanted) -> Callable[[tuple[float, float]], None]:
    def search(at: tuple[float, float]) -> None:
        found = Facilities(session).near(*at, wanted)
        for one in found:
            session.expunge(one.facility)  # the next turn has to read it again

    return search


def _look_up(session: Session) -> None:
    for _ in range(2):
        session.execute(_BARE).all()


def _timed(search: Callable[[tuple[float, float]], None], chance: random.Random) -> Iterator[float]:
    for _ in range(_ROUNDS):
        at = chance.uniform(_SOUTH, _NORTH), chance.uniform(_WEST, _EAST)
        began = time.perf_counter()
        search(at)
        yield time.perf_counter() - began
