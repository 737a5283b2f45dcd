"""Retention: what has been kept for long enough is erased, once a night."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.store import Store
from dialogue.xforms.form import Form
from dialogue.xforms.keeping import blanked, kept_days
from models.attachment import Attachments
from models.draft import Drafts
from models.form import FormVersion
from models.forward import Forwards
from models.inbox import UNDONE, Event
from models.invite import WrongTry
from models.note import Notes
from models.outbox import Parked, Reply
from models.submission import Submission, Submissions
from models.workbook import Workbooks

_DONE = "retention done for"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """How long each thing is kept after it was last touched."""

    drafts: timedelta = timedelta(days=30)
    corrections: timedelta = timedelta(days=7)  # they hold again what may be due to be blanked
    events: timedelta = timedelta(days=7)  # bare marks; LINE brings an event again within hours
    set_aside: timedelta = timedelta(days=30)
    wrong_tries: timedelta = timedelta(days=1)
    workbooks: timedelta = timedelta(days=7)  # that were sent and neither published nor forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Erases what is due, once for each day; a night that was missed is made up for."""

    store: Store
    clock: Clock
    zone: tzinfo
    compiled: Callable[[FormVersion], Form]
    periods: Periods = Periods()

    def night(self) -> None:
        """Erase what is due today, unless that was done; called in a worker thread."""
        now = self.clock()
        today = now.astimezone(self.zone).date()
        if self._is_done(today):
            return
        with self.store.writing() as session:
            self._erase_old(session, now)
            self._erase_drafts(session, now)
            self._erase_workbooks(session, now)
        self._blank_answers(now)
        with self.store.writing() as session:
            Notes(session).put(_DONE, today.isoformat())
        log.info("retention", day=today.isoformat())

    def _is_done(self, today: date) -> bool:
        with self.store.thinking() as session:
            note = Notes(session).get(_DONE)
            return note is not None and note.text >= today.isoformat()

    def _erase_old(self, session: Session, now: datetime) -> None:
        periods = self.periods
        session.execute(delete(Parked).where(Parked.expires_at <= now, Parked.rides_on.is_(None)))
        session.execute(delete(Reply).where(Reply.outcome_at < now - periods.events))
        session.execute(
            delete(Event).where(
                Event.state != UNDONE,
                Event.body_sealed.is_(None),
                Event.noted_at < now - periods.events,
            )
        )
        session.execute(
            delete(Event).where(Event.state != UNDONE, Event.noted_at < now - periods.set_aside)
        )
        session.execute(delete(WrongTry).where(WrongTry.at < now - periods.wrong_tries))

    def _erase_drafts(self, session: Session, now: datetime) -> None:
        drafts, attachments = Drafts(session), Attachments(session)
        old = drafts.untouched_since(now - self.periods.drafts)
        given_up = drafts.corrections_untouched_since(now - self.periods.corrections)
        for draft in dict.fromkeys((*old, *given_up)):
            for attachment in attachments.of_draft(draft.id):
                attachments.drop(attachment)
            drafts.drop(draft)

    def _erase_workbooks(self, session: Session, now: datetime) -> None:
        workbooks, attachments = Workbooks(session), Attachments(session)
        for workbook in workbooks.sent_before(now - self.periods.workbooks):
            for attachment in attachments.of_draft(workbook.id):
                attachments.drop(attachment)
            workbooks.drop(workbook)

    def _blank_answers(self, now: datetime) -> None:
        with self.store.thinking() as session:
            versions = [
                (version.id, kept_days(self.compiled(version)))
                for version in session.scalars(select(FormVersion))
            ]
        for version_id, days in versions:
            if days:
                self._blank_version(version_id, days, now)

    def _blank_version(self, version_id: str, days: Mapping[str, int], now: datetime) -> None:
        """Blank marked answers whose time is over, each submission in a transaction of its own."""
        oldest = now - timedelta(days=min(days.values()))
        with self.store.thinking() as session:
            due = Submissions(session).unblanked(version_id, oldest)
        for submission_id in due:
            with self.store.writing() as session:
                submissions = Submissions(session)
                submission = submissions.get(submission_id)
                if submission is None or submission.xml is None:
                    continue
                age = now - submissions.first_at(submission)
                gone = [path for path, kept in days.items() if age >= timedelta(days=kept)]
                after = blanked(submission.xml, gone)
                if after != submission.xml:
                    _drop_files(session, submission, after)
                    submission.xml = after
                    Forwards(session).changed(submission.id)
                submission.is_blanked = len(gone) == len(days)


def _drop_files(session: Session, submission: Submission, after: str) -> None:
    """Erase the pictures and files that were answers, and are no more.

    They belong to the newest of those that correct one another; all are blanked in one night.
    """
    attachments = Attachments(session)
    chain = [one.id for one in Submissions(session).chain(submission)]
    for attachment in attachments.of_submissions(chain):
        if attachment.name in (submission.xml or "") and attachment.name not in after:
            attachments.drop(attachment)
