"""Builds people of a register, for tests of what is held about them."""

from datetime import date

from models.base import Row
from models.entity import Entities, Entity, EntityVersion, Told
from models.household import Household
from models.person import PERSONS, Person
from tests.house import House


def put(
    house: House,
    person_id: str = "p1",
    *,
    name: str = "ยายทองคำ",
    home: str = "บ้านส้มโอ",
    birth_year: str = "1950",
    area: str = "3405",
    household: str = "h1",
) -> None:
    """Put a person and their home into the register."""
    now = house.watch()
    with house.store.writing() as session:
        if session.get(Household, household) is None:
            row = Household(id=household, area=area, mark_hash=household, created_at=now)
            session.add(row)
            row.village, row.mark = "ทับช้าง", home
        entity = Entity(list=PERSONS, id=person_id, area=area, created_at=now, updated_at=now)
        made = EntityVersion(list=PERSONS, entity_id=person_id, version=1, at=now)
        told = Told(label=name, properties={"birth_year": birth_year, "carer": f"หลานของ{name}"})
        session.add(entity)
        Entities(session).keep(entity, told, made)
        session.add(
            Person(
                id=person_id,
                code=person_id.upper(),
                area=area,
                household_id=household,
                created_at=now,
                updated_at=now,
            )
        )


def keep(house: House, *rows: Row) -> None:
    """Keep rows as they are."""
    with house.store.writing() as session:
        session.add_all(rows)


def day(house: House) -> date:
    """Tell the day on the watch of a house."""
    return house.watch().date()
