"""Facilities: places to get care, what they offer and when, and whom they serve."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from operator import itemgetter
from typing import Final

from sqlalchemy import (
    JSON,
    ColumnElement,
    String,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.area import within
from models.base import Row
from models.columns import reference

SERVICES: Final = ("general", "delivery", "vaccines", "hiv_tb", "mental", "dental", "emergency")
SCHEMES: Final = ("uc", "sss", "migrant", "stateless", "none")
"""Rights that a facility honours: gold card, social security, migrants' card, ท.99, no card."""

LANGUAGES: Final = ("lo", "my", "km", "ms", "en", "vi", "zh", "shn")
"""Languages that may be spoken beside Thai, as ISO 639 has them."""

OFFERED: Final = "yes"
"""What stands in the cell of a service that is offered, where its hours are not known."""

_IS_OPEN: Final = 1
_BITS: Final = {
    name: 2 << place for place, name in enumerate((*SERVICES, *SCHEMES, *LANGUAGES))
}  # a new name goes at the end of its list only with a step that counts all marks anew

_UNKNOWN: Final = 2 << len(_BITS)

_EARTH_KM: Final = 6371.0
_FIRST_KM: Final = 20.0
_WIDEST_KM: Final = 2560.0  # holds all of Thailand, whatever its middle
_ENOUGH: Final = 8  # times as many places are hoped for in the next box as are asked for
_MORE: Final = 8  # rows beyond those asked for: flat and round distances may order them apart
_KM_A_DEGREE: Final = 111.32


class Facility(Row):
    """One place to get care.

    `code` is the ministry's, or one of ours that begins with a letter. `kind` is how the ministry
    calls it (รพศ. รพท. รพช. รพ.สต. …). `area` is a DOPA code. Without a position it is found by its
    area only. `phones` are dialled as written; `languages` are codes of ISO 639 ("lo", "my") of
    those spoken beside Thai; `schemes` are of SCHEMES; both are empty where nothing is known.
    `complaints` tells that it has, or is, a complaint unit under section 50(5). Nothing is verified
    until a person of the province has said so: `verified_on` and `verified_by`, a role or an
    office, never a person's name. A place that is closed for good keeps its row (`is_closed`).
    `marks` is all that it is looked for by, as one number: `finds` adds it up.
    """

    __tablename__ = "facilities"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name_th: Mapped[str] = mapped_column(String(120))
    name_lo: Mapped[str | None] = mapped_column(String(120), default=None)
    kind: Mapped[str] = mapped_column(String(16))
    area: Mapped[str] = mapped_column(String(6), index=True)
    latitude: Mapped[float | None] = mapped_column(default=None)
    longitude: Mapped[float | None] = mapped_column(default=None)
    phones: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    schemes: Mapped[list[str]] = mapped_column(JSON, default=list)
    complaints: Mapped[bool] = mapped_column(default=False)
    verified_on: Mapped[date | None] = mapped_column(default=None)
    verified_by: Mapped[str | None] = mapped_column(String(80), default=None)
    is_closed: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(200), default="")
    marks: Mapped[int] = mapped_column(default=0)

    def name_in(self, language: str) -> str:
        """Give its name in "th" or "lo"; the Thai one where no Lao one is known."""
        return (self.name_lo or self.name_th) if language == "lo" else self.name_th

    def finds(self, services: Iterable[str]) -> list[dict[str, int | float | str]]:
        """Mark what it is looked for by, after a change, and give its rows of `FacilityFind`.

        It offers these services. Without a position, or closed for good, it has no such rows.
        """
        offers = [{0, *_bits(names)} for names in (services, self.schemes, self.languages)]
        self.marks = sum(map(sum, offers)) | (0 if self.is_closed else _IS_OPEN)
        if self.latitude is None or self.longitude is None or self.is_closed:
            return []
        place: dict[str, int | float | str] = {
            "latitude": self.latitude,
            "longitude": self.longitude,
            "facility_code": self.code,
        }
        return [{"wanted": _IS_OPEN | sum(marks), **place} for marks in product(*offers)]


class FacilityService(Row):
    """One service of a facility; `hours` are in OSM's syntax, None where they are not known."""

    __tablename__ = "facility_services"

    facility_code: Mapped[str] = mapped_column(
        String(12), reference("facilities.code", ondelete="CASCADE"), primary_key=True
    )
    service: Mapped[str] = mapped_column(String(16), primary_key=True)
    hours: Mapped[str | None] = mapped_column(String(255), default=None)

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its place


class FacilityFind(Row):
    """A facility under one combination of a service, a right and a language that it answers to.

    `wanted` is the sum of their marks. However rare a combination is, the nearest are found in one
    piece of an index.
    """

    __tablename__ = "facility_finds"

    wanted: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    latitude: Mapped[float] = mapped_column(primary_key=True)
    longitude: Mapped[float] = mapped_column(primary_key=True)
    facility_code: Mapped[str] = mapped_column(
        String(12),
        reference("facilities.code", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its place


class FacilityClosure(Row):
    """One day on which a facility is closed; "" closes all of them: a holiday of the province."""

    __tablename__ = "facility_closures"

    facility_code: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; what is None does not matter."""

    service: str | None = None
    scheme: str | None = None
    language: str | None = None


ANY: Final = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A facility and how far it is in a straight line; None where it has no position."""

    facility: Facility
    km: float | None


class Facilities:
    """The shelf of facilities."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, code: str) -> Facility | None:
        """Find a facility."""
        new = (row for row in self._session.new if isinstance(row, Facility))
        mine = next((row for row in new if row.code == code), None)
        return mine or self._session.get(Facility, code)

    def near(
        self, latitude: float, longitude: float, wanted: Wanted = ANY, *, most: int = 5
    ) -> list[Near]:
        """List the nearest open facilities that offer what is wanted, the nearest first.

        A box around the place is widened until `most` of them lie within its inner circle. Those
        of one distance stand in the order of their codes.
        """
        km, marks = _FIRST_KM, _marks(wanted)
        while True:
            box = self._within(latitude, longitude, km, marks, most + _MORE)
            found = sorted(box, key=itemgetter(0, 1))
            if km >= _WIDEST_KM or (len(found) >= most and found[most - 1][0] <= km):
                break
            hoped = math.sqrt(_ENOUGH * most / (len(found) + 0.2))
            km = min(km * max(2.0, hoped), _WIDEST_KM)
        return [Near(facility=row, km=far) for far, _, row in found[:most]]

    def in_areas(
        self, prefixes: Sequence[str], wanted: Wanted = ANY, *, most: int = 12
    ) -> list[Facility]:
        """List open facilities of areas that offer what is wanted: the small ones first."""
        query = select(Facility).where(_marked(_marks(wanted)), within(Facility.area, prefixes))
        smallest = func.length(Facility.area).desc()
        ordered = query.order_by(smallest, Facility.area, Facility.code)
        return list(self._session.scalars(ordered.limit(most)))

    def called(self, text: str, prefixes: Sequence[str], *, most: int = 12) -> list[Facility]:
        """List facilities of areas that have this code or these letters in a name; closed too."""
        named = [
            column.contains(text, autoescape=True)
            for column in (Facility.name_th, Facility.name_lo)
        ]
        query = select(Facility).where(
            or_(Facility.code == text, *named), within(Facility.area, prefixes)
        )
        return list(self._session.scalars(query.order_by(Facility.code).limit(most)))

    def services_of(self, code: str) -> list[FacilityService]:
        """List what a facility offers."""
        query = select(FacilityService).where(FacilityService.facility_code == code)
        return list(self._session.scalars(query.order_by(FacilityService.service)))

    def closed_days(self, code: str) -> list[date]:
        """List the days on which a facility is closed beside the holidays of the country."""
        query = select(FacilityClosure.day).where(FacilityClosure.facility_code.in_((code, "")))
        return sorted(set(self._session.scalars(query)))

    def _within(
        self, latitude: float, longitude: float, km: float, marks: int, most: int
    ) -> Iterator[tuple[float, str, Facility]]:
        tall = km / _KM_A_DEGREE
        shrunk = max(math.cos(math.radians(latitude)), 0.01)
        wide = tall / shrunk
        values = {
            "latitude": latitude,
            "longitude": longitude,
            "south": latitude - tall,
            "north": latitude + tall,
            "west": longitude - wide,
            "east": longitude + wide,
            "shrunk": shrunk * shrunk,
            "marks": marks,
            "most": most,
        }
        for row, to_latitude, to_longitude in self._session.execute(_NEAREST, values):
            yield distance(latitude, longitude, to_latitude, to_longitude), row.code, row


def distance(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return the distance in km of two places on the globe, in a straight line (haversine)."""
    north, east = math.radians(to_latitude - latitude), math.radians(to_longitude - longitude)
    across = math.cos(math.radians(latitude)) * math.cos(math.radians(to_latitude))
    part = math.sin(north / 2) ** 2 + across * math.sin(east / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(part))


def _marks(wanted: Wanted) -> int:
    """Add up the marks that a facility must have; what nobody knows of no facility has."""
    names = (wanted.service, wanted.scheme, wanted.language)
    return _IS_OPEN | sum(_BITS.get(name, _UNKNOWN) for name in names if name is not None)


def _marked(marks: int | ColumnElement[int]) -> ColumnElement[bool]:
    return Facility.marks.bitwise_and(marks) == marks


def _bits(names: Iterable[str]) -> Iterator[int]:
    return (_BITS[name] for name in names if name in _BITS)


_TALL: Final = FacilityFind.latitude - bindparam("latitude")
_WIDE: Final = FacilityFind.longitude - bindparam("longitude")
_IN_THE_BOX: Final = (
    select(FacilityFind.facility_code, FacilityFind.latitude, FacilityFind.longitude)
    .where(
        FacilityFind.wanted == bindparam("marks"),
        FacilityFind.latitude.between(bindparam("south"), bindparam("north")),
        FacilityFind.longitude.between(bindparam("west"), bindparam("east")),
    )
    .order_by(_TALL * _TALL + _WIDE * _WIDE * bindparam("shrunk"))
    .limit(bindparam("most"))
    .subquery()
)
"""Open facilities in a box that answer to all that is wanted, the nearest of a flat world first."""

_NEAREST: Final = select(Facility, _IN_THE_BOX.c.latitude, _IN_THE_BOX.c.longitude).join(
    _IN_THE_BOX, Facility.code == _IN_THE_BOX.c.facility_code
)
