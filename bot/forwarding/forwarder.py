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
from bot.forwarding.remedies import CONFLICT, remedy
from bot.store import Store
from models.attachment import KEPT, Attachments
from models.forward import REFUSED, TAKEN, Forward, Forwards
from models.submission import Submissions

MOST_AT_ONCE: Final = 10_000_000
"""Bytes of files in one request: what every server takes (OpenRosa, Form Submission API)."""

_LEASE: Final = timedelta(minutes=15)
_SOONEST: Final = timedelta(minutes=1)
_LATEST: Final = timedelta(hours=6)
_BEHIND: Final = timedelta(minutes=5)  # what stands behind one that is not taken
_DOUBLINGS: Final = 10  # more of them are beyond the latest anyway

log = structlog.get_logger()


class Server(Protocol):
    """What takes submissions."""

    @property
    def name(self) -> str:
        """The name of its machine."""

    async def submit(
        self, xml: bytes, files: Sequence[Enclosed], *, more: bool, at: datetime
    ) -> Outcome:
        """Send a submission with some of its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One leased submission, as the loop may know it; `files` are ids of attachments."""

    id: str
    version_id: str
    xml: bytes
    files: tuple[str, ...]
    lease: datetime


class Forwarder:
    """Sends submissions on; any number of forwarders may do so beside each other.

    What was sent twice is kept once: the server knows a submission by its instanceID. Its bytes
    are the same each time, unless answers of it were blanked meanwhile: then it goes as it is kept
    now, and where the server says that it holds something else under this id, that is what an
    earlier try brought there. A correction follows when there is an end to what it corrects.
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
            if isinstance(outcome, Later) and outcome.reach == "server":
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
            forward.server = self._server.name[:120]
            submissions = Submissions(session)
            submission = submissions.get(forward.submission_id)
            if submission is None:  # a row goes with its submission
                return None
            xml = submission.xml or ""
            # A file belongs to the newest that names it, and is sent with each that does. What an
            # answer names no more was blanked there, and is not given away either.
            chain = [one.id for one in submissions.chain(submission)]
            files = Attachments(session).of_submissions(chain)
            wanted = [file.id for file in files if file.state == KEPT and file.name in xml]
            return _Job(
                id=submission.id,
                version_id=submission.version_id,
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
            if forward is None:
                return
            if isinstance(outcome, Refused) and _is_there(forward, job, outcome):
                forward.end(TAKEN, now, outcome.why)
            else:
                _close(forward, outcome, now)
                _put_off(Forwards(session), job, outcome, now)
            state, why = forward.state, forward.why
        _log(job.id, state, why)


def _is_there(forward: Forward, job: _Job, refused: Refused) -> bool:
    """Tell whether the server has what an earlier try brought, before answers were blanked.

    Files that go with it may be missing there, and are not taken any more: that is for people to
    look at.
    """
    return refused.why == CONFLICT and forward.is_changed and not job.files


def _close(forward: Forward, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Taken():
            forward.end(TAKEN, now)
        case Refused(why=why):
            forward.end(REFUSED, now, why)
        case Later(why=why):
            forward.wait(now + _pause(forward.tries), why)


def _put_off(forwards: Forwards, job: _Job, outcome: Outcome, now: datetime) -> None:
    """Keep what would fare the same from being sent, with its files, in vain."""
    match outcome:
        case Later(reach="form"):
            forwards.put_off(now + _BEHIND, behind=job.id, version_id=job.version_id)
        case Later(reach="server"):
            forwards.put_off(now + _BEHIND, behind=job.id)


def _log(submission_id: str, state: str, why: str) -> None:
    match state:
        case "taken":
            log.info("submission forwarded", submission=submission_id, why=why)
        case "refused":
            log.error("submission refused", submission=submission_id, why=why, remedy=remedy(why))
        case _:
            log.warning("submission waits", submission=submission_id, why=why, remedy=remedy(why))


def _pause(tries: int) -> timedelta:
    """Wait twice as long after each try, up to six hours; there is no last try.

    None is counted where a retry was asked for while this one was being made.
    """
    doublings = min(max(tries - 1, 0), _DOUBLINGS)
    return min(_SOONEST * (1 << doublings), _LATEST)
