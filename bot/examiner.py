"""Checking the workbooks that coordinators sent, apart from every turn."""

import asyncio
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.inbox import Noted, note_in
from bot.people.registrar import hand_out_answers
from bot.people.roster_check import Tried
from bot.publication import lists_kept, new_id
from bot.publishing.check import Checked
from bot.publishing.finding import Finding, spoken
from bot.publishing.form_files import for_chat, matched
from bot.store import Store
from dialogue.phrase import msgid
from dialogue.written import plain
from models.attachment import KEPT, Attachment, Attachments
from models.columns import Vault, place
from models.workbook import CHECKED, Workbook, Workbooks

_LEASE: Final = timedelta(minutes=3)  # longer than any check can take
_TRIES: Final = 3  # begun checks after which a workbook is given back as it is
_MOST_KEPT: Final = 200  # findings
_MAY_BE_ROSTERS: Final = (".xlsx", ".csv")

_GIVEN_UP: Final = Finding(
    reason=msgid("This workbook could not be checked."),
    remedy=msgid("Copy the form's sheets into a new workbook and save that."),
)

Check: TypeAlias = Callable[[bytes, str, Mapping[str, bytes], Collection[str]], Checked]
"""Checks a workbook of this name with the files beside it and the names of the entity lists that
are kept, in whatever time it takes."""

Rosters: TypeAlias = Callable[[bytes, str, str], Tried | None]
"""Tries a file of this name as a roster of a coordinator; None for one that is none."""

log = structlog.get_logger()


def first_of(*every: Rosters) -> Rosters:
    """Try a file as several kinds of lists, one after the other."""

    def tried(source: bytes, name: str, contact_id: str) -> Tried | None:
        found = (one(source, name, contact_id) for one in every)
        return next((one for one in found if one is not None), None)

    return tried


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One leased workbook."""

    id: str
    lane: str
    name: str
    source: bytes | None
    files: Mapping[str, bytes]
    ids: Mapping[str, str]
    lists: Collection[str]
    tries: int
    lease: datetime


class Examiner:
    """Checks one workbook after the other; any number of examiners may work beside each other.

    `wake` is told the lane of each that was checked, after the commit, on the loop's thread.
    """

    def __init__(
        self,
        *,
        store: Store,
        vault: Vault,
        wake: Callable[[str], None],
        clock: Clock,
        check: Check,
        rosters: Rosters = lambda _source, _name, _contact_id: None,
    ) -> None:
        self._store, self._vault, self._rosters = store, vault, rosters
        self._wake, self._clock, self._check = wake, clock, check
        self._round = asyncio.Lock()

    async def pass_once(self) -> None:
        """Check all that has come; the database is only held to take and to give back.

        A round that is under way is waited for.
        """
        async with self._round:
            while (job := await asyncio.to_thread(self._lease)) is not None:
                outcome = await asyncio.to_thread(self._examine, job)
                if await asyncio.to_thread(self._settle, job, outcome):
                    self._wake(job.lane)

    def _lease(self) -> _Job | None:
        now = self._clock()
        with self._store.writing() as session:
            workbook = Workbooks(session).lease(now, now + _LEASE)
            if workbook is None:
                return None
            attachments, names = Attachments(session), workbook.names()
            every = attachments.of_draft(workbook.id)
            kept = [one for one in every if one.id not in names or not one.path]
            files = [one for one in every if one not in kept]
            return _Job(
                id=workbook.id,
                lane=workbook.contact_id,
                name=workbook.name or "",
                source=attachments.content(kept[0]) if kept else None,
                files={names[one.id]: attachments.content(one) or b"" for one in files},
                ids={names[one.id]: one.id for one in files},
                lists=lists_kept(session),
                tries=workbook.tries,
                lease=now + _LEASE,
            )

    def _examine(self, job: _Job) -> Checked | Tried:
        if job.source is None or job.tries > _TRIES:
            return Checked(source=job.source or b"", name=job.name, findings=(_GIVEN_UP,))
        if job.name.lower().endswith(_MAY_BE_ROSTERS):
            tried = self._rosters(job.source, job.name, job.lane)
            if tried is not None:
                return tried
        return self._check(job.source, job.name, job.files, job.lists)

    def _settle(self, job: _Job, checked: Checked | Tried) -> bool:
        """Keep what was found; false when the workbook was taken back meanwhile."""
        now = self._clock()
        with self._store.writing() as session:
            workbook = Workbooks(session).leased(job.id, job.lease)
            if workbook is None:
                return False
            if isinstance(checked, Tried):
                _close(workbook, dict(checked.outcome))
                if checked.answers:
                    hand_out_answers(session, workbook, checked.answers, now)
                note_in(session, [_told(job, now)], vault=self._vault, now=now)
                log.info("roster tried", workbook=job.id)
                return True
            ids = dict(job.ids)
            if checked.source != (job.source or b""):
                ids |= self._unpack(session, workbook, checked)
            outcome = {**_written(checked), "files": matched(checked.files, ids)}
            _close(workbook, outcome)
            note_in(session, [_told(job, now)], vault=self._vault, now=now)
        log.info("workbook checked", workbook=job.id, good=outcome["xform"] is not None)
        return True

    def _unpack(self, session: Session, workbook: Workbook, checked: Checked) -> dict[str, str]:
        """Keep what was in a .zip in its place: the workbook, and each file; give their ids."""
        attachments, ids = Attachments(session), dict[str, str]()
        packed = next(one for one in attachments.of_draft(workbook.id) if not one.path)
        cell = place(Attachment.__tablename__, "content_sealed", packed.id)
        packed.content_sealed = self._vault.seal(checked.source, cell)
        workbook.name = checked.name[-200:]
        for name, data in checked.files.items():
            ids[name] = new_id()
            session.add(
                Attachment(
                    id=ids[name],
                    contact_id=workbook.contact_id,
                    draft_id=workbook.id,
                    path="file",
                    name=workbook.id,
                    media="file",
                    message_hash=packed.message_hash,
                    state=KEPT,
                    sent_at=packed.sent_at,
                    again_at=packed.sent_at,
                    content_sealed=self._vault.seal(
                        data, place(Attachment.__tablename__, "content_sealed", ids[name])
                    ),
                )
            )
            workbook.call(ids[name], name)
        return ids


def _close(workbook: Workbook, outcome: dict[str, Any]) -> None:
    workbook.state, workbook.leased_until = CHECKED, None
    workbook.tell(outcome)


def _written(checked: Checked) -> dict[str, Any]:
    """Write what was found the way `Workbook.told` reads it."""
    known = checked.identity
    return {
        "findings": [
            [finding.severity, plain(spoken(for_chat(finding)))]
            for finding in checked.findings[:_MOST_KEPT]
        ],
        "missing": list(checked.missing),
        "coverage": [[one.language, one.percent] for one in checked.coverage],
        "xform": checked.xform,
        "form_id": "" if known is None else known.form_id,
        "version": "" if known is None else known.version,
        "title": "" if known is None else known.title,
    }


def _told(job: _Job, now: datetime) -> Noted:
    return Noted(
        event_id=f"examined:{job.id}:{job.lease.timestamp():.0f}",
        lane=job.lane,
        at_ms=int(now.timestamp() * 1000),
        body=json.dumps({"type": "siao.examined", "workbookId": job.id}).encode(),
    )
