"""The history of one person, as far as rules of follow-ups look at it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.answer import Answer
from models.base import Row
from models.need import Need
from models.referral import Referral
from models.submission import Submission
from models.visit import Visit

T = TypeVar("T", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A submission that has not been corrected: `at` is when it, or the first of it, was sent."""

    row: Submission
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of a person, each in no order; visits that go on are among it."""

    answers: tuple[Answer, ...]
    sent: tuple[Sent, ...]
    visits: tuple[Visit, ...]
    needs: tuple[Need, ...]
    referrals: tuple[Referral, ...]


class Histories:
    """The shelf of people's histories; each is read by the indexes of the person's id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, person_id: str, names: Collection[str], since: datetime) -> History:
        """Gather the history of a person as this turn leaves it.

        Of answers those of these `names` are read, of submissions and visits those `since`; an
        answer from before that comes without its visit.
        """
        submissions = self._rows(
            Submission,
            Submission.person_id == person_id,
            Submission.submitted_at >= since,
            person_id=person_id,
        )
        first = {row.id: row.submitted_at for row in submissions}
        visits = self._rows(
            Visit, Visit.person_id == person_id, Visit.started_at >= since, person_id=person_id
        )
        answers = self._rows(
            Answer, Answer.person_id == person_id, Answer.name.in_(names), person_id=person_id
        )
        return History(
            answers=tuple(one for one in answers if one.name in names),
            sent=tuple(
                Sent(row=row, at=first.get(row.key, row.submitted_at))
                for row in submissions
                if row.replaced_by is None
            ),
            visits=tuple(visits),
            needs=tuple(self._rows(Need, Need.person_id == person_id, person_id=person_id)),
            referrals=tuple(
                self._rows(Referral, Referral.person_id == person_id, person_id=person_id)
            ),
        )

    def _rows(self, table: type[T], *where: ColumnElement[bool], person_id: str) -> list[T]:
        """Find rows of a person, those that this turn made too, without those that it erased."""
        kept = self._session.scalars(select(table).where(*where))
        new = (row for row in self._session.new if isinstance(row, table))
        mine = [row for row in new if getattr(row, "person_id", None) == person_id]
        return [row for row in (*kept, *mine) if row not in self._session.deleted]
