"""Someone on LINE: as little as can be."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, sealed_column


class Contact(Row):
    """Someone on LINE; `id` is the keyed hash of their LINE id, the name of their lane.

    `language` is "th", "lo" or None until it is chosen. `wants_notices` is taken back by word.
    """

    __tablename__ = "contacts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    language: Mapped[str | None] = mapped_column(String(2), default=None)
    follows: Mapped[bool] = mapped_column(default=True)
    wants_notices: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    seen_on: Mapped[date]
    line_id_sealed: Mapped[bytes | None] = sealed_column()

    line_id = Sealed("line_id_sealed", row="id")


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
