"""Tags: who is given one, what may be one, who reads it, and where it is not seen."""

from sqlalchemy import select

from bot.simulator.phone import Phone
from models.audit import Audit
from models.contact_tag import ContactTag
from tests.handlers.members import member
from tests.house import House


def borne(house: House) -> set[tuple[str, str]]:
    """List who bears which tag."""
    with house.store.thinking() as session:
        return {(row.contact_id, row.tag) for row in session.scalars(select(ContactTag))}


def marked(house: House) -> list[tuple[str, str]]:
    with house.store.thinking() as session:
        return [(row.action, row.subject) for row in session.scalars(select(Audit))]


async def tagging(boss: Phone, word: str) -> None:
    """Give all of one's area a tag."""
    for label in ("ประกาศ", "เลือกเอง", "ป้าย", "ตั้งป้ายให้คนเหล่านี้", word):
        await boss.type(label)


async def test_those_who_are_chosen_bear_it_and_read_it_themselves(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    near = await member(house, "ใกล้", ("volunteer", "340501"))
    await member(house, "ไกล", ("volunteer", "9010"))

    await tagging(boss, "ทีม เช้า")

    mine = {house.lane(boss), house.lane(near)}
    assert await house.apart(borne, house) == {(one, "ทีม เช้า") for one in mine}
    assert set(await house.apart(marked, house)) == {("changed", one) for one in mine}
    await near.type("ดูข้อมูลของฉัน")
    assert "ป้าย: ทีม เช้า" in "\n".join(house.heard(near)[-3:])


async def test_a_coordinator_of_other_areas_does_not_see_it(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    other = await member(house, "อื่น", ("coordinator", "9010"))
    await tagging(boss, "ทีมเช้า")

    for label in ("ประกาศ", "เลือกเอง", "ป้าย"):
        await other.type(label)

    assert "ยังไม่มีใครมีป้าย" in house.heard(other)[-1]
    assert "ทีมเช้า" not in [button.label for button in other.buttons()]


async def test_numbers_and_long_words_are_no_tag(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))

    await tagging(boss, "081 234 5678")
    await boss.type("คำที่ยาวเกินกว่าที่ปุ่มหนึ่งจะแสดงได้")

    assert await house.apart(borne, house) == set()
    assert "พิมพ์คำสั้นๆ" in house.heard(boss)[-1]
