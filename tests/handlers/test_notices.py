"""Notices stop at a word."""

from datetime import timedelta

import pytest

from models.contact import Contacts
from tests.house import House


def wants(house: House, lane: str) -> bool:
    with house.store.thinking() as session:
        contact = Contacts(session).get(lane)
        assert contact is not None
        return contact.wants_notices


@pytest.mark.parametrize("word", ["ไม่รับแจ้งเตือน", "ไม่รับแจ้งเตือนค่ะ"])
async def test_the_plain_word_stops_notices_at_once(house: House, word: str) -> None:
    phone = await house.volunteer()

    await phone.type(word)

    assert "หยุดแจ้งเตือนแล้ว" in house.heard(phone)[-1]
    assert not await house.apart(wants, house, house.lane(phone))


async def test_stop_alone_asks_first(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("หยุด")
    asked = await house.apart(wants, house, house.lane(phone))
    await phone.tap("หยุดรับแจ้งเตือน")

    assert asked
    assert not await house.apart(wants, house, house.lane(phone))


async def test_notices_can_be_kept(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("หยุด")
    await phone.tap("เหมือนเดิม")

    assert await house.apart(wants, house, house.lane(phone))


async def test_to_leave_it_as_it_is_does_not_bring_stopped_notices_back(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("ไม่รับแจ้งเตือน")

    await phone.type("หยุด")
    await phone.tap("เหมือนเดิม")

    assert "หยุดแจ้งเตือนแล้ว" in house.heard(phone)[-1]
    assert not await house.apart(wants, house, house.lane(phone))


@pytest.mark.parametrize(
    ("language", "stop", "again", "said"),
    [
        ("ไทย", "ไม่รับแจ้งเตือน", "รับแจ้งเตือนอีกครั้ง", "จะได้รับแจ้งเตือนเหมือนเดิม"),
        ("ລາວ", "ບໍ່ຮັບແຈ້ງເຕືອນ", "ຮັບແຈ້ງເຕືອນຄືນ", "ຈະໄດ້ຮັບແຈ້ງເຕືອນຄືເກົ່າ"),
    ],
)
async def test_whoever_stopped_notices_has_them_again_by_word(
    house: House, language: str, stop: str, again: str, said: str
) -> None:
    phone = await house.volunteer(language=language)
    await phone.type(stop)

    await phone.type(again)

    assert said in house.heard(phone)[-1]
    assert await house.apart(wants, house, house.lane(phone))


async def test_whoever_stopped_notices_has_them_again_with_one_tap(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("ไม่รับแจ้งเตือน")
    await phone.tap("รับแจ้งเตือนอีกครั้ง")

    assert await house.apart(wants, house, house.lane(phone))


async def test_stop_in_a_form_pauses_the_form(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type("หยุด")

    assert "พักไว้แล้ว" in house.heard(phone)[-1]
    assert await house.apart(wants, house, house.lane(phone))


async def test_notices_stop_in_the_midst_of_a_form_too(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type("ไม่รับแจ้งเตือน")

    assert not await house.apart(wants, house, house.lane(phone))
    assert "หยุดแจ้งเตือนแล้ว" in house.heard(phone)[-2]  # above the question that waits


async def test_in_the_midst_of_a_form_its_question_stands_below(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("แบบเล็ก")

    await phone.type("ไม่รับแจ้งเตือน")
    stopped = house.heard(phone)[-1]
    await phone.type("รับแจ้งเตือน")

    assert "ชื่อเล่นอะไร" in stopped
    assert "ชื่อเล่นอะไร" in house.heard(phone)[-1]
    assert await house.apart(wants, house, house.lane(phone))


async def test_after_half_an_hour_no_question_is_named(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("แบบเล็ก")
    house.watch.move(timedelta(minutes=40))

    await phone.type("ไม่รับแจ้งเตือน")

    assert "ชื่อเล่นอะไร" not in house.heard(phone)[-1]
