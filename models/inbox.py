"""What came in: every event once, until it is applied."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    String,
    UniqueConstraint,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Serial, Utc, sealed_column

UNDONE, DONE, SET_ASIDE = 0, 1, 2
_UNDONE: ColumnElement[int] = literal_column("0")  # a bound parameter would miss the partial index


class Event(Row):
    """One event as it came, sealed; the body is gone once the event is done.

    `at_ms` is LINE's time in milliseconds, `noted_at` ours when it was stored.
    """

    __tablename__ = "inbox"

    seq: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(String(120))
    lane: Mapped[str] = mapped_column(String(32))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    noted_at: Mapped[datetime] = mapped_column(Utc)
    body_sealed: Mapped[bytes | None] = sealed_column()
    state: Mapped[int] = mapped_column(default=UNDONE)
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str | None] = mapped_column(String(80), default=None)

    body = Sealed("body_sealed", row="event_id")

    __table_args__ = (
        UniqueConstraint("event_id"),
        Index(
            "ix_inbox_undone",
            "lane",
            "seq",
            sqlite_where=literal_column("state") == _UNDONE,
            postgresql_where=literal_column("state") == _UNDONE,
        ),
    )


class Inbox:
    """The shelf of events."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def head(self, lane: str) -> Event | None:
        """Find the lowest undone event of a lane."""
        query = select(Event).where(Event.lane == lane, Event.state == _UNDONE)
        return self._session.scalars(query.order_by(Event.seq).limit(1)).first()

    def head_seq(self, lane: str) -> int | None:
        """Ask the database for the number of a lane's lowest undone event."""
        query = select(func.min(Event.seq)).where(Event.lane == lane, Event.state == _UNDONE)
        return self._session.scalar(query)

    def noted_at(self, event_id: str) -> datetime | None:
        """Tell when an event was noted."""
        return self._session.scalar(select(Event.noted_at).where(Event.event_id == event_id))

    def lanes_waiting(self) -> list[str]:
        """List the lanes that hold an undone event, longest waiting first."""
        query = select(Event.lane).where(Event.state == _UNDONE)
        return list(self._session.scalars(query.group_by(Event.lane).order_by(func.min(Event.seq))))

    def set_aside(self) -> list[Event]:
        """List the events that no machine applies again."""
        query = select(Event).where(Event.state == SET_ASIDE).order_by(Event.seq)
        return list(self._session.scalars(query))

    def oldest_undone(self) -> datetime | None:
        """Tell when the longest waiting event was noted."""
        return self._session.scalar(select(func.min(Event.noted_at)).where(Event.state == _UNDONE))
