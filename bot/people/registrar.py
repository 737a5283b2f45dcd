"""Storing the rosters that coordinators confirmed, apart from every turn."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Final

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.inbox import Noted, note_in
from bot.line.inbound import CHANNEL
from bot.people.answers import Teller, answering
from bot.people.importing import Answer
from bot.people.limits import CHAT
from bot.people.roster_check import TOLD, RosterCheck, areas_of, told
from bot.people.source import RosterRefusedError, opened
from bot.publication import new_id
from bot.store import Store
from models.attachment import Attachments
from models.columns import Vault
from models.hand_out import HandOut, HandOuts
from models.workbook import STORED, Workbook, Workbooks

_LEASE: Final = timedelta(minutes=3)  # longer than any batch can take
_TRIES: Final = 3  # begun stores after which what is left is given up
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

log = structlog.get_logger()


class TakenBackError(Exception):
    """The roster was taken back, or its coordinator holds other areas now: no more is stored."""


@dataclass(slots=True, kw_only=True)
class _Job:
    """One leased roster; `done` rows of it are stored already."""

    id: str
    contact_id: str
    name: str
    source: bytes
    tries: int
    lease: datetime
    areas: tuple[str, ...]
    done: int


class Registrar:
    """Stores one roster after the other; any number of registrars may work beside each other.

    With each batch it is written down how far a roster is, in the same transaction: whoever takes
    it up after a death goes on there. `wake` is told the lanes that have something to hear.
    """

    def __init__(
        self,
        *,
        store: Store,
        vault: Vault,
        wake: Callable[[str], None],
        clock: Clock,
        rosters: RosterCheck,
    ) -> None:
        self._store, self._vault = store, vault
        self._wake, self._clock, self._rosters = wake, clock, rosters
        self._round = asyncio.Lock()

    async def pass_once(self) -> None:
        """Store all that was confirmed; a round that is under way is waited for."""
        async with self._round:
            while (job := await asyncio.to_thread(self._lease)) is not None:
                if await asyncio.to_thread(self._keep, job):
                    self._wake(job.contact_id)
                    self._wake(CHANNEL)

    def _lease(self) -> _Job | None:
        now = self._clock()
        with self._store.writing() as session:
            workbook = Workbooks(session).lease(now, now + _LEASE, storing=True)
            if workbook is None:
                return None
            attachments = Attachments(session)
            kept = [one for one in attachments.of_draft(workbook.id) if not one.path]
            source = attachments.content(kept[0]) if kept else None
            return _Job(
                id=workbook.id,
                contact_id=workbook.contact_id,
                name=workbook.name or "",
                source=source or b"",
                tries=workbook.tries,
                lease=now + _LEASE,
                areas=areas_of(session, workbook.contact_id),
                done=workbook.told().get("roster", {}).get("done", 0),
            )

    def _keep(self, job: _Job) -> bool:
        """Store a roster to its end; false when it was taken back meanwhile."""
        answers, is_whole = b"", False
        try:
            if job.tries <= _TRIES and job.areas:
                answers = self._stored(job)
                is_whole = True
        except (RosterRefusedError, TakenBackError) as broken:
            log.warning("roster broke off", workbook=job.id, why=type(broken).__name__)
        return self._settle(job, answers, is_whole=is_whole)

    def _stored(self, job: _Job) -> bytes:
        """Store what is left; give the answers as XLSX, nothing where earlier ones are missing."""
        out, skip = BytesIO(), job.done
        with opened(job.source, job.name, CHAT) as roster:
            teller = Teller(words=self._rosters.words, headings=roster.headings)
            with answering(out, teller, format="xlsx") as note:
                work = self._rosters.job(
                    job.contact_id,
                    stores=True,
                    after_batch=partial(self._progress, job, teller),
                )
                for answer in work.run(roster, skip=skip):
                    note(answer)
        return b"" if skip else out.getvalue()

    def _progress(
        self, job: _Job, teller: Teller, session: Session, answers: Sequence[Answer]
    ) -> None:
        """Write down how far a roster is, with the batch itself, and keep the lease."""
        workbook = Workbooks(session).leased(job.id, job.lease, storing=True)
        if workbook is None or areas_of(session, job.contact_id) != job.areas:
            raise TakenBackError
        outcome = workbook.told()
        roster = outcome["roster"]
        if not roster.get("done"):
            roster |= {"counts": {}, "problems": []}
        counts = roster["counts"]
        for answer in answers:
            counts[answer.done] = counts.get(answer.done, 0) + 1
            if answer.problems and len(roster["problems"]) < TOLD:
                roster["problems"].append(told(answer, teller))
        job.done += len(answers)
        roster["done"] = job.done
        workbook.tell(outcome)
        workbook.leased_until = job.lease = self._clock() + _LEASE

    def _settle(self, job: _Job, answers: bytes, *, is_whole: bool) -> bool:
        now = self._clock()
        with self._store.writing() as session:
            workbook = Workbooks(session).leased(job.id, job.lease, storing=True)
            if workbook is None:
                return False
            outcome = workbook.told()
            outcome["roster"]["is_whole"] = is_whole
            workbook.tell(outcome)
            workbook.state, workbook.leased_until = STORED, None
            if is_whole:
                _drop_source(session, workbook)
            if answers:
                hand_out_answers(session, workbook, answers, now)
            body = json.dumps({"type": "siao.examined", "workbookId": job.id}).encode()
            at_ms = int(now.timestamp() * 1000)
            noted = Noted(event_id=f"stored:{job.id}", lane=job.contact_id, at_ms=at_ms, body=body)
            note_in(session, [noted], vault=self._vault, now=now)
        log.info("roster stored", workbook=job.id, rows=job.done, whole=is_whole)
        return True


def _drop_source(session: Session, workbook: Workbook) -> None:
    """Erase the file itself, which names everybody and is not needed any more."""
    attachments = Attachments(session)
    for one in attachments.of_draft(workbook.id):
        attachments.drop(one)


def hand_out_answers(session: Session, workbook: Workbook, answers: bytes, now: datetime) -> None:
    """Keep the answers of a roster, in the place of earlier ones, to be handed out on demand."""
    shelf, subject = HandOuts(session), f"workbook:{workbook.id}"
    earlier = shelf.of(workbook.contact_id, subject)
    if earlier is not None:
        shelf.drop(earlier)
    stem = (workbook.name or "").rpartition(".")[0] or "roster"
    shelf.add(
        HandOut(
            id=new_id(),
            contact_id=workbook.contact_id,
            subject=subject,
            media=_XLSX,
            erase_at=now + timedelta(days=1),
            is_once=False,
        ),
        name=f"{stem}-answers.xlsx",
        content=answers,
    )
