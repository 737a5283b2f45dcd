"""Enrolling: whoever was noted before there was a register has a row in it, once."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.enrolling import enrol_all
from bot.secrets import Keyring
from bot.store import Store
from models.entity import Entities, Entity, EntityVersion, Told
from models.household import Household
from models.person import Person
from tests.handlers.acting import TAMBON, Actor

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")


def noted(store: Store, number: int, name: str, *, by: str | None = None, **told: str) -> None:
    """Keep an entity as forms of an earlier release did, without a row in the register."""
    entity_id = f"00000000-0000-4000-8000-{number:012d}"
    entity = Entity(
        list="persons",
        id=entity_id,
        version=1,
        area=TAMBON,
        created_at=NOON,
        updated_at=NOON,
        contact_id=by,
    )
    made = EntityVersion(list="persons", entity_id=entity_id, version=1, at=NOON)
    with store.writing() as session:
        Entities(session).keep(entity, Told(label=name, properties=told), made)


def enrolled(store: Store) -> dict[str, tuple[str, str | None, str | None]]:
    with store.thinking() as session:
        homes = {home.id: home.mark for home in session.scalars(select(Household))}
        return {
            person.name_hash: (
                person.area,
                person.assignee_id,
                homes.get(person.household_id or ""),
            )
            for person in session.scalars(select(Person))
        }


def test_whoever_was_noted_before_is_enrolled_with_home_and_volunteer(
    store: Store, keys: Keyring
) -> None:
    Actor(store=store, keys=keys, name="somsri")
    Actor(store=store, keys=keys, name="boss", role="coordinator")
    noted(store, 1, "ยายคำ", by="somsri", household="H-7")
    noted(store, 2, "ตามี", by="boss", household="H-7")
    noted(store, 3, "น้องดาว")

    assert enrol_all(store, keys, BANGKOK, NOON) == 3

    assert enrolled(store) == {
        keys.hashed("name:ยายคํา"): (TAMBON, "somsri", "H-7"),
        keys.hashed("name:ตามี"): (TAMBON, None, "H-7"),
        keys.hashed("name:น้องดาว"): (TAMBON, None, None),
    }
    with store.thinking() as session:
        assert len(session.scalars(select(Household)).all()) == 1


def test_enrolling_again_enrols_nobody_twice(store: Store, keys: Keyring) -> None:
    for number in range(250):  # more than one batch
        noted(store, number, f"คน {number}")

    assert enrol_all(store, keys, BANGKOK, NOON) == 250
    assert enrol_all(store, keys, BANGKOK, NOON) == 0

    with store.thinking() as session:
        codes = session.scalars(select(Person.code)).all()
    assert len(set(codes)) == 250
