"""Pushing: every push is sent once, however often it is tried."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.inbox import Noted, note_in
from bot.line.sender import Tried
from bot.postman import LINES_WAIT
from bot.retrying import again_at, none_arrived, note, refused_all
from bot.store import Store
from handlers.threads import LINES
from models.columns import Vault
from models.contact import Contacts
from models.outbox import Parked, ParkedWords
from models.push import REFUSED, SENT, UNKNOWN, WAITING, Push, Pushes
from models.thread import HELD

_LEASE: Final = timedelta(minutes=2)
_AT_ONCE: Final = 200  # of one pass; the rest is found by the next
_KEPT: Final = timedelta(days=7)  # bare marks of what was pushed

log = structlog.get_logger()


class Line(Protocol):
    """What pushes."""

    async def push(self, to: str, messages: bytes, key: str) -> Tried:
        """Try once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One leased push: whom it goes to at LINE, its messages as JSON, and how long it is ours."""

    id: str
    to: str
    messages: bytes
    lease: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pusher:
    """Sends what is due; any number may do so beside each other.

    Key and body were fixed when the push was made, so a try is repeated as it was, after a kill
    too. What a month has no room for waits for the contact's next reply, and whoever asked for it
    is told (`wake` is told their lane).
    """

    store: Store
    vault: Vault
    line: Line
    clock: Clock
    wake: Callable[[str], None]

    async def pass_once(self) -> None:
        """Send what is due, one by one."""
        for _ in range(_AT_ONCE):
            job = await asyncio.to_thread(self._lease)
            if job is None:
                return
            tried = await self.line.push(job.to, job.messages, job.id)
            lane = await asyncio.to_thread(self._settle, job, tried)
            if lane is not None:
                self.wake(lane)

    def forget(self) -> None:
        """Erase the marks of what was pushed long ago; called in a worker thread."""
        before = self.clock() - _KEPT
        with self.store.thinking() as session:
            if not Pushes(session).ended_before(before):
                return
        with self.store.writing() as session:
            pushes = Pushes(session)
            pushes.drop(*pushes.ended_before(before))

    def _lease(self) -> _Job | None:
        now = self.clock()
        with self.store.thinking() as session:
            if not Pushes(session).has_due(now):
                return None
        with self.store.writing() as session:
            push = Pushes(session).lease(now, now + _LEASE)
            if push is None:
                return None
            contact = Contacts(session).get(push.contact_id)
            to, body = None if contact is None else contact.line_id, push.body
            if to is None or body is None:
                _end(push, REFUSED, now, "gone")
                return None
            return _Job(id=push.id, to=to, messages=body.encode(), lease=now + _LEASE)

    def _settle(self, job: _Job, tried: Tried) -> str | None:
        """Write down what came of a try, unless another has it by now; gives a lane to wake."""
        now = self.clock()
        with self.store.writing() as session:
            push = Pushes(session).leased(job.id, job.lease)
            if push is None:
                return None
            lane = _settled(session, push, tried, now, self.vault)
            log.info(
                "push",
                push_id=push.id,
                answer=tried.answer,
                status=tried.status,
                request_id=tried.request_id,
                state=push.state,
                tries=push.tries,
            )
            return lane


def _settled(session: Session, push: Push, tried: Tried, now: datetime, vault: Vault) -> str | None:
    push.request_id = tried.request_id or push.request_id
    match tried.answer:
        case "accepted":
            _end(push, SENT, now)
            return None
        case "used_up" if not none_arrived(push):
            _end(push, UNKNOWN, now, "quota")
            return None
        case "used_up":
            _park(session, push, now)
            _end(push, REFUSED, now, "quota")
            return _told(session, push, now, vault)
        case "refused" | "spent":
            _end(push, REFUSED, now, str(tried.status or ""))
            return _told(session, push, now, vault)
        case answer:
            at, is_certain = again_at(push, now), refused_all(push, answer)
            if at is not None:
                note(push, answer)
                push.state, push.leased_until, push.again_at = WAITING, None, at
                return None
            _end(push, REFUSED if is_certain else UNKNOWN, now)
            return _told(session, push, now, vault) if is_certain else None


def _end(push: Push, state: str, now: datetime, why: str = "") -> None:
    push.state, push.why, push.outcome_at = state, why, now
    push.leased_until, push.body = None, None


def _park(session: Session, push: Push, now: datetime) -> None:
    """Let the words wait for the contact's next reply instead."""
    messages = json.loads(push.body or "[]")
    parked = Parked(
        id=push.id.replace("-", ""),
        contact_id=push.contact_id,
        subject=f"{push.subject}{HELD}" if push.subject.startswith(LINES) else push.subject,
        parked_at=now,
        expires_at=now + LINES_WAIT,
        rides_on=None,
    )
    both = json.dumps({"th": messages, "lo": messages}, ensure_ascii=False)
    ParkedWords(session).replace(parked, both)


def _told(session: Session, push: Push, now: datetime, vault: Vault) -> str | None:
    """Tell the lane of whoever asked for it."""
    if push.asked_by is None:
        return None
    told = {"type": "siao.pushUnsent", "subject": push.subject, "why": push.why}
    event = Noted(
        event_id=f"push unsent:{push.id}",
        lane=push.asked_by,
        at_ms=int(now.timestamp() * 1000),
        body=json.dumps(told).encode(),
    )
    note_in(session, [event], vault=vault, now=now)
    return push.asked_by
