"""Fitting: of a broadcast no more is tried than the month has messages for."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from models.broadcast import BroadcastChunk
from models.broadcast_queue import BroadcastQueue
from models.push import Pushes


def fit(session: Session, rows: Sequence[BroadcastChunk], reserve: int, now: datetime) -> None:
    """End or part those of `rows`, which are leased, that would spend more than is left.

    LINE refuses a multicast as a whole where the month has too few messages for a part of it.
    `reserve` messages stay for what is urgent. What was tried before goes again, as it is: it may
    have arrived.
    """
    session.flush()
    room = Pushes(session).month(before=[row.id for row in rows]).beside(reserve)
    if room is None:
        return
    for row in rows:
        if row.outcome_at is None and row.tries == 1 and row.count > room:
            _cut(session, row, room, now)
        if row.outcome_at is None:
            room = max(0, room - row.count)
    session.flush()
    for broadcast_id in {row.broadcast_id for row in rows if row.why == "quota"}:
        BroadcastQueue(session).close(broadcast_id, "not_sent", "quota", now)


def _cut(session: Session, row: BroadcastChunk, room: int, now: datetime) -> None:
    """Leave so many in it; the others are not sent, and their ids stay to be tried once more."""
    if not room:
        row.state, row.why, row.outcome_at = "not_sent", "quota", now
        row.leased_until, row.body = None, None
        return
    ids: list[str] = json.loads(row.to or "[]")
    session.flush()
    queue = BroadcastQueue(session)
    rest = BroadcastChunk(
        id=str(uuid4()),
        broadcast_id=row.broadcast_id,
        number=queue.next_number(row.broadcast_id),
        language=row.language,
        count=len(ids) - room,
        again_at=now,
        state="not_sent",
        why="quota",
        outcome_at=now,
    )
    queue.add(rest, json.dumps(ids[room:]), "")
    rest.body = None
    row.to, row.count = json.dumps(ids[:room]), room
