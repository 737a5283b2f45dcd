"""Proposals: what somebody found to be wrong with a facility, until a coordinator has decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.area import within
from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.facility import SERVICES, Facility

PHONES, CLOSED, PLACE, OTHER = "phones", "closed", "place", "other"
ASPECTS: Final = (PHONES, CLOSED, PLACE, OTHER, *SERVICES)
"""What may be wrong; the hours of a service go by its name."""


class FacilityProposal(Row):
    """One correction that somebody proposed; it is gone once it is decided.

    `aspect` is of ASPECTS. `value` is how the cell of that column is to read ("16.03 105.21" of a
    place), or plain words where they are no such cell (`is_words`).
    """

    __tablename__ = "facility_proposals"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    facility_code: Mapped[str] = mapped_column(
        String(12), reference("facilities.code", ondelete="CASCADE"), index=True
    )
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    aspect: Mapped[str] = mapped_column(String(12))
    is_words: Mapped[bool] = mapped_column(default=False)
    proposed_at: Mapped[datetime] = mapped_column(Utc, index=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    value_sealed: Mapped[bytes | None] = sealed_column()

    value = Sealed("value_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact


class FacilityProposals:
    """The shelf of proposals."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, proposal_id: str) -> FacilityProposal | None:
        """Find a proposal."""
        return self._session.get(FacilityProposal, proposal_id)

    def add(self, proposal: FacilityProposal, *, value: str) -> FacilityProposal:
        """Keep a proposal, in the place of an earlier one of the same person for the same."""
        query = select(FacilityProposal).where(
            FacilityProposal.contact_id == proposal.contact_id,
            FacilityProposal.facility_code == proposal.facility_code,
            FacilityProposal.aspect == proposal.aspect,
        )
        for earlier in self._session.scalars(query):
            self._session.delete(earlier)
        self._session.add(proposal)
        proposal.value = value
        return proposal

    def drop(self, proposal: FacilityProposal) -> None:
        """Erase a proposal: it is decided."""
        self._session.delete(proposal)

    def count_of(self, contact_id: str) -> int:
        """Count the proposals of somebody that wait."""
        query = select(func.count()).where(FacilityProposal.contact_id == contact_id)
        return self._session.scalar(query) or 0

    def waiting(
        self, prefixes: Sequence[str], *, is_demo: bool
    ) -> list[tuple[FacilityProposal, Facility]]:
        """List what waits within areas, the oldest first; that of demo contacts apart."""
        query = (
            select(FacilityProposal, Facility)
            .join(Facility, Facility.code == FacilityProposal.facility_code)
            .where(within(Facility.area, prefixes), FacilityProposal.is_demo.is_(is_demo))
        )
        ordered = query.order_by(FacilityProposal.proposed_at, FacilityProposal.id)
        found = self._session.execute(ordered).all()
        gone = self._session.deleted
        return [(proposal, place) for proposal, place in found if proposal not in gone]

    def drop_old(self, before: datetime) -> None:
        """Erase what nobody decided since a time."""
        query = select(FacilityProposal).where(FacilityProposal.proposed_at < before)
        for proposal in self._session.scalars(query):
            self._session.delete(proposal)
