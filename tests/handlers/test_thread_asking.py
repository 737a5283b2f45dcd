"""Asking a person: whom to call, the way to a talk, and what becomes of the words."""

from datetime import timedelta

import pytest

from bot.secrets import Keyring
from bot.store import Store
from dialogue.staff import Staff
from tests.areas import load
from tests.handlers.writing import asker, coordinator, last, lines, taken, threads
from tests.house import House, open_house

KHEMARAT = "3405"


async def test_calling_stands_before_writing(house: House) -> None:
    phone = house.phone("ผู้ถาม")
    await phone.follow()
    await phone.tap("ไทย")

    await phone.type("ขอคุยกับคน")

    labels = [button.label for button in phone.buttons()]
    assert labels[:3] == ["โทร 1330", "โทร 1669", "เขียนถึงเจ้าหน้าที่"]


async def test_the_own_number_of_the_organisation_stands_with_them(
    lite: Store, keys: Keyring
) -> None:
    async with open_house(lite, keys, staff=Staff(phone="045123456")) as house:
        phone = house.phone("ผู้ถาม")
        await phone.follow()
        await phone.tap("ไทย")
        await phone.type("คุยกับคน")

        assert "เบอร์ของเรา: 045123456" in last(house, phone)
        await phone.tap("โทรหาเรา")
        assert phone.opened == ["tel:045123456"]


async def test_a_place_that_is_typed_finds_who_is_near(house: House) -> None:
    await house.apart(load, house.store)
    near = await coordinator(house, "ใกล้", KHEMARAT)
    far = await coordinator(house, "ไกล", "90")

    await asker(house, place="อ.เขมราฐ")

    assert await house.apart(threads, house) == [("th", KHEMARAT, False)]
    await near.type("เมนู")
    await far.type("เมนู")
    assert any("มีคนรอคำตอบ" in text for text in house.heard(near))
    assert not any("มีคนรอคำตอบ" in text for text in house.heard(far))


async def test_a_place_that_is_not_known_is_asked_again_and_may_be_skipped(house: House) -> None:
    await house.apart(load, house.store)
    phone = house.phone("ผู้ถาม")
    await phone.follow()
    await phone.tap("ไทย")
    await phone.type("คุยกับคน")
    await phone.tap("เขียนถึงเจ้าหน้าที่")
    await phone.tap("ລາວ")
    await phone.type("ฟหกด่าสว")

    assert "ไม่พบสถานที่นี้" in last(house, phone)
    await phone.tap("ข้าม")
    assert "ภาษา: ภาษาลาว" in last(house, phone)


async def test_nothing_is_kept_before_the_tap_that_agrees(house: House) -> None:
    phone = house.phone("ผู้ถาม")
    await phone.follow()
    await phone.tap("ไทย")
    await phone.type("คุยกับคน")
    await phone.tap("เขียนถึงเจ้าหน้าที่")
    await phone.tap("ไทย")
    await phone.tap("ข้าม")
    await phone.tap("ไม่เขียน")

    assert await house.apart(threads, house) == []


async def test_outside_of_hours_it_is_said_when_an_answer_can_come(house: House) -> None:
    house.watch.move(timedelta(hours=5))  # 17:00 on a Wednesday

    phone = await asker(house)

    assert "ตอนนี้ไม่มีเจ้าหน้าที่อยู่" in last(house, phone)
    assert "26 พฤศจิกายน 2569" in last(house, phone)
    assert "08:30" in last(house, phone)


async def test_all_that_is_typed_is_passed_on_and_the_bot_is_silent(house: House) -> None:
    helper = await coordinator(house)
    phone = await asker(house)
    await phone.type("ท้องไม่พร้อม ทำอย่างไร")
    await taken(helper)
    heard = len(house.heard(phone))

    await phone.type("เมนู")
    await phone.type("สวัสดี")

    assert len(house.heard(phone)) == heard
    assert [text for _, _, text in await house.apart(lines, house)] == [
        "ท้องไม่พร้อม ทำอย่างไร",
        "เมนู",
        "สวัสดี",
    ]


async def test_danger_is_answered_and_passed_on_as_well(house: House) -> None:
    helper, phone = await coordinator(house), await asker(house)
    await taken(helper)

    await phone.type("พ่อหมดสติ ปลุกไม่ตื่น")

    assert "โทร 1669 ทันที" in last(house, phone)
    await helper.type("เมนู")
    assert any("พ่อหมดสติ ปลุกไม่ตื่น" in text for text in house.heard(helper))


async def test_a_button_is_still_answered(house: House) -> None:
    phone = await asker(house)

    await phone.tap_old(3, "เปลี่ยนภาษา")

    assert "ต้องการใช้ภาษาอะไร" in last(house, phone)


async def test_a_picture_is_not_passed_on(house: House) -> None:
    phone = await asker(house)

    await phone.send_picture()

    assert "ส่งต่อเฉพาะข้อความที่พิมพ์" in last(house, phone)
    assert await house.apart(lines, house) == []


async def test_what_is_unsent_is_erased(house: House) -> None:
    phone = await asker(house)
    event = await phone.type("พิมพ์ผิด")
    message = event["message"]
    assert isinstance(message, dict)

    await phone.unsend(str(message["id"]))

    assert await house.apart(lines, house) == []


async def test_who_ends_it_before_anybody_took_it_leaves_nothing(house: House) -> None:
    phone = await asker(house)
    await phone.type("ถามผิดที่")

    await phone.type("จบ")
    await house.push()

    assert "จบการคุยแล้ว" in last(house, phone)
    assert await house.apart(threads, house) == []
    assert await house.apart(lines, house) == []


async def test_after_a_day_of_silence_it_is_over_and_both_hear_of_it(house: House) -> None:
    helper = await coordinator(house)
    phone = await asker(house)
    await phone.type("ถาม")
    await taken(helper)

    house.watch.move(timedelta(hours=24))
    await house.push()
    await phone.type("เมนู")
    await helper.type("เมนู")

    assert any("ไม่มีใครเขียนมาหนึ่งวัน" in text for text in house.heard(phone))
    assert any("จบแล้ว" in text for text in house.heard(helper))


async def test_whoever_waited_a_day_in_vain_is_told_whom_to_call(house: House) -> None:
    phone = await asker(house)
    await phone.type("ถาม")

    house.watch.move(timedelta(hours=24))
    await house.push()
    await phone.type("เมนู")

    assert any("ยังไม่มีใครตอบคุณได้ทัน โปรดโทร 1330" in text for text in house.heard(phone))
    assert await house.apart(lines, house) == []


async def test_who_blocks_the_bot_ends_the_talk(house: House) -> None:
    phone = await asker(house)
    await phone.type("ถาม")

    await phone.block()
    await house.push()

    assert await house.apart(threads, house) == []


async def test_with_a_form_open_no_talk_begins_and_the_form_goes_on(house: House) -> None:
    phone = await coordinator(house)
    await phone.type("small")

    await phone.type("คุยกับคน")

    assert any("มีแบบฟอร์มที่ทำค้างอยู่" in text for text in house.heard(phone))
    assert "ชื่อเล่นอะไร" in last(house, phone)
    await phone.type("หยุด")
    await phone.type("คุยกับคน")
    assert "เขียนถึงเจ้าหน้าที่" in [button.label for button in phone.buttons()]


@pytest.mark.parametrize("words", ["ข้อมูลของฉัน", "ลบข้อมูลของฉัน"])
async def test_own_data_can_be_seen_and_erased_at_any_time(house: House, words: str) -> None:
    phone = await asker(house)
    await phone.type("ถาม")
    heard = len(house.heard(phone))

    await phone.type(words)

    assert len(house.heard(phone)) > heard
    assert len(await house.apart(lines, house)) == 1
