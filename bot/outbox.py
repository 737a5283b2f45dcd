"""Sending what turns said: in order, each with its own token, to exactly one outcome."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, TypeAlias

import structlog
from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.line.sender import Sender, Tried
from bot.postman import Mail
from bot.store import Store
from bot.together import Together
from models.columns import Utc
from models.inbox import Inbox
from models.outbox import REFUSED, SENT, TRYING, UNKNOWN, Outbox, Reply

_PAUSES = (1.0, 4.0)  # seconds before the second and the third try
_LIFE = timedelta(seconds=50)  # LINE promises a token one minute; no try begins after this
_NOW = bindparam("now", type_=Utc())

_TRY = text("UPDATE outbox SET state = 'trying' WHERE event_id = :event_id AND state = 'pending'")
_SETTLE = text(
    "UPDATE outbox SET state = :state, outcome_at = :now, request_id = :request_id,"
    " token_sealed = NULL, body_sealed = NULL WHERE event_id = :event_id AND outcome_at IS NULL"
).bindparams(_NOW)
_SHOWN = text("UPDATE lanes SET shown_ms = :shown_ms WHERE key = :lane")
_ARRIVED = text("DELETE FROM parked WHERE rides_on = :event_id")
_FREED = text("UPDATE parked SET rides_on = NULL WHERE rides_on = :event_id")

Outcome: TypeAlias = Literal["sent", "refused", "unknown"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Sends mail; `pause` sleeps, given so that tests need not wait."""

    store: Store
    sender: Sender
    clock: Clock
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    _together: Together = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_together", Together(self.store))

    async def send(self, mail: Mail) -> Outcome:
        """Send one reply, and write down its outcome."""
        if not mail.was_tried:
            await self._together.write(partial(_begin, mail))
        tried, outcome, accepted_at = await self._try(mail)
        settle = partial(_settle, mail, tried, outcome, accepted_at, self.clock())
        await self._together.write(settle)
        log.info("reply", **_known(mail, tried), outcome=outcome)
        return outcome

    async def send_left(self, lane: str) -> None:
        """Send what an earlier process left of a lane without an outcome."""
        for mail in await asyncio.to_thread(self._left, lane):
            await self.send(mail)

    async def _try(self, mail: Mail) -> tuple[Tried, Outcome, datetime]:
        """Try up to three times with the same token, which LINE takes only once."""
        ambiguous = mail.was_tried
        pauses = iter(() if mail.was_tried else _PAUSES)
        while True:
            began = self.clock()
            tried = await self.sender.reply(mail.token, mail.messages)
            if tried.answer == "accepted":
                ended = self.clock()
                return tried, SENT, began + (ended - began) / 2
            if tried.answer in {"spent", "refused"}:
                return tried, UNKNOWN if ambiguous else REFUSED, self.clock()
            ambiguous = ambiguous or tried.answer == "unclear"
            pause = next(pauses, None)
            if pause is None or self.clock() - mail.token_at + timedelta(seconds=pause) > _LIFE:
                return tried, UNKNOWN if ambiguous else REFUSED, self.clock()
            log.info("reply is tried again", **_known(mail, tried), after_s=pause)
            await self.pause(pause)

    def _left(self, lane: str) -> list[Mail]:
        with self.store.thinking() as session:
            inbox = Inbox(session)
            return [_mail(reply, inbox) for reply in Outbox(session).unsent(lane)]


def _begin(mail: Mail, session: Session) -> None:
    session.execute(_TRY, {"event_id": mail.event_id})


def _settle(
    mail: Mail, tried: Tried, outcome: Outcome, at: datetime, now: datetime, session: Session
) -> None:
    known = {"event_id": mail.event_id}
    settled = {**known, "state": outcome, "now": now, "request_id": tried.request_id}
    session.execute(_SETTLE, settled)
    session.execute(_FREED if outcome == REFUSED else _ARRIVED, known)
    if outcome != REFUSED:
        _note_shown(session, mail, at)


def _known(mail: Mail, tried: Tried) -> dict[str, object]:
    """Tell of a try what a log may know; `request_id` is LINE's `x-line-request-id`."""
    return {
        "event_id": mail.event_id,
        "lane": mail.lane,
        "answer": tried.answer,
        "status": tried.status,
        "request_id": tried.request_id,
    }


def _mail(reply: Reply, inbox: Inbox) -> Mail:
    return Mail(
        event_id=reply.event_id,
        lane=reply.lane,
        token=reply.token or "",
        messages=(reply.body or "[]").encode(),
        event_ms=reply.event_ms,
        noted_at=inbox.noted_at(reply.event_id) or reply.token_at,
        token_at=reply.token_at,
        was_tried=reply.state == TRYING,
    )


def _note_shown(session: Session, mail: Mail, at: datetime) -> None:
    """Note when the question was shown, in LINE's clock: its event's time plus our delay."""
    delay_ms = max(0, int((at - mail.noted_at).total_seconds() * 1000))
    session.execute(_SHOWN, {"lane": mail.lane, "shown_ms": mail.event_ms + delay_ms})
