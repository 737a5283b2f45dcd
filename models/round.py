"""Rounds: whom someone may visit next, by what is owed and by the last visit."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.follow_up import OPEN, FollowUp
from models.person import ACTIVE, Person
from models.scope import Scope


class Rounds:
    """What is asked of people and follow-ups together, each within a scope."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def longest_unvisited(self, contact_id: str, scope: Scope, *, most: int) -> list[str]:
        """Name someone's own people, those not visited for the longest first."""
        query = select(Person.id).where(
            Person.assignee_id == contact_id, Person.status == ACTIVE, scope.of_people(Person)
        )
        ordered = query.order_by(
            Person.visited_at.asc().nulls_first(), Person.created_at, Person.id
        )
        return list(self._session.scalars(ordered.limit(most)))

    def anybody(self, scope: Scope, *, most: int) -> list[str]:
        """Name some people within a scope, in no order: a first page for who has no people yet."""
        query = select(Person.id).where(Person.status == ACTIVE, scope.of_people(Person))
        return list(self._session.scalars(query.limit(most)))

    def owed_to(self, person_id: str, today: date, *, most: int) -> list[FollowUp]:
        """List what is owed to a person by now, as this turn leaves it, the longest due first."""
        return [one for one in self.ahead_of(person_id, most=most) if one.opens_on <= today]

    def ahead_of(self, person_id: str, *, most: int) -> list[FollowUp]:
        """List what is owed to a person, as this turn leaves it, what is due first comes first."""
        query = select(FollowUp).where(FollowUp.person_id == person_id, FollowUp.status == OPEN)
        kept = self._session.scalars(query.order_by(FollowUp.due_on, FollowUp.id).limit(most * 2))
        new = [row for row in self._session.new if isinstance(row, FollowUp)]
        mine = [one for one in new if one.person_id == person_id]
        still = [one for one in (*kept, *mine) if one.status == OPEN]
        return sorted(still, key=lambda one: (one.due_on, one.id))[:most]
