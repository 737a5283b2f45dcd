"""Needs by hand: few taps and a few words, and nothing that may not be kept."""

from bot.simulator.phone import Phone
from models.need import Need
from models.person import Person
from tests.handlers.needing import KHAM, need, put, rows, told, words_of
from tests.handlers.pressing import press
from tests.house import House


async def ready(house: House, **named: str) -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store, **named)  # type: ignore[arg-type]  # texts only
    await press(phone, "need.add", KHAM)
    return phone


async def test_a_need_is_added_in_five_taps_and_some_words(house: House) -> None:
    phone = await ready(house)

    await phone.tap("ดูต่อ")
    await phone.tap("อุปกรณ์")
    await phone.tap("ยายคำ · H-7")
    await phone.tap("เร่งด่วน")
    await phone.type("รถเข็น")
    await phone.tap("ผู้ประสานงาน")
    await phone.tap("ใช่")

    assert "1. อุปกรณ์ · เร่งด่วน · ภายใน 2 ธันวาคม 2569\nรถเข็น" in house.heard(phone)[-1]
    (one,) = await house.apart(rows, house.store, Need)
    assert (one.kind, one.whom, one.urgency, one.owner_id) == ("equipment", "person", 5, None)


async def test_the_need_is_kept_before_who_and_when_are_asked(house: House) -> None:
    phone = await ready(house)

    await phone.tap("อาหาร")
    await phone.tap("ผู้ดูแล")
    await phone.tap("เร่งด่วนมาก")
    await phone.tap("ข้าม")

    assert await house.apart(told, house.store) == [("food", "carer", 9, "open")]
    (one,) = await house.apart(rows, house.store, Need)
    assert one.owner_id == house.lane(phone)


async def test_another_day_is_picked(house: House) -> None:
    phone = await ready(house)
    for label in ("อาหาร", "ยายคำ · H-7", "รอได้", "ข้าม", "ฉันเอง"):
        await phone.tap(label)

    await phone.tap("เลือกวันอื่น", value="2027-01-31")

    assert "ภายใน 31 มกราคม 2570" in house.heard(phone)[-1]


async def test_the_same_need_is_graded_and_not_doubled(house: House) -> None:
    phone = await ready(house)
    await house.apart(need, house.store, urgency=1)

    for label in ("อาหาร", "ยายคำ · H-7", "เร่งด่วนมาก", "ข้าม"):
        await phone.tap(label)

    assert "เรื่องนี้อยู่ในรายการแล้ว" in house.heard(phone)[-2]
    assert await house.apart(told, house.store) == [("food", "person", 9, "open")]


async def test_of_other_things_somebody_may_need_several(house: House) -> None:
    phone = await ready(house)

    for words in ("หลังคารั่ว", "ไม่มีรถ", "หลังคารั่ว"):
        await press(phone, "need.urgency", f"{KHAM}.other.person.5")
        await phone.type(words)

    kept = await house.apart(words_of, house.store)
    assert sorted(str(words) for words, _ in kept.values()) == ["หลังคารั่ว", "ไม่มีรถ"]


async def test_violence_is_not_kept_and_1300_is_named(house: House) -> None:
    phone = await ready(house)
    await press(phone, "need.urgency", f"{KHAM}.other.person.9")

    await phone.type("ผัวตีทุกคืน")

    warning, again = house.heard(phone)[-2:]
    assert "โทร 1300" in warning
    assert "ไม่ได้เก็บ" in warning
    assert "เขียนสั้นๆ" in again
    assert await house.apart(told, house.store) == []


async def test_long_words_are_asked_for_again(house: House) -> None:
    phone = await ready(house)
    await press(phone, "need.urgency", f"{KHAM}.other.person.1")

    await phone.type("ก" * 201)

    assert "ไม่เกิน 200 ตัวอักษร" in house.heard(phone)[-2]


async def test_back_leads_out_at_every_step(house: House) -> None:
    phone = await ready(house)

    await phone.tap("อาหาร")
    await phone.tap("ย้อนกลับ")
    await phone.tap("ดูต่อ")
    await phone.tap("ย้อนกลับ")
    await phone.tap("ย้อนกลับ")
    assert "ยังไม่มีความต้องการของ" in house.heard(phone)[-1]
    await press(phone, "need.urgency", f"{KHAM}.food.person.5")
    await phone.type("ยกเลิก")

    assert "ยังไม่มีความต้องการของ" in house.heard(phone)[-1]
    assert await house.apart(told, house.store) == []


async def test_who_is_not_visited_any_more_gets_no_need(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(put, house.store)

    def leave() -> None:
        with house.store.writing() as session:
            person = session.get(Person, KHAM)
            assert person is not None
            person.status = "moved"

    await house.apart(leave)
    await press(phone, "need.add", KHAM)

    assert "ไม่ได้อยู่ในการเยี่ยมแล้ว" in house.heard(phone)[-1]


async def test_a_button_that_nobody_made_does_nothing(house: House) -> None:
    phone = await ready(house)

    for value in (f"{KHAM}.gold", f"{KHAM}.food.dog", f"{KHAM}.food.person.x"):
        await press(phone, "need.whom", value)
        assert "ไม่มีอะไรเปลี่ยน" in house.heard(phone)[-1]

    assert await house.apart(told, house.store) == []


async def test_typed_words_answer_the_need_and_not_the_form_that_is_open(house: House) -> None:
    phone = await ready(house)
    await phone.type("small")
    await press(phone, "need.urgency", f"{KHAM}.food.person.5")

    await phone.type("ข้าวหมด")

    kept = await house.apart(words_of, house.store)
    assert [words for words, _ in kept.values()] == ["ข้าวหมด"]
