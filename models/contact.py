"""Someone on LINE: as little as can be."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, sealed_column

NOBODY: Final = "erased"
"""The contact to whom files of kept submissions belong whose sender was erased."""

_ASKED = text("asked IS NOT NULL")


def contact_id_of(line_id: str, hashed: Callable[[str], str]) -> str:
    """Name the contact of somebody at LINE, which is the lane of all they send as well."""
    return hashed(f"lane:user:{line_id}")


class Contact(Row):
    """Someone on LINE; `id` is the keyed hash of their LINE id, the name of their lane.

    `language` is "th", "lo" or None until it is chosen. `wants_notices` is taken back by word.
    `care_area` is the code of an area that they asked to have remembered, for finding care.
    `asked` is the act that the next typed words answer, outside of forms; None when nothing is
    asked. `asked_about` is what was chosen so far. `noting` is what they are telling, question by
    question, of a person who is not in the register yet; None when nobody is being noted.
    `warned_at` is when they were last told in full whom to call in danger; None some time after.
    """

    __tablename__ = "contacts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    language: Mapped[str | None] = mapped_column(String(2), default=None)
    follows: Mapped[bool] = mapped_column(default=True)
    wants_notices: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    seen_on: Mapped[date] = mapped_column(index=True)
    line_id_sealed: Mapped[bytes | None] = sealed_column()
    asked: Mapped[str | None] = mapped_column(String(40), default=None)
    asked_sealed: Mapped[bytes | None] = sealed_column()
    noting_sealed: Mapped[bytes | None] = sealed_column()
    care_area: Mapped[str | None] = mapped_column(String(6), default=None)
    warned_at: Mapped[datetime | None] = mapped_column(Utc, default=None)

    __table_args__ = (
        Index("ix_contacts_asked", "seen_on", sqlite_where=_ASKED, postgresql_where=_ASKED),
    )

    line_id = Sealed("line_id_sealed", row="id")
    asked_about = Sealed("asked_sealed", row="id")
    noting = Sealed("noting_sealed", row="id")


class Contacts:
    """The shelf of contacts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, contact_id: str) -> Contact | None:
        """Find a contact."""
        return self._session.get(Contact, contact_id)

    def add(self, contact: Contact, *, line_id: str) -> Contact:
        """Keep a new contact."""
        self._session.add(contact)
        contact.line_id = line_id
        return contact

    def is_new(self, contact: Contact) -> bool:
        """Tell whether this turn is the first with a contact."""
        return contact in self._session.new

    def is_dropped(self, contact: Contact) -> bool:
        """Tell whether this turn erases a contact."""
        return contact in self._session.deleted
