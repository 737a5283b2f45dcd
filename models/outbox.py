"""What goes out: the words of every turn until their one outcome, and words that wait."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    literal_column,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Serial, Texts, Utc, one_of, reference, sealed_column

PENDING: Final = "pending"
TRYING: Final = "trying"
SENT: Final = "sent"
REFUSED: Final = "refused"
UNKNOWN: Final = "unknown"
SILENT: Final = "silent"  # there was nothing to say
_UNSENT = literal_column("outcome_at").is_(None)
_RIDES = literal_column("rides_on").is_not(None)
_IS_URGENT = literal_column("is_urgent").is_(True)


class Reply(Row):
    """The reply of one applied event.

    `token_at` is when LINE's reply token began to live, `event_ms` LINE's time of the event. Token
    and body are gone with the outcome.
    """

    __tablename__ = "outbox"

    seq: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(String(120))
    lane: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(8), default=PENDING)
    event_ms: Mapped[int] = mapped_column(BigInteger)
    token_at: Mapped[datetime] = mapped_column(Utc)
    outcome_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    request_id: Mapped[str | None] = mapped_column(String(80), default=None)
    token_sealed: Mapped[bytes | None] = sealed_column()
    body_sealed: Mapped[bytes | None] = sealed_column()

    token = Sealed("token_sealed", row="event_id")
    body = Sealed("body_sealed", row="event_id")

    __table_args__ = (
        UniqueConstraint("event_id"),
        Index("ix_outbox_unsent", "lane", "seq", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    )


_UNSENT_AMONG = (
    select(Reply.lane)
    .where(one_of(Reply.lane, bindparam("lanes", type_=Texts())), Reply.outcome_at.is_(None))
    .distinct()
)


class Outbox:
    """The shelf of replies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unsent(self, lane: str) -> list[Reply]:
        """List a lane's replies without an outcome, in order."""
        query = select(Reply).where(Reply.lane == lane, Reply.outcome_at.is_(None))
        return list(self._session.scalars(query.order_by(Reply.seq)))

    def unsent_among(self, lanes: Sequence[str]) -> set[str]:
        """Tell which of these lanes hold a reply without an outcome."""
        return set(self._session.scalars(_UNSENT_AMONG, {"lanes": lanes}))

    def lanes_unsent(self) -> list[str]:
        """List the lanes that hold a reply without an outcome."""
        query = select(Reply.lane).where(Reply.outcome_at.is_(None)).distinct()
        return list(self._session.scalars(query))


class Parked(Row):
    """A notice or result that waits for the next reply: never a question.

    Holds the rendered messages in both languages. While it rides on a turn, `rides_on` is that
    turn's event id. What `is_urgent` is pushed as soon as it rides on none.
    """

    __tablename__ = "parked"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE")
    )
    subject: Mapped[str] = mapped_column(String(120))
    parked_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    rides_on: Mapped[str | None] = mapped_column(String(120), default=None)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    body_sealed: Mapped[bytes | None] = sealed_column()

    body = Sealed("body_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact
    __table_args__ = (
        Index("ix_parked_contact_id", "contact_id", "parked_at"),
        Index("ix_parked_rides_on", "rides_on", sqlite_where=_RIDES, postgresql_where=_RIDES),
        Index(
            "ix_parked_urgent", "parked_at", sqlite_where=_IS_URGENT, postgresql_where=_IS_URGENT
        ),
    )


_PARKED = (
    select(Parked)
    .where(Parked.contact_id == bindparam("contact_id"))
    .order_by(Parked.parked_at, Parked.id)
)


class ParkedWords:
    """The shelf of what waits for the next reply."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(self, parked: Parked, body: str) -> None:
        """Park words; an older one of the same subject makes room, unless it is riding."""
        self.drop(parked.contact_id, parked.subject)
        self._session.add(parked)
        parked.body = body

    def drop(self, contact_id: str, subject: str) -> None:
        """Take back what waits on this subject and is not riding."""
        for parked in self._of(contact_id):
            if parked.subject == subject and parked.rides_on is None:
                self._session.delete(parked)

    def drop_all(self, contact_id: str) -> None:
        """Take back all that waits for someone."""
        for parked in self._of(contact_id):
            self._session.delete(parked)

    def waiting(self, contact_id: str, now: datetime) -> list[Parked]:
        """List what waits for someone and has not expired, oldest first."""
        rows = self._of(contact_id)
        return [row for row in rows if row.rides_on is None and row.expires_at > now]

    def urgent(self) -> list[str]:
        """Name what is urgent and rides on nothing, oldest first."""
        query = select(Parked.id).where(_IS_URGENT, Parked.rides_on.is_(None))
        return list(self._session.scalars(query.order_by(Parked.parked_at)))

    def seize(self, parked_id: str) -> Parked | None:
        """Take what rides on nothing, so that no turn lets it ride; None where one has it."""
        query = select(Parked).where(Parked.id == parked_id, Parked.rides_on.is_(None))
        locked = query.with_for_update(skip_locked=True)
        parked = self._session.scalars(locked, execution_options={"populate_existing": True})
        return parked.first()

    def _of(self, contact_id: str) -> list[Parked]:
        rows = self._session.scalars(_PARKED, {"contact_id": contact_id})
        return [row for row in rows if row not in self._session.deleted]
