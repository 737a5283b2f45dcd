"""Coverage: who is not visited, and how much is overdue, by volunteer and by area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.follow_up import OPEN, FollowUp
from models.need import Need
from models.person import ACTIVE, Person
from models.scope import Scope
from models.visit import DONE, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Numbers of one volunteer or area, whose `key` it is (None: of nobody's people).

    `people` is how many there are, `unvisited` how many of them nobody visited for so long, and
    `overdue` how much is overdue that is owed to them.
    """

    key: str | None
    people: int
    unvisited: int
    overdue: int


class Coverage:
    """The shelf of what is not done: of people and follow-ups together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unvisited(
        self, assignee_id: str, scope: Scope, before: datetime, *, first: int, most: int
    ) -> list[Person]:
        """List a volunteer's people whom nobody visited since; who waits longest comes first."""
        query = (
            select(Person)
            .where(*_own(assignee_id, scope), _not_since(before))
            .order_by(func.coalesce(Person.visited_at, Person.created_at), Person.id)
        )
        return list(self._session.scalars(query.offset(first).limit(most)))

    def of_volunteer(self, assignee_id: str, scope: Scope, before: datetime) -> tuple[int, int]:
        """Count a volunteer's people, and those of them whom nobody visited since."""
        query = select(*_counts(before)).where(*_own(assignee_id, scope))
        people, unvisited = self._session.execute(query).one()
        return people, unvisited or 0

    def by_volunteer(self, scope: Scope, before: datetime, today: date) -> list[Counted]:
        """Count by volunteer within a scope of areas; most unvisited first."""
        return self._by(Person.assignee_id, FollowUp.assignee_id, scope, before, today)

    def by_area(self, scope: Scope, before: datetime, today: date) -> list[Counted]:
        """Count by area, as people are noted in it, within a scope; most unvisited first."""
        return self._by(Person.area, FollowUp.area, scope, before, today)

    def visits_since(self, scope: Scope, since: datetime) -> int:
        """Count the visits in a scope of areas that were ended since."""
        query = select(func.count()).where(
            scope.of_areas(Visit), Visit.status == DONE, Visit.ended_at >= since
        )
        return self._session.scalar(query) or 0

    def needs_since(self, scope: Scope, since: datetime) -> dict[int, int]:
        """Count by urgency the needs in a scope of areas that were found since."""
        query = (
            select(Need.urgency, func.count())
            .where(scope.of_areas(Need), Need.found_at >= since)
            .group_by(Need.urgency)
        )
        found = self._session.execute(query)
        return {row.urgency: row[1] for row in found}

    def _by(
        self,
        of_person: InstrumentedAttribute[Any],
        of_follow_up: InstrumentedAttribute[Any],
        scope: Scope,
        before: datetime,
        today: date,
    ) -> list[Counted]:
        people = (
            select(of_person, *_counts(before))
            .where(Person.status == ACTIVE, scope.of_people(Person))
            .group_by(of_person)
        )
        late = (
            select(of_follow_up, func.count()).where(*_overdue(scope, today)).group_by(of_follow_up)
        )
        overdue = dict(self._pairs(late))
        counted = (
            Counted(key=key, people=count, unvisited=unvisited or 0, overdue=overdue.get(key, 0))
            for key, count, unvisited in self._session.execute(people)
        )
        return sorted(counted, key=lambda one: (-one.unvisited, -one.overdue, one.key or ""))

    def _pairs(self, query: Select[Any]) -> Sequence[tuple[str | None, int]]:
        return [(key, count) for key, count in self._session.execute(query)]


def _own(assignee_id: str, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    whose = Person.assignee_id == assignee_id
    return whose, Person.status == ACTIVE, scope.of_people(Person)


def _not_since(before: datetime) -> ColumnElement[bool]:
    return or_(Person.visited_at.is_(None), Person.visited_at < before)


def _counts(before: datetime) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return func.count(), func.sum(case((_not_since(before), 1), else_=0))


def _overdue(scope: Scope, today: date) -> tuple[ColumnElement[bool], ...]:
    has_time = or_(FollowUp.lapses_on.is_(None), FollowUp.lapses_on >= today)
    return scope.of_people(FollowUp), FollowUp.status == OPEN, FollowUp.due_on < today, has_time
