"""The register: people are added, found, changed and leave, each within somebody's scope."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.store import Store
from dialogue.people.naming import CODE, code_of
from handlers import register
from handlers.context import Context
from handlers.register import Known, New
from models.entity import Entity, EntityVersion
from models.household import Household
from models.person import Person
from tests.events import AT
from tests.handlers.acting import TAMBON, Actor

GRANNY = New(
    name="ยายคำ",
    area=TAMBON,
    properties={
        "household": "H-7",
        "village": "บ้านโพน",
        "age": "71",
        "groups": "elderly dependent",
    },
)


@pytest.fixture
def somsri(store: Store, keys: Keyring) -> Actor:
    return Actor(store=store, keys=keys, name="somsri")


def added(by: Actor, new: New = GRANNY) -> str:
    return by.does(lambda ctx: register.add(new, ctx).id)


def names(found: list[Known]) -> list[str]:
    return [one.name for one in found]


def found(by: Actor, text: str) -> list[str]:
    return by.does(lambda ctx: names(register.found(text, ctx)))


def change(ctx: Context, person_id: str, name: str | None = None, **properties: str) -> bool:
    person = ctx.persons.get(person_id)
    assert person is not None
    return register.change(person, properties, ctx, name=name)


def test_who_is_added_is_known_with_all_that_was_told(somsri: Actor) -> None:
    person_id = added(somsri)

    known = somsri.does(lambda ctx: register.known(person_id, ctx))

    assert known is not None
    assert (known.name, known.village, known.mark) == ("ยายคำ", "บ้านโพน", "H-7")
    assert (known.birth_year, known.status) == (AT.year - 71, "active")
    assert (known.area, known.groups) == (TAMBON, ("elderly", "dependent"))
    assert (known.sex, known.carer, known.visited_at) == ("", "", None)
    assert len(known.code) == CODE
    assert code_of(known.code) == known.code


def test_row_entity_and_home_are_made_together(somsri: Actor) -> None:
    person_id = added(somsri)

    with somsri.store.thinking() as session:
        entity = session.get(Entity, ("persons", person_id))
        home = session.scalars(select(Household)).one()
        person = session.get(Person, person_id)
        assert entity is not None
        assert person is not None
        assert (entity.version, entity.area, entity.told.label) == (1, TAMBON, "ยายคำ")
        assert (home.village, home.mark, home.area) == ("บ้านโพน", "H-7", TAMBON)
        assert person.household_id == home.id
        assert person.name_hash == somsri.keys.hashed("name:ยายคํา")


def test_people_of_one_home_share_it_however_its_mark_is_written(somsri: Actor) -> None:
    first = added(somsri)
    added(
        somsri, New(name="ตามี", area=TAMBON, properties={"household": "h-๗ ", "village": "บ้าน โพน"})
    )

    home = somsri.does(lambda ctx: ctx.persons.get(first))

    assert home is not None
    assert home.household_id is not None
    at_home = somsri.does(lambda ctx: names(register.of_household(home.household_id or "", ctx)))
    assert at_home == ["ยายคำ", "ตามี"]


@pytest.mark.parametrize("typed", ["ยายคำ", " ยาย คำ ", "ยายค่ำ", "คำ", "H-7", "h-๗"])
def test_a_person_is_found_by_nickname_slip_part_and_home(somsri: Actor, typed: str) -> None:
    added(somsri)
    added(somsri, New(name="บุญมี", area=TAMBON, properties={"household": "B-2"}))

    assert found(somsri, typed) == ["ยายคำ"]


def test_a_person_is_found_by_code_as_it_is_read_aloud(somsri: Actor) -> None:
    person_id = added(somsri)
    code = somsri.does(lambda ctx: register.known(person_id, ctx)).code  # type: ignore[union-attr]  # there

    assert found(somsri, f"{code[:3].lower()}-{code[3:]}") == ["ยายคำ"]


def test_nobody_is_found_by_what_is_not_alike(somsri: Actor) -> None:
    added(somsri)

    assert found(somsri, "สมชาย") == []
    assert found(somsri, "") == []


@pytest.mark.parametrize(
    ("role", "area", "is_demo"),
    [
        ("volunteer", "340502", False),
        ("coordinator", "3410", False),
        ("coordinator", "34", True),
        ("mentor", "34", False),
    ],
)
def test_a_stranger_sees_nobody_by_name_code_home_or_id(
    somsri: Actor,
    role: str,
    area: str,
    is_demo: bool,  # noqa: FBT001  # a row of a table
) -> None:
    person_id = added(somsri)
    known = somsri.does(lambda ctx: register.known(person_id, ctx))
    assert known is not None
    stranger = replace(somsri, name="stranger", role=role, area=area, is_demo=is_demo)

    for typed in ("ยายคำ", known.code, "H-7", "คำ"):
        assert found(stranger, typed) == []
    assert stranger.does(lambda ctx: register.known(person_id, ctx)) is None
    home = known.household_id or ""
    assert stranger.does(lambda ctx: register.of_household(home, ctx)) == []
    assert stranger.does(lambda ctx: register.same_name("ยายคำ", TAMBON, ctx)) == []


def test_a_volunteer_sees_their_own_and_nobodys_and_a_coordinator_everyone(somsri: Actor) -> None:
    other = replace(somsri, name="mali")
    added(somsri, replace(GRANNY, assignee_id="somsri"))
    boss = replace(somsri, name="boss", role="coordinator", area="34")

    assert found(somsri, "ยายคำ") == ["ยายคำ"]
    assert found(other, "ยายคำ") == []
    assert found(boss, "ยายคำ") == ["ยายคำ"]


def test_a_change_makes_a_version_and_moves_the_row_along(somsri: Actor) -> None:
    person_id = added(somsri)

    assert somsri.does(
        lambda ctx: change(ctx, person_id, name="ยายดี", household="K-1", carer="ลูกสาว")
    )

    assert found(somsri, "ยายคำ") == []
    assert found(somsri, "K-1") == ["ยายดี"]
    known = somsri.does(lambda ctx: register.known(person_id, ctx))
    assert known is not None
    assert (known.mark, known.village, known.carer) == ("K-1", "บ้านโพน", "ลูกสาว")
    with somsri.store.thinking() as session:
        made = session.scalars(select(EntityVersion).order_by(EntityVersion.version))
        assert [(one.version, one.base_version) for one in made] == [(1, None), (2, 1)]


def test_what_is_so_already_makes_no_version(somsri: Actor) -> None:
    person_id = added(somsri)

    assert not somsri.does(lambda ctx: change(ctx, person_id, name="ยายคำ", household="H-7"))

    with somsri.store.thinking() as session:
        assert session.scalars(select(EntityVersion.version)).all() == [1]


@pytest.mark.parametrize("status", ["moved", "died", "refused"])
def test_who_leaves_is_kept_as_gone_since_that_day(somsri: Actor, status: str) -> None:
    person_id = added(somsri)

    def leave(ctx: Context) -> tuple[str, str]:
        person = ctx.persons.get(person_id)
        assert person is not None
        left = register.leave(person, status, ctx)
        return left.person_id, left.status

    assert somsri.does(leave) == (person_id, status)
    with somsri.store.thinking() as session:
        person = session.get(Person, person_id)
        assert person is not None
        assert (person.status, person.status_on, person.is_active) == (status, AT.date(), False)


def test_two_who_note_people_of_one_home_at_once_make_one_home(store: Store, keys: Keyring) -> None:
    actors = [Actor(store=store, keys=keys, name=name) for name in ("somsri", "mali")]
    both = Barrier(2, timeout=20)
    first = {actor.name for actor in actors}

    def add(actor: Actor) -> str:
        def work(ctx: Context) -> str:
            person = register.add(replace(GRANNY, name=actor.name), ctx)
            if actor.name in first:  # whoever thinks again does not wait
                first.discard(actor.name)
                both.wait()
            return person.id

        return actor.does(work)

    with ThreadPoolExecutor(2) as pool:
        ids = list(pool.map(add, actors))

    with store.thinking() as session:
        homes = {session.get_one(Person, one).household_id for one in ids}
        assert homes == set(session.scalars(select(Household.id)))
    assert len(homes) == 1


def test_a_button_names_a_person_in_twenty_letters(somsri: Actor) -> None:
    person_id = added(somsri)
    known = somsri.does(lambda ctx: register.known(person_id, ctx))
    assert known is not None

    assert register.called(known) == "ยายคำ · H-7"
    long = replace(known, name="ยายคำปุ่นน้ำใจงามยิ่งนัก")
    assert register.called(long) == "ยายคำปุ่นน้ำใจงามยิ่งนัก…"
    assert register.called(replace(known, mark="")) == "ยายคำ"
