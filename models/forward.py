"""Submissions on their way to a form server: waiting, taken there, or refused."""

from datetime import datetime
from typing import Final

from sqlalchemy import Index, String, bindparam, exists, func, literal_column, or_, select, text
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Row
from models.columns import Utc, reference
from models.submission import Submission

WAITING, TAKEN, REFUSED = "waiting", "taken", "refused"
_WAITING = literal_column("state") == literal_column("'waiting'")

_NOTE: Final = text(
    "INSERT INTO forwards (submission_id, state, tries, again_at, why)"
    " SELECT s.id, 'waiting', 0, :now, '' FROM submissions s"
    " WHERE s.is_complete AND NOT s.is_demo AND s.xml_sealed IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM forwards f WHERE f.submission_id = s.id)"
    " ON CONFLICT (submission_id) DO NOTHING"
).bindparams(bindparam("now", type_=Utc()))


class Forward(Row):
    """One submission to be sent on; it is sent as it is kept, and no copy is made.

    `again_at` tells when to try next, and a forwarder at work holds it until `leased_until`. `why`
    is the status or the name of the error of the last try that failed.
    """

    __tablename__ = "forwards"

    submission_id: Mapped[str] = mapped_column(
        String(64), reference("submissions.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    again_at: Mapped[datetime] = mapped_column(Utc)
    leased_until: Mapped[datetime | None] = mapped_column(Utc, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    why: Mapped[str] = mapped_column(String(40), default="")

    __table_args__ = (
        Index("ix_forwards_waiting", "again_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )


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

    def count(self, state: str) -> int:
        """Count what is in a state."""
        query = select(func.count()).select_from(Forward).where(Forward.state == state)
        return self._session.scalar(query) or 0
