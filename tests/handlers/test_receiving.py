"""Receiving: a facility's own people say by the code that somebody has come, and see no more."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.simulator.phone import Phone
from models.referral import Referral
from tests.handlers.marks import marks
from tests.handlers.needing import KHAM, need, put, rows, sent
from tests.handlers.pressing import press
from tests.handlers.test_referring import sends
from tests.house import House

WRONG = "รหัสไม่ถูกต้อง หรือไม่ได้เปิดอยู่ในพื้นที่ของคุณแล้ว"


async def ready(house: House, *, area: str = "3405") -> tuple[Phone, Phone, str]:
    """Let somebody be sent; hand back volunteer, receiver and code."""
    volunteer = await house.volunteer()
    receiver = await house.volunteer("พยาบาล", role="receiver")
    await house.apart(put, house.store)
    await house.apart(need, house.store, kind="right")
    await sends(volunteer)
    await house.apart(_moved, house, area)
    (one,) = await house.apart(rows, house.store, Referral)
    return volunteer, receiver, one.code


def _moved(house: House, area: str) -> None:
    with house.store.writing() as session:
        session.execute(update(Referral).values(area=area))


async def test_the_code_shows_the_card_and_one_button(house: House) -> None:
    _, receiver, code = await ready(house)

    await receiver.type(f" {code[:3].lower()}-{code[3:].lower()} ")

    card = house.heard(receiver)[-1]
    assert card.startswith(f"ใบส่งต่อ รหัส {code}\nส่งถึง: รพ.สต. บ้านโพน\nมาขอ: ตรวจสิทธิ")
    assert "ยายคำ" not in card
    assert [button.label for button in receiver.buttons()] == ["มาถึงแล้ว"]
    assert ("saw", "referral") in [
        mark[:2] for mark in await house.apart(marks, house.store, "referral", "person")
    ]


async def test_one_tap_says_that_the_person_has_come(house: House) -> None:
    _, receiver, code = await ready(house)
    await receiver.type(code)

    await receiver.tap("มาถึงแล้ว")

    assert [one[2:] for one in await house.apart(sent, house.store)] == [("arrived", "came")]
    await receiver.type(code)
    assert house.heard(receiver)[-1] == WRONG


async def test_why_they_come_is_not_told_once_they_took_that_back(house: House) -> None:
    volunteer, receiver, code = await ready(house)
    await press(volunteer, "consent.taken", f"{KHAM}:share")
    assert "ถอน" in house.heard(volunteer)[-1]

    await receiver.type(code)

    assert house.heard(receiver)[-1] == WRONG


@pytest.mark.parametrize("area", ["3404", "90"])
async def test_a_card_of_another_area_is_as_wrong_as_no_card(house: House, area: str) -> None:
    _, receiver, code = await ready(house, area=area)
    (one,) = await house.apart(rows, house.store, Referral)

    await receiver.type(code)
    assert house.heard(receiver)[-1] == WRONG
    await press(receiver, "refer.came", one.id)

    assert house.heard(receiver)[-1] == WRONG
    assert [one[2:] for one in await house.apart(sent, house.store)] == [("made", None)]


async def test_after_five_wrong_codes_the_right_one_is_refused_for_an_hour(house: House) -> None:
    _, receiver, code = await ready(house)
    for number in range(5):
        await receiver.type(f"WR0NG{number}")

    await receiver.type(code)
    assert house.heard(receiver)[-1] == WRONG
    house.watch.move(timedelta(hours=1, minutes=1))
    await receiver.type(code)

    assert code in house.heard(receiver)[-1]


async def test_a_volunteer_who_types_a_code_is_not_a_receiver(house: House) -> None:
    volunteer, _, code = await ready(house)
    (one,) = await house.apart(rows, house.store, Referral)

    await volunteer.type(code)
    assert "ไม่เข้าใจ" in "\n".join(house.heard(volunteer)[-2:])
    await press(volunteer, "refer.came", one.id)

    assert house.heard(volunteer)[-1] == WRONG


async def test_words_are_no_wrong_codes(house: House) -> None:
    _, receiver, code = await ready(house)
    for word in ("thanks", "123456", "สวัสดี", "hello", "THANKS", "99 99 99"):
        await receiver.type(word)

    await receiver.type(code)

    assert code in house.heard(receiver)[-1]


async def test_a_receiver_sees_nothing_else(house: House) -> None:
    _, receiver, _ = await ready(house)
    (one,) = await house.apart(rows, house.store, Referral)

    for act, value in (
        ("refer.show", one.id),
        ("refer.ask", one.id),
        ("refer.served", one.id),
        ("need.show", "n1"),
    ):
        await press(receiver, act, value)
        assert "ไม่มีอะไรเปลี่ยน" in house.heard(receiver)[-1], act
