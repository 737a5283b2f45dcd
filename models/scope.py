"""Scope: whose rows someone may see, as the one condition that every query of people bears."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, true

from models.base import Row

_DIGITS: Final = 6
"""Of the longest code of an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one role opens: an area (a DOPA prefix, "" is everywhere).

    `only` are the contacts whose people are seen; None for everybody's. With `unassigned` those are
    seen as well whom nobody sees to yet.
    """

    area: str
    only: frozenset[str] | None = None
    unassigned: bool = True

    def opens(self, area: str, assignee_id: str | None) -> bool:
        """Tell whether a row of this area and assignee is seen."""
        nobodys = assignee_id is None and self.unassigned
        is_whose = self.only is None or nobodys or assignee_id in self.only
        return area.startswith(self.area) and is_whose

    def condition(self, table: type[Row]) -> ColumnElement[bool]:
        """Give the condition for the rows of some volunteer's own that are seen."""
        columns = table.__table__.c
        here = _within(columns["area"], self.area)
        if self.only is None:
            return here
        assignee = columns["assignee_id"]
        theirs = assignee.in_(sorted(self.only))
        whose = or_(assignee.is_(None), theirs) if self.unassigned else theirs
        return and_(here, whose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """All that someone's roles open together; demo contacts see what demo contacts made alone."""

    grants: tuple[Grant, ...] = ()
    is_demo: bool = False

    def of_areas(self, table: type[Row]) -> ColumnElement[bool]:
        """Give the condition for rows that everybody of an area may see.

        The table has the columns `area` and `is_demo`.
        """
        columns = table.__table__.c
        within = (_within(columns["area"], one.area) for one in self.grants if one.unassigned)
        return and_(columns["is_demo"].is_(self.is_demo), _any(within))

    def of_people(self, table: type[Row]) -> ColumnElement[bool]:
        """Give the condition for rows that are some volunteer's own.

        The table has the columns `area`, `is_demo` and `assignee_id`: whoever sees to the row.
        """
        columns = table.__table__.c
        seen = (one.condition(table) for one in self.grants)
        return and_(columns["is_demo"].is_(self.is_demo), _any(seen))

    def opens(self, area: str, assignee_id: str | None, *, is_demo: bool) -> bool:
        """Tell whether a row is seen."""
        return is_demo == self.is_demo and any(one.opens(area, assignee_id) for one in self.grants)


def _any(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(false(), *conditions)


def _within(column: ColumnElement[str], area: str) -> ColumnElement[bool]:
    """Say a prefix as a range, which an index can follow on any database."""
    return column.between(area, area.ljust(_DIGITS, "9")) if area else true()
