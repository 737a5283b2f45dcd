"""What every turn writes of its own, of many turns at once: lane, event and reply."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from bot.many import Many
from bot.postman import Mail
from models.columns import Vault, place
from models.inbox import DONE, SET_ASIDE, Undone
from models.lane import LaneState
from models.outbox import PENDING, SILENT, Reply

_CLOSE_APPLIED: Final = Many(
    f"UPDATE inbox SET state = {DONE}, body_sealed = NULL FROM given"  # noqa: S608  # our number
    " WHERE inbox.seq = given.seq",
    seq=int,
)
_CLOSE_SET_ASIDE: Final = Many(
    f"UPDATE inbox SET state = {SET_ASIDE}, trouble = given.trouble FROM given"  # noqa: S608  # our number
    " WHERE inbox.seq = given.seq",
    seq=int,
    trouble=str,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A turn that was thought: its lane as it leaves it, its event, and its reply if it has one.

    `trouble` tells why the event is set aside; "" when it was applied.
    """

    lane: LaneState
    event: Undone
    mail: Mail | None
    trouble: str = ""


def write_own(session: Session, turns: Sequence[Closed]) -> None:
    """Write the lanes, events and replies of turns; all else that they changed is the session's.

    A row of its own statement costs more than all that a turn thinks; so each kind is one.
    """
    vault: Vault = session.info["vault"]
    _MOVE_LANES.store(session, [_lane(turn.lane) for turn in turns])
    _CLOSE_APPLIED.store(session, [{"seq": turn.event.seq} for turn in turns if not turn.trouble])
    _CLOSE_SET_ASIDE.store(session, list(_troubles(turns)))
    _ADD_REPLIES.store(session, [_reply(turn, vault) for turn in turns])


def _lane(lane: LaneState) -> dict[str, object]:
    return {name: getattr(lane, name) for name in _MOVE_LANES.columns}


def _troubles(turns: Sequence[Closed]) -> Iterator[dict[str, object]]:
    return ({"seq": turn.event.seq, "trouble": turn.trouble} for turn in turns if turn.trouble)


def _reply(turn: Closed, vault: Vault) -> dict[str, object]:
    """Give the row of a reply that waits for its outcome, or of a turn that ended without words."""
    event, mail = turn.event, turn.mail
    return {
        "event_id": event.event_id,
        "lane": event.lane,
        "state": SILENT if mail is None else PENDING,
        "event_ms": event.at_ms,
        "token_at": event.noted_at,
        "outcome_at": event.noted_at if mail is None else None,
        "request_id": None,
        "token_sealed": mail and _sealed(vault, mail, "token_sealed", mail.token.encode()),
        "body_sealed": mail and _sealed(vault, mail, "body_sealed", mail.messages),
    }


def _sealed(vault: Vault, mail: Mail, column: str, plain: bytes) -> bytes:
    return vault.seal(plain, place(Reply.__tablename__, column, mail.event_id))
