"""Facilities by Excel in the chat: sent, tried within the own areas, confirmed and stored."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from sqlalchemy import func, select

from bot.facility_content import load
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.facility import Facility
from models.hand_out import HandOut
from models.workbook import Workbook
from tests.house import House, open_house

pytestmark = pytest.mark.anyio

HEADINGS = ("รหัส", "ชื่อ (ไทย)", "ประเภท", "พื้นที่", "ตรวจทั่วไป", "โทรศัพท์", "ภาษา")
CLINIC = ("A001", "คลินิกหนึ่ง", "คลินิก", "340501", "จ.-ศ. 08:00-16:00", "045 491 097", "ลาว")
HOSPITAL = ("10947", "", "", "", "", "045 491 000", "")
ELSEWHERE = ("10682", "", "", "", "", "074 273 100", "")
WRONG = ("A002", "คลินิกสอง", "คลินิก", "340501", "", "045-491-xxx", "")


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys, public_url="https://siao.example/") as house:
        await house.apart(load, house.store)
        yield house


def excel(*rows: tuple[str, ...]) -> bytes:
    book, out = Book(), BytesIO()
    for row in (HEADINGS, *rows):
        book.worksheets[0].append(list(row))
    book.save(out)
    return out.getvalue()


def phones(house: House, code: str) -> list[str] | None:
    with house.store.thinking() as session:
        found = session.get(Facility, code)
        return None if found is None else found.phones


async def now(house: House, code: str) -> list[str] | None:
    return await house.apart(phones, house, code)


async def coordinator(house: House) -> Phone:
    return await house.volunteer("มาลี", role="coordinator")


async def sent(house: House, phone: Phone, data: bytes, name: str = "places.xlsx") -> None:
    await phone.send_file(name, data)
    await house.examine()
    await phone.type("สถานพยาบาล")


async def test_a_sheet_is_tried_confirmed_and_stored_within_the_own_area(house: House) -> None:
    boss = await coordinator(house)

    await sent(house, boss, excel(CLINIC, HOSPITAL, ELSEWHERE, WRONG))

    said = house.heard(boss)[-1]
    assert "รายการสถานพยาบาล: places.xlsx ยังไม่ได้บันทึก" in said
    assert "เพิ่มใหม่ 1 แก้ไข 1 เหมือนเดิม 0 ไม่รับ 2" in said
    assert "แถว 4 คอลัมน์ พื้นที่: ที่นี่อยู่นอกพื้นที่ของคุณ" in said
    assert "แถว 5 คอลัมน์ โทรศัพท์: “045-491-xxx” ไม่ใช่เบอร์โทรศัพท์" in said
    assert await now(house, "10947") == []

    await boss.tap("ยืนยัน")

    assert "บันทึกแล้ว 2 แห่ง" in house.heard(boss)[-1]
    assert await now(house, "10947") == ["045491000"]
    assert await now(house, "A001") == ["045491097"]
    assert await now(house, "10682") == []
    assert await now(house, "A002") is None


async def test_a_csv_is_taken_for_what_it_is(house: House) -> None:
    boss = await coordinator(house)
    lines = "\n".join(";".join(row) for row in (HEADINGS, CLINIC))

    await sent(house, boss, lines.encode("utf-8-sig"), "places.csv")
    await boss.tap("ยืนยัน")

    assert await now(house, "A001") == ["045491097"]


async def test_a_cancelled_sheet_stores_nothing_and_is_gone(house: House) -> None:
    boss = await coordinator(house)
    await sent(house, boss, excel(CLINIC))

    await boss.tap("ยกเลิก")

    assert await now(house, "A001") is None

    def kept() -> int:
        with house.store.thinking() as session:
            return session.scalar(select(func.count()).select_from(Workbook)) or 0

    assert await house.apart(kept) == 0


async def test_a_sheet_with_nothing_new_cannot_be_confirmed(house: House) -> None:
    boss = await coordinator(house)

    await sent(house, boss, excel(WRONG))

    assert "ไม่มีอะไรต้องเปลี่ยนจากไฟล์นี้" in house.heard(boss)[-1]
    assert [button.label for button in boss.buttons()] == ["ยกเลิก"]


async def test_an_old_button_stores_nothing_twice(house: House) -> None:
    boss = await coordinator(house)
    await sent(house, boss, excel(CLINIC))
    (confirm,) = [one for one in boss.buttons() if one.label == "ยืนยัน"]
    await boss.press(confirm)

    await boss.press(confirm)

    assert "ส่ง" in house.heard(boss)[-1]


async def test_a_volunteer_is_not_asked_for_sheets(house: House) -> None:
    volunteer = await house.volunteer()

    await sent(house, volunteer, excel(CLINIC))

    assert await now(house, "A001") is None
    assert not any("ส่งรายการสถานพยาบาล" in one for one in house.heard(volunteer))


async def test_the_list_of_the_own_area_is_handed_out(house: House) -> None:
    boss = await coordinator(house)
    await boss.type("สถานพยาบาล")

    await boss.tap("ขอไฟล์รายการ")

    assert "สถานพยาบาลในพื้นที่ของคุณ: 9 แห่ง" in house.heard(boss)[-1]

    def content() -> bytes:
        with house.store.thinking() as session:
            kept = session.scalars(select(HandOut)).one()
            vault = session.info["vault"]
            place = f"{HandOut.__tablename__}|content_sealed|{kept.id}"
            sealed = kept.content_sealed
            assert sealed is not None
            plain: bytes = vault.unseal(sealed, place)
            return plain

    book = load_workbook(BytesIO(await house.apart(content)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert (len(rows), rows[0][:2]) == (10, ("รหัส", "ชื่อ (ไทย)"))
