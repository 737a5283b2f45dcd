"""Visits: calls on people by volunteers; their answers are submissions."""

from datetime import datetime
from typing import Final

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference

OPEN, DONE, CANCELLED = "open", "done", "cancelled"
CHAT, PAPER, IMPORT = "chat", "paper", "import"
"""Where a visit is known from."""

PLACES: Final = ("home", "facility", "phone", "elsewhere")


class Visit(Row):
    """One call on a person by a volunteer; `area` is the person's at that time (a DOPA code).

    `ended_at` is None while it goes on, and where there was none after all (cancelled). `source` is
    chat, paper or import. When a person is erased the bare visit stays, for the counts of an area.
    """

    __tablename__ = "visits"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str | None] = mapped_column(
        String(36), reference("persons.id", ondelete="SET NULL"), default=None
    )
    household_id: Mapped[str | None] = mapped_column(
        String(36), reference("households.id", ondelete="SET NULL"), index=True, default=None
    )
    contact_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), default=None
    )
    area: Mapped[str] = mapped_column(String(6))
    place: Mapped[str] = mapped_column(String(12), default="home")
    source: Mapped[str] = mapped_column(String(8), default=CHAT)
    status: Mapped[str] = mapped_column(String(10), default=OPEN)
    started_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    is_demo: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_visits_area", "area", "ended_at", "person_id"),
        Index("ix_visits_person_id", "person_id", "ended_at"),
        Index("ix_visits_contact_id", "contact_id", "status", "started_at"),
        Index("ix_visits_status", "status", "started_at"),
    )


class Visits:
    """The shelf of visits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, visit_id: str) -> Visit | None:
        """Find a visit as this turn leaves it."""
        mine = next((one for one in self._new() if one.id == visit_id), None)
        return mine or self._session.get(Visit, visit_id)

    def open_of(self, contact_id: str) -> list[Visit]:
        """List the visits that someone has not ended, as this turn leaves them, newest first."""
        query = select(Visit).where(Visit.contact_id == contact_id, Visit.status == OPEN)
        kept = self._session.scalars(query.order_by(Visit.started_at.desc(), Visit.id))
        every = [*(one for one in self._new() if one.contact_id == contact_id), *kept]
        return [one for one in every if one.status == OPEN]

    def last_at(self, person_id: str) -> Visit | None:
        """Find the last visit to a person that is over, as this turn leaves it."""
        query = select(Visit).where(Visit.person_id == person_id, Visit.ended_at.is_not(None))
        ordered = query.order_by(Visit.ended_at.desc(), Visit.id).limit(5)
        mine = [one for one in self._new() if one.person_id == person_id and one.ended_at]
        every = [*mine, *self._session.scalars(ordered)]
        return next((one for one in every if _counts(one)), None)

    def last_by(self, contact_id: str) -> Visit | None:
        """Find the visit that someone began last and did not call off, ended or not."""
        query = select(Visit).where(Visit.contact_id == contact_id, Visit.status.in_((OPEN, DONE)))
        latest = query.order_by(Visit.started_at.desc(), Visit.id).limit(1)
        mine = [one for one in self._new() if one.contact_id == contact_id and _counts(one)]
        return next(iter((*mine, *self._session.scalars(latest))), None)

    def left_open(self, before: datetime, *, most: int) -> list[Visit]:
        """List visits that were begun before and never ended, oldest first."""
        query = select(Visit).where(Visit.status == OPEN, Visit.started_at < before)
        return list(self._session.scalars(query.order_by(Visit.started_at).limit(most)))

    def add(self, visit: Visit) -> Visit:
        """Keep a new visit."""
        self._session.add(visit)
        return visit

    def _new(self) -> list[Visit]:
        return [row for row in self._session.new if isinstance(row, Visit)]


def _counts(visit: Visit) -> bool:
    return visit.status != CANCELLED
