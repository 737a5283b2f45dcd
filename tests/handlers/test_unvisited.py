"""Who is not visited: one's own people by name, an area's by numbers, by role."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.person import Person
from tests.handlers.needing import put
from tests.handlers.owing import settle
from tests.house import NOON, House, open_house

PERSON = "00000000-0000-4000-8000-00000000000{}"


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        await house.apart(settle, lite)
        yield house


def noted(
    store: Store, days: Sequence[int | None], whose: str | None, area: str = "340501"
) -> None:
    """Note a person for each, visited so many days ago (None: never)."""
    for number, ago in enumerate(days):
        person_id = PERSON.format(f"{number}") if whose else PERSON.format(f"{number + 5}")
        put(store, person_id, name=f"ยาย{number}", area=area, assignee_id=whose)
        with store.writing() as session:
            row = session.get_one(Person, person_id)
            row.visited_at = None if ago is None else NOON - timedelta(days=ago)


async def answer(house: House, phone: Phone, text: str) -> str:
    before = len(house.heard(phone))
    await phone.type(text)
    return "\n".join(house.heard(phone)[before:])


async def test_a_volunteer_sees_their_own_who_wait_longest_first(house: House) -> None:
    somsri = await house.volunteer()
    await house.apart(noted, house.store, [40, 5, 100, None], house.lane(somsri))
    await house.apart(noted, house.store, [200], None)

    words = await answer(house, somsri, "ใครยังไม่เยี่ยม")

    assert words.splitlines() == [
        "ยังไม่ได้เยี่ยมใน 30 วันที่ผ่านมา 3 คน จากคนในความดูแลของคุณ 4 คน",
        "ยาย2 · H-7 – 100 วันที่แล้ว",
        "ยาย0 · H-7 – 40 วันที่แล้ว",
        "ยาย3 · H-7 – ยังไม่เคยเยี่ยม",
    ]
    await somsri.tap("ดูแบบ 90 วัน")
    assert "ใน 90 วันที่ผ่านมา 2 คน" in house.heard(somsri)[-1]


async def test_it_is_said_when_all_were_visited(house: House) -> None:
    somsri = await house.volunteer()
    await house.apart(noted, house.store, [4, 5], house.lane(somsri))

    assert "2 คน ได้รับการเยี่ยมครบใน 30 วัน" in await answer(house, somsri, "unvisited")


async def test_a_coordinator_sees_numbers_by_volunteer_and_area(house: House) -> None:
    somsri = await house.volunteer()
    boss = await house.volunteer("บุญมี", role="coordinator")
    await house.apart(noted, house.store, [40, 5], house.lane(somsri))
    await house.apart(noted, house.store, [None], None, "340502")

    by_volunteer = (await answer(house, boss, "ใครยังไม่เยี่ยม")).splitlines()

    assert by_volunteer[:2] == [
        "ยังไม่ได้รับการเยี่ยมใน 30 วันที่ผ่านมา 2 คน จาก 3 คน",
        "งานที่เลยกำหนด 0 รายการ",
    ]
    assert sorted(line.partition(": ")[2] for line in by_volunteer[2:]) == [
        "ยังไม่เยี่ยม 1 จาก 1 คน งานเลยกำหนด 0",
        "ยังไม่เยี่ยม 1 จาก 2 คน งานเลยกำหนด 0",
    ]
    await boss.tap("แยกตามพื้นที่")
    by_area = house.heard(boss)[-1].splitlines()
    assert by_area[2:] == [
        "340501: ยังไม่เยี่ยม 1 จาก 2 คน งานเลยกำหนด 0",
        "340502: ยังไม่เยี่ยม 1 จาก 1 คน งานเลยกำหนด 0",
    ]


async def test_a_mentor_sees_no_count_by_which_somebody_could_be_recognised(house: House) -> None:
    mentor = await house.volunteer("มานี", role="mentor")
    await house.apart(noted, house.store, [40, 5], None)

    words = await answer(house, mentor, "ใครยังไม่เยี่ยม")

    assert words.splitlines() == [
        "ยังไม่ได้รับการเยี่ยมใน 30 วันที่ผ่านมา * คน จาก * คน",
        "งานที่เลยกำหนด 0 รายการ",
        "* คือตัวเลขที่ซ่อนไว้ เพื่อไม่ให้รู้ว่าเป็นใคร",
        "นี่คือยอดรวมของพื้นที่ที่คุณดูแล",
    ]


async def test_what_is_hidden_cannot_be_computed_from_the_other_period(house: House) -> None:
    mentor = await house.volunteer("มานี", role="mentor")
    await house.apart(noted, house.store, [5] * 6 + [40] * 2 + [100] * 7, None)

    assert "9 คน จาก 15 คน" in await answer(house, mentor, "ใครยังไม่เยี่ยม")
    await mentor.tap("ดูแบบ 90 วัน")
    assert "* คน จาก 15 คน" in house.heard(mentor)[-1]  # 7 would tell of the 2 between


async def test_a_mentor_sees_totals_alone(house: House) -> None:
    mentor = await house.volunteer("มานี", role="mentor")
    await house.apart(noted, house.store, [40] * 5 + [100] * 6 + [5] * 7, None)

    words = await answer(house, mentor, "ใครยังไม่เยี่ยม")

    assert words.splitlines() == [
        "ยังไม่ได้รับการเยี่ยมใน 30 วันที่ผ่านมา 11 คน จาก 18 คน",
        "งานที่เลยกำหนด 0 รายการ",
        "นี่คือยอดรวมของพื้นที่ที่คุณดูแล",
    ]
    assert [one.label for one in mentor.buttons()] == ["ดูแบบ 90 วัน", "เมนู"]


async def test_a_stranger_sees_nobody(house: House) -> None:
    await house.apart(noted, house.store, [40], None, "900101")
    boss = await house.volunteer("บุญมี", role="coordinator")
    visitor = house.phone("ใคร")
    await visitor.follow()
    await visitor.tap("ไทย")

    assert "0 คน จาก 0 คน" in await answer(house, boss, "ใครยังไม่เยี่ยม")
    assert "เฉพาะอาสาสมัครเท่านั้น" in await answer(house, visitor, "ใครยังไม่เยี่ยม")
    assert "เฉพาะอาสาสมัครเท่านั้น" in await answer(house, visitor, "งานวันนี้")


async def test_only_coordinators_see_the_rules(house: House) -> None:
    somsri = await house.volunteer()

    assert "เฉพาะผู้ประสานงานเท่านั้น" in await answer(house, somsri, "กฎติดตาม")


async def test_the_rules_are_turned_page_by_page(house: House) -> None:
    boss = await house.volunteer("บุญมี", role="coordinator")

    assert "6. " in await answer(house, boss, "กฎติดตาม")
    await boss.tap("ดูต่อ")

    assert "7. " in house.heard(boss)[-1]
    await boss.tap("กฎข้อ 7")
    assert "แสดงตั้งแต่วันที่" in house.heard(boss)[-1]
