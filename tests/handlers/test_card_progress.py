"""Cards and papers stay owed until they are in hand; then the month of their end is kept."""

from typing import Any

import pytest

from bot.simulator.phone import Phone
from models.entity import Entity
from models.need import Need
from tests.handlers.needing import KHAM, need, put, rows, told
from tests.handlers.pressing import press
from tests.house import House


async def ready(house: House, kind: str = "right") -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store)
    await house.apart(need, house.store, kind=kind)
    return phone


async def progress(house: House) -> str | None:
    (one,) = await house.apart(rows, house.store, Need)
    return one.progress


def properties(house: House) -> dict[str, Any]:
    with house.store.thinking() as session:
        entity = session.get(Entity, ("persons", KHAM))
        assert entity is not None
        return dict(entity.told.properties)


@pytest.mark.parametrize("kind", ["right", "paper"])
async def test_a_card_in_hand_meets_the_need_and_its_month_is_kept(house: House, kind: str) -> None:
    phone = await ready(house, kind)

    await press(phone, "need.show", "n1")
    await phone.tap("ได้บัตรแล้วหรือยัง")
    await phone.tap("ได้บัตรแล้ว")
    assert "บัตรหมดอายุเดือนไหน" in house.heard(phone)[-1]
    await phone.tap("เลือกเดือน", value="2027-05-09")

    assert await house.apart(told, house.store) == [(kind, "person", 5, "met")]
    assert (await house.apart(properties, house))["card_expires"] == "2027-05"
    assert "เตือนก่อนบัตรหมดอายุ" in house.heard(phone)[-2]


async def test_the_month_need_not_be_known(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.card", "n1.have")
    await phone.tap("ไม่ทราบ")

    assert "card_expires" not in await house.apart(properties, house)
    assert "ยังไม่มีความต้องการของ" in house.heard(phone)[-1]


@pytest.mark.parametrize(
    ("label", "state", "next_up"),
    [
        ("ยื่นแล้ว รออยู่", "waiting", "จะถามอีกครั้ง"),
        ("ถูกปฏิเสธ", "refused", "โทร 1330 ถามเหตุผล"),
        ("ยังไม่ได้ลอง", "untried", "ต้องนำอะไรไป"),
    ],
)
async def test_until_then_it_stays_owed(house: House, label: str, state: str, next_up: str) -> None:
    phone = await ready(house)

    await press(phone, "need.owed", "n1")
    await phone.tap(label)

    assert next_up in house.heard(phone)[-2]
    assert await progress(house) == state
    assert await house.apart(told, house.store) == [("right", "person", 5, "open")]


async def test_only_how_far_it_is_is_asked(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.owed", "n1")

    assert "ไม่ต้องขอเลขบัตรหรือรูป" in house.heard(phone)[-1]


async def test_an_old_button_does_not_open_it_again(house: House) -> None:
    phone = await ready(house)
    await press(phone, "need.card", "n1.have")

    await press(phone, "need.card", "n1.refused")
    await press(phone, "need.owed", "n1")

    assert "เรื่องนี้ปิดแล้ว" in house.heard(phone)[-1]
    assert await house.apart(told, house.store) == [("right", "person", 5, "met")]
