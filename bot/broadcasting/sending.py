"""Sending broadcasts: every chunk is taken by LINE once, however often it is tried."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final, Protocol
from uuid import uuid4

import structlog
from sqlalchemy.orm import Session

from bot.broadcasting.fitting import fit
from bot.broadcasting.freezing import Freezer
from bot.broadcasting.settling import settled
from bot.clock import Clock
from bot.inbox import Noted, note_in
from bot.line.sender import Tried
from bot.store import Store
from dialogue.broadcasting.recurring import next_at
from dialogue.broadcasting.sketch import Sketch
from models.audience import Audiences
from models.broadcast import Broadcast, BroadcastChunk, Broadcasts
from models.broadcast_picture import BroadcastPicture, BroadcastPictures
from models.broadcast_queue import BroadcastQueue
from models.broadcast_sketch import KEPT as SKETCH_KEPT
from models.broadcast_sketch import Sketches
from models.columns import Vault
from models.contact import contact_id_of

_LEASE: Final = timedelta(minutes=2)
_AT_ONCE: Final = 100  # chunks of one batch
_BATCHES: Final = 500  # of one pass; the rest is found by the next
_LATE: Final = timedelta(hours=12)  # after its time, so much too late is not sent at all
_QUIET_FROM, _QUIET_TO = 20, 8  # hours in which phones stay silent
_KEPT: Final = timedelta(days=30)
_TURN: Final = timedelta(minutes=10)  # longer than anything takes that keeps a picture

log = structlog.get_logger()


class Line(Protocol):
    """What pushes and multicasts."""

    async def push(
        self, to: str, messages: bytes, key: str, *, is_silent: bool = ..., is_blast: bool = ...
    ) -> Tried:
        """Try once to push."""

    async def multicast(self, to: bytes, messages: bytes, key: str, *, is_silent: bool) -> Tried:
        """Try once to send to many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    id: str
    to: str
    messages: bytes
    is_silent: bool
    is_personal: bool


async def leads_alone() -> bool:
    """Say that this one leads: for a process that is alone."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcaster:
    """Begins, freezes, sends and ends broadcasts; two beside each other do no harm.

    `first` sends before each batch what may not wait for blasts. `ask` asks LINE what is left of
    the month before a broadcast begins; `reserve` messages of it stay for what is urgent.
    """

    store: Store
    vault: Vault
    line: Line
    clock: Clock
    zone: tzinfo
    wake: Callable[[str], None]
    first: Callable[[], Awaitable[None]] | None = None
    ask: Callable[[], Awaitable[None]] | None = None
    reserve: int = 0

    async def pass_once(self, leads: Callable[[], Awaitable[bool]] = leads_alone) -> None:
        """Do all that is due, as long as it `leads`."""
        if await asyncio.to_thread(self.begin) and self.ask is not None:
            await self.ask()
        freezer = Freezer(store=self.store, clock=self.clock, zone=self.zone)
        while await leads():
            broadcast_id = await asyncio.to_thread(self._unfrozen)
            if broadcast_id is None:
                break
            await asyncio.to_thread(freezer.freeze, broadcast_id)
        for _ in range(_BATCHES):
            if not await leads() or not await self._batch():
                break
        for lane in await asyncio.to_thread(self.end):
            self.wake(lane)

    def begin(self) -> bool:
        """Begin what was held long enough, make the next one of what recurs; tell if any was."""
        now = self.clock()
        with self.store.thinking() as session:
            due = [(one.id, one.held_until) for one in BroadcastQueue(session).due(now)]
        for broadcast_id, held_until in due:
            with self.store.writing() as session:
                self._begin(session, broadcast_id, held_until or now, now)
        return bool(due)

    def end(self) -> list[str]:
        """End what is over, and name the lanes that are told."""
        now = self.clock()
        with self.store.thinking() as session:
            queue = BroadcastQueue(session)
            if not queue.over() and not queue.cancelled():
                return []
        with self.store.writing() as session:
            queue = BroadcastQueue(session)
            queue.free_lost(now)
            for broadcast_id in queue.cancelled():
                queue.close(broadcast_id, "cancelled", "cancelled", now)
            ended = [one for one in queue.over() if queue.end(one, now)]
            return [lane for one in ended if (lane := self._tell(session, one, now))]

    def _begin(
        self, session: Session, broadcast_id: str, held_until: datetime, now: datetime
    ) -> None:
        queue, found = BroadcastQueue(session), session.get(Broadcast, broadcast_id)
        if found is None:
            return
        if held_until < now - _LATE:
            did = queue.end_late(broadcast_id, now)
            if did:
                self._tell(session, found, now)
        else:
            did = queue.begin(broadcast_id)
        if did and found.repeats:
            self._recur(session, found, now)

    def _recur(self, session: Session, found: Broadcast, now: datetime) -> None:
        last = (found.starts_at or found.held_until or now).astimezone(self.zone)
        at = next_at(found.repeats, last, now.astimezone(self.zone))
        if at is None:
            return
        again = Broadcast(
            id=uuid4().hex,
            made_by=found.made_by,
            title=found.title,
            audience=found.audience,
            fallback=found.fallback,
            is_silent=found.is_silent,
            is_personal=found.is_personal,
            is_demo=found.is_demo,
            counted=found.counted,
            state="held",
            made_at=now,
            approved_by=found.approved_by,
            held_until=at,
            starts_at=at,
            repeats=found.repeats,
            picture_id=found.picture_id,
            once=f"next:{found.id}",
        )
        Broadcasts(session).add(again, found.texts)

    def _unfrozen(self) -> str | None:
        with self.store.thinking() as session:
            return BroadcastQueue(session).unfrozen()

    async def _batch(self) -> bool:
        """Send some chunks; false where none are due, or LINE wants a rest."""
        if self.first is not None:
            await self.first()
        until = self.clock() + _LEASE
        jobs = await asyncio.to_thread(self._lease, until)
        if not jobs:
            return False
        tried = await asyncio.gather(*(self._try(job) for job in jobs))
        both = {job.id: one for job, one in zip(jobs, tried, strict=True)}
        await asyncio.to_thread(self._settle, both, until)
        return not any(one.answer in {"busy", "unreached"} for one in tried)

    async def _try(self, job: _Job) -> Tried:
        if job.is_personal:
            to = json.loads(job.to)[0]
            return await self.line.push(
                to, job.messages, job.id, is_silent=job.is_silent, is_blast=True
            )
        return await self.line.multicast(
            job.to.encode(), job.messages, job.id, is_silent=job.is_silent
        )

    def _lease(self, until: datetime) -> list[_Job]:
        now = self.clock()
        with self.store.thinking() as session:
            if not BroadcastQueue(session).has_due(now):
                return []
        with self.store.writing() as session:
            rows = BroadcastQueue(session).lease(now, until, _AT_ONCE)
            ids = {row.broadcast_id for row in rows}
            of = {one: session.get_one(Broadcast, one) for one in ids}
            for row in rows:
                self._leave_out(session, row, now)
            fit(session, rows, self.reserve, now)
            jobs = list[_Job]()
            for row in rows:
                if row.outcome_at is None:
                    hour = (row.first_at or now).astimezone(self.zone).hour
                    is_night = hour >= _QUIET_FROM or hour < _QUIET_TO
                    jobs.append(_job(row, of[row.broadcast_id], is_night=is_night))
            return jobs

    def _leave_out(self, session: Session, row: BroadcastChunk, now: datetime) -> None:
        """Leave out who unfollowed or opted out since, as long as nothing was tried."""
        if row.tries > 1:
            return
        ids: list[str] = json.loads(row.to or "[]")
        known = {contact_id_of(line_id, self.vault.hashed): line_id for line_id in ids}
        still = Audiences(session).still(list(known))
        left = [line_id for one, line_id in known.items() if one in still]
        if len(left) < len(ids):
            row.to, row.count = json.dumps(left), len(left)
        if not left:
            row.state, row.why, row.outcome_at = "cancelled", "gone", now
            row.leased_until, row.to, row.body = None, None, None

    def _settle(self, tried: dict[str, Tried], until: datetime) -> None:
        now = self.clock()
        with self.store.writing() as session:
            rows = BroadcastQueue(session).leased(list(tried), until)
            for row in rows:
                settled(session, row, tried[row.id], now)
                log.info(
                    "broadcast chunk",
                    chunk_id=row.id,
                    answer=tried[row.id].answer,
                    status=tried[row.id].status,
                    request_id=tried[row.id].request_id,
                    state=row.state,
                    tries=row.tries,
                )
            session.flush()
            for broadcast_id in {row.broadcast_id for row in rows if row.why == "quota"}:
                BroadcastQueue(session).close(broadcast_id, "not_sent", "quota", now)

    def _tell(self, session: Session, found: Broadcast, now: datetime) -> str | None:
        """Tell the lane of whoever made it that it is over."""
        if found.made_by is None:
            return None
        told = {"type": "siao.broadcastEnded", "broadcastId": found.id}
        event = Noted(
            event_id=f"broadcast ended:{found.id}",
            lane=found.made_by,
            at_ms=int(now.timestamp() * 1000),
            body=json.dumps(told).encode(),
        )
        note_in(session, [event], vault=self.vault, now=now)
        return found.made_by


def forget(store: Store, clock: Clock) -> None:
    """Erase what was over long ago; called in a worker thread."""
    now = clock()
    with store.thinking() as session:
        if not Broadcasts(session).ended_before(now - _KEPT) and not _left(session, now):
            return
    with store.writing() as session:
        shelf = Broadcasts(session)
        for one in shelf.ended_before(now - _KEPT):
            shelf.drop(one)
        session.flush()
        for picture in _left(session, now):
            BroadcastPictures(session).drop(picture)


def _left(session: Session, now: datetime) -> list[BroadcastPicture]:
    """List the pictures that go with nothing: no broadcast, and none that is being written."""
    live = Sketches(session).touched_since(now - SKETCH_KEPT)
    written = (Sketch.from_json(one.content or "{}") for one in live)
    used = {sketch.picture_id for sketch in written}
    return BroadcastPictures(session).unused(now - _TURN, used)


def _job(row: BroadcastChunk, broadcast: Broadcast, *, is_night: bool) -> _Job:
    return _Job(
        id=row.id,
        to=row.to or "[]",
        messages=(row.body or "[]").encode(),
        is_silent=broadcast.is_silent or is_night,
        is_personal=broadcast.is_personal,
    )
