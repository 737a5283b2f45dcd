"""The audit log: who saw or changed what, without what it was."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Serial, Utc


class Audit(Row):
    """One act: `actor` is a contact's id, or "command" for the command line.

    `action` is a verb ("saw", "changed", "exported", "erased"), `kind` what it was done to
    ("person", "report"), `subject` its id or "". Nothing of it points to rows, so that it outlives
    them.
    """

    __tablename__ = "audits"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    actor: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(64), default="")
    area: Mapped[str] = mapped_column(String(6), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_audits_subject", "subject", "at"),)


class Audits:
    """The shelf of acts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, audit: Audit) -> None:
        """Write an act down."""
        self._session.add(audit)

    def count(self, subject: str, action: str) -> int:
        """Count how often this was done to something."""
        query = select(func.count()).where(Audit.subject == subject, Audit.action == action)
        return self._session.scalar(query) or 0

    def latest(self, subject: str, most: int) -> list[Audit]:
        """List what was done to something, the latest first."""
        query = select(Audit).where(Audit.subject == subject)
        ordered = query.order_by(Audit.at.desc(), Audit.id.desc())
        return list(self._session.scalars(ordered.limit(most)))

    def told(self, *, subject: str | None = None, since: datetime | None = None) -> Iterator[Audit]:
        """Walk over what was done, to one thing or all, since a time or ever; the oldest first."""
        query = select(Audit)
        if subject is not None:
            query = query.where(Audit.subject == subject)
        if since is not None:
            query = query.where(Audit.at >= since)
        ordered = query.order_by(Audit.at, Audit.id)
        yield from self._session.scalars(ordered.execution_options(yield_per=500))
