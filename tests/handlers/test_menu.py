"""The menu, and the kind answer to what nobody took."""

import pytest

from bot.simulator.phone import Phone
from tests.house import House


async def visitor(house: House) -> Phone:
    phone = house.phone("malee")
    await phone.follow()
    await phone.tap("ไทย")
    return phone


async def test_a_visitor_is_told_whom_to_call_and_offered_no_form(house: House) -> None:
    phone = await visitor(house)

    await phone.type("เมนู")

    labels = [button.label for button in phone.buttons()]
    assert labels == [
        *("หาที่รักษา", "สิทธิของฉัน", "โทร 1330"),
        *("คุยกับเจ้าหน้าที่", "ข้อมูลของฉัน", "โทร 1669", "เปลี่ยนภาษา"),
    ]
    assert "ไม่ใช่หมอ" in house.heard(phone)[-1]


async def test_the_call_button_calls(house: House) -> None:
    phone = await visitor(house)

    await phone.tap("โทร 1669")

    assert phone.opened == ["tel:1669"]


async def test_a_visitor_who_types_the_name_of_a_form_is_asked_for_a_code(house: House) -> None:
    phone = await visitor(house)

    await phone.type("small")

    assert "รหัสเชิญ" in house.heard(phone)[-1]


@pytest.mark.parametrize(
    ("send", "words"),
    [
        ("send_picture", "ไม่รับรูป เสียง หรือไฟล์"),
        ("send_voice", "ไม่รับรูป เสียง หรือไฟล์"),
        ("send_sticker", "ขอบคุณสำหรับสติกเกอร์"),
    ],
)
async def test_what_is_not_needed_is_answered_kindly_and_not_kept(
    house: House, send: str, words: str
) -> None:
    phone = await visitor(house)

    await getattr(phone, send)()

    assert words in house.heard(phone)[-2]
    assert len(phone.buttons()) == 7


async def test_a_kind_of_message_that_is_unknown_is_answered(house: House) -> None:
    phone = await visitor(house)
    event = phone.events.text(phone.source, "x")
    event["message"] = {"id": "9", "type": "hologram"}

    await phone.courier.send(event)

    assert "ยังไม่เข้าใจ" in house.heard(phone)[-2]


async def test_a_button_of_another_time_changes_nothing_and_says_so(house: House) -> None:
    phone = await visitor(house)

    await phone.courier.send(phone.events.postback(phone.source, "nonsense"))

    assert "ไม่มีอะไรเปลี่ยน" in house.heard(phone)[-2]


async def test_a_paused_form_can_be_continued_from_the_menu(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("หยุด")

    await phone.type("สวัสดี")
    await phone.tap("ทำต่อ")

    assert "ชื่อเล่นอะไร" in house.heard(phone)[-1]


async def test_the_menu_button_shows_the_menu(house: House) -> None:
    phone = await visitor(house)

    await phone.courier.send(phone.events.postback(phone.source, "a=menu"))

    assert "1669" in house.heard(phone)[-1]


@pytest.mark.parametrize("typed", ["ย้อนกลับ", "ข้าม", "ทบทวน", "ยกเลิก", "ทำต่อ", "ຍົກເລີກ", "cancel"])
async def test_a_word_for_a_form_with_none_open_is_understood(house: House, typed: str) -> None:
    phone = await visitor(house)
    before = len(house.heard(phone))

    await phone.type(typed)

    assert house.heard(phone)[before] == "ตอนนี้ไม่มีแบบฟอร์มที่เปิดอยู่"
    assert "1330" in house.heard(phone)[-1]


@pytest.mark.parametrize("typed", ["สวัสดีค่ะ", "หวัดดี", "ສະບາຍດີ", "Hello"])
async def test_a_greeting_is_answered_by_what_can_be_done(house: House, typed: str) -> None:
    phone = await visitor(house)
    before = len(house.heard(phone))

    await phone.type(typed)

    [said] = house.heard(phone)[before:]
    assert "1330" in said


async def test_a_volunteer_is_offered_visits_first_and_forms_behind_one_button(
    house: House,
) -> None:
    phone = await house.volunteer()

    await phone.type("เมนู")

    assert [button.label for button in phone.buttons()] == [
        "เยี่ยม",
        "งานวันนี้",
        "รายชื่อคน",
        "แบบฟอร์มและอื่นๆ",
        "ข้อมูลของฉัน",
        "โทร 1669",
    ]
    await phone.tap("แบบฟอร์มและอื่นๆ")
    assert [button.label for button in phone.buttons()] == [
        "แบบเล็ก",
        "ฝึก",
        "หาที่รักษา",
        "สิทธิของฉัน",
        "เปลี่ยนภาษา",
    ]


async def test_a_coordinator_has_nine_buttons_at_most(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    for _ in range(3):
        await phone.type("small")
        await phone.type("หยุด")

    await phone.type("เมนู")

    labels = [button.label for button in phone.buttons()]
    assert len(labels) == 9
    assert labels[0] == "ทำต่อ"
    assert {"ทีม", "รายงาน"} <= set(labels)


async def test_a_mentor_is_offered_the_report_and_no_visit(house: House) -> None:
    phone = await house.volunteer(role="mentor")

    await phone.type("เมนู")

    labels = [button.label for button in phone.buttons()]
    assert labels[0] == "รายงาน"
    assert "เยี่ยม" not in labels
