"""Appointments of which somebody asked to be reminded: a day, and nothing that tells why."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column

VISIT, CHILD = "visit", "child"
KINDS: Final = (VISIT, CHILD)
"""All that is told apart: the vaccines of a child, and any other appointment."""


class Appointment(Row):
    """One appointment of a contact, made for themselves.

    `kind` is "child" or "visit", never a condition. It is on `due_on` at `due_time` ("09:00" in the
    zone of the programme, "" where no hour was chosen). `tells` are the steps at which they asked
    to be told, by their codes, with a space between. Where somebody gave a code word, a notice
    shows that alone.
    """

    __tablename__ = "appointments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))
    due_on: Mapped[date] = mapped_column(index=True)
    due_time: Mapped[str] = mapped_column(String(5), default="")
    tells: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Utc)
    word_sealed: Mapped[bytes | None] = sealed_column()

    word = Sealed("word_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact


class Appointments:
    """The shelf of appointments."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, appointment: Appointment) -> Appointment:
        """Keep a new appointment."""
        self._session.add(appointment)
        return appointment

    def get(self, appointment_id: str) -> Appointment | None:
        """Find an appointment, as this turn leaves it."""
        found = self._session.get(Appointment, appointment_id)
        return None if found in self._session.deleted else found

    def of(self, contact_id: str) -> list[Appointment]:
        """List someone's appointments as this turn leaves them, the next first."""
        query = select(Appointment).where(Appointment.contact_id == contact_id)
        new = [row for row in self._session.new if isinstance(row, Appointment)]
        rows = [*self._session.scalars(query), *(r for r in new if r.contact_id == contact_id)]
        kept = [row for row in rows if row not in self._session.deleted]
        return sorted(kept, key=lambda row: (row.due_on, row.due_time, row.id))

    def drop(self, *rows: Appointment) -> None:
        """Erase appointments with their reminders; on SQLite from the file, too."""
        self._session.info["erases"] = True
        for row in rows:
            self._session.delete(row)

    def drop_until(self, day: date) -> None:
        """Erase every appointment that was on this day or before."""
        self._session.execute(delete(Appointment).where(Appointment.due_on <= day))
