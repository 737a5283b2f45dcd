"""Fetching what people sent, while LINE still has it."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol, TypeAlias

import structlog

from bot.clock import Clock
from bot.inbox import Noted, note_in
from bot.line.content import Here, Lack, Later, Lost, Outcome
from bot.pictures import SHOWN, NotAPictureError, TooManyPixelsError, repainted
from bot.store import Store
from models.attachment import FAILED, FOR_MANY, KEPT, Attachment, Attachments
from models.columns import Vault, place

Reason: TypeAlias = Literal["too_late", "no_picture"] | Lack
"""Why something will not come; stands in the event that tells the person's lane."""

_AT_ONCE: Final = 3  # contents in memory at the same time, ≤ 20 MB each
_LEASE: Final = timedelta(minutes=3)  # longer than one fetch can take
_PATIENCE: Final = timedelta(hours=1)  # counted from when it was sent
_SOONEST: Final = timedelta(seconds=2)
_LATEST: Final = timedelta(minutes=5)

log = structlog.get_logger()


class Client(Protocol):
    """What gets a content from LINE."""

    async def fetch(self, message_id: str) -> Outcome:
        """Ask for the content of a message once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One leased attachment, as the loop may know it."""

    id: str
    lane: str
    media: str
    is_for_many: bool
    message_id: str
    sent_at: datetime
    lease: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failed:
    why: Reason


_Result: TypeAlias = Here | Later | _Failed


class Fetcher:
    """Fetches what is awaited; any number of fetchers may do so beside each other.

    `wake` is told the lane of everything that came or will not come, after the commit, on the
    loop's thread.
    """

    def __init__(
        self,
        *,
        store: Store,
        vault: Vault,
        client: Client,
        wake: Callable[[str], None],
        clock: Clock,
    ) -> None:
        self._store, self._vault, self._client = store, vault, client
        self._wake, self._clock = wake, clock
        self._was_barred = False
        self._round = asyncio.Lock()

    async def pass_once(self) -> None:
        """Fetch all that is due, a few at a time; what fails unforeseen waits for its lease.

        A round that is under way is waited for.
        """
        async with self._round:
            while jobs := await asyncio.to_thread(self._lease):
                ends = await asyncio.gather(*map(self._see_to, jobs), return_exceptions=True)
                for job, end in zip(jobs, ends, strict=True):
                    if isinstance(end, Exception):
                        log.error("fetch broke", attachment=job.id, error=type(end).__name__)
                    elif isinstance(end, BaseException):
                        raise end

    async def _see_to(self, job: _Job) -> None:
        outcome = await self._client.fetch(job.message_id)
        self._mind_the_bar(outcome)

        settled = await asyncio.to_thread(self._settle, job, outcome)

        if settled:
            self._wake(job.lane)

    def _mind_the_bar(self, outcome: Outcome) -> None:
        barred = isinstance(outcome, Later) and outcome.barred
        if barred and not self._was_barred:
            log.error("fetch barred", remedy="check LINE_CHANNEL_ACCESS_TOKEN")
        if barred or not isinstance(outcome, Later):
            self._was_barred = barred

    def _lease(self) -> list[_Job]:
        now = self._clock()
        with self._store.writing() as session:
            taken = Attachments(session).lease(now, now + _LEASE, _AT_ONCE)
            return [_job(attachment, now + _LEASE) for attachment in taken]

    def _settle(self, job: _Job, outcome: Outcome) -> bool:
        """Write down how it went; true when it is over and the lane has an event of it."""
        now = self._clock()
        result = _result(job, outcome, now)
        with self._store.writing() as session:
            attachment = Attachments(session).leased(job.id, job.lease)
            if attachment is None:  # taken back or erased meanwhile: nothing is kept
                return False
            attachment.leased_until = None
            if isinstance(result, Later):
                attachment.again_at = now + _pause(now - job.sent_at)
                return False
            if isinstance(result, Here):
                cell = place(Attachment.__tablename__, "content_sealed", attachment.id)
                attachment.content_sealed = self._vault.seal(result.data, cell)
            attachment.state = KEPT if isinstance(result, Here) else FAILED
            note_in(session, [_told(job, result, now)], vault=self._vault, now=now)
        if isinstance(result, _Failed):
            log.info("fetch failed", attachment=job.id, reason=result.why)
        return True


def _job(attachment: Attachment, lease: datetime) -> _Job:
    return _Job(
        id=attachment.id,
        lane=attachment.contact_id,
        media=attachment.media,
        is_for_many=attachment.path == FOR_MANY,
        message_id=attachment.message_id or "",
        sent_at=attachment.sent_at,
        lease=lease,
    )


def _result(job: _Job, outcome: Outcome, now: datetime) -> _Result:
    match outcome:
        case Lost(why=why):
            return _Failed(why=why)
        case Later():
            return _Failed(why="too_late") if now - job.sent_at >= _PATIENCE else outcome
        case Here() if job.media == "image":
            return _repainted(outcome.data, most=SHOWN if job.is_for_many else None)
        case Here():
            return outcome


def _repainted(data: bytes, *, most: int | None) -> _Result:
    try:
        return Here(data=repainted(data, most=most))
    except NotAPictureError:
        return _Failed(why="no_picture")
    except TooManyPixelsError:
        return _Failed(why="too_big")


def _pause(age: timedelta) -> timedelta:
    """Wait as long as it has waited already, so that the pauses double; and once at the end."""
    pause = min(max(age, _SOONEST), _LATEST)
    return min(pause, max(_PATIENCE - age, _SOONEST))


def _told(job: _Job, result: Here | _Failed, now: datetime) -> Noted:
    body = {"attachmentId": job.id}
    if isinstance(result, Here):
        name, body = "fetched", {"type": "siao.fetched", **body}
    else:
        name, body = "fetchfailed", {"type": "siao.fetchFailed", **body, "reason": result.why}
    return Noted(
        event_id=f"{name}:{job.id}",
        lane=job.lane,
        at_ms=int(now.timestamp() * 1000),
        body=json.dumps(body).encode(),
    )
