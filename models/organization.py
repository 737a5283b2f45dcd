"""Organisations, and who works for them where."""

from datetime import datetime

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference


class Organization(Row):
    """An organisation of the programme."""

    __tablename__ = "organizations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))


class Membership(Row):
    """The role that someone has in an area of an organisation.

    `area` is a DOPA code: 2, 4 or 6 digits; "" is everywhere.
    """

    __tablename__ = "memberships"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE")
    )
    organization_id: Mapped[str] = mapped_column(String(32), reference("organizations.id"))
    role: Mapped[str] = mapped_column(String(16))
    area: Mapped[str] = mapped_column(String(6))
    joined_at: Mapped[datetime] = mapped_column(Utc)
    left_at: Mapped[datetime | None] = mapped_column(Utc, default=None)

    __table_args__ = (Index("ix_memberships_contact_id", "contact_id"),)


class Memberships:
    """The shelf of memberships."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, membership: Membership) -> None:
        """Keep a new membership."""
        self._session.add(membership)

    def of(self, contact_id: str) -> list[Membership]:
        """List the roles that someone has as this turn leaves them, oldest first."""
        query = select(Membership).where(
            Membership.contact_id == contact_id, Membership.left_at.is_(None)
        )
        held = self._session.scalars(query.order_by(Membership.joined_at, Membership.id))
        new = [row for row in self._session.new if isinstance(row, Membership)]
        return [*held, *(row for row in new if row.contact_id == contact_id)]


class Organizations:
    """The shelf of organisations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first(self) -> Organization | None:
        """Find the organisation that was made first."""
        return self._session.scalars(select(Organization).order_by(Organization.id)).first()

    def named(self, name: str) -> Organization | None:
        """Find an organisation by its exact name."""
        return self._session.scalars(select(Organization).where(Organization.name == name)).first()

    def add(self, organization: Organization) -> Organization:
        """Keep a new organisation."""
        self._session.add(organization)
        return organization
