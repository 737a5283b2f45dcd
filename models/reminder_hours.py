"""When people want to be reminded: the hours and days that each of them chose."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import reference


class ReminderHours(Row):
    """From which full hour until which a contact may be sent notices, and on which days not.

    `days_off` are weekdays as digits, 1 is Monday; "" is none.
    """

    __tablename__ = "reminder_hours"

    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    opens: Mapped[int] = mapped_column()
    closes: Mapped[int] = mapped_column()
    days_off: Mapped[str] = mapped_column(String(7), default="")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact


class Wishes:
    """The shelf of chosen hours."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, contact_id: str) -> ReminderHours | None:
        """Find what someone chose, as this turn leaves it; None where they chose nothing."""
        new = (row for row in self._session.new if isinstance(row, ReminderHours))
        mine = next((row for row in new if row.contact_id == contact_id), None)
        return mine or self._session.get(ReminderHours, contact_id)

    def add(self, hours: ReminderHours) -> ReminderHours:
        """Keep what someone chose for the first time."""
        self._session.add(hours)
        return hours
