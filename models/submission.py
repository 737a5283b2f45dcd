"""Submissions: finished drafts, as OpenRosa instances."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, String, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column

_NOBODYS = text("person_id IS NULL AND xml_sealed IS NOT NULL")


class Submission(Row):
    """One finished form; `id` is its instanceID, `uuid:…`.

    Incomplete while a picture or file of it is still awaited. `area` is that of the person whom it
    is about, else the submitter's. Blanked once every answer is gone that was to be kept for some
    days only. `person_id` is whom it is about, `visit_id` the visit that it belongs to.

    A correction is a submission of its own: `root_id` is the first of its chain, None in the first
    itself. What was corrected stays as it is, and `replaced_by` names what took its place.
    """

    __tablename__ = "submissions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    version_id: Mapped[str] = mapped_column(String(32), reference("form_versions.id"))
    form_id: Mapped[str] = mapped_column(String(200))
    contact_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL")
    )
    person_id: Mapped[str | None] = mapped_column(String(36), default=None)
    visit_id: Mapped[str | None] = mapped_column(String(32), index=True, default=None)
    area: Mapped[str] = mapped_column(String(6), default="")
    started_at: Mapped[datetime] = mapped_column(Utc)
    submitted_at: Mapped[datetime] = mapped_column(Utc)
    is_complete: Mapped[bool] = mapped_column(default=True)
    is_blanked: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    root_id: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    replaced_by: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    xml_sealed: Mapped[bytes | None] = sealed_column()

    xml = Sealed("xml_sealed", row="id")

    __table_args__ = (
        Index("ix_submissions_form_id", "form_id", "submitted_at"),
        Index("ix_submissions_contact_id", "contact_id", "submitted_at"),
        Index("ix_submissions_person_id", "person_id", "form_id", "submitted_at"),
        Index(
            "ix_submissions_unblanked",
            "person_id",
            "submitted_at",
            sqlite_where=_NOBODYS,
            postgresql_where=_NOBODYS,
        ),
    )

    @property
    def key(self) -> str:
        """The instanceID by which it is known, however often it is corrected."""
        return self.root_id or self.id


_FIRST = aliased(Submission)
_first_at = func.coalesce(_FIRST.submitted_at, Submission.submitted_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A submission as it stands after so many `edits`, first submitted at `first_at`."""

    newest: Submission
    first_at: datetime
    edits: int


class Submissions:
    """The shelf of submissions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, submission_id: str) -> Submission | None:
        """Find a submission by its instanceID, as this turn leaves it."""
        new = (row for row in self._session.new if isinstance(row, Submission))
        mine = next((one for one in new if one.id == submission_id), None)
        return mine or self._session.get(Submission, submission_id)

    def add(self, submission: Submission, *, xml: str) -> Submission:
        """Keep a new submission."""
        self._session.add(submission)
        submission.xml = xml
        return submission

    def of_form(self, form_id: str, *, demo: bool = False) -> Iterator[Corrected]:
        """Walk over what was submitted of a form, oldest first, each as it was last corrected.

        Those of demo contacts are walked over apart.
        """
        other = aliased(Submission)
        edits = select(func.count()).where(other.root_id == Submission.root_id).scalar_subquery()
        query = (
            select(Submission, _first_at, edits)
            .outerjoin(_FIRST, _FIRST.id == Submission.root_id)
            .where(
                Submission.form_id == form_id,
                Submission.is_demo.is_(demo),
                Submission.replaced_by.is_(None),
            )
            .order_by(_first_at, Submission.id)
        )
        for newest, first_at, count in self._session.execute(
            query.execution_options(yield_per=500)
        ):
            yield Corrected(newest=newest, first_at=first_at, edits=count)

    def correctable(self, contact_id: str, since: datetime, *, most: int) -> list[Submission]:
        """List someone's own last submissions, each as it was last corrected, newest first.

        Those are left out that were first submitted before `since`.
        """
        query = (
            select(Submission)
            .outerjoin(_FIRST, _FIRST.id == Submission.root_id)
            .where(
                Submission.contact_id == contact_id,
                Submission.replaced_by.is_(None),
                Submission.xml_sealed.is_not(None),
                _first_at >= since,
            )
        )
        ordered = query.order_by(Submission.submitted_at.desc(), Submission.id)
        return list(self._session.scalars(ordered.limit(most)))

    def chain(self, submission: Submission) -> list[Submission]:
        """List a submission with all that it corrects and all that corrects it, oldest first."""
        query = select(Submission).where(
            or_(Submission.id == submission.key, Submission.root_id == submission.key)
        )
        return list(self._session.scalars(query.order_by(Submission.submitted_at, Submission.id)))

    def first_at(self, submission: Submission) -> datetime:
        """Tell when it was first submitted: its answers have been kept since then."""
        first = self.get(submission.key)
        return submission.submitted_at if first is None else first.submitted_at

    def drop(self, submission: Submission) -> None:
        """Erase a submission."""
        self._session.delete(submission)

    def last_of(self, contact_id: str, form_id: str) -> Submission | None:
        """Find what someone submitted last of a form, in whatever version."""
        query = select(Submission).where(
            Submission.contact_id == contact_id, Submission.form_id == form_id
        )
        latest = query.order_by(Submission.submitted_at.desc(), Submission.id).limit(1)
        return self._session.scalars(latest).first()

    def last_about(self, person_id: str, form_id: str) -> Submission | None:
        """Find what was submitted last of a form about a person, as it was last corrected."""
        query = select(Submission).where(
            Submission.person_id == person_id,
            Submission.form_id == form_id,
            Submission.replaced_by.is_(None),
        )
        latest = query.order_by(Submission.submitted_at.desc(), Submission.id).limit(1)
        return self._session.scalars(latest).first()

    def of_visit(self, visit_id: str) -> list[Submission]:
        """List what was submitted at a visit as this turn leaves it, oldest first."""
        query = select(Submission).where(
            Submission.visit_id == visit_id, Submission.replaced_by.is_(None)
        )
        kept = self._session.scalars(query.order_by(Submission.submitted_at, Submission.id))
        new = (row for row in self._session.new if isinstance(row, Submission))
        mine = [one for one in new if one.visit_id == visit_id]
        return [*(one for one in kept if one.replaced_by is None), *mine]

    def unblanked(self, version_id: str, before: datetime) -> list[str]:
        """List the submissions on a form version, made before, that may hold what is to go.

        A correction was made when the first of its chain was.
        """
        query = (
            select(Submission.id)
            .outerjoin(_FIRST, _FIRST.id == Submission.root_id)
            .where(
                Submission.version_id == version_id,
                Submission.is_blanked.is_(False),
                _first_at <= before,
            )
        )
        return list(self._session.scalars(query))
