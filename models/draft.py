"""Drafts: passages through a form that are not finished."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.form import FormVersion

OPEN, PAUSED = "open", "paused"

AT_IT: Final = timedelta(minutes=30)
"""For how long after an answer somebody is taken to be at the form still: nothing is pushed."""


class Draft(Row):
    """One unfinished passage: the answers (an OpenRosa instance) and where it stands.

    It goes through a form version or, on trial, through what a workbook would become. `corrects`
    is the submission that it is to take the place of, None in most. `person_id` is whom it is
    about, `visit_id` the visit that it belongs to.

    Of someone's drafts one at most is open: a turn that opens one pauses the other, and turns of a
    lane never cross.
    """

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE")
    )
    version_id: Mapped[str | None] = mapped_column(
        String(32), reference("form_versions.id"), default=None
    )
    workbook_id: Mapped[str | None] = mapped_column(
        String(32), reference("workbooks.id", ondelete="CASCADE"), index=True, default=None
    )
    corrects: Mapped[str | None] = mapped_column(String(64), default=None)
    person_id: Mapped[str | None] = mapped_column(String(36), default=None)
    visit_id: Mapped[str | None] = mapped_column(String(32), default=None)
    status: Mapped[str] = mapped_column(String(8), default=OPEN)
    started_at: Mapped[datetime] = mapped_column(Utc)
    touched_at: Mapped[datetime] = mapped_column(Utc)
    xml_sealed: Mapped[bytes | None] = sealed_column()
    passage_sealed: Mapped[bytes | None] = sealed_column()

    xml = Sealed("xml_sealed", row="id")
    passage = Sealed("passage_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact
    __table_args__ = (
        Index("ix_drafts_contact_id", "contact_id", "touched_at"),
        Index("ix_drafts_touched_at", "touched_at"),
        Index("ix_drafts_person_id", "person_id"),
        Index("ix_drafts_visit_id", "visit_id"),
    )


class Drafts:
    """The shelf of drafts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open_of(self, contact_id: str) -> Draft | None:
        """Find the draft that is being answered, as this turn leaves it."""
        return next((draft for draft in self.of(contact_id) if draft.status == OPEN), None)

    def get(self, draft_id: str, contact_id: str) -> Draft | None:
        """Find someone's own draft, unless this turn erased it."""
        return next((draft for draft in self.of(contact_id) if draft.id == draft_id), None)

    def correcting(self, submission_id: str, contact_id: str) -> Draft | None:
        """Find someone's own draft that corrects this submission."""
        drafts = self.of(contact_id)
        return next((draft for draft in drafts if draft.corrects == submission_id), None)

    def of(self, contact_id: str) -> list[Draft]:
        """List someone's drafts as this turn leaves them, latest touched first."""
        query = select(Draft).where(Draft.contact_id == contact_id)
        kept = self._session.scalars(query.order_by(Draft.touched_at.desc(), Draft.id))
        new = [row for row in self._session.new if isinstance(row, Draft)]
        mine = [draft for draft in new if draft.contact_id == contact_id]
        return [*mine, *(draft for draft in kept if draft not in self._session.deleted)]

    def of_visit(self, visit_id: str) -> list[Draft]:
        """List the unfinished forms of a visit as this turn leaves them."""
        kept = self._session.scalars(select(Draft).where(Draft.visit_id == visit_id))
        new = [row for row in self._session.new if isinstance(row, Draft)]
        mine = [draft for draft in new if draft.visit_id == visit_id]
        return [*mine, *(draft for draft in kept if draft not in self._session.deleted)]

    def on_trial(self, workbook_id: str) -> list[Draft]:
        """List the trials of a workbook."""
        return list(self._session.scalars(select(Draft).where(Draft.workbook_id == workbook_id)))

    def unfinished(self, form_id: str) -> int:
        """Count the drafts of a form, in whatever version."""
        query = select(func.count()).select_from(Draft).join(FormVersion)
        return self._session.scalar(query.where(FormVersion.form_id == form_id)) or 0

    def add(self, draft: Draft, *, xml: str, passage: str) -> Draft:
        """Keep a new draft."""
        self._session.add(draft)
        draft.xml, draft.passage = xml, passage
        return draft

    def drop(self, draft: Draft) -> None:
        """Erase a draft, also one that this turn made."""
        if draft in self._session.new:
            self._session.expunge(draft)
        else:
            self._session.delete(draft)

    def untouched_since(self, before: datetime) -> list[Draft]:
        """List drafts that nobody touched since `before`."""
        return list(self._session.scalars(select(Draft).where(Draft.touched_at < before)))

    def corrections_untouched_since(self, before: datetime) -> list[Draft]:
        """List drafts of corrections that nobody touched since `before`."""
        query = select(Draft).where(Draft.touched_at < before, Draft.corrects.is_not(None))
        return list(self._session.scalars(query))
