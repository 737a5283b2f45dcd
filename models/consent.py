"""Consents: what a visited person agreed to, spoken, and in which words it was asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference

PURPOSES: Final = ("record", "share", "reminders")
"""To keep what is found; to share it with a facility for a referral; to be reminded."""

SELF, PARENT, CARER = "self", "parent", "carer"
"""By whom it can be given."""


class Consent(Row):
    """One agreement of a person to one purpose, to the words of `card` (a version of the card).

    `given_by` is self, parent or carer; `heard_by` the volunteer to whom it was spoken.
    """

    __tablename__ = "consents"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(36), reference("persons.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(12))
    card: Mapped[str] = mapped_column(String(20))
    given_by: Mapped[str] = mapped_column(String(8))
    given_at: Mapped[datetime] = mapped_column(Utc)
    heard_by: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), index=True, default=None
    )
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    is_demo: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_consents_person_id", "person_id", "purpose", "given_at"),)


class Consents:
    """The shelf of consents."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, consent: Consent) -> Consent:
        """Keep a new consent."""
        self._session.add(consent)
        return consent

    def of(self, person_id: str) -> list[Consent]:
        """List what a person ever agreed to, as this turn leaves it, the newest first."""
        query = select(Consent).where(Consent.person_id == person_id)
        kept = self._session.scalars(query.order_by(Consent.given_at.desc(), Consent.id.desc()))
        new = [row for row in self._session.new if isinstance(row, Consent)]
        mine = [row for row in reversed(new) if row.person_id == person_id]
        return [*mine, *(row for row in kept if row not in self._session.deleted)]

    def latest(self, person_id: str) -> dict[str, Consent]:
        """Give the newest consent for each purpose that was ever agreed to."""
        found = dict[str, Consent]()
        for one in self.of(person_id):
            found.setdefault(one.purpose, one)
        return found

    def standing(self, person_id: str, cards: Sequence[str]) -> dict[str, Consent]:
        """Give what is not withdrawn, and was agreed to in the words of one of these cards."""
        latest = self.latest(person_id)
        return {
            purpose: one
            for purpose, one in latest.items()
            if one.withdrawn_at is None and one.card in cards
        }
