"""Members of organisations, put there without a talk, for tests of what they see and may do."""

from sqlalchemy import select

from bot.simulator.phone import Phone
from models.invite import Invite
from models.organization import Membership, Memberships, Organization
from tests.house import House


async def member(
    house: House,
    name: str,
    *roles: tuple[str, str],
    organization: str = "หนึ่ง",
    language: str = "ไทย",
) -> Phone:
    """Let someone have roles, each a role and an area; a volunteer of 3405 where none is given.

    Colleagues call them by their name; the id of a role is the name with its number.
    """
    phone = house.phone(name)
    await phone.follow()
    await phone.tap(language)
    await house.apart(_keep, house, phone, name, roles or (("volunteer", "3405"),), organization)
    return phone


def roles_of(house: House, phone: Phone) -> list[tuple[str, str]]:
    """List the roles that someone has."""
    with house.store.thinking() as session:
        return [(one.role, one.area) for one in Memberships(session).of(house.lane(phone))]


def invites(house: House) -> list[tuple[str, str | None, str, bool]]:
    """List all invitations: role, kind, area, and whether they are used up."""
    with house.store.thinking() as session:
        rows = session.scalars(select(Invite).order_by(Invite.made_at, Invite.id))
        return [(row.role, row.kind, row.area, row.ended_at is not None) for row in rows]


def _keep(
    house: House, phone: Phone, name: str, roles: tuple[tuple[str, str], ...], organization: str
) -> None:
    with house.store.writing() as session:
        if session.get(Organization, organization) is None:
            session.add(Organization(id=organization, name=organization))
            session.flush()
        for number, (role, area) in enumerate(roles, start=1):
            one = Membership(
                id=f"{name}{number}",
                contact_id=house.lane(phone),
                organization_id=organization,
                role=role,
                area=area,
                joined_at=house.watch(),
                number=number,
            )
            Memberships(session).add(one, name=name)
