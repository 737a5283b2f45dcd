"""People who are visited: what is known of each in clear; the rest is their entity."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Index,
    String,
    UniqueConstraint,
    and_,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, Vault, place, reference
from models.entity import Entity, Told, key_of
from models.scope import Scope

PERSONS: Final = "persons"
"""The entity list that holds what is told of people, in all its versions."""

ACTIVE, MOVED, DIED, REFUSED = "active", "moved", "died", "refused"
BARE: Final = "bare"
"""The status of whom nothing is known any more but area and dates, for the counts of an area."""

_VISITED = text("status <> 'bare' AND visited_at IS NOT NULL")
_UNVISITED = text("status <> 'bare' AND visited_at IS NULL")
_BARE = text("status = 'bare'")


class Person(Row):
    """Someone visited; `id` is that of their entity in `persons`, which holds name and details.

    `code` is what they are known by outside (six letters of Crockford's alphabet, random).
    `status` is active, moved, died or refused: of all but the first nothing is owed any more.
    `name_hash` is the keyed hash of the normalised nickname. `assignee_id` is the volunteer who
    visits them. `visited_at` is the end of the last visit.
    """

    __tablename__ = "persons"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    area: Mapped[str] = mapped_column(String(6))
    household_id: Mapped[str | None] = mapped_column(
        String(36), reference("households.id", ondelete="SET NULL"), index=True, default=None
    )
    status: Mapped[str] = mapped_column(String(8), default=ACTIVE)
    status_on: Mapped[date | None] = mapped_column(default=None)
    name_hash: Mapped[str] = mapped_column(String(32), default="")
    assignee_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), index=True, default=None
    )
    visited_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Utc)
    updated_at: Mapped[datetime] = mapped_column(Utc)

    __table_args__ = (
        UniqueConstraint("code"),
        Index("ix_persons_area", "area", "status"),
        Index("ix_persons_name_hash", "name_hash", "area"),
        Index("ix_persons_visited", "visited_at", sqlite_where=_VISITED, postgresql_where=_VISITED),
        Index(
            "ix_persons_unvisited",
            "updated_at",
            sqlite_where=_UNVISITED,
            postgresql_where=_UNVISITED,
        ),
        Index("ix_persons_bare", "status_on", sqlite_where=_BARE, postgresql_where=_BARE),
    )

    @property
    def is_active(self) -> bool:
        """Tell whether anything may be owed to them."""
        return self.status == ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What is told of a person, without their row: enough to compare names."""

    id: str
    told: Told


class Persons:
    """The shelf of people who are visited."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, person_id: str) -> Person | None:
        """Find a person as this turn leaves them."""
        mine = next((one for one in self._new() if one.id == person_id), None)
        return mine or self._session.get(Person, person_id)

    def add(self, person: Person) -> Person:
        """Keep a new person."""
        self._session.add(person)
        return person

    def visited_by(self, contact_id: str) -> list[Person]:
        """List all whom someone visits, whoever asks: for handing them on when a role ends."""
        query = select(Person).where(Person.assignee_id == contact_id).order_by(Person.id)
        return list(self._session.scalars(query))

    def of_visitor(
        self,
        contact_id: str | None,
        scope: Scope,
        *,
        household_id: str | None = None,
        most: int = 500,
    ) -> list[Person]:
        """List up to `most` of those whom someone visits and that are seen, by household.

        Without `contact_id` they are the active ones whom nobody visits; with `household_id` those
        of one home.
        """
        whose = Person.assignee_id == contact_id
        if contact_id is None:
            whose = and_(Person.assignee_id.is_(None), Person.status == ACTIVE)
        query = select(Person).where(whose, scope.of_people(Person))
        if household_id is not None:
            query = query.where(Person.household_id == household_id)
        return list(
            self._session.scalars(query.order_by(Person.household_id, Person.id).limit(most))
        )

    def count_by_visitor(self, contact_ids: Iterable[str], scope: Scope) -> dict[str, int]:
        """Count the active people that each of these contacts visits and that are seen."""
        query = select(Person.assignee_id, func.count()).where(
            Person.assignee_id.in_(sorted(contact_ids)),
            Person.status == ACTIVE,
            scope.of_people(Person),
        )
        rows = self._session.execute(query.group_by(Person.assignee_id))
        return {str(contact_id): count for contact_id, count in rows}

    def count_unvisited(self, scope: Scope) -> int:
        """Count the active people whom nobody visits yet and that are seen."""
        query = select(func.count()).where(
            Person.assignee_id.is_(None), Person.status == ACTIVE, scope.of_people(Person)
        )
        return self._session.scalar(query) or 0

    def drop(self, person: Person) -> None:
        """Erase a person; what hangs on them goes along."""
        self._session.delete(person)

    def coded(self, code: str, scope: Scope) -> Person | None:
        """Find the person of a code, within a scope."""
        return self._first(Person.code == code, scope.of_people(Person))

    def has_code(self, code: str) -> bool:
        """Tell whether a code is taken, by whomever."""
        taken = self._session.scalar(select(Person.id).where(Person.code == code).limit(1))
        return taken is not None or any(one.code == code for one in self._new())

    def named(self, name_hash: str, scope: Scope, *, most: int) -> list[Person]:
        """List the people of exactly this name, within a scope."""
        return self._some(Person.name_hash == name_hash, scope.of_people(Person), most=most)

    def at_homes(self, homes: Collection[str], scope: Scope, *, most: int) -> list[Person]:
        """List the people of these households, within a scope; those of this turn too."""
        kept = self._some(Person.household_id.in_(homes), scope.of_people(Person), most=most)
        new = [
            one
            for one in self._new()
            if one.household_id in homes
            and scope.opens(one.area, one.assignee_id, is_demo=one.is_demo)
        ]
        return [*kept, *new][:most]

    def some(self, ids: Collection[str], scope: Scope) -> list[Person]:
        """List those of these people who are within a scope."""
        return self._some(Person.id.in_(ids), scope.of_people(Person), most=len(ids))

    def lives_at(self, household_id: str) -> bool:
        """Tell whether anybody is known to live in a household, as this turn leaves it."""
        gone = [row.id for row in self._session.deleted if isinstance(row, Person)]
        query = select(Person.id).where(Person.household_id == household_id, Person.id.not_in(gone))
        is_new = any(one.household_id == household_id for one in self._new())
        return is_new or self._session.scalar(query.limit(1)) is not None

    def glimpsed(self, scope: Scope, *, most: int) -> list[Glimpse]:
        """Read what is told of so many people within a scope; nothing is held by the session."""
        return self._glimpsed(scope, scope.of_people(Person), most=most)

    def glimpsed_of(self, assignee_id: str, scope: Scope, *, most: int) -> list[Glimpse]:
        """Read what is told of so many of those whom one volunteer visits, within a scope.

        The scope is held against each: in the query it would lead a database away from the few
        whom the volunteer visits to the many of the area.
        """
        return self._glimpsed(scope, Person.assignee_id == assignee_id, most=most)

    def _glimpsed(self, scope: Scope, which: ColumnElement[bool], *, most: int) -> list[Glimpse]:
        """Choose people first and read of them then: joined, a database may walk all entities."""
        chosen = select(Person.id, Person.area, Person.assignee_id, Person.is_demo).where(which)
        ids = [
            person_id
            for person_id, area, assignee_id, is_demo in self._session.execute(chosen.limit(most))
            if scope.opens(area, assignee_id, is_demo=is_demo)
        ]
        if not ids:
            return []
        told = select(Entity.id, Entity.content_sealed)
        query = told.where(Entity.list == PERSONS, Entity.id.in_(ids))
        return list(self._opened(self._session.execute(query)))

    def _opened(self, rows: Iterable[tuple[str, bytes | None]]) -> Iterator[Glimpse]:
        vault: Vault = self._session.info["vault"]
        cell = place(Entity.__tablename__, "content_sealed", key_of(PERSONS, ""))
        for person_id, sealed in rows:
            if sealed is not None:
                content = vault.unseal(sealed, f"{cell}{person_id}").decode()
                yield Glimpse(id=person_id, told=Told.read(content))

    def _first(self, *conditions: ColumnElement[bool]) -> Person | None:
        return next(iter(self._some(*conditions, most=1)), None)

    def _some(self, *conditions: ColumnElement[bool], most: int) -> list[Person]:
        query = select(Person).where(*conditions).order_by(Person.created_at, Person.id)
        return list(self._session.scalars(query.limit(most)))

    def _new(self) -> list[Person]:
        return [row for row in self._session.new if isinstance(row, Person)]
