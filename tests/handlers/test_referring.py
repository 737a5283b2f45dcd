"""Referring: with consent, two cards that can be sent on, and nothing told beyond the reason."""

import re
from datetime import date

from bot.simulator.phone import Phone
from models.referral import Referral
from tests.handlers.marks import marks
from tests.handlers.needing import KHAM, need, put, rows, sent
from tests.handlers.pressing import press
from tests.house import House


async def ready(house: House, *, speaks: str = "lo", kind: str = "medicine") -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store, speaks=speaks)
    await house.apart(need, house.store, kind=kind, words="เบาหวาน ขาดยา")
    return phone


async def sends(phone: Phone, facility: str = "รพ.สต. บ้านโพน") -> None:
    """Send the person somewhere for their need; their consent is asked the first time."""
    await press(phone, "refer.need", "n1")
    if phone.buttons()[0].label == "ยินยอมเอง":
        await phone.tap("ยินยอมเอง")
    await phone.type(facility)


async def code(house: House) -> str:
    held = await house.apart(rows, house.store, Referral)
    return held[0].code


async def test_the_counter_is_told_in_thai_what_is_asked_for_and_no_illness(house: House) -> None:
    phone = await ready(house)

    await sends(phone)

    card = house.heard(phone)[-3].splitlines()
    assert card == [
        f"ใบส่งต่อ รหัส {await code(house)}",
        "ส่งถึง: รพ.สต. บ้านโพน",
        "มาขอ: ยาหรือการรักษา",
        "พูดภาษาลาว ต้องการล่าม",
        "ส่งโดยอาสาสมัครสุขภาพ ถามเรื่องสิทธิ โทร 1330 ได้ 24 ชั่วโมง",
    ]
    said = "\n".join(house.heard(phone)[-3:-1])
    assert "เบาหวาน" not in said
    assert "ยายคำ" not in said


async def test_the_person_is_told_in_their_language_where_to_go_and_what_to_bring(
    house: House,
) -> None:
    phone = await ready(house)

    await sends(phone)

    card = house.heard(phone)[-2].splitlines()
    assert card[0] == "ໄປທີ່: รพ.สต. บ้านโพน"
    assert card[2] == "ເວົ້າວ່າ: ມາເລື່ອງຢາ ຫຼື ການປິ່ນປົວ"
    assert "1330" in card[-1]


async def test_who_speaks_thai_needs_no_interpreter_and_is_told_in_thai(house: House) -> None:
    phone = await ready(house, speaks="th")

    await sends(phone)

    assert "พูดภาษาไทยได้" in house.heard(phone)[-3]
    assert "ล่าม" not in house.heard(phone)[-3]
    assert house.heard(phone)[-2].startswith("ไปที่: รพ.สต. บ้านโพน")


async def test_who_speaks_neither_needs_an_interpreter(house: House) -> None:
    phone = await ready(house, speaks="other")

    await sends(phone)

    assert "ไม่ได้พูดภาษาไทยหรือลาว ต้องการล่าม" in house.heard(phone)[-3]


async def test_it_is_asked_after_three_days_and_the_code_is_six_letters_mixed(
    house: House,
) -> None:
    phone = await ready(house)

    await sends(phone)

    (one,) = await house.apart(rows, house.store, Referral)
    assert one.ask_on == date(2026, 11, 28)
    assert "วันที่ 28 พฤศจิกายน 2569 จะถาม" in house.heard(phone)[-1]
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{6}", one.code)
    assert not one.code.isdigit()
    assert not one.code.isalpha()


async def test_consent_is_asked_once_and_kept(house: House) -> None:
    phone = await ready(house)

    await press(phone, "refer.need", "n1")
    assert "โปรดอ่านให้ฟัง" in house.heard(phone)[-1]
    await phone.tap("ผู้ดูแลยินยอม")
    await phone.type("รพ.สต. บ้านโพน")
    await press(phone, "refer.again", KHAM)

    assert "ไปเรื่องอะไร" in house.heard(phone)[-1]
    assert ("agreed", "person", KHAM) in await house.apart(marks, house.store, "referral", "person")


async def test_without_consent_nothing_is_told_and_no_card_is_made(house: House) -> None:
    phone = await ready(house)

    await press(phone, "refer.new", KHAM)
    await phone.tap("ไม่ยินยอม")

    assert "ยังไปรับการดูแลได้" in house.heard(phone)[-1]
    assert await house.apart(sent, house.store) == []


async def test_the_reason_is_an_open_need_or_few_words(house: House) -> None:
    phone = await ready(house)

    await press(phone, "refer.new", KHAM)
    await phone.tap("ยินยอมเอง")
    assert "ไม่เขียนชื่อโรค" in house.heard(phone)[-1]
    await phone.type("ขอแว่นตา")
    await phone.type("รพ. สิรินธร")

    assert "มาขอ: ขอแว่นตา" in house.heard(phone)[-3]
    assert await house.apart(sent, house.store) == [("รพ. สิรินธร", "ขอแว่นตา", "made", None)]


async def test_the_last_places_are_buttons(house: House) -> None:
    phone = await ready(house)
    await sends(phone)
    await sends(phone, "โรงพยาบาลสมเด็จพระยุพราชเดชอุดม")
    await press(phone, "refer.need", "n1")

    assert [button.label for button in phone.buttons()][:2] == [
        "โรงพยาบาลสมเด็จพระยุพ…",
        "รพ.สต. บ้านโพน",
    ]
    await phone.tap("รพ.สต. บ้านโพน")

    assert "ส่งถึง: รพ.สต. บ้านโพน" in house.heard(phone)[-3]


async def test_one_that_is_on_the_way_is_shown_before_another_is_made(house: House) -> None:
    phone = await ready(house)
    await sends(phone)

    await press(phone, "refer.new", KHAM)

    assert "ส่ง ยายคำ · H-7 ไป รพ.สต. บ้านโพน เมื่อ 25 พฤศจิกายน 2569" in house.heard(phone)[-1]
    await phone.tap("ดูใบส่งต่อ")
    assert (await code(house)) in house.heard(phone)[-3]


async def test_what_was_begun_and_left_is_not_kept(house: House) -> None:
    phone = await ready(house)
    await press(phone, "refer.new", KHAM)
    await phone.tap("ยินยอมเอง")
    await phone.tap("ยาและการรักษา")

    await phone.type("ยกเลิก")
    assert await house.apart(sent, house.store) == []
    await press(phone, "refer.need", "n1")
    await press(phone, "refer.need", "n1")

    assert [one[2] for one in await house.apart(sent, house.store)] == ["begun"]


async def test_words_that_may_not_be_kept_are_asked_for_again(house: House) -> None:
    phone = await ready(house)
    await press(phone, "refer.new", KHAM)
    await phone.tap("ยินยอมเอง")

    await phone.type("โดนทำร้าย")
    assert "1300" in house.heard(phone)[-2]
    await phone.type("ขอแว่นตา")
    await phone.type("ก" * 81)
    assert "ไม่เกิน 80" in house.heard(phone)[-2]
    await phone.type("รพ. สิรินธร")

    assert await house.apart(sent, house.store) == [("รพ. สิรินธร", "ขอแว่นตา", "made", None)]


async def test_the_reason_can_be_called_off(house: House) -> None:
    phone = await ready(house)
    await press(phone, "refer.new", KHAM)
    await phone.tap("ยินยอมเอง")

    await phone.type("ยกเลิก")

    assert "ไม่ได้ส่งต่อ" in house.heard(phone)[-1]


async def test_every_showing_is_marked(house: House) -> None:
    phone = await ready(house)
    await sends(phone)
    (one,) = await house.apart(rows, house.store, Referral)

    await press(phone, "refer.show", one.id)

    shown = [
        mark
        for mark in await house.apart(marks, house.store, "referral", "person")
        if mark[1] == "referral"
    ]
    assert shown == [("showed", "referral", one.id)] * 2


async def test_a_second_tap_on_a_place_does_not_send_twice(house: House) -> None:
    phone = await ready(house)
    await sends(phone)
    first = (await house.apart(rows, house.store, Referral))[0].id
    await sends(phone, "รพ. สิรินธร")

    await press(phone, "refer.where", f"{first}.{first}")

    assert len(await house.apart(sent, house.store)) == 2
