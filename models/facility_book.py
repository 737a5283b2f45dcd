"""Facilities as they are written down: a row of text for each, read and kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.area import within
from models.facility import (
    OFFERED,
    SERVICES,
    Facility,
    FacilityClosure,
    FacilityFind,
    FacilityService,
)


class FacilityBook:
    """The shelf of facilities as text, for files and for whoever mends them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def cells(self, prefixes: Sequence[str] = ("",)) -> dict[str, dict[str, str]]:
        """Give all facilities of areas as text, by code: a cell for everything that is known.

        A service is its hours, or `OFFERED`; what is unknown is blank.
        """
        query = select(Facility).where(within(Facility.area, prefixes))
        rows = list(self._session.scalars(query.order_by(Facility.area, Facility.code)))
        offered = dict[str, dict[str, str]]()
        for one in self._session.scalars(select(FacilityService)):
            offered.setdefault(one.facility_code, {})[one.service] = one.hours or OFFERED
        closed = dict[str, list[date]]()
        for day in self._session.scalars(select(FacilityClosure)):
            closed.setdefault(day.facility_code, []).append(day.day)
        return {
            row.code: _cells(row, offered.get(row.code, {}), closed.get(row.code, []))
            for row in rows
        }

    def cells_of(self, facility: Facility) -> dict[str, str]:
        """Give one facility as text, as `cells` does."""
        query = select(FacilityService).where(FacilityService.facility_code == facility.code)
        offered = {one.service: one.hours or OFFERED for one in self._session.scalars(query)}
        own = FacilityClosure.facility_code == facility.code
        closed = self._session.scalars(select(FacilityClosure.day).where(own))
        return _cells(facility, offered, closed)

    def put(self, cells: Mapping[str, str]) -> Facility:
        """Write a facility as `cells` gives it, over the one of its code; once in a transaction.

        Raises:
            ValueError: when a position or day cannot be read.
        """
        row = self._session.get(Facility, cells["code"])
        if row is None:
            row = Facility(code=cells["code"])
            self._session.add(row)
        _write(row, cells)
        self._offer(row, {name: cells[name] for name in SERVICES if cells[name]})
        days = (one.strip() for one in cells["closed_days"].split(","))
        self.close_on(row.code, [date.fromisoformat(one) for one in days if one])
        return row

    def drop(self, row: Facility) -> None:
        """Take a facility out, with what it offers and the days on which it is closed."""
        row.is_closed = True
        self._offer(row, {})
        self.close_on(row.code, ())
        self._session.delete(row)

    def close_on(self, code: str, days: Iterable[date]) -> None:
        """Note the days on which a facility is closed ("": every one), instead of the earlier."""
        query = select(FacilityClosure).where(FacilityClosure.facility_code == code)
        wanted, noted = set(days), {row.day: row for row in self._session.scalars(query)}
        for day, row in noted.items():
            if day not in wanted:
                self._session.delete(row)
        for day in wanted - noted.keys():
            self._session.add(FacilityClosure(facility_code=code, day=day))

    def _offer(self, facility: Facility, services: Mapping[str, str]) -> None:
        code = facility.code
        query = select(FacilityService).where(FacilityService.facility_code == code)
        offered = {row.service: row for row in self._session.scalars(query)}
        for name, row in offered.items():
            if name not in services:
                self._session.delete(row)
        for name, text in services.items():
            hours = None if text == OFFERED else text
            if name in offered:
                offered[name].hours = hours
            else:
                self._session.add(FacilityService(facility_code=code, service=name, hours=hours))
        wanted = {tuple(one.values()): one for one in facility.finds(services)}
        known = select(FacilityFind).where(FacilityFind.facility_code == code)
        for found in self._session.scalars(known):
            if wanted.pop((found.wanted, found.latitude, found.longitude, code), None) is None:
                self._session.delete(found)
        self._session.add_all(FacilityFind(**one) for one in wanted.values())


def _cells(row: Facility, offered: Mapping[str, str], closed: Iterable[date]) -> dict[str, str]:
    return {
        "code": row.code,
        "name_th": row.name_th,
        "name_lo": row.name_lo or "",
        "kind": row.kind,
        "area": row.area,
        "latitude": "" if row.latitude is None else str(row.latitude),
        "longitude": "" if row.longitude is None else str(row.longitude),
        **{name: offered.get(name, "") for name in SERVICES},
        "closed_days": ", ".join(day.isoformat() for day in sorted(closed)),
        "phones": "; ".join(row.phones),
        "languages": " ".join(row.languages),
        "schemes": " ".join(row.schemes),
        "complaints": "yes" if row.complaints else "",
        "closed": "yes" if row.is_closed else "",
        "verified_on": "" if row.verified_on is None else row.verified_on.isoformat(),
        "verified_by": row.verified_by or "",
        "source": row.source,
    }


def _write(row: Facility, cells: Mapping[str, str]) -> None:
    row.name_th, row.name_lo = cells["name_th"], cells["name_lo"] or None
    row.kind, row.area, row.source = cells["kind"], cells["area"], cells["source"]
    row.latitude = float(cells["latitude"]) if cells["latitude"] else None
    row.longitude = float(cells["longitude"]) if cells["longitude"] else None
    row.phones = [one.strip() for one in cells["phones"].split(";") if one.strip()]
    row.languages, row.schemes = cells["languages"].split(), cells["schemes"].split()
    row.complaints, row.is_closed = cells["complaints"] == "yes", cells["closed"] == "yes"
    day = cells["verified_on"]
    row.verified_on = date.fromisoformat(day) if day else None
    row.verified_by = cells["verified_by"] or None
