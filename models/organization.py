"""Organisations, and who works for them where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Index, Select, String, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.contact import Contact

KINDS: Final = ("buddy", "occ_health", "caregiver")
"""What a volunteer can be: a health buddy, of occupational health, a home caregiver."""


class Organization(Row):
    """An organisation of the programme."""

    __tablename__ = "organizations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))


class Membership(Row):
    """The role that someone has in an area of an organisation.

    `area` is a DOPA code: 2, 4 or 6 digits; "" is everywhere. `kind` is one of KINDS, None for
    roles without. `number` counts those of one role in an organisation, and `name` is what
    colleagues call them, None until they say. `invited_by` is the contact whose code they used,
    None for the command line.
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
    kind: Mapped[str | None] = mapped_column(String(16), default=None)
    number: Mapped[int | None] = mapped_column(default=None)
    invited_by: Mapped[str | None] = mapped_column(String(32), default=None)
    name_sealed: Mapped[bytes | None] = sealed_column()

    name = Sealed("name_sealed", row="id")

    __table_args__ = (
        Index("ix_memberships_contact_id", "contact_id"),
        Index("ix_memberships_organization_id", "organization_id", "role", "area"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom a coordinator works with: those of an organisation within an area (a DOPA prefix)."""

    organization_id: str
    area: str

    def opens(self, organization_id: str, area: str) -> bool:
        """Tell whether a role or an invitation is within it."""
        return organization_id == self.organization_id and area.startswith(self.area)


def within(
    reach: Iterable[Reach],
    organization: InstrumentedAttribute[str],
    area: InstrumentedAttribute[str],
) -> ColumnElement[bool]:
    """Give the condition for the rows that any of these reaches opens; none where there is none."""
    opened = (
        and_(organization == one.organization_id, area.startswith(one.area, autoescape=True))
        for one in reach
    )
    return or_(false(), *opened)


class Memberships:
    """The shelf of memberships."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, membership: Membership, *, name: str | None = None) -> None:
        """Keep a new membership."""
        self._session.add(membership)
        membership.name = name

    def of(self, contact_id: str) -> list[Membership]:
        """List the roles that someone has as this turn leaves them, oldest first."""
        query = select(Membership).where(
            Membership.contact_id == contact_id, Membership.left_at.is_(None)
        )
        held = self._session.scalars(query.order_by(Membership.joined_at, Membership.id))
        new = [row for row in self._session.new if isinstance(row, Membership)]
        mine = [*held, *(row for row in new if row.contact_id == contact_id)]
        return [row for row in mine if row.left_at is None]

    def get(
        self, membership_id: str, reach: Iterable[Reach], *, is_demo: bool
    ) -> Membership | None:
        """Find a role that someone has within these reaches; those of demo contacts apart."""
        query = _held(reach, is_demo=is_demo).where(Membership.id == membership_id)
        found = self._session.scalars(query).first()
        return None if found is None or found.left_at is not None else found

    def team(
        self, reach: Iterable[Reach], *, is_demo: bool, roles: Iterable[str], first: int, most: int
    ) -> list[Membership]:
        """List a page of those who have one of these roles, by area, the longest there first.

        It begins after `first` of them and holds `most`; those of demo contacts are listed apart.
        """
        query = _held(reach, is_demo=is_demo).where(Membership.role.in_(list(roles)))
        ordered = query.order_by(Membership.area, Membership.joined_at, Membership.id)
        return list(self._session.scalars(ordered.offset(first).limit(most)))

    def everybody(self, area: str, *, is_demo: bool) -> list[Membership]:
        """List all roles that are held within an area, whatever the organisation; for commands."""
        query = (
            select(Membership)
            .join(Contact)
            .where(
                Membership.area.startswith(area, autoescape=True),
                Membership.left_at.is_(None),
                Contact.is_demo.is_(is_demo),
            )
        )
        ordered = query.order_by(Membership.area, Membership.joined_at, Membership.id)
        return list(self._session.scalars(ordered))

    def beginning(self, letters: str) -> list[Membership]:
        """List the roles that are held and whose ids begin with these letters, two at most."""
        query = select(Membership).where(
            Membership.id.startswith(letters, autoescape=True), Membership.left_at.is_(None)
        )
        return list(self._session.scalars(query.limit(2)))

    def coordinators(self, organization_id: str, area: str, *, is_demo: bool) -> list[str]:
        """Name the contacts who coordinate an area for an organisation, the nearest first."""
        above = [area[:length] for length in (0, 2, 4, 6) if length <= len(area)]
        query = (
            select(Membership)
            .join(Contact)
            .where(
                Membership.left_at.is_(None),
                Membership.role == "coordinator",
                Membership.organization_id == organization_id,
                Membership.area.in_(above),
                Contact.is_demo.is_(is_demo),
            )
        )
        found = self._session.scalars(query.order_by(func.length(Membership.area).desc()))
        return list(dict.fromkeys(one.contact_id for one in found if one.left_at is None))

    def coordinating(self, area: str, *, is_demo: bool) -> list[str]:
        """Name the contacts who coordinate an area for any organisation, the nearest first."""
        above = [area[:length] for length in (0, 2, 4, 6) if length <= len(area)]
        query = (
            select(Membership)
            .join(Contact)
            .where(
                Membership.left_at.is_(None),
                Membership.role == "coordinator",
                Membership.area.in_(above),
                Contact.is_demo.is_(is_demo),
            )
        )
        found = self._session.scalars(
            query.order_by(func.length(Membership.area).desc(), Membership.id)
        )
        return list(dict.fromkeys(one.contact_id for one in found if one.left_at is None))

    def next_number(self, organization_id: str, role: str) -> int:
        """Count on: the number of whoever takes on a role next."""
        query = select(func.max(Membership.number)).where(
            Membership.organization_id == organization_id, Membership.role == role
        )
        return (self._session.scalar(query) or 0) + 1

    def organization_of(self, contact_id: str) -> str:
        """Name the organisation that someone works for the longest; "" when they work for none."""
        held = next(iter(self.of(contact_id)), None)
        found = None if held is None else self._session.get(Organization, held.organization_id)
        return "" if found is None else found.name


def _held(reach: Iterable[Reach], *, is_demo: bool) -> Select[Membership]:
    return (
        select(Membership)
        .join(Contact)
        .where(
            within(reach, Membership.organization_id, Membership.area),
            Membership.left_at.is_(None),
            Contact.is_demo.is_(is_demo),
        )
    )


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
