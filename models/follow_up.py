"""Follow-ups: what is owed to a person by a date, closed by evidence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Index, String, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference
from models.scope import Scope

OPEN, DONE, MISSED, DROPPED = "open", "done", "missed", "dropped"
FOLLOW_UPS = "followups"
"""The entity list by which forms write follow-ups of their own."""


class FollowUp(Row):
    """One thing owed to a person, in a window of days.

    `subject` tells what is owed to one person apart ("postpartum_7:2026-11-01"): the same is never
    owed twice. It opens on `opens_on`, is due by `due_on`, and lapses after `lapses_on` (None:
    never). `task` is a code; `form_id` the form whose answers close it, None where a need, a
    referral or a word does. `rule` is the code of the rule that made it, "" where a form did.
    `closed_at` is when what closed it took place, not when it was typed; `closed_how` names that
    (form, visit, need, referral, paper), or why it was dropped or missed. `closed_by` is the
    submission that closed it, None where it was a word or nothing; `told_by` that which told of
    it (of those that correct one another the first), None where it was no answer.
    """

    __tablename__ = "follow_ups"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(36), reference("persons.id", ondelete="CASCADE"))
    household_id: Mapped[str | None] = mapped_column(
        String(36), reference("households.id", ondelete="SET NULL"), index=True, default=None
    )
    assignee_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), default=None
    )
    area: Mapped[str] = mapped_column(String(6))
    task: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(100))
    form_id: Mapped[str | None] = mapped_column(String(200), default=None)
    rule: Mapped[str] = mapped_column(String(40), default="")
    need_id: Mapped[str | None] = mapped_column(
        String(32), reference("needs.id", ondelete="CASCADE"), index=True, default=None
    )
    referral_id: Mapped[str | None] = mapped_column(
        String(32), reference("referrals.id", ondelete="CASCADE"), index=True, default=None
    )
    opens_on: Mapped[date] = mapped_column()
    due_on: Mapped[date] = mapped_column()
    lapses_on: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(String(8), default=OPEN)
    made_at: Mapped[datetime] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    closed_how: Mapped[str] = mapped_column(String(12), default="")
    closed_by: Mapped[str | None] = mapped_column(
        String(64), reference("submissions.id", ondelete="SET NULL"), index=True, default=None
    )
    is_demo: Mapped[bool] = mapped_column(default=False)
    told_by: Mapped[str | None] = mapped_column(String(64), default=None)

    __table_args__ = (
        UniqueConstraint("person_id", "subject"),
        Index("ix_follow_ups_area", "area", "status", "due_on"),
        Index("ix_follow_ups_assignee_id", "assignee_id", "status", "opens_on"),
        Index("ix_follow_ups_person_id", "person_id", "status"),
        Index("ix_follow_ups_due_on", "status", "due_on"),  # what falls due, for reminders
        Index("ix_follow_ups_lapses_on", "status", "lapses_on"),
    )

    @property
    def is_open(self) -> bool:
        """Tell whether it is still owed."""
        return self.status == OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An open follow-up as a list of the day's work needs it, nothing sealed in it."""

    id: str
    person_id: str
    household_id: str | None
    area: str
    task: str
    rule: str
    form_id: str | None
    opens_on: date
    due_on: date
    is_demo: bool


class FollowUps:
    """The shelf of follow-ups."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, follow_up_id: str) -> FollowUp | None:
        """Find a follow-up as this turn leaves it."""
        new = (row for row in self._session.new if isinstance(row, FollowUp))
        mine = next((one for one in new if one.id == follow_up_id), None)
        return mine or self._session.get(FollowUp, follow_up_id)

    def add(self, follow_up: FollowUp) -> FollowUp:
        """Keep a new follow-up."""
        self._session.add(follow_up)
        return follow_up

    def drop(self, follow_up: FollowUp) -> None:
        """Erase a follow-up."""
        self._session.delete(follow_up)

    def of_person(self, person_id: str) -> list[FollowUp]:
        """List all that is or was owed to a person as this turn leaves it, in no order."""
        kept = self._session.scalars(select(FollowUp).where(FollowUp.person_id == person_id))
        new = [row for row in self._session.new if isinstance(row, FollowUp)]
        gone = self._session.deleted
        mine = (row for row in new if row.person_id == person_id)
        return [row for row in (*kept, *mine) if row not in gone]

    def owed_to(self, person_id: str, today: date) -> list[FollowUp]:
        """List what is owed to a person, what is due first comes first."""
        live = (
            row
            for row in self.of_person(person_id)
            if row.is_open and (row.lapses_on is None or row.lapses_on >= today)
        )
        return sorted(live, key=lambda row: (row.due_on, row.task, row.id))

    def tasks(
        self, scope: Scope, assignee_id: str | None, *, today: date, until: date
    ) -> list[Task]:
        """List what is owed by a volunteer (None: by nobody in particular) and opens `until` then.

        What has lapsed is left out. Nobody's is at most 200, the longest due first.
        """
        query = _TASKS.where(*_live(today), FollowUp.opens_on <= until)
        if assignee_id is None:
            nobodys = query.where(FollowUp.assignee_id.is_(None), scope.of_people(FollowUp))
            query = nobodys.order_by(FollowUp.due_on).limit(_MOST)
        else:
            query = query.where(FollowUp.assignee_id == assignee_id)
        found = (Task(**row._mapping) for row in self._session.execute(query))  # noqa: SLF001  # SQLAlchemy's public name
        # A volunteer's own are few: with the area in the condition, SQLite may look all of it up.
        return [one for one in found if scope.opens(one.area, assignee_id, is_demo=one.is_demo)]

    def next_opening(self, scope: Scope, assignee_id: str, today: date) -> date | None:
        """Tell when the next thing opens that a volunteer owes; None when there is none."""
        query = select(FollowUp.opens_on, FollowUp.area, FollowUp.is_demo).where(
            FollowUp.assignee_id == assignee_id,
            FollowUp.status == OPEN,
            FollowUp.opens_on > today,
        )
        found = self._session.execute(query.order_by(FollowUp.opens_on).limit(_MOST))
        seen = (
            opens_on
            for opens_on, area, is_demo in found
            if scope.opens(area, assignee_id, is_demo=is_demo)
        )
        return next(seen, None)

    def standing(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Tell of these whose they are (the person) and how they stand, by their ids."""
        found = dict[str, tuple[str, str]]()
        for first in range(0, len(ids), _AT_ONCE):
            some = FollowUp.id.in_(ids[first : first + _AT_ONCE])
            query = select(FollowUp.id, FollowUp.person_id, FollowUp.status).where(some)
            found |= {key: (whose, status) for key, whose, status in self._session.execute(query)}
        return found

    def lapsed(self, today: date, most: int) -> list[str]:
        """Name people to whom something open was owed that has lapsed by today."""
        query = select(FollowUp.person_id).where(
            FollowUp.status == OPEN, FollowUp.lapses_on < today
        )
        return list(self._session.scalars(query.distinct().limit(most)))

    def open_after(self, area: str, follow_up_id: str, most: int) -> list[FollowUp]:
        """List what is owed in an area (a DOPA prefix), whoever owes it, by the ids."""
        query = select(FollowUp).where(FollowUp.id > follow_up_id, FollowUp.status == OPEN)
        if area:
            query = query.where(FollowUp.area.startswith(area, autoescape=True))
        return list(self._session.scalars(query.order_by(FollowUp.id).limit(most)))

    def falling_due(self, day: date, *, is_demo: bool = False) -> list[FollowUp]:
        """List what is due on a day and open, for whoever reminds of it."""
        query = select(FollowUp).where(
            FollowUp.status == OPEN, FollowUp.due_on == day, FollowUp.is_demo.is_(is_demo)
        )
        return list(self._session.scalars(query))

    def reassign(self, from_id: str, to_id: str | None, *, person_ids: Collection[str] = ()) -> int:
        """Hand what a volunteer owes over to another (None: to nobody); tell how much it is.

        Only what is owed to `person_ids`, where any are named. What is closed stays whose it was.
        """
        query = select(FollowUp).where(FollowUp.assignee_id == from_id, FollowUp.status == OPEN)
        rows = [
            row
            for row in self._session.scalars(query)
            if row.is_open and (not person_ids or row.person_id in person_ids)
        ]
        for row in rows:
            row.assignee_id = to_id
        return len(rows)

    def open_of_people(self, person_ids: Collection[str], scope: Scope) -> list[FollowUp]:
        """List what is owed to these people and is seen."""
        query = select(FollowUp).where(
            FollowUp.person_id.in_(person_ids), FollowUp.status == OPEN, scope.of_people(FollowUp)
        )
        return list(self._session.scalars(query.order_by(FollowUp.id)))

    def owed_by(self, contact_id: str) -> list[FollowUp]:
        """List all that someone sees to, whoever asks: for handing it on when a role ends."""
        query = select(FollowUp).where(FollowUp.assignee_id == contact_id, FollowUp.status == OPEN)
        return list(self._session.scalars(query.order_by(FollowUp.id)))

    def count_overdue(
        self, contact_ids: Collection[str], today: date, scope: Scope
    ) -> dict[str, int]:
        """Count what each of these contacts owes since before `today` and that is seen."""
        query = select(FollowUp.assignee_id, func.count()).where(
            FollowUp.assignee_id.in_(sorted(contact_ids)),
            FollowUp.status == OPEN,
            FollowUp.opens_on <= today,
            FollowUp.due_on < today,
            scope.of_people(FollowUp),
        )
        rows = self._session.execute(query.group_by(FollowUp.assignee_id))
        return {str(contact_id): count for contact_id, count in rows}


def _live(today: date) -> tuple[ColumnElement[bool], ...]:
    has_time = or_(FollowUp.lapses_on.is_(None), FollowUp.lapses_on >= today)
    return FollowUp.status == OPEN, has_time


_MOST: Final = 200
_AT_ONCE: Final = 500
_TASKS = select(
    FollowUp.id,
    FollowUp.person_id,
    FollowUp.household_id,
    FollowUp.area,
    FollowUp.task,
    FollowUp.rule,
    FollowUp.form_id,
    FollowUp.opens_on,
    FollowUp.due_on,
    FollowUp.is_demo,
)
