"""Reminders: each step of what somebody is told in time, from its plan to its outcome."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Index,
    Select,
    String,
    UniqueConstraint,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference
from models.outbox import SENT, UNKNOWN, Reply
from models.push import APPOINTMENTS, REMINDERS, Push

PARKED, PUSHED = "parked", "pushed"
STOPPED, SKIPPED = "stopped", "skipped"
SNOOZE: Final = "snooze"
"""The step that somebody asked for themselves, besides those of the ladder."""

FOLLOW_UP, APPOINTMENT = "follow_up", "appointment"
ABOUT: Final = {REMINDERS: FOLLOW_UP, APPOINTMENTS: APPOINTMENT}
"""What the notice of each subject is about."""

_NO_OUTCOME = literal_column("outcome").is_(None)
_NOT_CLAIMED = literal_column("claimed_at").is_(None)
_CLAIMED = literal_column("claimed_at").is_not(None)
_RIDES = literal_column("rides_on").is_not(None)
_LIVES = literal_column("ended_at").is_(None)
_WAITS = _NO_OUTCOME & _NOT_CLAIMED
_IN_HAND = _NO_OUTCOME & _CLAIMED


class Reminder(Row):
    """One step of what is told of a follow-up or an appointment: when, whom, and what came of it.

    `about` is a code of what it is about, never a condition, and one of `follow_up_id` and
    `appointment_id` which. It runs
    `for_on`, the day by which the follow-up was due when it was planned (of a snooze the day that
    was asked for). `rules` names the version of the ladder. It falls due at `due_at`: its words
    are parked, and from `push_at` on pushed where they rode on no reply (None: never), as the push
    of `retry_key`. Nobody is told yet whom it is for where `contact_id` is None.

    `claimed_at` is set while it is in a lane, `told_in` names the notice that counts it, `rides_on`
    the event whose reply carries that. `outcome` is None, parked or pushed while it lives; then
    sent, unknown, refused, stopped (by evidence) or skipped, at `ended_at`, with a `reason`.
    """

    __tablename__ = "reminders"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), default=None
    )
    follow_up_id: Mapped[str | None] = mapped_column(
        String(36), reference("follow_ups.id", ondelete="CASCADE"), default=None
    )
    appointment_id: Mapped[str | None] = mapped_column(
        String(32), reference("appointments.id", ondelete="CASCADE"), default=None
    )
    about: Mapped[str] = mapped_column(String(12), default=FOLLOW_UP)
    step: Mapped[str] = mapped_column(String(12))
    for_on: Mapped[date] = mapped_column()
    channel: Mapped[str] = mapped_column(String(12))
    rules: Mapped[str] = mapped_column(String(20), default="")
    due_at: Mapped[datetime] = mapped_column(Utc)
    push_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    retry_key: Mapped[str | None] = mapped_column(String(36), index=True, default=None)
    claimed_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    claims: Mapped[int] = mapped_column(default=0)
    told_in: Mapped[str | None] = mapped_column(String(32), default=None)
    rides_on: Mapped[str | None] = mapped_column(String(120), default=None)
    outcome: Mapped[str | None] = mapped_column(String(8), default=None)
    reason: Mapped[str] = mapped_column(String(20), default="")
    sent_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Utc, default=None, index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {  # noqa: RUF012  # whoever changes what another has changed meanwhile thinks again
        "version_id_col": version,
        "confirm_deleted_rows": False,
    }
    __table_args__ = (
        UniqueConstraint("follow_up_id", "step", "for_on"),
        UniqueConstraint("appointment_id", "step"),
        Index("ix_reminders_due", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index(
            "ix_reminders_in_hand", "claimed_at", sqlite_where=_IN_HAND, postgresql_where=_IN_HAND
        ),
        Index("ix_reminders_rides", "rides_on", sqlite_where=_RIDES, postgresql_where=_RIDES),
        Index("ix_reminders_contact_id", "contact_id", "ended_at"),
    )

    @property
    def lives(self) -> bool:
        """Tell whether anything is still to come of it."""
        return self.ended_at is None

    @property
    def is_in_hand(self) -> bool:
        """Tell whether it fell due, and nobody has seen to it yet."""
        return self.outcome is None and self.claimed_at is not None and self.ended_at is None

    @property
    def waits_to_ride(self) -> bool:
        """Tell whether its words are parked, and ride on nothing yet."""
        told = self.told_in is not None and self.rides_on is None
        return self.ended_at is None and told and self.outcome in {None, PARKED}

    def end(self, outcome: str, at: datetime, reason: str = "") -> None:
        """Close it for good."""
        self.outcome, self.reason, self.ended_at = outcome, reason, at
        self.claimed_at = self.told_in = self.rides_on = None

    def put_back(self, due_at: datetime) -> None:
        """Let it fall due again."""
        self.outcome = self.claimed_at = self.ended_at = None
        self.reason, self.due_at = "", due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What was claimed: the reminder, and in whose lane it is to be drained (None: nobody's)."""

    id: str
    step: str
    version: int
    contact_id: str | None


class Reminders:
    """The shelf of reminders."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, reminder_id: str) -> Reminder | None:
        """Find a reminder."""
        return self._session.get(Reminder, reminder_id)

    def add(self, reminder: Reminder) -> Reminder:
        """Keep a new reminder."""
        self._session.add(reminder)
        return reminder

    def of_follow_ups(self, follow_up_ids: Collection[str]) -> list[Reminder]:
        """List all reminders of these follow-ups as this turn leaves them, in no order."""
        if not follow_up_ids:
            return []
        kept = self._session.scalars(_of(follow_up_ids))
        new = [row for row in self._session.new if isinstance(row, Reminder)]
        return [*kept, *(row for row in new if row.follow_up_id in follow_up_ids)]

    def of_appointment(self, appointment_id: str) -> list[Reminder]:
        """List all reminders of an appointment as this turn leaves them, in no order."""
        kept = select(Reminder).where(Reminder.appointment_id == appointment_id)
        new = [row for row in self._session.new if isinstance(row, Reminder)]
        mine = [row for row in new if row.appointment_id == appointment_id]
        return [*self._session.scalars(kept), *mine]

    def living_of(self, contact_id: str, about: str = FOLLOW_UP) -> list[Reminder]:
        """List the reminders to someone of which something is still to come, longest due first."""
        query = select(Reminder).where(
            Reminder.contact_id == contact_id, Reminder.about == about, _LIVES
        )
        found = self._session.scalars(query.order_by(Reminder.due_at, Reminder.id))
        return [row for row in found if row.lives and row.contact_id == contact_id]

    def told_to(self, contact_id: str, since: datetime) -> list[Reminder]:
        """List what someone was told since then, or is about to be told, the longest due first."""
        query = select(Reminder).where(
            Reminder.contact_id == contact_id,
            Reminder.about == FOLLOW_UP,
            Reminder.ended_at >= since,
        )
        ended = self._session.scalars(query.order_by(Reminder.due_at, Reminder.id))
        told = [row for row in ended if row.outcome in {SENT, UNKNOWN}]
        now = [row for row in self.living_of(contact_id) if row.told_in or row.outcome == PUSHED]
        return [*told, *now]

    def ride(self, contact_id: str, event_id: str, about: str = FOLLOW_UP) -> None:
        """Note that the words that wait for someone ride on the reply to this event."""
        for row in self.living_of(contact_id, about):
            # A push that the month had no room for is parked before that is noted here.
            if row.waits_to_ride or (row.outcome == PUSHED and row.rides_on is None):
                row.rides_on = event_id

    def has_due(self, now: datetime) -> bool:
        """Tell whether anything is due."""
        query = select(Reminder.id).where(_WAITS, Reminder.due_at <= now)
        return self._session.scalar(query.limit(1)) is not None

    def claim(self, now: datetime, most: int) -> list[Claimed]:
        """Claim what is due, each for one caller only, the longest due first."""
        due = select(Reminder.id).where(_WAITS, Reminder.due_at <= now)
        first = due.order_by(Reminder.due_at, Reminder.id).limit(most)
        return self._claimed(first, now)

    def claim_again(self, now: datetime, before: datetime, most: int) -> list[Claimed]:
        """Claim what has been in a lane since before then, as if its event had been set aside."""
        left = select(Reminder.id).where(_IN_HAND, Reminder.claimed_at < before)
        return self._claimed(left.order_by(Reminder.claimed_at).limit(most), now)

    def give_up(self, now: datetime, before: datetime, tries: int) -> int:
        """Close what was claimed so many times in vain; tell how much that is."""
        failed = (
            update(Reminder)
            .where(_IN_HAND, Reminder.claimed_at < before, Reminder.claims >= tries)
            .values(outcome=SKIPPED, reason="trouble", ended_at=now, version=Reminder.version + 1)
            .execution_options(synchronize_session=False)
            .returning(Reminder.id)
        )
        return len(self._session.scalars(failed).all())

    def ridden(self, most: int) -> list[tuple[Reminder, str, datetime]]:
        """List what rode on a reply that has its outcome, with that and its time."""
        # Two questions: SQLite would walk over all reminders to join them.
        rows = self._session.scalars(select(Reminder).where(_RIDES).limit(most)).all()
        if not rows:
            return []
        query = select(Reply.event_id, Reply.state, Reply.outcome_at).where(
            Reply.event_id.in_({row.rides_on for row in rows}), Reply.outcome_at.is_not(None)
        )
        found = self._session.execute(query)
        ended = {key: (state, at) for key, state, at in found if at is not None}
        return [(row, *ended[row.rides_on]) for row in rows if row.rides_on in ended]

    def pushed(self, since: datetime) -> list[tuple[Reminder, str, str, datetime]]:
        """List what was pushed and has its outcome since then, with that, its reason and time."""
        query = select(Push.id, Push.state, Push.why, Push.outcome_at).where(
            Push.outcome_at >= since, Push.subject.in_(ABOUT)
        )
        found = self._session.execute(query)
        ended = {key: (state, why, at) for key, state, why, at in found if at is not None}
        if not ended:
            return []
        rows = self._session.scalars(
            select(Reminder).where(Reminder.retry_key.in_(ended), Reminder.outcome == PUSHED)
        )
        return [(row, *ended[row.retry_key or ""]) for row in rows]

    def outcomes(self) -> list[tuple[str, str | None, str, int]]:
        """Count the steps by what became of them: step, outcome (None: to come), reason, count."""
        what = Reminder.step, Reminder.outcome, Reminder.reason
        query = select(*what, func.count()).group_by(*what).order_by(*what)
        found = self._session.execute(query)
        return [(step, outcome, reason, count) for step, outcome, reason, count in found]

    def _claimed(self, which: Select[Any], now: datetime) -> list[Claimed]:
        if self._session.get_bind().dialect.name == "postgresql":
            which = which.with_for_update(skip_locked=True)
        taken = (
            update(Reminder)
            .where(Reminder.id.in_(which.scalar_subquery()), _NO_OUTCOME)
            .values(claimed_at=now, claims=Reminder.claims + 1, version=Reminder.version + 1)
            .execution_options(synchronize_session=False)
            .returning(
                Reminder.due_at, Reminder.id, Reminder.step, Reminder.version, Reminder.contact_id
            )
        )
        rows = sorted(self._session.execute(taken).all(), key=lambda row: (row[0], row[1]))
        return [
            Claimed(id=one, step=step, version=version, contact_id=contact_id)
            for _, one, step, version, contact_id in rows
        ]


def _of(follow_up_ids: Collection[str]) -> Select[Reminder]:
    return select(Reminder).where(Reminder.follow_up_id.in_(sorted(follow_up_ids)))
