"""What the doctor tells of entities: of those in conflict, and those that came to nothing."""

from bot.doctor.entities import of_entities
from bot.doctor.finding import Finding
from bot.store import Store
from models.entity import Entities, Entity, EntityProblem, EntityVersion, Told
from tests.bot.exporting.visits import FIRST, NOON, Clinic, code


def keep(store: Store, number: str, *, conflict: str, is_demo: bool = False) -> None:
    entity = Entity(
        list="persons",
        id=number,
        version=1,
        conflict=conflict,
        is_demo=is_demo,
        created_at=NOON,
        updated_at=NOON,
    )
    made = EntityVersion(list="persons", entity_id=number, version=1, at=NOON)
    with store.writing() as session:
        Entities(session).keep(entity, Told(label="a", properties={}), made)


def look(store: Store) -> Finding:
    with store.thinking() as session:
        return of_entities(session)


def test_where_nothing_is_wrong_all_is_well(lite: Store) -> None:
    keep(lite, "1", conflict="")

    assert (look(lite).health, look(lite).told) == ("well", "none is in conflict")


def test_entities_in_conflict_are_counted_and_practice_is_not(lite: Store) -> None:
    keep(lite, "1", conflict="soft")
    keep(lite, "2", conflict="hard", is_demo=True)

    assert look(lite).health == "note"
    assert look(lite).told == "1 were changed by two who did not know of each other"


def test_what_came_to_nothing_is_counted_and_named(lite: Store) -> None:
    clinic = Clinic(store=lite)
    clinic.publish("1", FIRST)
    key = clinic.submit(code("a"))
    problem = EntityProblem(id="P", submission_id=key, list="persons", kind="exists", at=NOON)
    with lite.writing() as session:
        Entities(session).add_problem(problem)

    assert look(lite).health == "note"
    assert look(lite).told == f"1 were neither created nor updated, at last exists (persons, {key})"
