"""Pushes: messages that are sent of the bot's own accord, each at most once."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, String, func, literal_column, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.broadcast_queue import reached_since
from models.columns import Sealed, Utc, reference, sealed_column
from models.note import PUSHED, Note

WAITING, TRYING, SENT = "waiting", "trying", "sent"
REFUSED, UNKNOWN = "refused", "unknown"
CALLED_BACK = "called back"
"""Why a push was not made that was not needed any more before anybody tried it."""

REMINDERS = "reminders"
"""The subject of the one notice that tells somebody of all that is due."""

APPOINTMENTS = "appointments"
"""The subject of the one notice that tells somebody of their own appointments."""

_IS_OPEN = literal_column("outcome_at").is_(None)


class Push(Row):
    """One message to one contact; `id` is LINE's retry key, `body` the messages as JSON.

    Both are fixed before the first try, so that a try may be repeated. Who asked for it is
    `asked_by`, None where nobody did, and `subject` tells what it is about. `again_at` is when it
    may be tried, `first_at` when it first was, `leased_until` how long whoever tries it has it for
    themselves. `why` is the reason of a refusal. The body is gone with the outcome.
    """

    __tablename__ = "pushes"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    asked_by: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), default=None
    )
    subject: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    why: Mapped[str] = mapped_column(String(16), default="")
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Utc)
    again_at: Mapped[datetime] = mapped_column(Utc)
    first_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    leased_until: Mapped[datetime | None] = mapped_column(Utc, default=None)
    outcome_at: Mapped[datetime | None] = mapped_column(Utc, default=None, index=True)
    request_id: Mapped[str | None] = mapped_column(String(80), default=None)
    body_sealed: Mapped[bytes | None] = sealed_column()

    body = Sealed("body_sealed", row="id")

    __mapper_args__ = {  # noqa: RUF012  # it may go with its contact
        "version_id_col": tries,  # what was leased meanwhile is not called back
        "version_id_generator": False,
        "confirm_deleted_rows": False,
    }
    __table_args__ = (
        Index("ix_pushes_open", "again_at", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How many messages of this month are left; None where the plan has no limit or LINE is silent.

    `is_known` tells whether LINE has told, `allowed` is the plan's number for a month.
    """

    left: int | None = None
    allowed: int | None = None
    is_known: bool = False

    def beside(self, reserve: int) -> int | None:
        """Tell how many are left beside so many that stay; None as of `left`."""
        return None if self.left is None else max(0, self.left - reserve)

    @property
    def is_used_up(self) -> bool:
        """Tell whether none is left."""
        return self.left is not None and self.left <= 0


class Pushes:
    """The shelf of pushes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told: Note | None = None  # as `month` saw it: a session forgets what nobody holds

    def add(self, push: Push, body: str) -> Push:
        """Let a message wait to be sent."""
        self._session.add(push)
        push.body = body
        return push

    def get(self, push_id: str) -> Push | None:
        """Find a push."""
        return self._session.get(Push, push_id)

    def call_back(self, contact_id: str, subject: str, now: datetime) -> set[str]:
        """Take back what nobody tried to send yet; name what was taken back by this turn."""
        query = select(Push).where(Push.contact_id == contact_id, Push.subject == subject)
        rows = [*self._session.scalars(query), *self._session.new]
        mine = [one for one in rows if isinstance(one, Push) and one.contact_id == contact_id]
        for one in mine:
            if one.subject == subject and one.outcome_at is None and not one.tries:
                one.state, one.why, one.outcome_at, one.body = REFUSED, CALLED_BACK, now, None
        return {one.id for one in mine if one.why == CALLED_BACK}

    def make_again(self, push: Push, body: str, now: datetime) -> None:
        """Let a push that was called back wait to be sent after all, with other words."""
        push.state, push.why, push.outcome_at, push.body = WAITING, "", None, body
        push.made_at = push.again_at = now

    def month(self, *, before: Collection[str] | None = None) -> Month:
        """Tell what is left of this month: as LINE told last, less what was pushed since.

        What waits to be sent counts as pushed; with `before`, ids of chunks of broadcasts, only
        what goes before those.
        """
        note = self._told = self._session.get(Note, PUSHED)
        if note is None:
            return Month()
        told = json.loads(note.text)
        if told["allowed"] is None:
            return Month(is_known=True)
        since = datetime.fromisoformat(told["at"])
        query = select(func.count()).where(
            or_(Push.outcome_at.is_(None), (Push.state == SENT) & (Push.outcome_at > since))
        )
        ours = (self._session.scalar(query) or 0) + reached_since(self._session, since, before)
        left = max(0, told["allowed"] - told["used"] - ours)
        return Month(left=left, allowed=told["allowed"], is_known=True)

    def take_room(self) -> None:
        """Note that a push is made of the room that `month` told of.

        So that of two turns that saw the same room, one is thought again.
        """
        note = self._told or self._session.get(Note, PUSHED)
        told = {} if note is None else json.loads(note.text)
        if note is not None and told["allowed"] is not None:
            note.text = json.dumps({**told, "made": told.get("made", 0) + 1})

    def lease(self, now: datetime, until: datetime) -> Push | None:
        """Take the push that is longest due; of all who ask at once, one is given it.

        Notices of reminders go last: danger and answers are waited for.
        """
        free = or_(Push.leased_until.is_(None), Push.leased_until <= now)
        due = select(Push.id).where(_IS_OPEN, Push.again_at <= now, free)
        query = due.order_by(Push.subject.in_((REMINDERS, APPOINTMENTS)), Push.again_at)
        for push_id in self._session.scalars(query.limit(20)).all():
            taken = self._session.execute(
                update(Push)
                .where(Push.id == push_id, _IS_OPEN, free)
                .values(
                    leased_until=until,
                    state=TRYING,
                    tries=Push.tries + 1,
                    first_at=func.coalesce(Push.first_at, now, type_=Utc()),
                )
                .execution_options(synchronize_session=False)
                .returning(Push.id)
            ).first()
            if taken is not None:
                return self._session.get(Push, push_id, populate_existing=True)
        return None

    def leased(self, push_id: str, until: datetime) -> Push | None:
        """Find what is still in the hands of whoever took it then; lock its row."""
        query = select(Push).where(Push.id == push_id, _IS_OPEN, Push.leased_until == until)
        return self._session.scalars(query.with_for_update()).first()

    def has_due(self, now: datetime) -> bool:
        """Tell whether `lease` would find any: reads alone."""
        free = or_(Push.leased_until.is_(None), Push.leased_until <= now)
        query = select(Push.id).where(_IS_OPEN, Push.again_at <= now, free)
        return self._session.scalar(query.limit(1)) is not None

    def to(self, contact_id: str) -> list[Push]:
        """List the pushes to someone that have no outcome."""
        query = select(Push).where(Push.contact_id == contact_id, _IS_OPEN)
        return list(self._session.scalars(query))

    def ended_before(self, at: datetime) -> list[Push]:
        """List the pushes whose outcome is that old."""
        return list(self._session.scalars(select(Push).where(Push.outcome_at <= at)))

    def drop(self, *pushes: Push) -> None:
        """Erase pushes."""
        for push in pushes:
            self._session.delete(push)
