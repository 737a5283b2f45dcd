"""Forwarding: every finished submission goes to the form server once, however often it is tried."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from mimetypes import guess_type
from typing import Final, Protocol

import structlog

from bot.clock import Clock
from bot.forwarding.form_server import Enclosed, Later, Outcome, Refused, Taken
from bot.store import Store
from models.attachment import KEPT, Attachments
from models.forward import REFUSED, TAKEN, Forward, Forwards
from models.submission import Submissions

MOST_AT_ONCE: Final = 10_000_000
"""Bytes of files in one request: what every server takes (OpenRosa, Form Submission API)."""

_LEASE: Final = timedelta(minutes=15)
_SOONEST: Final = timedelta(minutes=1)
_LATEST: Final = timedelta(hours=6)
_DOUBLINGS: Final = 10  # more of them are beyond the latest anyway

log = structlog.get_logger()


class Server(Protocol):
    """What takes submissions."""

    async def submit(
        self, xml: bytes, files: Sequence[Enclosed], *, more: bool, at: datetime
    ) -> Outcome:
        """Send a submission with some of its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One leased submission, as the loop may know it; `files` are ids of attachments."""

    id: str
    xml: bytes
    files: tuple[str, ...]
    lease: datetime


class Forwarder:
    """Sends submissions on; any number of forwarders may do so beside each other.

    What was sent twice is kept once: the server knows a submission by its instanceID, and its
    bytes are the same each time. A correction follows when there is an end to what it corrects.
    """

    def __init__(
        self, *, store: Store, server: Server, clock: Clock, most: int = MOST_AT_ONCE
    ) -> None:
        self._store, self._server, self._clock, self._most = store, server, clock, most

    async def pass_once(self) -> None:
        """Send all that is due, one by one; leave off where the server takes nothing at all."""
        await asyncio.to_thread(self._note_new)
        while job := await asyncio.to_thread(self._lease):
            outcome = await self._send(job)
            await asyncio.to_thread(self._settle, job, outcome)
            if isinstance(outcome, Later) and not outcome.alone:
                return

    async def _send(self, job: _Job) -> Outcome:
        """Send a submission, in as many requests as its files need."""
        outcome: Outcome = Taken()
        async for files, more in self._parcels(job):
            outcome = await self._server.submit(job.xml, files, more=more, at=self._clock())
            if not isinstance(outcome, Taken):
                break
        return outcome

    async def _parcels(self, job: _Job) -> AsyncIterator[tuple[list[Enclosed], bool]]:
        """Part the files so that few are in memory at once; tell of each whether more follow."""
        parcel, size = list[Enclosed](), 0
        for attachment_id in job.files:
            file = await asyncio.to_thread(self._open, attachment_id)
            if file is None:  # erased meanwhile
                continue
            if parcel and size + len(file.data) > self._most:
                yield parcel, True
                parcel, size = [], 0
            parcel.append(file)
            size += len(file.data)
        yield parcel, False

    def _note_new(self) -> None:
        with self._store.thinking() as session:
            if not Forwards(session).has_new():
                return
        with self._store.writing() as session:
            Forwards(session).note_new(self._clock())

    def _lease(self) -> _Job | None:
        now = self._clock()
        with self._store.writing() as session:
            forward = Forwards(session).lease(now, now + _LEASE)
            if forward is None:
                return None
            submissions = Submissions(session)
            submission = submissions.get(forward.submission_id)
            xml = (submission.xml if submission is not None else None) or ""
            chain = [] if submission is None else submissions.chain(submission)
            # A file belongs to the newest that names it, and is sent with each that does. What an
            # answer names no more was blanked there, and is not given away either.
            files = Attachments(session).of_submissions([one.id for one in chain])
            wanted = [file.id for file in files if file.state == KEPT and file.name in xml]
            return _Job(
                id=forward.submission_id,
                xml=xml.encode(),
                files=tuple(sorted(wanted)),
                lease=now + _LEASE,
            )

    def _open(self, attachment_id: str) -> Enclosed | None:
        with self._store.thinking() as session:
            attachments = Attachments(session)
            attachment = attachments.get(attachment_id)
            data = None if attachment is None else attachments.content(attachment)
            if attachment is None or data is None:
                return None
            media_type = guess_type(attachment.name)[0] or "application/octet-stream"
            return Enclosed(name=attachment.name, media_type=media_type, data=data)

    def _settle(self, job: _Job, outcome: Outcome) -> None:
        """Write down how it went, unless another forwarder has it by now."""
        now = self._clock()
        with self._store.writing() as session:
            forward = Forwards(session).leased(job.id, job.lease)
            if forward is not None:
                _close(forward, outcome, now)
        match outcome:
            case Taken():
                log.info("submission forwarded", submission=job.id)
            case Later(why=why, barred=barred):
                remedy = "check OPENROSA_TOKEN" if barred else "none: it is tried again"
                log.warning("submission waits", submission=job.id, why=why, remedy=remedy)
            case Refused(why=why):
                log.error("submission refused", submission=job.id, why=why)


def _close(forward: Forward, outcome: Outcome, now: datetime) -> None:
    forward.leased_until = None
    match outcome:
        case Taken():
            forward.state, forward.ended_at, forward.why = TAKEN, now, ""
        case Refused(why=why):
            forward.state, forward.ended_at, forward.why = REFUSED, now, why
        case Later(why=why):
            forward.again_at, forward.why = now + _pause(forward.tries), why


def _pause(tries: int) -> timedelta:
    """Wait twice as long after each try, up to six hours; there is no last try."""
    return min(_SOONEST * (1 << min(tries - 1, _DOUBLINGS)), _LATEST)
