"""What came of one try of one chunk, written down."""

import json
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.line.sender import Tried
from bot.retrying import again_at, none_arrived, note, refused_all
from models.broadcast import BroadcastChunk
from models.broadcast_queue import BroadcastQueue

_TOO_MANY: Final = timedelta(minutes=30)  # until somebody can be written to again
_BAD_REQUEST: Final = 400


def settled(session: Session, chunk: BroadcastChunk, tried: Tried, now: datetime) -> None:
    """Write down what came of a try."""
    chunk.request_id = tried.request_id or chunk.request_id
    match tried.answer:
        case "accepted":
            _end(chunk, "accepted", now)
            chunk.to = None
        case "used_up":
            _give_up(chunk, "not_sent", now, "quota", is_certain=none_arrived(chunk))
        case "refused" | "spent" if tried.status == _BAD_REQUEST and chunk.count > 1:
            _split(session, chunk, now)
        case "refused" | "spent":
            why = str(tried.status or "")
            _give_up(chunk, "failed", now, why, is_certain=none_arrived(chunk))
        case _:
            _wait(chunk, tried, now)


def _end(chunk: BroadcastChunk, state: str, now: datetime, why: str = "") -> None:
    chunk.state, chunk.why, chunk.outcome_at = state, why, now
    chunk.leased_until, chunk.body = None, None


def _give_up(
    chunk: BroadcastChunk, state: str, now: datetime, why: str = "", *, is_certain: bool
) -> None:
    """End it as what did not arrive; where that is not certain it is never repeated."""
    _end(chunk, state if is_certain else "unknown", now, why)
    chunk.to = chunk.to if is_certain else None


def _wait(chunk: BroadcastChunk, tried: Tried, now: datetime) -> None:
    """Try again later with the same key, as long as LINE knows it."""
    pause = _TOO_MANY if tried.answer == "too_many" else timedelta(0)
    at = again_at(chunk, now, at_least=pause)
    if at is None:
        _give_up(chunk, "failed", now, is_certain=refused_all(chunk, tried.answer))
        return
    note(chunk, tried.answer)
    chunk.state, chunk.leased_until, chunk.again_at = "waiting", None, at


def _split(session: Session, chunk: BroadcastChunk, now: datetime) -> None:
    """Let two halves with keys of their own take over: nobody of it got anything."""
    queue, ids, body = BroadcastQueue(session), json.loads(chunk.to or "[]"), chunk.body or "[]"
    session.flush()
    number, half = queue.next_number(chunk.broadcast_id), len(ids) // 2
    for offset, some in enumerate((ids[:half], ids[half:])):
        part = BroadcastChunk(
            id=str(uuid4()),
            broadcast_id=chunk.broadcast_id,
            number=number + offset,
            language=chunk.language,
            count=len(some),
            again_at=now,
        )
        queue.add(part, json.dumps(some), body)
    session.flush()
    _end(chunk, "split", now)
    chunk.to = None
