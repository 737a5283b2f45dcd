"""Retention: what has been kept for long enough is erased, once a night."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

import structlog
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.periods import Periods
from bot.retention_people import PeopleRetention
from bot.store import Store
from dialogue.xforms.form import Form
from dialogue.xforms.keeping import blanked, kept_days
from handlers.roles import is_open
from models.appointment import Appointments
from models.attachment import Attachments
from models.broadcast_sketch import KEPT as SKETCH_KEPT
from models.broadcast_sketch import Sketches
from models.contact import Contact
from models.draft import Drafts
from models.facility_proposal import FacilityProposals
from models.form import FormVersion
from models.forward import Forwards
from models.hand_out import HandOuts
from models.inbox import UNDONE, Event
from models.invite import WrongTry
from models.note import Notes
from models.outbox import Parked, Reply
from models.question import KeptQuestion
from models.submission import Submission, Submissions
from models.topic import TopicWatch
from models.workbook import Workbooks

_DONE = "retention done for"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Erases what is due, once for each day; a night that was missed is made up for."""

    store: Store
    clock: Clock
    zone: tzinfo
    compiled: Callable[[FormVersion], Form]
    periods: Periods = field(default_factory=Periods)

    def night(self) -> None:
        """Erase what is due today, unless that was done; called in a worker thread."""
        now = self.clock()
        today = now.astimezone(self.zone).date()
        if self._is_done(today):
            return
        open_to_all = self._open_to_all()
        with self.store.writing() as session:
            self._erase_old(session, now)
            self._erase_drafts(session, now, open_to_all)
            self._erase_workbooks(session, now)
            self._erase_asked(session, today)
            Appointments(session).drop_until(today - self.periods.appointments)
        self._blank_answers(now)
        PeopleRetention(store=self.store, periods=self.periods, today=today).night(now)
        with self.store.writing() as session:
            Notes(session).put(_DONE, today.isoformat())
            session.info["erases"] = True  # of all that this night erased
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
        HandOuts(session).drop_old(now)
        FacilityProposals(session).drop_old(now - periods.proposals)
        session.execute(delete(WrongTry).where(WrongTry.at < now - periods.wrong_tries))

    def _open_to_all(self) -> frozenset[str]:
        """Name the form versions that anyone may begin."""
        with self.store.thinking() as session:
            versions = session.scalars(select(FormVersion)).all()
            return frozenset(one.id for one in versions if is_open(self.compiled(one)))

    def _erase_drafts(self, session: Session, now: datetime, open_to_all: frozenset[str]) -> None:
        drafts, attachments = Drafts(session), Attachments(session)
        talks = drafts.untouched_since(now - self.periods.open_to_all)
        old = drafts.untouched_since(now - self.periods.drafts)
        old += [draft for draft in talks if draft.version_id in open_to_all]
        given_up = drafts.corrections_untouched_since(now - self.periods.corrections)
        for draft in dict.fromkeys((*old, *given_up)):
            for attachment in attachments.of_draft(draft.id):
                attachments.drop(attachment)
            drafts.drop(draft)
        sketches = Sketches(session)
        for sketch in sketches.untouched_since(now - SKETCH_KEPT):
            for attachment in attachments.of_draft(sketch.id):
                attachments.drop(attachment)
            sketches.drop(sketch)

    def _erase_workbooks(self, session: Session, now: datetime) -> None:
        workbooks, attachments = Workbooks(session), Attachments(session)
        for workbook in workbooks.sent_before(now - self.periods.workbooks):
            for attachment in attachments.of_draft(workbook.id):
                attachments.drop(attachment)
            workbooks.drop(workbook)

    def _erase_asked(self, session: Session, today: date) -> None:
        """Erase questions that nobody taught, and watches whose time, or whose friend, is gone."""
        oldest = today - self.periods.questions
        session.execute(delete(KeptQuestion).where(KeptQuestion.asked_on < oldest))
        gone = select(Contact.id).where(Contact.follows.is_(False))
        over = or_(TopicWatch.until < today, TopicWatch.contact_id.in_(gone))
        session.execute(delete(TopicWatch).where(over))

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
