"""What every turn writes of its own, of many turns at once: lane, event and reply."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from bot.many import Many
from models.base import Row
from models.inbox import DONE, Event
from models.lane import Lane
from models.outbox import Reply

_CLOSE_EVENTS: Final = Many(
    "UPDATE inbox SET state = given.state, body_sealed = NULL FROM given"
    " WHERE inbox.seq = given.seq",
    seq=int,
    state=int,
)
_MOVE_LANES: Final = Many(
    "UPDATE lanes SET version = given.version, applied_ms = given.applied_ms,"
    " shown_ms = given.shown_ms, last_text = given.last_text, minute_at = given.minute_at,"
    " minute_count = given.minute_count FROM given WHERE lanes.key = given.key",
    key=str,
    version=int,
    applied_ms=int,
    shown_ms=int,
    last_text=str,
    minute_at=datetime,
    minute_count=int,
)
_ADD_REPLIES: Final = Many(
    "INSERT INTO outbox (event_id, lane, state, event_ms, token_at, outcome_at, request_id,"
    " token_sealed, body_sealed) SELECT event_id, lane, state, event_ms, token_at, outcome_at,"
    " request_id, token_sealed, body_sealed FROM given WHERE true",
    event_id=str,
    lane=str,
    state=str,
    event_ms=int,
    token_at=datetime,
    outcome_at=datetime,
    request_id=str,
    token_sealed=bytes,
    body_sealed=bytes,
)

_Own = TypeVar("_Own", bound=Row)


def write_own(session: Session) -> None:
    """Write the lanes, events and replies that turns changed and made, and let go of them.

    A row of its own statement costs more than all that a turn thinks; so each kind is one. What is
    not an applied event is left to the session.
    """
    lanes = _taken(session, session.dirty, Lane)
    events = [event for event in _of(session.dirty, Event) if _is_applied(event)]
    for event in events:
        session.expunge(event)
    replies = _taken(session, session.new, Reply)

    _MOVE_LANES.store(session, [_values(lane, _MOVE_LANES) for lane in lanes])
    _CLOSE_EVENTS.store(session, [_values(event, _CLOSE_EVENTS) for event in events])
    _ADD_REPLIES.store(session, [_values(reply, _ADD_REPLIES) for reply in replies])


def _of(rows: Iterable[object], kind: type[_Own]) -> list[_Own]:
    return [row for row in rows if isinstance(row, kind)]


def _taken(session: Session, rows: Iterable[object], kind: type[_Own]) -> list[_Own]:
    taken = _of(rows, kind)
    for row in taken:
        session.expunge(row)
    return taken


def _is_applied(event: Event) -> bool:
    return event.state == DONE and event.body_sealed is None


def _values(row: Row, statement: Many) -> dict[str, object]:
    return {name: getattr(row, name) for name in statement.columns}
