"""Retention of what is known of people: after some time it is made bare, or erased, in batches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, Select, delete, exists, literal_column, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.periods import Periods
from bot.store import Store
from handlers.forgetting import bare_person, bare_submission, forget_contact
from models.audit import Audit
from models.base import Row
from models.consent import Consent
from models.contact import Contact
from models.danger_flag import DangerFlag
from models.entity import EntityProblem
from models.lane import Lane
from models.need import Need
from models.organization import Membership
from models.person import BARE, Person
from models.plan import PlanItem
from models.referral import Referral
from models.reminder import Reminder
from models.submission import Submission
from models.traces import Traces
from models.visit import CANCELLED, DONE, OPEN, Visit

_BARE: Final[ColumnElement[str]] = literal_column(f"'{BARE}'")
"""Written out: a bound parameter might miss the partial indexes."""

_R = TypeVar("_R", bound=Row)

BATCH: Final = 200
"""How many rows one transaction deletes: others write between two of them."""

_FEW: Final = 20  # rows of one transaction where each takes much along
_LONGEST_S: Final = 0.05  # a transaction begins no other row after that: whoever writes waits


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRetention:
    """Erases what is due of people and contacts; `today` is the day of the night that it is."""

    store: Store
    periods: Periods
    today: date

    def night(self, now: datetime) -> None:
        """Erase what is due now; called in a worker thread."""
        periods = self.periods
        self._bare_people(now - periods.records)
        self._bare_notes(now - periods.records)
        for table, at in _CLOSED:
            self._delete(table, at < now - periods.needs)
        self._delete(Audit, Audit.at < now - periods.audit)
        self._delete(DangerFlag, DangerFlag.at < now - periods.danger)
        self._delete(EntityProblem, EntityProblem.at < now - periods.problems)
        self._end_consents(self.today - periods.consents)
        self._forget_visitors(self.today - periods.visitors)
        self._forget_questions()
        self._forget_warnings(now - periods.warnings)
        self._close_visits(now, now - periods.open_visits)
        self._forget_lanes(now)

    def _bare_people(self, before: datetime) -> None:
        """Make those bare who were not visited, nor changed in the register, since then."""
        told = Person.status != _BARE
        for due in (
            [told, Person.visited_at.is_not(None), Person.visited_at < before],
            [told, Person.visited_at.is_(None), Person.updated_at < before],
        ):
            query = select(Person).where(*due)
            self._each(query, lambda session, row: bare_person(row, Traces(session), self.today))

    def _bare_notes(self, before: datetime) -> None:
        """Blank what was noted about nobody of the register."""
        query = select(Submission).where(
            Submission.person_id.is_(None),
            Submission.xml_sealed.is_not(None),
            Submission.submitted_at < before,
        )
        self._each(query, lambda session, row: bare_submission(row, Traces(session)))

    def _end_consents(self, before: date) -> None:
        """Erase the consents of those who have been bare since then."""

        def end(session: Session, person: Person) -> None:
            session.execute(delete(Consent).where(Consent.person_id == person.id))
            person.status_on = None  # so that nobody looks again

        self._each(select(Person).where(Person.status == _BARE, Person.status_on < before), end)

    def _forget_visitors(self, before: date) -> None:
        """Erase contacts without a role who were not seen since then."""
        role = exists().where(Membership.contact_id == Contact.id, Membership.left_at.is_(None))
        query = select(Contact).where(
            Contact.seen_on < before, Contact.line_id_sealed.is_not(None), ~role
        )
        self._each(query, lambda session, row: forget_contact(row, Traces(session)))

    def _forget_questions(self) -> None:
        """Take back what was asked outside of forms on an earlier day, with what was chosen.

        Whom someone noted then and not to the end is forgotten, too.
        """
        begun = or_(Contact.asked.is_not(None), Contact.noting_sealed.is_not(None))
        with self.store.writing() as session:
            session.execute(
                update(Contact)
                .where(begun, Contact.seen_on < self.today)
                .values(asked=None, asked_sealed=None, noting_sealed=None)
            )

    def _forget_warnings(self, before: datetime) -> None:
        """Forget that people were told whom to call in danger."""
        with self.store.writing() as session:
            session.execute(
                update(Contact).where(Contact.warned_at < before).values(warned_at=None)
            )

    def _close_visits(self, now: datetime, before: datetime) -> None:
        """End visits whose volunteer was erased: with answers they were made, else they were not.

        Those of all others are closed in the lanes of their volunteers.
        """

        def close(session: Session, visit: Visit) -> None:
            last = session.scalars(
                select(Submission.submitted_at)
                .where(Submission.visit_id == visit.id)
                .order_by(Submission.submitted_at.desc())
                .limit(1)
            ).first()
            visit.status = CANCELLED if last is None else DONE
            visit.ended_at = now if last is None else last
            person = session.get(Person, visit.person_id or "")
            if last is not None and person is not None:
                person.visited_at = max(last, person.visited_at or last)

        nobodys = Visit.contact_id.is_(None)
        query = select(Visit).where(Visit.status == OPEN, nobodys, Visit.started_at < before)
        self._each(query, close)

    def _forget_lanes(self, now: datetime) -> None:
        """Erase the lanes of contacts who were erased, once their last events are forgotten."""
        until = now - self.periods.events - timedelta(days=1)
        erased = select(Audit.actor).where(
            Audit.at.between(until - timedelta(days=30), until),
            Audit.action == "erased",
            Audit.kind == "contact",
        )
        known = exists().where(Contact.id == Lane.key)
        self._delete(Lane, Lane.key.in_(erased) & ~known)

    def _each(self, query: Select[_R], change: Callable[[Session, _R], object]) -> None:
        """Change every row of a query, which then does not find it any more."""
        erases = is_done = False
        while not is_done:
            with self.store.writing() as session:
                rows = list(session.scalars(query.limit(_FEW)))
                until = monotonic() + _LONGEST_S
                changed = 0
                for row in rows:
                    change(session, row)
                    session.flush()  # so that the next of a home sees who is left there
                    changed += 1
                    if monotonic() > until:
                        break
                is_done = changed == len(rows) < _FEW
                erases |= session.info.pop("erases", False)
                session.info["erases"] = erases and is_done  # what went is wiped once, at the end

    def _delete(self, table: type[Row], due: ColumnElement[bool]) -> None:
        (key,) = table.__mapper__.primary_key
        while True:
            with self.store.writing() as session:
                keys = list(session.scalars(select(key).where(due).limit(BATCH)))
                if keys:
                    session.execute(delete(table).where(key.in_(keys)))
            if len(keys) < BATCH:
                return


_CLOSED: Final[tuple[tuple[type[Row], InstrumentedAttribute[datetime | None]], ...]] = (
    (Referral, Referral.closed_at),
    (PlanItem, PlanItem.closed_at),
    (Need, Need.closed_at),
    (Reminder, Reminder.ended_at),
)
