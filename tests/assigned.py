"""People of the register with a visitor and something owed to them, for tests of who sees whom."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entity import Entities, Entity, EntityVersion, Told
from models.follow_up import FollowUp, FollowUps
from models.household import Household, Households
from models.need import Need, Needs
from models.person import PERSONS, Person, Persons
from tests.house import House

AREA = "340501"


def give_people(
    house: House, contact_id: str | None, count: int, *, area: str = AREA, mark: str = "บ้าน"
) -> list[str]:
    """Let so many people of one home be visited by someone, each with a need and one thing owed.

    The last letters of `mark` tell people of several calls apart.
    """
    with house.store.writing() as session:
        home = Household(id=f"home-{mark}", area=area, mark_hash=mark, created_at=house.watch())
        Households(session).add(home, village="บ้านโนน", mark=mark)
        session.flush()
        return [_person(session, house, contact_id, home, number) for number in range(count)]


def people_of(house: House, contact_id: str | None) -> int:
    """Count whom someone visits."""
    return _count(house, Person, contact_id)


def owed_by(house: House, contact_id: str | None) -> int:
    """Count what someone owes."""
    return _count(house, FollowUp, contact_id)


def _count(house: House, table: type[Person | FollowUp], contact_id: str | None) -> int:
    with house.store.thinking() as session:
        whose = table.assignee_id == contact_id
        return session.scalar(select(func.count()).select_from(table).where(whose)) or 0


def _person(
    session: Session, house: House, contact_id: str | None, home: Household, number: int
) -> str:
    at, person_id = house.watch(), f"{home.id}-{number}"
    row = Person(
        id=person_id,
        code=f"{home.mark_hash[-4:]}{number}",
        area=home.area,
        household_id=home.id,
        assignee_id=contact_id,
        created_at=at,
        updated_at=at,
    )
    Persons(session).add(row)
    entity = Entity(list=PERSONS, id=person_id, area=home.area, created_at=at, updated_at=at)
    made = EntityVersion(list=PERSONS, entity_id=person_id, version=1, at=at)
    told = Told(label=f"ยาย{number} {home.mark_hash}", properties={"status": "active"})
    Entities(session).keep(entity, told, made)
    session.flush()
    Needs(session).add(
        Need(
            id=f"need-{person_id}",
            person_id=person_id,
            area=home.area,
            kind="food",
            subject="food",
            owner_id=contact_id,
            found_at=at,
        )
    )
    FollowUps(session).add(
        FollowUp(
            id=f"owed-{person_id}"[:36],
            person_id=person_id,
            household_id=home.id,
            assignee_id=contact_id,
            area=home.area,
            task="visit",
            subject="visit",
            opens_on=at.date() - timedelta(days=9),
            due_on=at.date() - timedelta(days=2),
            made_at=at,
        )
    )
    return person_id
