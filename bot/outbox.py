"""Sending what turns said: in order, each with its own token, to exactly one outcome."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.inbox import NOTES
from bot.line.sender import Sender, Tried
from bot.many import Many
from bot.postman import Mail
from bot.store import Store
from bot.together import Kind, Writer
from models.inbox import Inbox
from models.outbox import REFUSED, SENT, TRYING, UNKNOWN, Outbox, Reply

_PAUSES = (1.0, 4.0)  # seconds before the second and the third try
_LIFE = timedelta(seconds=50)  # LINE promises a token one minute; no try begins after this

_TRY = Many(
    "UPDATE outbox SET state = 'trying' FROM given"
    " WHERE outbox.event_id = given.event_id AND outbox.state = 'pending'",
    event_id=str,
)
_SETTLE = Many(
    "UPDATE outbox SET state = given.state, outcome_at = given.outcome_at,"
    " request_id = given.request_id, token_sealed = NULL, body_sealed = NULL"
    " FROM given WHERE outbox.event_id = given.event_id AND outbox.outcome_at IS NULL",
    event_id=str,
    state=str,
    outcome_at=datetime,
    request_id=str,
)
_SHOWN = Many(
    "UPDATE lanes SET shown_ms = given.shown_ms FROM given WHERE lanes.key = given.lane",
    lane=str,
    shown_ms=int,
)
_ARRIVED = Many(
    "DELETE FROM parked WHERE rides_on IN (SELECT event_id FROM given)",
    event_id=str,
)
_FREED = Many(
    "UPDATE parked SET rides_on = NULL WHERE rides_on IN (SELECT event_id FROM given)",
    event_id=str,
)

Outcome: TypeAlias = Literal["sent", "refused", "unknown"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Sends mail; `pause` sleeps, given so that tests need not wait."""

    store: Store
    writer: Writer
    sender: Sender
    clock: Clock
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def send(self, mail: Mail) -> Outcome:
        """Send one reply, and write down its outcome."""
        if not mail.was_tried:
            await self.writer.write(_BEGINNINGS, mail)
        tried, outcome, accepted_at = await self._try(mail)
        settled = _Settled(
            mail=mail,
            outcome=outcome,
            request_id=tried.request_id,
            shown_at=accepted_at,
            now=self.clock(),
        )
        await self.writer.write(_OUTCOMES, settled)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """The outcome of one mail; if it may have been shown, then at `shown_at`."""

    mail: Mail
    outcome: Outcome
    request_id: str | None
    shown_at: datetime
    now: datetime


def _begin(session: Session, mails: Sequence[Mail]) -> None:
    _TRY.store(session, _events_of(mails))


def _settle(session: Session, group: Sequence[_Settled]) -> None:
    refused = [one for one in group if one.outcome == REFUSED]
    arrived = [one for one in group if one.outcome != REFUSED]
    _SETTLE.store(session, [_settling(one) for one in group])
    _FREED.store(session, _events_of([one.mail for one in refused]))
    _ARRIVED.store(session, _events_of([one.mail for one in arrived]))
    _SHOWN.store(session, [_showing(one) for one in arrived])


def _events_of(mails: Sequence[Mail]) -> list[dict[str, object]]:
    return [{"event_id": event_id} for event_id in sorted(mail.event_id for mail in mails)]


def _settling(one: _Settled) -> dict[str, object]:
    return {
        "event_id": one.mail.event_id,
        "state": one.outcome,
        "outcome_at": one.now,
        "request_id": one.request_id,
    }


def _showing(one: _Settled) -> dict[str, object]:
    """Note when the question was shown, in LINE's clock: its event's time plus our delay."""
    delay_ms = max(0, int((one.shown_at - one.mail.noted_at).total_seconds() * 1000))
    return {"lane": one.mail.lane, "shown_ms": one.mail.event_ms + delay_ms}


_BEGINNINGS: Final = Kind(NOTES + 1, _begin)
_OUTCOMES: Final = Kind(NOTES + 2, _settle)


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
