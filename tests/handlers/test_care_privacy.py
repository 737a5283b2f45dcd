"""Where to get care: a position that was shared stands nowhere afterwards, nor a right held."""

from base64 import b64encode
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.secrets import Keyring
from bot.store import Store
from models.contact import Contact
from tests.handlers.caring import settle
from tests.house import House, open_house
from tests.scanning import found

pytestmark = pytest.mark.anyio

NORTH, EAST = 16.04371, 105.23917
CANARIES = ("16.0437", "105.2391", "1604_10524", "1604_", "_10524")


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        await house.apart(settle, house)
        yield house


def contacts(house: House) -> list[Contact]:
    with house.store.thinking() as session:
        return list(session.scalars(select(Contact)))


async def test_no_position_stays_anywhere(
    house: House, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    phone = house.phone("malee")
    with capture_logs() as lines:
        await phone.send_place(NORTH, EAST)
        assert "กม. เส้นตรง" in house.heard(phone)[-1]
        await phone.tap("ລາວ")
        await phone.tap("ເປີດຢູ່ຕອນນີ້")
        await phone.tap("ເລືອກສິດທີ່ມີ")
        await phone.tap("ບໍ່ມີບັດ")
        assert "ກມ ເປັນເສັ້ນຊື່" in house.heard(phone)[-1]

    words = (*CANARIES, *(b64encode(word.encode()).decode().rstrip("=") for word in CANARIES))
    assert await house.apart(found, house.store, house.keys, *words) == []
    out, err = capsys.readouterr()
    told = f"{lines} {out} {err} {caplog.text}"
    assert [word for word in words if word in told] == []
    assert len(lines) > 0


async def test_a_visitor_who_found_care_leaves_a_language_and_a_day(house: House) -> None:
    phone = house.phone("malee")
    await phone.send_place(NORTH, EAST)
    await phone.tap("ไทย")
    await phone.type("หาที่รักษา")
    await phone.type("อ.เขมราฐ")

    [contact] = await house.apart(contacts, house)

    assert contact.language == "th"
    assert contact.care_area is None
    assert contact.asked is None
    assert contact.asked_sealed is None
    assert contact.noting_sealed is None
    assert await house.apart(found, house.store, house.keys, "หาที่รักษา") == []


async def test_a_remembered_area_goes_with_everything_else(house: House) -> None:
    phone = house.phone("malee")
    await phone.follow()
    await phone.tap("ไทย")
    await phone.send_place(NORTH, EAST)
    await phone.tap("จำพื้นที่นี้ไว้")
    [contact] = await house.apart(contacts, house)
    assert contact.care_area == "3405"

    await phone.type("ลบข้อมูลของฉัน")
    await phone.tap("ลบเดี๋ยวนี้")

    assert await house.apart(contacts, house) == []
