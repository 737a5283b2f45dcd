"""Permissions: forms that someone may begin though not everybody may."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference


class Permission(Row):
    """One permission of someone: `name` is what forms ask for (`bind::line:permission`)."""

    __tablename__ = "permissions"

    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    given_at: Mapped[datetime] = mapped_column(Utc)


class Permissions:
    """The shelf of permissions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, contact_id: str) -> list[Permission]:
        """List what someone is permitted as this turn leaves it."""
        query = select(Permission).where(Permission.contact_id == contact_id)
        held = self._session.scalars(query.order_by(Permission.name))
        new = [row for row in self._session.new if isinstance(row, Permission)]
        mine = [*held, *(row for row in new if row.contact_id == contact_id)]
        return [row for row in mine if row not in self._session.deleted]

    def add(self, permission: Permission) -> None:
        """Give a permission."""
        self._session.add(permission)

    def drop(self, permission: Permission) -> None:
        """Take a permission away."""
        self._session.delete(permission)
