"""Entities in the chat: made by one form, read and changed by another."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.publication import publish
from bot.publishing.check import Checked, check
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.entity import Entity, EntityProblem, EntityVersion
from tests.bot.publishing.workbooks import Sheets, markdown
from tests.house import House, open_house

pytestmark = pytest.mark.anyio

REGISTER = Path(__file__).parents[2] / "content" / "forms" / "household_register.csv"

HEALTH: Sheets = {
    "survey": (
        ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)", "save_to"),
        ("select_one_from_file persons.csv", "who", "เยี่ยมใคร", "ຢ້ຽມໃຜ", ""),
        ("text", "health", "อาการเป็นอย่างไร", "ອາການເປັນແນວໃດ", "health"),
    ),
    "settings": (("form_id", "form_title", "version"), ("health", "อาการ · ອາການ", "1")),
    "entities": (("list_name", "entity_id"), ("persons", "${who}")),
}


NEW: Sheets = {
    "survey": (
        ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)", "save_to"),
        ("text", "called", "ชื่อเล่น", "ຊື່ຫຼິ້ນ", ""),
        ("integer", "age", "อายุ", "ອາຍຸ", "persons#age"),
        ("begin_group", "next", "", "", ""),
        ("text", "task", "ต้องทำอะไร", "ຕ້ອງເຮັດຫຍັງ", "followups#task"),
        ("date", "due", "วันไหน", "ມື້ໃດ", "followups#due_date"),
        ("end_group", "", "", "", ""),
    ),
    "settings": (("form_id", "form_title", "version"), ("new", "คนใหม่ · ຄົນໃໝ່", "1")),
    "entities": (
        ("list_name", "label", "create_if"),
        ("persons", "${called}", ""),
        ("followups", "${task}", "${task} != ''"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a volunteer types in one language."""

    language: str
    register: str
    health: str
    skip: str
    add: str
    enough: str
    save: str
    asks_who: str


TH = Words(
    language="ไทย",
    register="ทะเบียนครัวเรือน",
    health="อาการ",
    skip="ข้าม",
    add="เพิ่ม",
    enough="พอแล้ว",
    save="บันทึก",
    asks_who="เยี่ยมใคร",
)
LO = Words(
    language="ລາວ",
    register="ທະບຽນຄົວເຮືອນ",
    health="ອາການ",
    skip="ຂ້າມ",
    add="ເພີ່ມ",
    enough="ພໍແລ້ວ",
    save="ບັນທຶກ",
    asks_who="ຢ້ຽມໃຜ",
)


@cache
def checked(name: str) -> Checked:
    sheets = {"health.md": HEALTH, "new.md": NEW}.get(name)
    return check(REGISTER.read_bytes() if sheets is None else markdown(sheets), name)


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        await house.apart(keep, house, "household_register.csv", "health.md", "new.md")
        yield house


def keep(house: House, *names: str) -> None:
    with house.store.writing() as session:
        for name in names:
            publish(session, checked(name), house.watch())


async def register(phone: Phone, words: Words, people: Mapping[str, str]) -> None:
    """Note a household: everybody agrees for himself or herself; of each the age is told."""
    home = (words.register, "1", "1", "H-7", words.skip, str(len(people)))
    lines = list(home)
    for name, age in people.items():
        lines += ["1", name, age, *[words.skip] * 4, words.add]
    for said in (*lines[:-1], words.enough, words.skip, words.save):
        await phone.type(said)


def entities(house: House, name: str = "persons") -> dict[str, tuple[int, str, dict[str, str]]]:
    """Read a list: version, mark and properties that are not blank, by label."""
    with house.store.thinking() as session:
        rows = session.scalars(select(Entity).where(Entity.list == name))
        return {
            row.told.label: (
                row.version,
                row.conflict,
                {key: text for key, text in row.told.properties.items() if text},
            )
            for row in rows
        }


def problems(house: House) -> list[str]:
    with house.store.thinking() as session:
        return list(session.scalars(select(EntityProblem.kind)))


@pytest.mark.parametrize("words", [TH, LO], ids=["th", "lo"])
async def test_people_of_a_household_are_picked_and_changed_by_another_form(
    house: House, words: Words
) -> None:
    phone = await house.volunteer(language=words.language)

    await register(phone, words, {"ยายคำ": "71", "ตามี": "68"})

    told = {"consent": "record", "household": "H-7"}
    assert await house.apart(entities, house) == {
        "ยายคำ": (2, "", {**told, "age": "71", "birth_year": "1955"}),
        "ตามี": (2, "", {**told, "age": "68", "birth_year": "1958"}),
    }

    await phone.type(words.health)

    assert words.asks_who in house.heard(phone)[-1]
    assert [button.label for button in phone.buttons()][:2] == ["ยายคำ", "ตามี"]

    await phone.tap("ตามี")
    await phone.type("ปวดเข่า")

    changed = await house.apart(entities, house)
    assert changed["ตามี"] == (
        3,
        "",
        {**told, "age": "68", "birth_year": "1958", "health": "ปวดเข่า"},
    )
    assert changed["ยายคำ"] == (2, "", {**told, "age": "71", "birth_year": "1955"})
    assert await house.apart(problems, house) == []


async def test_what_two_change_without_knowing_of_each_other_is_marked(house: House) -> None:
    first = await house.volunteer("สมศรี")
    second = await house.volunteer("มาลี", role="coordinator")
    await register(first, TH, {"ยายคำ": "71"})
    for phone in (first, second):
        await phone.type(TH.health)
        await phone.tap("ยายคำ")

    await first.type("ปวดเข่า")
    await second.type("ปวดหลัง")

    (version, mark, properties) = (await house.apart(entities, house))["ยายคำ"]
    assert (version, mark) == (4, "hard")
    assert properties["health"] == "ปวดหลัง"
    assert properties["age"] == "71"
    assert await house.apart(bases, house) == [(1, None), (2, 1), (3, 2), (4, 2)]


def bases(house: House) -> list[tuple[int, int | None]]:
    with house.store.thinking() as session:
        made = session.scalars(select(EntityVersion).order_by(EntityVersion.version))
        return [(one.version, one.base_version) for one in made]


async def test_one_form_makes_entities_of_several_lists(house: House) -> None:
    phone = await house.volunteer()

    for said in ("คนใหม่", "ยายคำ", "71", "พาไปหาหมอ", "1/12/2569"):
        await phone.type(said)
    for said in ("คนใหม่", "ตามี", "68", TH.skip, TH.skip):
        await phone.type(said)

    assert await house.apart(entities, house) == {
        "ยายคำ": (1, "", {"age": "71", "birth_year": "1955"}),
        "ตามี": (1, "", {"age": "68", "birth_year": "1958"}),
    }
    assert await house.apart(entities, house, "followups") == {
        "พาไปหาหมอ": (1, "", {"task": "พาไปหาหมอ", "due_date": "2026-12-01"}),
    }


async def test_who_withdraws_consent_takes_everybody_along(house: House) -> None:
    phone = await house.volunteer()
    await register(phone, TH, {"ยายคำ": "71"})

    await phone.tap("แก้ไขคำตอบ")
    for said in ("1", "2", TH.save):  # the first question, "no"
        await phone.type(said)

    assert await house.apart(entities, house) == {}
    assert await house.apart(bases, house) == []


async def test_a_correction_makes_nobody_a_second_time(house: House) -> None:
    phone = await house.volunteer()
    await register(phone, TH, {"ยายคำ": "71"})

    await phone.tap("แก้ไขคำตอบ")
    for said in ("8", "72", TH.save):  # how old
        await phone.type(said)

    assert list(await house.apart(entities, house)) == ["ยายคำ"]
    assert await house.apart(bases, house) == [(1, None), (2, 1)]
    assert await house.apart(problems, house) == []


@pytest.mark.parametrize("words", [TH, LO], ids=["th", "lo"])
async def test_who_takes_back_a_consent_of_their_own_is_no_person_any_more(
    house: House, words: Words
) -> None:
    phone = await house.volunteer(language=words.language)
    await register(phone, words, {"ยายคำ": "71", "ตามี": "72"})

    await phone.type("แก้ไข")
    await phone.press(phone.buttons()[0])
    for said in ("6", "4", words.save):  # whether the first of them agrees: "no"
        await phone.type(said)

    assert list(await house.apart(entities, house)) == ["ตามี"]
    assert await house.apart(bases, house) == [(1, None), (2, 1)]


async def test_a_correction_of_whoever_only_changed_somebody_erases_nobody(house: House) -> None:
    phone = await house.volunteer()
    await register(phone, TH, {"ยายคำ": "71", "ตามี": "72"})
    for said in ("อาการ", "1", "ไอ"):
        await phone.type(said)

    await phone.tap("แก้ไขคำตอบ")
    for said in ("1", "2", TH.save):  # another person
        await phone.type(said)

    assert sorted(await house.apart(entities, house)) == ["ตามี", "ยายคำ"]


async def test_what_a_correction_did_is_not_done_again_by_the_next(house: House) -> None:
    phone = await house.volunteer()
    for said in ("คนใหม่", TH.skip, "71", TH.skip, TH.skip):
        await phone.type(said)
    for name in ("ยายคำ", "แม่คำ"):
        await phone.tap("แก้ไขคำตอบ")
        await phone.type("1")
        await phone.type(name)
        await phone.tap("บันทึก")

    assert await house.apart(entities, house) == {
        "ยายคำ": (1, "", {"age": "71", "birth_year": "1955"})
    }
    assert await house.apart(problems, house) == ["no label"]


async def test_who_takes_consent_back_is_in_no_list_any_more(house: House) -> None:
    phone = await house.volunteer("สมศรี")
    other = await house.volunteer("มาลี", role="coordinator")
    await register(other, TH, {"น้องดาว": "3"})
    await register(phone, TH, {"ยายคำ": "71", "ตามี": "68"})
    await other.type(TH.health)
    await other.tap("ยายคำ")
    await other.type("ปวดเข่า")

    await phone.tap("แก้ไขคำตอบ")
    await phone.type("1")
    await phone.tap("ไม่ยินยอม")
    await phone.tap("ลบทั้งหมด")

    assert "ลบคำตอบที่เคยส่งไปแล้วด้วย" in house.heard(phone)[-1]
    assert list(await house.apart(entities, house)) == ["น้องดาว"]
    assert await house.apart(bases, house) == [(1, None), (2, 1)]
