"""The queue of broadcasts: what is to begin, to be frozen, to be sent and to end."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CursorResult,
    Update,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models.broadcast import CANCELLED, HELD, SENDING, SENT, Broadcast, BroadcastChunk
from models.columns import Utc

_OPEN = literal_column("outcome_at").is_(None)
_RUNS = literal_column("ended_at").is_(None)


class BroadcastQueue:
    """What the clock does; each step is a conditional UPDATE, so that two clocks do no harm."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def due(self, now: datetime) -> list[Broadcast]:
        """List what was held for long enough."""
        query = select(Broadcast).where(_RUNS, Broadcast.state == HELD, Broadcast.held_until <= now)
        return list(self._session.scalars(query.order_by(Broadcast.held_until, Broadcast.id)))

    def begin(self, broadcast_id: str) -> bool:
        """Begin to send what is held; false where another has begun, or it was undone."""
        return self._did(
            update(Broadcast)
            .where(Broadcast.id == broadcast_id, Broadcast.state == HELD)
            .values(state=SENDING, version=Broadcast.version + 1)
        )

    def unfrozen(self) -> str | None:
        """Name one that is being sent and not frozen wholly."""
        query = select(Broadcast.id).where(
            _RUNS, Broadcast.state == SENDING, Broadcast.frozen_at.is_(None)
        )
        return self._session.scalar(query.order_by(Broadcast.held_until, Broadcast.id).limit(1))

    def freeze(
        self,
        broadcast_id: str,
        *,
        was: str | None,
        cursor: str | None,
        chunks: int,
        at: datetime | None,
    ) -> bool:
        """Note up to where it is frozen; false where another has, or it was cancelled."""
        return self._did(
            update(Broadcast)
            .where(
                Broadcast.id == broadcast_id,
                Broadcast.state == SENDING,
                Broadcast.frozen_at.is_(None),
                Broadcast.cursor.is_(None) if was is None else Broadcast.cursor == was,
            )
            .values(cursor=cursor, chunks=chunks, frozen_at=at)
        )

    def has_due(self, now: datetime) -> bool:
        """Tell whether `lease` would find any: reads alone."""
        query = select(BroadcastChunk.id).where(*_due(now)).limit(1)
        return self._session.scalar(query) is not None

    def lease(self, now: datetime, until: datetime, most: int) -> list[BroadcastChunk]:
        """Take some that are due, the longest due first; each goes to one of all who ask."""
        query = select(BroadcastChunk.id).where(*_due(now))
        ids = query.order_by(BroadcastChunk.again_at, BroadcastChunk.number).limit(most)
        which = self._session.scalars(ids).all()
        taken = self._session.scalars(
            update(BroadcastChunk)
            .where(BroadcastChunk.id.in_(which), *_due(now))
            .values(
                leased_until=until,
                state="trying",
                tries=BroadcastChunk.tries + 1,
                first_at=func.coalesce(BroadcastChunk.first_at, now, type_=Utc()),
            )
            .execution_options(synchronize_session=False)
            .returning(BroadcastChunk.id)
        ).all()
        query_rows = select(BroadcastChunk).where(BroadcastChunk.id.in_(taken))
        return list(self._session.scalars(query_rows.order_by(BroadcastChunk.number)))

    def leased(self, chunk_ids: Collection[str], until: datetime) -> list[BroadcastChunk]:
        """Find what is still in the hands of whoever took it then; lock the rows."""
        query = select(BroadcastChunk).where(
            BroadcastChunk.id.in_(chunk_ids), _OPEN, BroadcastChunk.leased_until == until
        )
        ordered = query.order_by(BroadcastChunk.id).with_for_update()
        return list(self._session.scalars(ordered))

    def next_number(self, broadcast_id: str) -> int:
        """Count on."""
        query = select(func.max(BroadcastChunk.number))
        last = self._session.scalar(query.where(BroadcastChunk.broadcast_id == broadcast_id))
        return (last if last is not None else -1) + 1

    def add(self, chunk: BroadcastChunk, to: str, body: str) -> None:
        """Keep a new chunk."""
        self._session.add(chunk)
        chunk.to, chunk.body = to, body

    def close(self, broadcast_id: str, state: str, why: str, now: datetime) -> None:
        """End what waits untried; of what was tried it stays unknown whether LINE took it."""
        waits = (
            BroadcastChunk.broadcast_id == broadcast_id,
            _OPEN,
            BroadcastChunk.leased_until.is_(None),
        )
        untried = BroadcastChunk.first_at.is_(None)
        gone: dict[str, Any] = {"outcome_at": now, "why": why, "body_sealed": None}
        if state == "cancelled":
            gone["to_sealed"] = None
        self._did(update(BroadcastChunk).where(*waits, untried).values(state=state, **gone))
        if state == "cancelled":
            tried = update(BroadcastChunk).where(*waits, ~untried)
            self._did(tried.values(state="unknown", **gone))

    def free_lost(self, now: datetime) -> None:
        """Take back the leases of whoever died, where the broadcast was cancelled."""
        cancelled = select(Broadcast.id).where(Broadcast.state == CANCELLED, _RUNS)
        self._did(
            update(BroadcastChunk)
            .where(
                _OPEN,
                BroadcastChunk.leased_until <= now,
                BroadcastChunk.broadcast_id.in_(cancelled),
            )
            .values(leased_until=None)
        )

    def cancelled(self) -> Sequence[str]:
        """Name those that were cancelled and are not over."""
        query = select(Broadcast.id).where(_RUNS, Broadcast.state == CANCELLED)
        return self._session.scalars(query).all()

    def over(self) -> list[Broadcast]:
        """List those of which nothing is to come."""
        still = exists().where(BroadcastChunk.broadcast_id == Broadcast.id, _OPEN)
        query = select(Broadcast).where(
            _RUNS,
            or_(
                (Broadcast.state == SENDING) & Broadcast.frozen_at.is_not(None),
                Broadcast.state == CANCELLED,
            ),
            ~still,
        )
        return list(self._session.scalars(query))

    def end(self, broadcast: Broadcast, now: datetime) -> bool:
        """Note that it is over; false where another has."""
        state = SENT if broadcast.state == SENDING else CANCELLED
        return self._did(
            update(Broadcast)
            .where(Broadcast.id == broadcast.id, _RUNS, Broadcast.state == broadcast.state)
            .values(state=state, ended_at=now, version=Broadcast.version + 1)
        )

    def end_late(self, broadcast_id: str, now: datetime) -> bool:
        """Call off what is far too late; false where it is held no more."""
        return self._did(
            update(Broadcast)
            .where(Broadcast.id == broadcast_id, Broadcast.state == HELD)
            .values(state=CANCELLED, why="late", ended_at=now, version=Broadcast.version + 1)
        )

    def _did(self, statement: Update) -> bool:
        result = self._session.execute(statement.execution_options(synchronize_session=False))
        return isinstance(result, CursorResult) and result.rowcount > 0


def _due(now: datetime) -> tuple[Any, ...]:
    """Say: may be tried now, and its broadcast is frozen and neither cancelled nor over."""
    sends = exists().where(
        Broadcast.id == BroadcastChunk.broadcast_id,
        Broadcast.state == SENDING,
        Broadcast.frozen_at.is_not(None),
    )
    free = or_(BroadcastChunk.leased_until.is_(None), BroadcastChunk.leased_until <= now)
    return _OPEN, BroadcastChunk.again_at <= now, free, sends


def reached_since(session: Session, at: datetime, before: Collection[str] | None = None) -> int:
    """Count the people of chunks that LINE took since then, and of those that are to be sent.

    With `before`, ids of chunks that are tried next: what may have been taken before them.
    """
    took = (BroadcastChunk.state == "accepted") & (BroadcastChunk.outcome_at > at)
    may_take = [_OPEN]
    if before is not None:
        may_take += [BroadcastChunk.first_at.is_not(None), BroadcastChunk.id.not_in(before)]
    query = select(func.sum(BroadcastChunk.count)).where(or_(took, and_(*may_take)))
    return int(session.scalar(query) or 0)
