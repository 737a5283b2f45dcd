"""Browsing: topics are found by groups, by title and by id."""

from collections.abc import AsyncIterator

import pytest

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from tests.asking import bring_topics
from tests.handlers.pressing import press
from tests.house import House, open_house


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        await house.apart(bring_topics, lite, house.watch())
        yield house


async def looking(house: House) -> Phone:
    phone = house.phone("malee")
    await phone.follow()
    await phone.tap("ไทย")
    return phone


@pytest.mark.parametrize("typed", ["สิทธิของฉัน", "สิทธิ", "ສິດຂອງຂ້ອຍ", "My rights"])
async def test_topics_are_shown_in_their_groups(house: House, typed: str) -> None:
    phone = await looking(house)

    await phone.type(typed)
    groups = [button.label for button in phone.buttons()]
    await phone.tap("แม่ เด็ก ครอบครัว")

    assert groups == [
        "ฉันมีสิทธิไหน",
        "สุขภาพและยา",
        "แม่ เด็ก ครอบครัว",
        "งาน",
        "เอกสารและภาษา",
        "เมนู",
    ]
    assert [button.label for button in phone.buttons()] == [
        "ฝากครรภ์",
        "วัคซีนเด็กฟรี",
        "เรื่องอื่น",
        "เมนู",
    ]


async def test_a_topic_of_a_group_is_answered(house: House) -> None:
    phone = await looking(house)
    await phone.tap("สิทธิของฉัน")
    await phone.tap("แม่ เด็ก ครอบครัว")

    await phone.tap("ฝากครรภ์")

    assert "ฝากครรภ์ได้ที่ รพ.สต." in "\n".join(house.heard(phone)[-3:])


@pytest.mark.parametrize("typed", ["ฝากครรภ์", "ຝາກທ້ອງແດ່", "Pregnancy_care", "ฝากครรภ์ค่ะ"])
async def test_a_title_or_an_id_that_is_typed_is_answered(house: House, typed: str) -> None:
    phone = await looking(house)

    await phone.type(typed)

    assert "ฝากครรภ์ได้ที่ รพ.สต." in "\n".join(house.heard(phone)[-3:])


async def test_a_group_that_is_unknown_leads_to_all(house: House) -> None:
    phone = await looking(house)

    await press(phone, "topics", "nonsense:99")

    assert "อยากรู้เรื่องอะไร" in house.heard(phone)[-1]


async def test_without_any_topic_it_is_said_whom_to_call(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys) as house:
        phone = await looking(house)

        await phone.tap("สิทธิของฉัน")

        assert "1330" in house.heard(phone)[-1]


async def test_volunteers_find_topics_behind_forms_and_more(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("เมนู")

    await phone.tap("แบบฟอร์มและอื่นๆ")
    await phone.tap("สิทธิของฉัน")

    assert "อยากรู้เรื่องอะไร" in house.heard(phone)[-1]
