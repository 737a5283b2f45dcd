"""Small facts that the whole house shares: one row each."""

from typing import Final

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row

ACCOUNT: Final = "account"
"""The name of the note that holds the bot's own @id at LINE, once it is known."""

PUSHED: Final = "pushes of this month"
"""The name of the note that holds what LINE told last of the month's messages (JSON)."""


class Note(Row):
    """One fact by its name; of two who change its text at once, one has to think again."""

    __tablename__ = "notes"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)

    __mapper_args__ = {"version_id_col": text, "version_id_generator": False}  # noqa: RUF012  # as SQLAlchemy reads it


class Notes:
    """The shelf of small facts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> Note | None:
        """Find a fact."""
        return self._session.get(Note, name)

    def put(self, name: str, text: str = "", data: bytes | None = None) -> None:
        """Write a fact, over the one of the same name."""
        note = self.get(name)
        if note is None:
            self._session.add(Note(name=name, text=text, data=data))
        else:
            note.text, note.data = text, data
