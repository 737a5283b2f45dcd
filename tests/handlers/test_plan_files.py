"""A plan as a file: a link that works once, or a word that there is none."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.hand_out import HandOut, HandOuts
from tests.handlers.marks import marks
from tests.handlers.needing import KHAM, need, put, rows
from tests.handlers.pressing import press
from tests.house import House, open_house


@pytest.fixture
async def public(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys, public_url="https://siao.example/") as house:
        yield house


async def planned(house: House) -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store)
    await house.apart(need, house.store)
    await press(phone, "plan.need", "n1")
    await phone.type("ขอข้าวสาร")
    return phone


def handed_out(house: House) -> list[list[object]]:
    with house.store.thinking() as session:
        one = session.scalars(select(HandOut)).one()
        sheet = load_workbook(BytesIO(HandOuts(session).content(one)))["siao"]
        return [[cell.value for cell in row] for row in sheet.iter_rows()]


async def test_the_plan_is_fetched_by_a_link(public: House) -> None:
    phone = await planned(public)

    await press(phone, "plan.list", KHAM)
    await phone.tap("เป็นไฟล์ Excel")

    assert "แผนของ ยายคำ · H-7 พร้อมแล้ว" in public.heard(phone)[-1]
    await phone.tap("เปิดไฟล์")
    assert phone.opened[-1].startswith("https://siao.example/get/")
    head, line = await public.apart(handed_out, public)
    assert head[1] == "ชื่อเล่น"
    assert (line[1], line[3], line[6]) == ("ยายคำ", "อาหาร", "ขอข้าวสาร")
    assert ("exported", "plan", KHAM) in await public.apart(marks, public.store, "plan")


async def test_without_an_address_the_bot_says_so(house: House) -> None:
    phone = await planned(house)

    await press(phone, "plan.file", KHAM)

    assert "ส่งไฟล์ไม่ได้" in house.heard(phone)[-1]
    assert await house.apart(rows, house.store, HandOut) == []


async def test_the_plan_of_another_area_is_no_file(public: House) -> None:
    phone = await public.volunteer()
    await public.apart(put, public.store, area="3404")

    await press(phone, "plan.file", KHAM)

    assert "ไม่มีอะไรเปลี่ยน" in public.heard(phone)[-1]
