"""Broadcasts: who may write one, to whom, what it costs, and who decides."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.simulator.quota import Quota
from bot.store import Store
from models.broadcast import APPROVING, CANCELLED, HELD, SENT, Broadcast
from tests.handlers.members import member
from tests.house import House, open_house


@pytest.fixture
async def strict(store: Store, keys: Keyring) -> AsyncIterator[House]:
    """Open a house in which one coordinator writes to one person alone."""
    async with open_house(store, keys, alone=1) as house:
        yield house


def last(house: House, phone: Phone) -> str:
    return "\n".join(house.heard(phone)[-5:])


def made(house: House) -> list[tuple[str, str | None, int]]:
    """List what was made: its state, who approved it, and for how many it was counted."""
    with house.store.thinking() as session:
        rows = session.scalars(select(Broadcast).order_by(Broadcast.made_at))
        return [(row.state, row.approved_by, row.counted) for row in rows]


async def written(_house: House, boss: Phone, who: str = "อาสาในพื้นที่") -> None:
    """Write a broadcast as far as its preview."""
    await boss.type("ประกาศ")
    await boss.tap(who)
    await boss.type("พรุ่งนี้ฉีดวัคซีน")
    await boss.type("ມື້ອື່ນສັກຢາ")
    await boss.tap("ดูตัวอย่าง")


async def many(house: House) -> tuple[Phone, Phone, Phone]:
    """Let three coordinators have one area with more volunteers than one may write to alone."""
    for name in ("ก", "ข"):
        await member(house, name)
    first = await member(house, "หนึ่ง", ("coordinator", "3405"))
    second = await member(house, "สอง", ("coordinator", "3405"))
    return first, second, await member(house, "สาม", ("coordinator", "3405"))


async def test_only_volunteers_of_the_own_areas_are_counted(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "ใกล้", ("volunteer", "340501"))
    await member(house, "ไกล", ("volunteer", "9010"))

    await written(house, boss)

    assert "ผู้รับ: 1 คน" in last(house, boss)


async def test_an_area_of_somebody_else_cannot_be_chosen(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "ไกล", ("volunteer", "9010"))
    await boss.type("ประกาศ")
    await boss.tap("เลือกเอง")

    await boss.tap("พื้นที่")
    await boss.type("9010")

    assert "ไม่มีที่นี้ในพื้นที่ของคุณ" in last(house, boss)


async def test_who_blocked_the_bot_or_wants_no_notices_is_left_out_and_counted(
    house: House,
) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    gone, silent = await member(house, "ไป"), await member(house, "เงียบ")
    await member(house, "อยู่")
    await gone.block()
    await silent.type("ไม่รับแจ้งเตือน")

    await written(house, boss)

    said = last(house, boss)
    assert "ผู้รับ: 1 คน" in said
    assert "บล็อกไว้: 1" in said
    assert "ไม่รับแจ้งเตือน: 1" in said


async def test_over_quota_it_says_how_many_get_nothing_and_offers_the_free_way(
    house: House,
) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    away = [await member(house, name) for name in ("ก", "ข")]
    house.world.quota = Quota(300)
    house.world.quota.spend(269, now=house.watch())
    await house.app.push_count().pass_once()

    await written(house, boss)
    assert "เดือนนี้เหลือ: 31 ข้อความ กันไว้ให้เรื่องด่วน 30" in last(house, boss)
    assert "1 คนจะไม่ได้รับ" in last(house, boss)
    await boss.tap("ส่งพร้อมคำตอบ (ฟรี)")
    assert "ไม่เสียข้อความ" in last(house, boss)
    await boss.tap("ส่ง")

    assert house.world.asked("push") == []
    for phone in away:
        await phone.type("เมนู")
        assert any("พรุ่งนี้ฉีดวัคซีน" in text for text in house.heard(phone))


async def test_what_would_be_taken_from_the_reminders_of_the_month_is_told(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "ก")
    house.world.quota = Quota(300)
    house.world.quota.spend(220, now=house.watch())  # on the 25th of 30 days, 75 stay
    await house.app.push_count().pass_once()

    await written(house, boss)
    enough = last(house, boss)
    await boss.tap("ทิ้ง")
    house.world.quota.spend(6, now=house.watch())
    await house.app.push_count().pass_once()
    await written(house, boss)

    assert "วันต่อๆ ไปอาจมีข้อความไม่พอ" not in enough
    assert "วันต่อๆ ไปอาจมีข้อความไม่พอ" in last(house, boss)


async def test_without_a_second_coordinator_many_cannot_be_written_to(strict: House) -> None:
    boss = await member(strict, "บอส", ("coordinator", "3405"))
    await member(strict, "ไกล", ("coordinator", "9010"))
    for name in ("ค", "ง"):
        await member(strict, name)

    await written(strict, boss)
    await boss.tap("ส่ง")

    assert "ต้องมีผู้ประสานงานอีกคน" in last(strict, boss)
    assert await strict.apart(made, strict) == []


async def test_of_two_who_approve_at_once_one_is_first_and_the_other_is_told(
    strict: House,
) -> None:
    boss, second, third = await many(strict)
    await written(strict, boss)
    await boss.tap("ส่ง")
    await strict.push()
    assert [row[0] for row in await strict.apart(made, strict)] == [APPROVING]

    await asyncio.gather(second.tap("อนุมัติ"), third.tap("อนุมัติ"))

    [(state, by, counted)] = await strict.apart(made, strict)
    assert (state, counted) == (HELD, 2)
    assert by in {strict.lane(second), strict.lane(third)}
    told = [phone for phone in (second, third) if "อนุมัติไปแล้ว" in last(strict, phone)]
    assert len(told) == 1
    await boss.type("เมนู")
    assert any("อนุมัติประกาศของคุณแล้ว" in text for text in strict.heard(boss))


async def test_the_rest_of_many_needs_a_second_coordinator_too(strict: House) -> None:
    boss, second, third = await many(strict)
    await written(strict, boss)
    await boss.tap("ส่ง")
    await strict.push()
    await second.tap("อนุมัติ")
    strict.world.quota = Quota(300)
    strict.world.quota.spend(300, now=strict.watch())
    strict.watch.move(timedelta(minutes=6))
    await strict.app.outgoing.broadcast()
    await strict.settle()

    await boss.type("ประกาศ")
    await boss.tap("ข้อ 1")
    await boss.tap("ส่งให้คนที่เหลือ")

    states = sorted((state, count) for state, _, count in await strict.apart(made, strict))
    assert states == [(APPROVING, 2), (SENT, 2)]
    strict.world.quota = Quota(300)
    await strict.push()
    await third.tap("อนุมัติ")
    states = sorted((state, count) for state, _, count in await strict.apart(made, strict))
    assert states == [(HELD, 2), (SENT, 2)]


async def test_another_coordinator_looks_at_it_and_stops_it(strict: House) -> None:
    boss, second, _ = await many(strict)
    await written(strict, boss)
    await boss.tap("ส่ง")
    await strict.push()

    await second.tap("ดูตัวอย่าง")
    assert "พรุ่งนี้ฉีดวัคซีน" in last(strict, second)
    await second.tap("หยุด")

    assert [row[0] for row in await strict.apart(made, strict)] == [CANCELLED]
    await boss.type("เมนู")
    assert any("หยุดประกาศของคุณแล้ว" in text for text in strict.heard(boss))


async def with_page(boss: Phone, *, lao: str = "") -> None:
    """Write a broadcast with a button that opens a page, as far as its preview."""
    await boss.type("ประกาศ")
    await boss.tap("อาสาในพื้นที่")
    await boss.type("พรุ่งนี้ฉีดวัคซีน {ชื่อ} ไปด้วยนะ" if lao else "พรุ่งนี้ฉีดวัคซีน")
    if lao:
        await boss.type(lao)
    else:
        await boss.tap("ไม่มีข้อความลาว")
        await boss.tap("ไม่ส่งให้เขา")
    await boss.tap("ปุ่มเปิดเว็บ")
    await boss.type("https://example.org/vaccine")
    await boss.tap("ดูตัวอย่าง")


def told(message: Mapping[str, object]) -> dict[str, object]:
    """Give a message without the buttons that stand below a chat."""
    return {name: value for name, value in message.items() if name != "quickReply"}


async def test_a_made_broadcast_is_shown_as_people_get_it_with_its_button(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "ก")
    await with_page(boss)
    before = [told(one) for one in boss.shown()[-3:-1]]
    await boss.tap("ส่ง")

    await boss.tap("ดูตัวอย่าง")

    assert [told(one) for one in boss.shown()[-3:-1]] == before
    assert "รอเวลาส่ง" in house.heard(boss)[-1]
    house.watch.move(timedelta(minutes=6))
    await house.push()
    [sent] = [one.body or {} for one in house.world.asked("multicast")]
    assert sent["messages"] == before
    assert [one["type"] for one in before] == ["text", "flex"]
    assert "https://example.org/vaccine" in str(before[1])


async def test_a_made_broadcast_is_shown_in_both_languages_with_a_name_for_an_example(
    house: House,
) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "ก")
    await with_page(boss, lao="ມື້ອື່ນສັກຢາ {ຊື່} ໄປນຳເດີ")
    before = [told(one) for one in boss.shown()[-5:-1]]
    await boss.tap("ส่ง")
    await boss.tap("ประกาศทั้งหมด")
    await boss.tap("ข้อ 1")

    await boss.tap("ดูตัวอย่าง")

    assert [told(one) for one in boss.shown()[-5:-1]] == before
    assert before[0]["text"] == "พรุ่งนี้ฉีดวัคซีน สมศรี ไปด้วยนะ"
    assert before[2]["text"] == "ມື້ອື່ນສັກຢາ ສົມສີ ໄປນຳເດີ"


async def test_the_labels_of_the_card_that_asks_may_be_typed(strict: House) -> None:
    boss, second, _ = await many(strict)
    await second.type("อนุมัติ")
    assert "อนุมัติ" not in last(strict, second)
    await written(strict, boss)
    await boss.tap("ส่ง")
    await strict.push()

    await second.type("ดู ตัวอย่าง ค่ะ")
    assert "พรุ่งนี้ฉีดวัคซีน" in last(strict, second)
    assert "ให้ส่งไหม" in last(strict, second)
    await boss.type("อนุมัติ")
    assert [row[0] for row in await strict.apart(made, strict)] == [APPROVING]
    await second.type("approve")

    assert [row[0] for row in await strict.apart(made, strict)] == [HELD]


async def test_who_lost_the_card_finds_what_waits_for_approval_in_the_list(
    strict: House,
) -> None:
    boss, second, _ = await many(strict)
    await written(strict, boss)
    await boss.tap("ส่ง")

    await second.type("ประกาศ")
    await second.type("1")
    assert "ให้ส่งไหม" in last(strict, second)
    await second.type("อนุมัติ")

    assert [row[0] for row in await strict.apart(made, strict)] == [HELD]


async def test_a_text_that_tells_of_danger_is_warned_of_and_can_still_be_used(
    house: House,
) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")
    await boss.tap("อาสาในพื้นที่")

    await boss.type("มีคนหมดสติ เรียกไม่ตื่น")
    assert "1669" in last(house, boss)
    await boss.tap("ใช้ข้อความนี้")

    assert "พิมพ์ข้อความภาษาลาว" in last(house, boss)


_PAIN = "เจ็บหน้าอก หายใจไม่ออก"


async def test_after_a_cry_for_help_labels_count_as_before_and_those_of_the_card_too(
    house: House,
) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")
    await boss.tap("เลือกเอง")
    await boss.type(_PAIN)
    await boss.type("พื้นที่")
    assert "ยังไม่เข้าใจ" not in last(house, boss)

    await boss.type("ประกาศ")
    await boss.type("ทิ้ง")
    await boss.type("ประกาศ")
    await boss.type("ทุกคนใน LINE")
    await boss.type(_PAIN)
    await boss.type("โทรแล้ว")

    assert not any("ข้อความภาษาไทย:\nโทรแล้ว" in text for text in house.heard(boss))


async def test_what_is_held_is_stopped_by_word_whatever_was_said_since(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "ก")
    await written(house, boss)
    await boss.tap("ส่ง")
    await boss.type("อะไรนะ")

    await boss.type("หยุดไว้ก่อน")

    assert "ยังไม่มีใครได้รับ" in "\n".join(house.heard(boss)[-3:])
    assert [state for state, _, _ in await house.apart(made, house)] == ["cancelled"]


async def test_a_word_that_begins_something_is_no_text(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")
    await boss.tap("ทุกคนใน LINE")

    for word in ("ประกาศ", "วันนี้เป็นอย่างไร"):
        await boss.type(word)

    assert not any("ข้อความภาษาไทย:" in text for text in house.heard(boss))


@pytest.mark.parametrize(
    "address",
    [
        "https://line.me@evil.example/x",
        "https://evil",
        "http://example.org",
        "https://[",
        "https://a b.org",
    ],
)
async def test_an_address_that_shows_not_whose_it_is_is_asked_for_again(
    house: House, address: str
) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")
    await boss.tap("ทุกคนใน LINE")
    await boss.type("พรุ่งนี้ฉีดวัคซีน")
    await boss.tap("ไม่มีข้อความลาว")
    await boss.tap("ข้อความภาษาไทย")
    await boss.tap("ปุ่มเปิดเว็บ")

    await boss.type(address)

    assert "https://" in last(house, boss)
    assert "มีปุ่มแล้ว" not in last(house, boss)
