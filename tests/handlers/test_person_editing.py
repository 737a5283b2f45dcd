"""Editing a person: one thing at a time, by whoever may see them."""

import pytest
from sqlalchemy import select

from bot.simulator.phone import Phone
from models.entity import Entity
from models.person import Person
from tests.handlers.talking_people import joined, labels, noted, says
from tests.house import House

pytestmark = pytest.mark.anyio


def told(house: House, label: str) -> dict[str, str]:
    with house.store.thinking() as session:
        rows = session.scalars(select(Entity).where(Entity.list == "persons"))
        return dict(next(row.told.properties for row in rows if row.told.label == label))


async def granny(house: House) -> Phone:
    """Let someone note a granny, and look at her."""
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "H-7", "บ้านโพน")
    await says(somsri, "=ดูข้อมูลคนนี้", "=แก้ไขข้อมูล")
    return somsri


async def test_a_home_that_is_known_is_chosen_with_its_village(house: House) -> None:
    somsri = await granny(house)
    await noted(somsri, "บุญมี", "K-1", "บ้านนา")
    await says(somsri, "คน", "ยายคำ", "=ยายคำ · H-7", "=แก้ไขข้อมูล", "=บ้าน", "K-1")
    assert "บ้านหลังไหน" in house.heard(somsri)[-1]

    await says(somsri, "=K-1 · บ้านนา")

    now = await house.apart(told, house, "ยายคำ")
    assert (now["household"], now["village"]) == ("K-1", "บ้านนา")

    def homes() -> set[str | None]:
        with house.store.thinking() as session:
            return set(session.scalars(select(Person.household_id)))

    assert len(await house.apart(homes)) == 1


async def test_groups_are_put_in_and_out_before_they_are_saved(house: House) -> None:
    somsri = await granny(house)
    await says(somsri, "=กลุ่ม", "=ผู้สูงอายุ", "=คนพิการ", "=ผู้สูงอายุ", "=กลุ่มอื่นๆ", "=บันทึก")

    assert (await house.apart(told, house, "ยายคำ"))["groups"] == "disabled"


async def test_back_and_cancel_leave_all_as_it_was(house: House) -> None:
    somsri = await granny(house)
    before = await house.apart(told, house, "ยายคำ")

    await says(somsri, "=ชื่อเล่น", "ยกเลิก", "=ภาษา", "=ย้อนกลับ", "=ชื่อเล่น", "ยายคำ")

    assert "เป็นอย่างนี้อยู่แล้ว" in house.heard(somsri)[-1]
    assert await house.apart(told, house, "ยายคำ") == before


async def test_the_menu_is_reached_from_a_question(house: House) -> None:
    somsri = await granny(house)

    await says(somsri, "=ชื่อเล่น", "เมนู")

    assert (await house.apart(told, house, "ยายคำ"))["household"] == "H-7"
    assert "แก้ไขแล้ว" not in house.heard(somsri)[-1]


async def test_a_volunteer_sets_neither_who_visits_nor_makes_one_of_two(house: House) -> None:
    somsri = await granny(house)

    assert not {"ใครเป็นคนเยี่ยม", "ซ้ำกับอีกรายการ"} & set(labels(somsri))


async def test_whoever_was_handed_over_is_edited_by_the_former_no_more(house: House) -> None:
    somsri = await granny(house)
    buttons = list(somsri.buttons())

    def hand_over() -> None:
        with house.store.writing() as session:
            session.scalars(select(Person)).one().assignee_id = house.lane(mali)

    mali = await joined(house, "มาลี")
    await says(somsri, "=ชื่อเล่น")
    await house.apart(hand_over)

    await says(somsri, "ยายดี")
    assert "ไม่อยู่ในรายชื่อของคุณ" in house.heard(somsri)[-1]
    for button in buttons:
        await somsri.press(button)
        assert "ยายคำ" not in house.heard(somsri)[-1]

    assert (await house.apart(told, house, "ยายคำ"))["household"] == "H-7"


async def test_a_merge_is_called_off_and_finds_nobody_else(house: House) -> None:
    await granny(house)
    boss = await joined(house, "หัวหน้า", role="coordinator", area="34")
    await says(boss, "คน", "ยายคำ", "=ยายคำ · H-7", "=แก้ไขข้อมูล", "=ซ้ำกับอีกรายการ", "ยายคำ")
    assert "ไม่พบรายการอื่น" in house.heard(boss)[-1]

    await says(boss, "ยกเลิก")

    assert "ไม่ได้เปลี่ยนอะไร" in house.heard(boss)[-1]


async def test_a_second_tap_on_what_was_noted_changes_nothing(house: House) -> None:
    somsri = await granny(house)
    await says(somsri, "=ย้าย เสียชีวิต ไม่รับ", "=เสียชีวิต")
    sure = next(button for button in somsri.buttons() if button.label == "ใช่ บันทึกเลย")
    await somsri.press(sure)

    await somsri.press(sure)

    assert "ขอแสดงความเสียใจ" in house.heard(somsri)[-1]
    assert (await house.apart(told, house, "ยายคำ"))["status"] == "died"


async def test_a_word_that_asks_for_other_work_renames_nobody(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "H-7", "ข้าม")
    await says(somsri, "=ดูข้อมูลคนนี้", "=แก้ไขข้อมูล", "=ชื่อเล่น", "คน")
    assert "หาใคร" in house.heard(somsri)[-1]

    await says(somsri, "ยายคำ")
    assert "ยายคำ · H-7" in labels(somsri)
