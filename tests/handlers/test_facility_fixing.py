"""Corrections of facilities: a volunteer says what is wrong, a coordinator decides."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.facility_content import load
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.audit import Audit
from models.facility import Facilities, Facility
from models.facility_book import FacilityBook
from models.facility_proposal import FacilityProposal
from tests.handlers.pressing import press
from tests.house import House, open_house

pytestmark = pytest.mark.anyio

KHEMARAT = "10947"


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        await house.apart(load, house.store)
        yield house


def cells(house: House, code: str = KHEMARAT) -> dict[str, str]:
    with house.store.thinking() as session:
        return FacilityBook(session).cells_of(session.get_one(Facility, code))


async def known(house: House, code: str = KHEMARAT) -> dict[str, str]:
    return await house.apart(cells, house, code)


def proposals(house: House) -> list[tuple[str, str | None]]:
    with house.store.thinking() as session:
        return [(one.aspect, one.value) for one in session.scalars(select(FacilityProposal))]


def marks(house: House) -> list[tuple[str, str, str]]:
    with house.store.thinking() as session:
        every = session.scalars(select(Audit).where(Audit.kind == "facility"))
        return [(one.action, one.subject, one.area) for one in every]


async def fix(phone: Phone, code: str = KHEMARAT) -> None:
    await press(phone, "fac_fix", code)


async def coordinator(house: House) -> Phone:
    return await house.volunteer("มาลี", role="coordinator")


async def test_a_wrong_phone_is_said_checked_and_mended(house: House) -> None:
    volunteer, boss = await house.volunteer(), await coordinator(house)

    await fix(volunteer)
    assert "ข้อมูลของ โรงพยาบาลเขมราฐ ตรงไหนไม่ถูกต้อง" in house.heard(volunteer)[-1]
    await volunteer.tap("เบอร์โทร")
    await volunteer.type("045-491-xxx")
    assert "“045-491-xxx” ไม่ใช่เบอร์โทรศัพท์" in house.heard(volunteer)[-1]
    await volunteer.type("045-491097-8")
    assert "ผู้ประสานงานจะตรวจก่อน" in house.heard(volunteer)[-1]
    assert (await known(house))["phones"] == ""

    await boss.type("เมนู")
    assert any("มีคนแจ้งว่าข้อมูลของ โรงพยาบาลเขมราฐ ไม่ถูกต้อง" in one for one in house.heard(boss))
    await boss.type("ตรวจสถานพยาบาล")
    assert "มีคนแจ้งว่าควรเป็น: 045 491 097, 045 491 098" in house.heard(boss)[-1]
    await boss.tap("แก้ตามนี้")

    assert "ไม่มีเรื่องที่รอตรวจ" in house.heard(boss)[-1]
    assert (await known(house))["phones"] == "045491097; 045491098"
    assert await house.apart(marks, house) == [("changed", KHEMARAT, "340501")]
    assert await house.apart(proposals, house) == []
    await volunteer.type("เมนู")
    assert any("แก้ข้อมูลของ โรงพยาบาลเขมราฐ" in one for one in house.heard(volunteer))


async def test_what_is_declined_changes_nothing_and_is_told(house: House) -> None:
    volunteer, boss = await house.volunteer(), await coordinator(house)
    await fix(volunteer)
    await volunteer.tap("เลิกให้บริการแล้ว")
    await volunteer.tap("ใช่ เลิกแล้ว")

    await boss.type("ตรวจสถานพยาบาล")
    await boss.tap("ไม่แก้")

    assert (await known(house))["closed"] == ""
    await volunteer.type("เมนู")
    assert any("ไม่ได้แก้ข้อมูลของ โรงพยาบาลเขมราฐ" in one for one in house.heard(volunteer))


async def test_a_place_is_shared_where_one_stands(house: House) -> None:
    volunteer, boss = await house.volunteer(), await coordinator(house)
    await fix(volunteer)
    await volunteer.tap("ที่ตั้ง")
    await volunteer.send_place(16.0412, 105.2233)
    assert await house.apart(proposals, house) == [("place", "16.041200 105.223300")]

    await boss.type("ตรวจสถานพยาบาล")
    await boss.tap("แก้ตามนี้")

    now = await known(house)
    assert (now["latitude"], now["longitude"]) == ("16.0412", "105.2233")


async def test_words_about_a_place_are_told_and_change_nothing(house: House) -> None:
    volunteer, boss = await house.volunteer(), await coordinator(house)
    before = await known(house)
    await fix(volunteer)
    await volunteer.tap("ที่ตั้ง")
    await volunteer.type("อยู่ข้างตลาด")

    await boss.type("ตรวจสถานพยาบาล")
    assert "มีคนแจ้งว่าควรเป็น: อยู่ข้างตลาด" in house.heard(boss)[-1]
    await boss.tap("จัดการแล้ว")

    assert await known(house) == before
    assert await house.apart(proposals, house) == []


async def test_hours_are_those_of_a_service(house: House) -> None:
    boss = await coordinator(house)
    await fix(boss)
    await boss.tap("เวลาเปิด")
    assert "เวลาเปิดของบริการไหน" in house.heard(boss)[-1]
    await boss.tap("ฉีดวัคซีน")
    await boss.type("พ. 08.30-12.00 น.")

    now = await known(house)
    assert (now["vaccines"], now["general"], now["emergency"]) == ("We 08:30-12:00", "yes", "24/7")
    assert "แก้ไขแล้ว" in house.heard(boss)[-1]


async def test_a_coordinator_of_another_area_is_one_who_proposes(house: House) -> None:
    boss = await coordinator(house)
    await fix(boss, "10682")
    await boss.tap("เบอร์โทร")
    await boss.type("074 273 100")

    assert (await known(house, "10682"))["phones"] == ""
    assert "ผู้ประสานงานจะตรวจก่อน" in house.heard(boss)[-1]
    await boss.type("ตรวจสถานพยาบาล")
    assert "ไม่มีเรื่องที่รอตรวจ" in house.heard(boss)[-1]


async def test_a_visitor_cannot_correct_nor_check(house: House) -> None:
    visitor = house.phone("ใครก็ได้")
    await visitor.follow()
    await visitor.tap("ไทย")

    await fix(visitor)
    await visitor.type("ตรวจสถานพยาบาล")

    assert not any("ตรงไหนไม่ถูกต้อง" in one or "รอตรวจ" in one for one in house.heard(visitor))


async def test_a_coordinator_confirms_a_place_by_its_name(house: House) -> None:
    boss = await coordinator(house)

    await boss.type("ยืนยันสถานพยาบาล โรงพยาบาลเขมราฐ")
    assert "ยังไม่มีใครยืนยันข้อมูลนี้" in house.heard(boss)[-1]
    await boss.tap("ถูกต้อง ยืนยัน")

    now = await known(house)
    assert (now["verified_on"], now["verified_by"]) == ("2026-11-25", "เสี่ยวสุขภาพ")
    assert "ยืนยัน โรงพยาบาลเขมราฐ วันนี้โดย เสี่ยวสุขภาพ แล้ว" in house.heard(boss)[-1]
    assert await house.apart(marks, house) == [("changed", KHEMARAT, "340501")]


async def test_a_name_is_asked_for_and_chosen_among_several(house: House) -> None:
    boss = await coordinator(house)

    await boss.type("ยืนยันสถานพยาบาล")
    await boss.type("หนองผือ")
    assert "1. โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านหนองผือ ตำบลหนองผือ" in house.heard(boss)[-1]
    await boss.tap("ข้อ 2")

    assert "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านบาก ตำบลหนองผือ" in house.heard(boss)[-1]
    await boss.type("ยืนยันสถานพยาบาล หาดใหญ่")
    assert "ไม่มีที่ชื่อนี้ในพื้นที่ของคุณ" in house.heard(boss)[-1]


async def test_a_correction_that_nobody_decided_goes_after_ninety_days(house: House) -> None:
    volunteer = await house.volunteer()
    await fix(volunteer)
    await volunteer.tap("อื่นๆ")
    await volunteer.type("ป้ายหาย")
    assert await house.apart(proposals, house) == [("other", "ป้ายหาย")]

    house.watch.move(timedelta(days=91))
    await house.app.forget()

    assert await house.apart(proposals, house) == []


async def test_what_is_corrected_is_found_as_it_is_now(house: House) -> None:
    boss = await coordinator(house)
    await fix(boss)
    await boss.tap("เลิกให้บริการแล้ว")
    await boss.tap("ใช่ เลิกแล้ว")

    def nearest() -> list[str]:
        with house.store.thinking() as session:
            found = Facilities(session).near(16.038, 105.21242, most=1)
            return [one.facility.code for one in found]

    assert await house.apart(nearest) != [KHEMARAT]


async def test_corrections_are_told_and_erased_with_what_is_held_about_oneself(
    house: House,
) -> None:
    volunteer = await house.volunteer()
    await fix(volunteer)
    await volunteer.tap("อื่นๆ")
    await volunteer.type("ป้ายหาย")

    await volunteer.type("ข้อมูลของฉัน")
    assert "ข้อมูลสถานพยาบาลที่แจ้งแก้ไว้และรอตรวจ: 1" in house.heard(volunteer)[-1]
    await volunteer.tap("ลบข้อมูลของฉัน")
    await volunteer.tap(volunteer.buttons()[0].label)

    assert await house.apart(proposals, house) == []


async def test_more_than_twenty_corrections_do_not_wait(house: House) -> None:
    volunteer = await house.volunteer()
    lane = house.lane(volunteer)

    def fill() -> None:
        with house.store.writing() as session:
            codes = list(FacilityBook(session).cells())[:20]
            for code in codes:
                row = FacilityProposal(
                    id=f"p{code}",
                    facility_code=code,
                    contact_id=lane,
                    aspect="other",
                    proposed_at=house.watch(),
                )
                session.add(row)

    await house.apart(fill)
    await fix(volunteer)
    await volunteer.tap("เลิกให้บริการแล้ว")
    await volunteer.tap("ใช่ เลิกแล้ว")

    assert "ยังรอตรวจหลายเรื่อง" in house.heard(volunteer)[-1]
    assert len(await house.apart(proposals, house)) == 20


async def test_a_word_that_begins_something_else_is_no_answer(house: House) -> None:
    boss = await coordinator(house)
    await fix(boss)
    await boss.tap("เบอร์โทร")

    await boss.type("ตรวจสถานพยาบาล")
    assert "ไม่มีเรื่องที่รอตรวจ" in house.heard(boss)[-1]
    await boss.type("045 491 097")

    assert (await known(house))["phones"] == ""


async def test_all_that_is_known_is_told_before_it_is_confirmed(house: House) -> None:
    boss = await coordinator(house)
    more = {
        "languages": "lo my",
        "schemes": "uc none",
        "complaints": "yes",
        "closed_days": "2026-11-24, 2026-12-31",
    }

    def fill() -> None:
        with house.store.writing() as session:
            book = FacilityBook(session)
            book.put({**book.cells_of(session.get_one(Facility, KHEMARAT)), **more})

    await house.apart(fill)
    await boss.type(f"ยืนยันสถานพยาบาล {KHEMARAT}")

    said = house.heard(boss)[-1]
    for line in ("พูดภาษาลาวได้", "พูดภาษาพม่าได้", "รับสิทธิ: บัตรทอง", "รับสิทธิ: คนไม่มีบัตร"):
        assert line in said
    assert "รับเรื่องร้องเรียนตามมาตรา 50(5)" in said
    assert "ปิดวันที่ 31 ธันวาคม 2569" in said
    assert "24 พฤศจิกายน" not in said
