"""Submissions: finished drafts, as OpenRosa instances."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column


class Submission(Row):
    """One finished form; `id` is its instanceID, `uuid:…`.

    Incomplete while a picture or file of it is still awaited. `area` is the submitter's. Blanked
    once every answer is gone that was to be kept for some days only.
    """

    __tablename__ = "submissions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    version_id: Mapped[str] = mapped_column(String(32), reference("form_versions.id"))
    form_id: Mapped[str] = mapped_column(String(200))
    contact_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL")
    )
    area: Mapped[str] = mapped_column(String(6), default="")
    started_at: Mapped[datetime] = mapped_column(Utc)
    submitted_at: Mapped[datetime] = mapped_column(Utc)
    is_complete: Mapped[bool] = mapped_column(default=True)
    is_blanked: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    xml_sealed: Mapped[bytes | None] = sealed_column()

    xml = Sealed("xml_sealed", row="id")

    __table_args__ = (Index("ix_submissions_form_id", "form_id", "submitted_at"),)


class Submissions:
    """The shelf of submissions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, submission_id: str) -> Submission | None:
        """Find a submission by its instanceID."""
        return self._session.get(Submission, submission_id)

    def add(self, submission: Submission, *, xml: str) -> Submission:
        """Keep a new submission."""
        self._session.add(submission)
        submission.xml = xml
        return submission

    def of_form(self, form_id: str, *, demo: bool = False) -> Iterator[Submission]:
        """Walk over the submissions of a form, oldest first; those of demo contacts apart."""
        query = select(Submission).where(
            Submission.form_id == form_id, Submission.is_demo.is_(demo)
        )
        ordered = query.order_by(Submission.submitted_at, Submission.id)
        yield from self._session.scalars(ordered.execution_options(yield_per=500))

    def last_of(self, contact_id: str, form_id: str) -> Submission | None:
        """Find what someone submitted last of a form, in whatever version."""
        query = select(Submission).where(
            Submission.contact_id == contact_id, Submission.form_id == form_id
        )
        latest = query.order_by(Submission.submitted_at.desc(), Submission.id).limit(1)
        return self._session.scalars(latest).first()

    def unblanked(self, version_id: str, before: datetime) -> list[str]:
        """List the submissions on a form version, made before, that may hold what is to go."""
        query = select(Submission.id).where(
            Submission.version_id == version_id,
            Submission.is_blanked.is_(False),
            Submission.submitted_at <= before,
        )
        return list(self._session.scalars(query))
