"""Who sees whom: lists of entities in forms, by area, and what is asked of those out of sight."""

from collections.abc import AsyncIterator
from functools import cache

import pytest
from sqlalchemy import select, update

from bot.publication import publish
from bot.publishing.check import Checked, check
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.contact import Contact
from models.entity import Entity, EntityProblem
from models.organization import Membership, Memberships
from models.pair import Pair
from models.person import Person
from models.submission import Submission
from tests.bot.publishing.workbooks import Sheets, excel, markdown
from tests.house import House, open_house

pytestmark = pytest.mark.anyio

HEAD = ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)", "save_to")
SETTINGS = ("form_id", "form_title", "version")

PERSON: Sheets = {
    "survey": (HEAD, ("text", "called", "ชื่อเล่น", "ຊື່ຫຼິ້ນ", "")),
    "settings": (SETTINGS, ("person", "คนใหม่", "1")),
    "entities": (("list_name", "label"), ("persons", "${called}")),
}
HEALTH: Sheets = {
    "survey": (
        HEAD,
        ("select_one_from_file persons.csv", "who", "เยี่ยมใคร", "ຢ້ຽມໃຜ", ""),
        ("text", "health", "อาการเป็นอย่างไร", "ອາການເປັນແນວໃດ", "health"),
    ),
    "settings": (SETTINGS, ("health", "อาการ", "1")),
    "entities": (("list_name", "entity_id"), ("persons", "${who}")),
}


@cache
def forms() -> tuple[Checked, ...]:
    return tuple(check(markdown(form), "form.md") for form in (PERSON, HEALTH))


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        await house.apart(keep, house)
        yield house


def keep(house: House) -> None:
    with house.store.writing() as session:
        for form in forms():
            publish(session, form, house.watch())


async def worker(house: House, area: str, role: str = "volunteer") -> Phone:
    """Let someone begin to work in an area."""
    phone = house.phone(f"{role} {area} {len(house.world.contacts)}")
    await phone.follow()
    await phone.tap("ไทย")
    code = f"AREA{len(house.world.contacts):06d}"
    await phone.type(await house.apart(house.invite, code, role, area))
    return phone


async def also(house: House, phone: Phone, role: str, area: str) -> None:
    """Give someone another role, elsewhere."""
    await phone.type(await house.apart(house.invite, "A1S0R01E00", role, area))


async def note(phone: Phone, *names: str) -> None:
    for name in names:
        await phone.type("คนใหม่")
        await phone.type(name)


async def sees(phone: Phone) -> list[str]:
    """Read whom the form offers; nobody where it only has the buttons of every question."""
    await phone.type("อาการ")
    labels = [button.label for button in phone.buttons()]
    await phone.type("ยกเลิก")
    await phone.tap("ใช่ ลบคำตอบ")
    return [label for label in labels if label in {"ยายคำ", "ตามี", "น้องดาว"}]


def labels(house: House, *, is_demo: bool = False) -> list[str]:
    with house.store.thinking() as session:
        rows = session.scalars(select(Entity).where(Entity.is_demo.is_(is_demo)))
        return sorted(row.told.label for row in rows)


def problems(house: House) -> list[tuple[str, str]]:
    with house.store.thinking() as session:
        rows = session.scalars(select(EntityProblem))
        return [(row.list, row.kind) for row in rows]


def submissions(house: House) -> int:
    with house.store.thinking() as session:
        return len(list(session.scalars(select(Submission.id))))


async def test_volunteers_see_whom_they_noted_and_coordinators_a_whole_area(house: House) -> None:
    khong, muang = await worker(house, "340501"), await worker(house, "3401")
    district, province = await worker(house, "3405"), await worker(house, "34", "coordinator")
    await note(khong, "ยายคำ")
    await note(muang, "ตามี")
    await note(district, "น้องดาว")

    assert await sees(khong) == ["ยายคำ"]
    assert await sees(muang) == ["ตามี"]
    assert await sees(district) == ["น้องดาว"]
    assert await sees(await worker(house, "3405", "coordinator")) == ["ยายคำ", "น้องดาว"]
    assert await sees(province) == ["ยายคำ", "ตามี", "น้องดาว"]
    assert await sees(await worker(house, "41")) == []


async def test_whoever_is_in_the_register_is_seen_by_their_visitor_and_the_coordinator(
    house: House,
) -> None:
    mine, neighbour = await worker(house, "3405"), await worker(house, "3405")
    coordinator = await worker(house, "34", "coordinator")
    await note(mine, "ยายคำ", "ตามี", "น้องดาว")

    await house.apart(assign, house, "ยายคำ", mine)
    await house.apart(assign, house, "ตามี", neighbour)
    await house.apart(assign, house, "น้องดาว", None)

    assert await sees(mine) == ["ยายคำ", "น้องดาว"]
    assert await sees(neighbour) == ["ตามี", "น้องดาว"]
    assert await sees(coordinator) == ["ยายคำ", "ตามี", "น้องดาว"]


async def test_buddies_see_each_others_people_and_nobody_else_of_the_others_area(
    house: House,
) -> None:
    thai, lao = await worker(house, "3405"), await worker(house, "3401")
    await note(thai, "ยายคำ", "ตามี")
    await house.apart(assign, house, "ยายคำ", thai)
    await house.apart(assign, house, "ตามี", None)

    await house.apart(pair, house, thai, lao)

    assert await sees(thai) == ["ยายคำ", "ตามี"]
    assert await sees(lao) == ["ยายคำ"]


async def test_whoever_was_handed_over_meanwhile_is_not_changed(house: House) -> None:
    mine, neighbour = await worker(house, "3405"), await worker(house, "3405")
    await note(mine, "ยายคำ")
    await house.apart(assign, house, "ยายคำ", mine)
    await mine.type("อาการ")
    await mine.tap("ยายคำ")

    await house.apart(assign, house, "ยายคำ", neighbour)
    await mine.type("ปวดเข่า")

    assert await house.apart(problems, house) == [("persons", "unknown")]


def assign(house: House, name: str, phone: Phone | None) -> None:
    """Put someone into the register, or find them there, with this visitor or none."""
    with house.store.writing() as session:
        entities = session.scalars(select(Entity).where(Entity.list == "persons"))
        entity = next(one for one in entities if one.told.label == name)
        person = session.get(Person, entity.id) or Person(
            id=entity.id,
            code=entity.id[:6],
            area=entity.area,
            created_at=house.watch(),
            updated_at=house.watch(),
        )
        session.add(person)
        person.assignee_id = None if phone is None else house.lane(phone)


def pair(house: House, one: Phone, other: Phone) -> None:
    with house.store.writing() as session:
        session.add(
            Pair(
                id="pair",
                one_id=house.lane(one),
                other_id=house.lane(other),
                made_at=house.watch(),
            )
        )


async def test_a_list_without_anybody_says_that_it_is_the_list(house: House) -> None:
    phone = await worker(house, "41")

    await phone.type("อาการ")

    assert "รายการนี้ยังไม่มีข้อมูลในพื้นที่ของคุณ" in house.heard(phone)[-1]


@pytest.mark.parametrize("role", ["mentor", "reader", "receiver"])
async def test_a_role_that_visits_nobody_shows_nobody(house: House, role: str) -> None:
    here, elsewhere = await worker(house, "340501"), await worker(house, "3401")
    await note(here, "ยายคำ")
    await note(elsewhere, "ตามี")

    await also(house, here, role, "34")

    assert await house.apart(roles, house, here) == ["volunteer", role]
    assert await sees(here) == ["ยายคำ"]


async def test_whoever_was_a_mentor_first_sees_whom_they_note_as_a_volunteer(house: House) -> None:
    phone = await worker(house, "34", "mentor")
    await also(house, phone, "volunteer", "340501")

    await note(phone, "ยายคำ")

    assert await sees(phone) == ["ยายคำ"]
    assert await sees(await worker(house, "3405", "coordinator")) == ["ยายคำ"]


def roles(house: House, phone: Phone) -> list[str]:
    with house.store.thinking() as session:
        return [held.role for held in Memberships(session).of(house.lane(phone))]


async def test_whoever_practises_makes_entities_apart(house: House) -> None:
    real, practising = await worker(house, "3405"), await worker(house, "3405")
    await house.apart(practise, house, practising)

    await note(real, "ยายคำ")
    await note(practising, "ตามี")

    assert await sees(real) == ["ยายคำ"]
    assert await sees(practising) == ["ตามี"]
    assert await house.apart(labels, house) == ["ยายคำ"]
    assert await house.apart(lambda: labels(house, is_demo=True)) == ["ตามี"]


def practise(house: House, phone: Phone) -> None:
    with house.store.writing() as session:
        contact = session.get(Contact, house.lane(phone))
        assert contact is not None
        contact.is_demo = True


async def test_who_is_out_of_sight_by_now_is_not_changed_and_nothing_is_lost(
    house: House,
) -> None:
    phone = await worker(house, "3405")
    await note(phone, "ยายคำ")
    await phone.type("อาการ")
    await phone.tap("ยายคำ")

    await house.apart(transfer, house, phone)
    await phone.type("ปวดเข่า")

    assert "บันทึกแล้ว" in house.heard(phone)[-1]
    assert await house.apart(submissions, house) == 2
    assert await house.apart(problems, house) == [("persons", "unknown")]


def transfer(house: House, phone: Phone) -> None:
    """Let someone work elsewhere from now on."""
    with house.store.writing() as session:
        mine = Membership.contact_id == house.lane(phone)
        session.execute(update(Membership).where(mine).values(area="41"))


async def test_a_trial_shows_the_list_and_changes_nobody(house: House) -> None:
    phone = await worker(house, "34", "coordinator")
    await note(phone, "ยายคำ")
    trial: Sheets = {**HEALTH, "settings": (SETTINGS, ("health", "อาการ", "2"))}

    await phone.send_file("health.xlsx", excel(trial))
    await house.examine()
    await phone.tap("ดูผล")
    await phone.tap("ทดลอง")
    await phone.tap("ยายคำ")
    await phone.type("ปวดเข่า")

    assert "ไม่ได้เก็บ" in "\n".join(house.heard(phone)[-3:])
    assert await house.apart(labels, house) == ["ยายคำ"]
    assert await house.apart(versions, house) == [1]


def versions(house: House) -> list[int]:
    with house.store.thinking() as session:
        return list(session.scalars(select(Entity.version)))


async def test_a_blank_label_makes_nobody_and_the_submission_stays(house: House) -> None:
    phone = await worker(house, "3405")

    await phone.type("คนใหม่")
    await phone.type("ข้าม")

    assert await house.apart(labels, house) == []
    assert await house.apart(submissions, house) == 1
    assert await house.apart(problems, house) == [("persons", "no label")]


async def test_nothing_of_an_entity_stands_in_clear(house: House) -> None:
    phone = await worker(house, "3405")
    await note(phone, "ยายคำ")

    def raw() -> bytes:
        with house.store.engine.connect() as connection:
            tables = ("entities", "entity_versions")
            rows = [connection.exec_driver_sql(f"SELECT * FROM {one}").all() for one in tables]  # noqa: S608  # names of ours
            return repr(rows).encode()

    assert "ยายคำ".encode() not in await house.apart(raw)
    assert b"3405" in await house.apart(raw)
