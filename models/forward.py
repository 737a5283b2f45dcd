"""Submissions on their way to a form server: waiting, taken there, or refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import (
    Index,
    String,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Row
from models.columns import Utc, reference
from models.submission import Submission

WAITING, TAKEN, REFUSED = "waiting", "taken", "refused"
_WAITING = literal_column("state") == literal_column("'waiting'")

_NOTE: Final = text(
    "INSERT INTO forwards (submission_id, state, tries, noted_at, again_at, why, is_changed)"
    " SELECT s.id, 'waiting', 0, :now, :now, '', false FROM submissions s"
    " WHERE s.is_complete AND NOT s.is_demo AND s.xml_sealed IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM forwards f WHERE f.submission_id = s.id)"
    " ON CONFLICT (submission_id) DO NOTHING"
).bindparams(bindparam("now", type_=Utc()))


class Forward(Row):
    """One submission to be sent on; it is sent as it is kept, and no copy is made.

    It waits since `noted_at`; `again_at` tells when to try next, and a forwarder at work holds it
    until `leased_until`. `why` is the status or the name of the error of the last try that failed.
    `is_changed` once answers of it were blanked while it waited: what an earlier try may have
    brought to the server is not what is kept here now. `server` is the name of the machine that
    took it, None before that.
    """

    __tablename__ = "forwards"

    submission_id: Mapped[str] = mapped_column(
        String(64), reference("submissions.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    noted_at: Mapped[datetime] = mapped_column(Utc)
    again_at: Mapped[datetime] = mapped_column(Utc)
    leased_until: Mapped[datetime | None] = mapped_column(Utc, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    why: Mapped[str] = mapped_column(String(40), default="")
    is_changed: Mapped[bool] = mapped_column(default=False)
    server: Mapped[str | None] = mapped_column(String(120), default=None)

    __table_args__ = (
        Index("ix_forwards_waiting", "again_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    def end(self, state: str, now: datetime, why: str = "") -> None:
        """Be done with it: it was taken, or refused."""
        self.state, self.ended_at, self.leased_until, self.why = state, now, None, why

    def wait(self, again_at: datetime, why: str) -> None:
        """Let it wait until then; it waits for ever, but is never forgotten."""
        self.state, self.ended_at, self.leased_until = WAITING, None, None
        self.again_at, self.why = again_at, why


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many are in a state for the same reason, and since when the first of them."""

    state: str
    why: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One submission that was not taken yet, and the form that it is of."""

    submission_id: str
    form_id: str
    state: str
    tries: int
    since: datetime
    why: str


_SINCE: Final = func.coalesce(Forward.ended_at, Forward.noted_at, type_=Utc())


_EARLIER, _ITS = aliased(Submission), aliased(Forward)
_ENDED = exists().where(_ITS.submission_id == _EARLIER.id, _ITS.state.in_([TAKEN, REFUSED]))
_HAS_TO_WAIT = exists().where(_EARLIER.replaced_by == Forward.submission_id, ~_ENDED)


class Forwards:
    """The shelf of what is sent on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, submission_id: str) -> Forward | None:
        """Find how a submission is getting on."""
        return self._session.get(Forward, submission_id)

    def has_new(self) -> bool:
        """Tell whether `note_new` would find any: reads alone, for it looks at every submission."""
        known = exists().where(Forward.submission_id == Submission.id)
        query = select(Submission.id).where(
            Submission.is_complete, ~Submission.is_demo, Submission.xml_sealed.is_not(None), ~known
        )
        return self._session.scalar(query.limit(1)) is not None

    def note_new(self, now: datetime) -> None:
        """Let every submission that is whole and not of a demo wait, unless it is here already."""
        self._session.execute(_NOTE, {"now": now})

    def lease(self, now: datetime, until: datetime) -> Forward | None:
        """Take what is longest due into one forwarder's hands; None when nothing is.

        A correction is not due before there is an end to what it corrects: only then the server
        knows what its deprecatedID means.
        """
        free = or_(Forward.leased_until.is_(None), Forward.leased_until <= now)
        query = select(Forward).where(_WAITING, Forward.again_at <= now, free, ~_HAS_TO_WAIT)
        query = query.order_by(Forward.again_at, Forward.submission_id).limit(1)
        taken = self._session.scalars(query.with_for_update(skip_locked=True)).first()
        if taken is not None:
            taken.leased_until, taken.tries = until, taken.tries + 1
        return taken

    def leased(self, submission_id: str, until: datetime) -> Forward | None:
        """Find what is still in the hands of the forwarder that took it then; lock its row."""
        query = select(Forward).where(
            Forward.submission_id == submission_id, _WAITING, Forward.leased_until == until
        )
        return self._session.scalars(query.with_for_update()).first()

    def put_off(self, until: datetime, *, behind: str, version_id: str | None = None) -> None:
        """Let what is due before then wait, of one form version or all, besides one submission.

        What another transaction holds is passed over: nobody waits for anybody here.
        """
        due = select(Forward.submission_id).where(
            _WAITING, Forward.again_at < until, Forward.submission_id != behind
        )
        if version_id is not None:
            alike = select(Submission.id).where(Submission.version_id == version_id)
            due = due.where(Forward.submission_id.in_(alike))
        chosen = Forward.submission_id.in_(due.with_for_update(skip_locked=True))
        self._session.execute(update(Forward).where(chosen).values(again_at=until))

    def changed(self, submission_id: str) -> None:
        """Note that answers were blanked, if the submission still waits to be sent on."""
        waits = update(Forward).where(Forward.submission_id == submission_id, _WAITING)
        self._session.execute(waits.values(is_changed=True))

    def retry(self, now: datetime, submission_id: str | None = None) -> int:
        """Let one submission, or everything that was not taken yet, be tried now; count them.

        What was refused waits again; what a forwarder holds stays in its hands.
        """
        chosen = update(Forward).where(Forward.state != TAKEN)
        if submission_id is not None:
            chosen = chosen.where(Forward.submission_id == submission_id)
        found = self._session.execute(
            chosen.values(state=WAITING, again_at=now, ended_at=None, tries=0).returning(
                Forward.submission_id
            )
        )
        return len(found.all())

    def tally(self) -> list[Tally]:
        """Count what was not taken yet, by state and reason; the longest standing first."""
        since = func.min(_SINCE, type_=Utc())
        query = select(Forward.state, Forward.why, func.count(), since).where(
            Forward.state != TAKEN
        )
        grouped = query.group_by(Forward.state, Forward.why).order_by(since, Forward.why)
        return [
            Tally(state=state, why=why, count=count, since=at)
            for state, why, count, at in self._session.execute(grouped)
        ]

    def standing(self) -> Iterator[Standing]:
        """Walk over what was not taken yet, refused before waiting, the longest standing first."""
        query = (
            select(Forward, Submission.form_id, _SINCE)
            .join(Submission, Submission.id == Forward.submission_id)
            .where(Forward.state != TAKEN)
            .order_by(Forward.state, _SINCE, Forward.submission_id)
        )
        for forward, form_id, since in self._session.execute(query):
            yield Standing(
                submission_id=forward.submission_id,
                form_id=form_id,
                state=forward.state,
                tries=forward.tries,
                since=since,
                why=forward.why,
            )
