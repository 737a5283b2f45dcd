"""Broadcasts: one message to many, from its draft to what became of each chunk."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Index,
    String,
    Text,
    UniqueConstraint,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.contact import contact_id_of

DRAFT, APPROVING, HELD, SENDING = "draft", "approving", "held", "sending"
SENT, CANCELLED = "sent", "cancelled"
HOLD: Final = timedelta(minutes=5)
"""How long a broadcast can be undone after it was approved."""

_RUNS = literal_column("ended_at").is_(None)
_OPEN = literal_column("outcome_at").is_(None)


class Broadcast(Row):
    """One message to many people; `audience` is JSON, `areas` the prefixes that it is within.

    `messages` is JSON: the LINE messages by language, {"th": […], "lo": […]}. `fallback` says what
    people get whose language is missing: "refuse" (nothing), "th" or "lo". Where it `is_personal`
    each is a push of its own, in which {name} and {date} are filled. `counted` is how many people
    were shown before. It is held until `held_until`, at first at `starts_at`, then `sending`:
    frozen into chunks up to the contact `cursor`, wholly at `frozen_at`. `picture_id` names the
    picture that its messages show, None where they show none. A cancelled one is over at
    `ended_at`, for `why`. `once` is a name that only one may have: of what it was made from.
    """

    __tablename__ = "broadcasts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    made_by: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), index=True, default=None
    )
    title: Mapped[str] = mapped_column(String(100), default="")
    audience: Mapped[str] = mapped_column(Text)
    areas: Mapped[str] = mapped_column(Text, default="")
    fallback: Mapped[str] = mapped_column(String(6), default="refuse")
    is_silent: Mapped[bool] = mapped_column(default=False)
    is_personal: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(9), default=DRAFT)
    why: Mapped[str] = mapped_column(String(16), default="")
    made_at: Mapped[datetime] = mapped_column(Utc)
    approved_by: Mapped[str | None] = mapped_column(String(32), default=None)
    held_until: Mapped[datetime | None] = mapped_column(Utc, default=None)
    starts_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    repeats: Mapped[str] = mapped_column(String(12), default="")
    picture_id: Mapped[str | None] = mapped_column(String(32), default=None)
    once: Mapped[str | None] = mapped_column(String(60), default=None)
    cursor: Mapped[str | None] = mapped_column(String(60), default=None)
    chunks: Mapped[int] = mapped_column(default=0)
    frozen_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Utc, index=True, default=None)
    version: Mapped[int] = mapped_column(default=1)
    messages_sealed: Mapped[bytes | None] = sealed_column()

    messages = Sealed("messages_sealed", row="id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # of two who change it one thinks again
    __table_args__ = (
        UniqueConstraint("once"),
        Index("ix_broadcasts_runs", "state", sqlite_where=_RUNS, postgresql_where=_RUNS),
    )

    @property
    def texts(self) -> dict[str, list[dict[str, Any]]]:
        """The LINE messages by language; none once they are forgotten."""
        told: dict[str, list[dict[str, Any]]] = json.loads(self.messages or "{}")
        return {language: messages for language, messages in told.items() if messages}

    @property
    def goes_at(self) -> datetime:
        """When it goes; before it is approved, when it could at the earliest."""
        return self.held_until or self.starts_at or self.made_at


class BroadcastChunk(Row):
    """Up to 500 people of one language; `id` is LINE's retry key.

    `to` is a JSON list of LINE ids, `body` the LINE messages as JSON; both are frozen before the
    first try, and gone with the outcome: but for who did not get it (failed, not_sent), whose ids
    stay for as long as it may be repeated for them. Of a chunk that was `split`, others took over.
    """

    __tablename__ = "broadcast_chunks"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    broadcast_id: Mapped[str] = mapped_column(
        String(32), reference("broadcasts.id", ondelete="CASCADE")
    )
    number: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(String(2))
    count: Mapped[int] = mapped_column()
    state: Mapped[str] = mapped_column(String(9), default="waiting")
    why: Mapped[str] = mapped_column(String(16), default="")
    tries: Mapped[int] = mapped_column(default=0)
    again_at: Mapped[datetime] = mapped_column(Utc)
    first_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    leased_until: Mapped[datetime | None] = mapped_column(Utc, default=None)
    outcome_at: Mapped[datetime | None] = mapped_column(Utc, index=True, default=None)
    request_id: Mapped[str | None] = mapped_column(String(80), default=None)
    to_sealed: Mapped[bytes | None] = sealed_column()
    body_sealed: Mapped[bytes | None] = sealed_column()

    to = Sealed("to_sealed", row="id")
    body = Sealed("body_sealed", row="id")

    __table_args__ = (
        UniqueConstraint("broadcast_id", "number"),
        Index("ix_broadcast_chunks_open", "again_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )


class Broadcasts:
    """The shelf of broadcasts.

    Each change of state is one UPDATE that asks for the version read here: of two who make one at
    once the second gets StaleDataError, thinks again, and finds what the first has made of it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, broadcast: Broadcast, messages: dict[str, list[dict[str, Any]]]) -> Broadcast:
        """Keep a new draft."""
        self._session.add(broadcast)
        broadcast.messages = json.dumps(messages, ensure_ascii=False)
        broadcast.areas = " ".join(json.loads(broadcast.audience)["areas"])
        return broadcast

    def get(self, broadcast_id: str) -> Broadcast | None:
        """Find a broadcast."""
        return self._session.get(Broadcast, broadcast_id)

    def with_picture(self, picture_id: str) -> list[Broadcast]:
        """List those that show a picture."""
        query = select(Broadcast).where(Broadcast.picture_id == picture_id)
        return list(self._session.scalars(query.order_by(Broadcast.made_at, Broadcast.id)))

    def of_area(
        self, prefixes: Collection[str], *, is_demo: bool = False, most: int = 50
    ) -> list[Broadcast]:
        """List those that are wholly within these areas, the newest first."""
        query = select(Broadcast).where(Broadcast.is_demo.is_(is_demo))
        rows = self._session.scalars(query.order_by(Broadcast.made_at.desc(), Broadcast.id))
        return [row for row in rows if _is_within(row, prefixes)][:most]

    def to_come(self, *, is_demo: bool | None = None) -> list[Broadcast]:
        """List those that are being sent, or wait for it or for approval; the next first.

        They are anybody's; those of demo contacts apart, unless that is all the same (None).
        """
        query = select(Broadcast).where(_RUNS, Broadcast.state.in_((APPROVING, HELD, SENDING)))
        if is_demo is not None:
            query = query.where(Broadcast.is_demo.is_(is_demo))
        rows = self._session.scalars(query)
        return sorted(rows, key=lambda one: (one.goes_at, one.id))

    def ask(self, broadcast_id: str) -> bool:
        """Let a draft wait for a second person; false where it is no draft any more."""
        found = self.get(broadcast_id)
        if found is None or found.state != DRAFT:
            return False
        found.state = APPROVING
        return True

    def approve(self, broadcast_id: str, by: str, now: datetime) -> bool:
        """Approve what waits for it and hold it; false for its maker, or once it is."""
        found = self.get(broadcast_id)
        if found is None or found.state != APPROVING or found.made_by in {by, None}:
            return False
        found.approved_by = by
        _hold(found, now)
        return True

    def hold(self, broadcast_id: str, now: datetime) -> bool:
        """Hold a draft that needs no second person; false where it is no draft any more."""
        found = self.get(broadcast_id)
        if found is None or found.state != DRAFT:
            return False
        _hold(found, now)
        return True

    def undo(self, broadcast_id: str) -> bool:
        """Make a draft of what is held; false once it is being sent."""
        found = self.get(broadcast_id)
        if found is None or found.state != HELD:
            return False
        found.state, found.approved_by, found.held_until = DRAFT, None, None
        return True

    def cancel(self, broadcast_id: str, now: datetime) -> bool:
        """Stop it, at the edge of a chunk where it is being sent; false where it is over."""
        found = self.get(broadcast_id)
        if found is None or found.state in {SENT, CANCELLED}:
            return False
        if found.state != SENDING:
            found.ended_at, found.once = now, None
        found.state, found.why = CANCELLED, "asked"
        return True

    def progress(self, broadcast_id: str) -> dict[str, int]:
        """Count the people by the states of their chunks; split ones stand for others."""
        query = (
            select(BroadcastChunk.state, func.sum(BroadcastChunk.count))
            .where(BroadcastChunk.broadcast_id == broadcast_id, BroadcastChunk.state != "split")
            .group_by(BroadcastChunk.state)
        )
        return {state: int(count) for state, count in self._session.execute(query)}

    def repeat_failed(
        self, broadcast_id: str, *, new_id: str, by: str, now: datetime
    ) -> Broadcast | None:
        """Make a draft for those alone who certainly did not get it; the same one when asked again.

        None where there are none, or it is not over.
        """
        found = self.get(broadcast_id)
        if found is None or found.ended_at is None:
            return None
        once = f"failed:{broadcast_id}"
        made = select(Broadcast).where(Broadcast.once == once)
        if (there := self._session.scalars(made).first()) is not None:
            return there
        listed = self._failed(broadcast_id)
        if not listed:
            return None
        audience = json.loads(found.audience) | {"listed": listed}
        again = Broadcast(
            id=new_id,
            made_by=by,
            title=found.title,
            audience=json.dumps(audience),
            fallback=found.fallback,
            is_silent=found.is_silent,
            is_personal=found.is_personal,
            is_demo=found.is_demo,
            counted=len(listed),
            state=DRAFT,
            made_at=now,
            picture_id=found.picture_id,
            once=once,
        )
        return self.add(again, found.texts)

    def _failed(self, broadcast_id: str) -> list[str]:
        query = select(BroadcastChunk).where(
            BroadcastChunk.broadcast_id == broadcast_id,
            BroadcastChunk.state.in_(("failed", "not_sent")),
        )
        hashed = self._session.info["vault"].hashed
        rows: Sequence[BroadcastChunk] = self._session.scalars(query).all()
        return [
            contact_id_of(line_id, hashed) for row in rows for line_id in json.loads(row.to or "[]")
        ]

    def ended_before(self, at: datetime) -> list[Broadcast]:
        """List those that are over since then, and drafts that nobody touched since."""
        idle = (Broadcast.state.in_((DRAFT, APPROVING))) & (Broadcast.made_at <= at)
        query = select(Broadcast).where(or_(Broadcast.ended_at <= at, idle))
        return list(self._session.scalars(query))

    def drop(self, broadcast: Broadcast) -> None:
        """Erase a broadcast and its chunks."""
        self._session.info["erases"] = True
        self._session.delete(broadcast)


def _hold(broadcast: Broadcast, now: datetime) -> None:
    broadcast.state = HELD
    broadcast.held_until = max(now + HOLD, broadcast.starts_at or now)


def _is_within(row: Broadcast, prefixes: Collection[str]) -> bool:
    areas = row.areas.split(" ")
    return all(any(area.startswith(prefix) for prefix in prefixes) for area in areas)
