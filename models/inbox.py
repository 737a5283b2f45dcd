"""What came in: every event once, until it is applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Row
from models.columns import Sealed, Serial, Texts, Utc, Vault, one_of, place, sealed_column
from models.contact import Contact
from models.lane import Lane, LaneState
from models.outbox import Parked, Reply

UNDONE, DONE, SET_ASIDE = 0, 1, 2
_UNDONE: ColumnElement[int] = literal_column("0")  # a bound parameter would miss the partial index
_SET_ASIDE: ColumnElement[int] = literal_column("2")


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
        Index(
            "ix_inbox_set_aside",
            "lane",
            sqlite_where=literal_column("state") == _SET_ASIDE,
            postgresql_where=literal_column("state") == _SET_ASIDE,
        ),
    )


_HEAD = (
    select(Event)
    .where(Event.lane == bindparam("lane"), Event.state == _UNDONE)
    .order_by(Event.seq)
    .limit(1)
)
_HEAD_SEQ = (
    select(func.min(Event.seq))
    .where(Event.lane == Lane.key, Event.state == _UNDONE)
    .correlate(Lane)
    .scalar_subquery()
)
_LATER = aliased(Event)
_LANES: BindParameter[Sequence[str]] = bindparam("lanes", type_=Texts())
_NEXT = (
    select(
        Lane.key,
        Lane.version,
        Lane.applied_ms,
        Lane.shown_ms,
        Lane.last_text,
        Lane.minute_at,
        Lane.minute_count,
        Event.seq,
        Event.event_id,
        Event.at_ms,
        Event.noted_at,
        Event.body_sealed,
        Contact,
        exists().where(Parked.contact_id == Lane.key),
        exists().where(_LATER.lane == Lane.key, _LATER.state == _UNDONE, _LATER.seq > Event.seq),
        exists().where(Reply.lane == Lane.key, Reply.outcome_at.is_(None)),
    )
    .select_from(Lane)
    .join(Event, Event.seq == _HEAD_SEQ)
    .outerjoin(Contact, Contact.id == Lane.key)
    .where(one_of(Lane.key, _LANES))
)
_STANDING = (
    select(Lane.key, Lane.version, _HEAD_SEQ)
    .where(one_of(Lane.key, _LANES))
    .order_by(Lane.key)
    .with_for_update(of=Lane)
)
"""Asked several times a turn, and so written once: building a query costs as much as asking it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An undone event as a turn reads it; the fields are those of `Event`."""

    seq: int
    event_id: str
    lane: str
    at_ms: int
    noted_at: datetime
    body_sealed: bytes | None

    def body(self, vault: Vault) -> bytes:
        """Open the event as it came.

        Raises:
            LookupError: when its body is gone.
        """
        if self.body_sealed is None:
            raise LookupError(f"event {self.event_id} has no body")
        cell = place(Event.__tablename__, "body_sealed", self.event_id)
        return vault.unseal(self.body_sealed, cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What the next turn of a lane is about.

    `contact` is None while nobody is known there; `has_parked` tells that words wait for them,
    `has_later` that another event waits behind this one, `has_unsent` that a reply of the lane is
    without an outcome.
    """

    lane: LaneState
    event: Undone
    contact: Contact | None
    has_parked: bool
    has_later: bool
    has_unsent: bool


def _next(row: Sequence[Any]) -> Next:
    key, version, applied_ms, shown_ms, last_text, minute_at, minute_count, *rest = row
    seq, event_id, at_ms, noted_at, body_sealed, contact, parked, later, unsent = rest
    return Next(
        lane=LaneState(
            key=key,
            version=version,
            applied_ms=applied_ms,
            shown_ms=shown_ms,
            last_text=last_text,
            minute_at=minute_at,
            minute_count=minute_count,
        ),
        event=Undone(
            seq=seq,
            event_id=event_id,
            lane=key,
            at_ms=at_ms,
            noted_at=noted_at,
            body_sealed=body_sealed,
        ),
        contact=contact,
        has_parked=parked,
        has_later=later,
        has_unsent=unsent,
    )


Standing: TypeAlias = tuple[int, int | None]
"""A lane's version, and the number of its lowest undone event."""


class Inbox:
    """The shelf of events."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def head(self, lane: str) -> Event | None:
        """Find the lowest undone event of a lane."""
        return self._session.scalars(_HEAD, {"lane": lane}).first()

    def next_of(self, lanes: Sequence[str]) -> list[Next]:
        """Find what the next turns of these lanes are about, of those in which an event waits."""
        return [_next(row) for row in self._session.execute(_NEXT, {"lanes": lanes})]

    def standing_locked(self, lanes: Sequence[str]) -> dict[str, Standing]:
        """Read versions and heads of lanes anew, holding the lanes' rows.

        On PostgreSQL the row locks, always taken in one order, are what keeps two workers from one
        lane; SQLite's write transaction already does. A version that is still the one read before
        says that no turn was made since; the number, that no earlier event has come.
        """
        rows = self._session.execute(_STANDING, {"lanes": lanes})
        return {key: (version, head) for key, version, head in rows}

    def noted_at(self, event_id: str) -> datetime | None:
        """Tell when an event was noted."""
        return self._session.scalar(select(Event.noted_at).where(Event.event_id == event_id))

    def lanes_waiting(self) -> list[str]:
        """List the lanes that hold an undone event: untried ones first, then by how long it waits.

        So a kill that strikes a bystander while it is tried is not likely to strike it again.
        """
        query = select(Event.lane).where(Event.state == _UNDONE).group_by(Event.lane)
        return list(
            self._session.scalars(query.order_by(func.max(Event.tries), func.min(Event.seq)))
        )

    def set_aside(self) -> list[Event]:
        """List the events that no machine applies again."""
        query = select(Event).where(Event.state == SET_ASIDE).order_by(Event.seq)
        return list(self._session.scalars(query))

    def oldest_undone(self) -> datetime | None:
        """Tell when the longest waiting event was noted."""
        return self._session.scalar(select(func.min(Event.noted_at)).where(Event.state == _UNDONE))
