"""Answering: who hears of it, who may take it, and what is typed meanwhile."""

from datetime import timedelta

from bot.simulator.quota import Quota
from models.answerer import Answerers
from tests.handlers.writing import (
    asker,
    coordinator,
    last,
    lines,
    taken,
    threads,
    volunteer,
)
from tests.house import House

HALF_A_MINUTE = timedelta(seconds=30)


async def test_a_volunteer_hears_of_it_who_is_permitted_and_takes_this_language(
    house: House,
) -> None:
    lao = await volunteer(house, "ลาว", takes="รับคำถามภาษาลาว")
    thai = await volunteer(house, "ไทย", takes="รับคำถามภาษาไทย")
    silent = await volunteer(house, "เงียบ")

    await asker(house, language="ລາວ")

    for phone, hears in ((lao, True), (thai, False), (silent, False)):
        await phone.type("เมนู")
        assert any("มีคนรอคำตอบ" in text for text in house.heard(phone)) is hears


async def test_a_volunteer_sees_only_those_whose_language_they_take(house: House) -> None:
    thai = await volunteer(house, "ไทย", takes="รับคำถามภาษาไทย")
    await asker(house, language="ລາວ")

    await thai.type("คนรอ")

    assert "ตอนนี้ไม่มีใครรอคำตอบ" in last(house, thai)


async def test_a_volunteer_who_is_not_permitted_takes_no_questions(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("รับคำถาม")

    assert "รับคำถามได้เฉพาะคนที่ได้รับอนุญาต" in last(house, phone)


async def test_a_coordinator_permits_a_volunteer_to_answer(house: House) -> None:
    boss = await coordinator(house, "ผู้ประสาน", "3405")
    other = await volunteer(house, "ใหม่")

    await boss.type("ทีม")
    await boss.tap("ใหม่")
    assert "ตอบคำถามคนที่เขียนมาได้" in last(house, boss)
    await boss.tap("ไม่ให้ตอบคำถาม")
    await other.type("รับคำถาม")
    assert "รับคำถามได้เฉพาะคนที่ได้รับอนุญาต" in last(house, other)


async def test_taking_none_stops_the_questions(house: House) -> None:
    phone = await volunteer(house, "ก", takes="รับทั้งสองภาษา")

    await phone.tap("ไม่รับคำถาม")

    assert "ตอนนี้คุณไม่รับคำถาม" in last(house, phone)
    assert await house.apart(_takes, house, house.lane(phone)) is None


async def test_who_wants_no_notices_hears_of_nobody_but_may_look(house: House) -> None:
    boss = await coordinator(house)
    await boss.type("ไม่รับแจ้งเตือน")

    await asker(house)
    await boss.type("เมนู")
    assert not any("มีคนรอคำตอบ" in text for text in house.heard(boss))
    await boss.type("คนรอ")

    assert "คนเหล่านี้รอคำตอบ" in last(house, boss)


async def test_a_visitor_is_nobody_who_answers(house: House) -> None:
    await asker(house)
    other = house.phone("อีกคน")
    await other.follow()
    await other.tap("ไทย")

    await other.type("คนรอ")

    assert "ยังไม่เข้าใจ" in "".join(house.heard(other))


async def test_whoever_comes_second_is_told_and_gets_nothing(house: House) -> None:
    first, second = await coordinator(house, "หนึ่ง"), await coordinator(house, "สอง")
    phone = await asker(house)
    await phone.type("คำถามลับ")
    await second.type("คนรอ")
    label = next(one.label for one in second.buttons() if one.label.startswith("ตอบ "))

    await taken(first)
    await second.tap(label)

    assert "มีคนอื่นรับไปตอบแล้ว" in last(house, second)
    assert not any("คำถามลับ" in text for text in house.heard(second))


async def test_single_words_for_the_bot_are_not_passed_on(house: House) -> None:
    helper = await coordinator(house)
    await asker(house)
    await taken(helper)

    await helper.type("เมนู")
    await helper.type("วันนี้")

    assert [text for _, _, text in await house.apart(lines, house)] == ["วันนี้"]


async def test_the_price_is_told_before_it_is_spent(house: House) -> None:
    house.world.quota = Quota(300)
    house.world.quota.spend(88, now=house.watch())
    await house.app.push_count().pass_once()
    helper = await coordinator(house)
    await asker(house)

    await taken(helper)
    assert "ใช้ 1 ข้อความ จากที่เหลือ 212 ข้อความในเดือนนี้" in last(house, helper)
    await helper.type("หนึ่ง")
    assert "จากที่เหลือ 212" in last(house, helper)
    house.watch.move(HALF_A_MINUTE)
    await house.push()
    await helper.type("สอง")

    assert "จากที่เหลือ 211" in last(house, helper)


async def test_where_no_message_is_left_the_words_ride_on_the_next_reply(house: House) -> None:
    house.world.quota = Quota(300)
    house.world.quota.spend(300, now=house.watch())
    await house.app.push_count().pass_once()
    helper = await coordinator(house)
    phone = await asker(house)
    await phone.type("ถาม")
    await taken(helper)

    await helper.type("คำตอบ")
    assert "เดือนนี้ข้อความหมดแล้ว" in last(house, helper)
    house.watch.move(HALF_A_MINUTE)
    await house.push()
    assert house.world.asked("push") == []
    await phone.type("ยังรออยู่")

    assert last(house, phone) == "คำตอบ"


async def test_a_month_that_is_over_unseen_lets_the_words_ride_and_the_helper_know(
    house: House,
) -> None:
    helper = await coordinator(house)
    phone = await asker(house)
    await taken(helper)
    house.world.quota = Quota(0)

    await helper.type("คำตอบ")
    house.watch.move(HALF_A_MINUTE)
    await house.push()
    assert [one.status for one in house.world.asked("push")] == [429]
    await phone.tap_old(3, "เปลี่ยนภาษา")
    await helper.type("เมนู")

    assert any("คำตอบ" in text.splitlines() for text in house.heard(phone))
    assert any("เดือนนี้ข้อความหมดแล้ว" in text for text in house.heard(helper))
    house.world.requests = [one for one in house.world.requests if one.endpoint != "push"]


async def test_handed_on_it_waits_with_all_that_was_written(house: House) -> None:
    first, second = await coordinator(house, "หนึ่ง"), await coordinator(house, "สอง")
    phone = await asker(house)
    await phone.type("มีใบอนุญาตทำงาน")
    await taken(first)
    await first.type("รอสักครู่")

    await first.type("ส่งต่อ")
    await taken(second)

    assert await house.apart(threads, house) == [("th", "", True)]
    said = house.heard(second)[-2]
    assert "มีใบอนุญาตทำงาน" in said
    assert "ตอบ: รอสักครู่" in said


async def test_at_the_end_what_was_read_is_erased_and_what_was_not_still_goes(
    house: House,
) -> None:
    helper = await coordinator(house)
    phone = await asker(house)
    await phone.type("ถาม")
    await taken(helper)
    await helper.type("คำตอบสุดท้าย")

    await helper.type("จบ")
    await house.push()

    assert "คำตอบสุดท้าย" in last(house, phone)
    await house.push()
    assert await house.apart(lines, house) == []
    assert await house.apart(threads, house) == []


async def test_a_second_talk_has_to_wait_for_the_first(house: House) -> None:
    helper = await coordinator(house)
    await asker(house, "หนึ่ง")
    await asker(house, "สอง")
    await taken(helper)
    await taken(helper)

    assert "จบการคุยนั้นก่อน" in last(house, helper)


async def test_who_leaves_the_team_leaves_the_talk_to_others(house: House) -> None:
    helper = await coordinator(house)
    await asker(house)
    await taken(helper)

    await helper.type("ออกจากทีม")
    await helper.tap("ใช่ ออกจากทีม")

    assert await house.apart(threads, house) == [("th", "", False)]


async def test_who_is_erased_leaves_the_talk_to_others(house: House) -> None:
    helper = await coordinator(house)
    await asker(house)
    await taken(helper)

    await helper.type("ลบข้อมูลของฉัน")
    await helper.tap("ลบเดี๋ยวนี้")

    assert await house.apart(threads, house) == [("th", "", False)]


def _takes(house: House, lane: str) -> str | None:
    with house.store.thinking() as session:
        found = Answerers(session).get(lane)
        return None if found is None else found.languages
