"""The picture of a month: drawn where it can be sent, else in words; few are hidden in both."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from io import BytesIO

import pytest
from PIL import Image

from bot.areas import load
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from tests.counted import Crowd
from tests.house import NOON, House, open_house


@pytest.fixture
def counted(lite: Store) -> Store:
    load(lite)
    crowd = Crowd(store=lite)
    for area, number in (("900101", 40), ("900102", 20), ("901101", 3), ("901102", 12)):
        people = crowd.people(number, area, at=NOON)
        crowd.visits(people, area, number=number * 2, at=[NOON] * number * 2)
    crowd.write()
    return lite


@pytest.fixture
async def house(counted: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(counted, keys) as house:
        yield house


async def coordinator(house: House, language: str = "ไทย") -> Phone:
    phone = house.phone("coordinator")
    await phone.follow()
    await phone.tap(language)
    await phone.type(await house.apart(house.invite, "RDRRR00001", "coordinator", "90"))
    return phone


async def test_without_an_https_address_it_comes_in_words_with_few_hidden(house: House) -> None:
    phone = await coordinator(house)

    await phone.type("ภาพเดือนนี้")

    said = house.heard(phone)[-1]
    assert "ตั้งแต่ 1 พฤศจิกายน 2569 ถึง 30 พฤศจิกายน 2569" in said
    assert "บ่อยาง: 80 ครั้ง 40 คน" in said
    assert "หาดใหญ่: 6 ครั้ง * คน" in said
    assert "ที่นี่ส่งภาพไม่ได้" in said
    await phone.tap("เดือนก่อน")
    assert "ตั้งแต่ 1 ตุลาคม 2569" in house.heard(phone)[-1]


@pytest.mark.parametrize(("language", "asked"), [("ไทย", "ภาพเดือนนี้"), ("ລາວ", "ຮູບເດືອນນີ້")])
async def test_with_one_it_is_a_picture_that_phones_may_fetch_again(
    counted: Store, keys: Keyring, language: str, asked: str
) -> None:
    opened: AbstractAsyncContextManager[House] = open_house(
        counted, keys, public_url="https://siao.example"
    )
    async with opened as house:
        phone = await coordinator(house, language)
        await phone.type(asked)

        message = next(one for one in phone.shown() if one["type"] == "image")
        path = str(message["originalContentUrl"]).removeprefix("https://siao.example")
        answers = [await house.client.get(path) for _ in range(2)]
        wrong = await house.client.get(path[:-1] + ("A" if path[-1] != "A" else "B"))

        assert [one.headers["content-type"] for one in answers] == ["image/png"] * 2
        assert Image.open(BytesIO(answers[1].content)).width == 1080
        assert wrong.status_code == 404


async def test_who_reads_no_totals_is_shown_none(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("ภาพเดือนนี้")

    assert "รายงานมีไว้สำหรับ" in house.heard(phone)[-1] or "บ่อยาง" not in house.heard(phone)[-1]
