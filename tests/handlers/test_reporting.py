"""Reports in the chat: totals of one's own areas, for those who read totals."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from bot.secrets import Keyring
from bot.simulator.events import Events
from bot.simulator.phone import Phone
from bot.store import Store
from dialogue.tap import Tap
from models.hand_out import HandOut, HandOuts
from models.organization import Membership
from tests.areas import load
from tests.counted import Crowd
from tests.handlers.marks import marks
from tests.house import NOON, House, open_house

pytestmark = pytest.mark.anyio


@pytest.fixture
def counted(lite: Store) -> Store:
    load(lite)
    crowd = Crowd(store=lite)
    for area, number in (("900101", 40), ("901101", 12), ("901201", 3), ("910101", 60)):
        people = crowd.people(number, area, at=NOON)
        crowd.visits(people, area, number=number * 2, at=[NOON] * number * 2)
        for person in people:
            crowd.answers(person, area, "barthel_adl", NOON, adl_group="home")
    crowd.write()
    return lite


@pytest.fixture
async def house(counted: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(counted, keys) as house:
        yield house


async def reader(house: House, role: str = "mentor", area: str = "90") -> Phone:
    phone = house.phone(role)
    await phone.follow()
    await phone.tap("ไทย")
    await phone.type(await house.apart(house.invite, "RDRRR00001", role, area))
    return phone


def labels(phone: Phone) -> list[str]:
    return [button.label for button in phone.buttons()]


@pytest.mark.parametrize("role", ["coordinator", "mentor", "reader"])
async def test_whoever_reads_totals_sees_those_of_their_area(house: House, role: str) -> None:
    phone = await reader(house, role)

    await phone.type("รายงาน")

    assert house.heard(phone)[-1].splitlines() == [
        "การเยี่ยม",
        "สงขลา ตั้งแต่ 1 มกราคม 2569 ถึง 31 ธันวาคม 2569",
        "รวม สงขลา: เยี่ยม 110 ครั้ง 55 คน คนใหม่ 55 คน อาสา 0 คน",
        "เมืองสงขลา: 80 ครั้ง 40 คน",
        "หาดใหญ่: 24 ครั้ง * คน",
        "นาหม่อม: 6 ครั้ง * คน",
        "* คือตัวเลขที่ซ่อนไว้ เพื่อไม่ให้รู้ว่าเป็นใคร",
    ]


async def test_a_volunteer_is_told_whom_reports_are_for(house: House) -> None:
    phone = await reader(house, "volunteer")

    await phone.type("รายงาน")

    assert house.heard(phone)[-1].startswith("รายงานมีให้ผู้ประสานงาน")
    assert labels(phone) == ["เมนู"]


async def test_every_report_is_one_tap_away(house: House) -> None:
    phone = await reader(house)

    await phone.type("ดูรายงาน")
    await phone.tap("รายงานถัดไป")
    await phone.tap("รายงานทั้งหมด")
    await phone.tap("กลุ่ม ADL")

    assert "ประเมินแล้ว: 55" in house.heard(phone)[-1]
    assert "ติดบ้าน (5–11): 55" in house.heard(phone)[-1]


async def test_a_period_is_chosen_or_typed(house: House) -> None:
    phone = await reader(house)
    await phone.type("รายงาน")

    await phone.tap("เดือนนี้")
    assert "ตั้งแต่ 1 พฤศจิกายน 2569 ถึง 30 พฤศจิกายน 2569" in house.heard(phone)[-1]
    assert "เดือนนี้" not in labels(phone)

    await phone.tap("ปีที่แล้ว")
    assert "ยังไม่มีข้อมูลในช่วงนี้" in house.heard(phone)[-1]

    await phone.tap("ช่วงเวลาอื่น")
    for no_months in ("เมื่อวาน", "2569-11-01..2569-11-20"):
        await phone.type(no_months)
        assert "พิมพ์ปีหรือเดือน" in house.heard(phone)[-1]
    await phone.type("2569-11..2569-12")
    assert "ตั้งแต่ 1 พฤศจิกายน 2569 ถึง 31 ธันวาคม 2569" in house.heard(phone)[-1]


async def test_an_area_is_typed_and_only_ones_own_is_found(house: House) -> None:
    phone = await reader(house)
    await phone.type("รายงาน")

    await phone.tap("พื้นที่อื่น")
    await phone.type("สตูล")
    assert "ไม่พบสถานที่นี้" in house.heard(phone)[-1]
    await phone.type("เมืองสงขล")
    await phone.tap("อ.เมืองสงขลา")

    assert "รวม เมืองสงขลา: เยี่ยม 80 ครั้ง 40 คน" in house.heard(phone)[-1]
    assert "บ่อยาง: 80 ครั้ง 40 คน" in house.heard(phone)[-1]


async def test_whose_role_is_over_sees_no_more_totals(house: House) -> None:
    phone = await reader(house)
    await phone.type("รายงาน")

    def leave() -> None:
        with house.store.writing() as session:
            session.execute(update(Membership).values(left_at=NOON))

    await house.apart(leave)
    await phone.tap("รายงานถัดไป")

    assert house.heard(phone)[-1].startswith("รายงานมีให้ผู้ประสานงาน")


async def test_one_of_several_places_is_picked_by_its_number(house: House) -> None:
    phone = await reader(house)
    await phone.type("รายงาน")

    await phone.tap("พื้นที่อื่น")
    await phone.type("สะเดา")
    assert labels(phone)[:2] == ["อ.สะเดา จ.สงขลา", "ต.สะเดา อ.สะเดา"]
    await phone.type("๒")

    assert house.heard(phone)[-1].startswith("การเยี่ยม\nสะเดา ตั้งแต่")


@pytest.mark.parametrize(
    "value",
    [
        "visits,91,2026",
        "visits,,2026",
        "visits,9001x,2026",
        "visits,90,2026-11-01..2026-11-03",
        "x,90,2026",
    ],
)
async def test_a_button_of_something_not_ones_own_shows_ones_own(house: House, value: str) -> None:
    phone = await reader(house)
    events = Events(house.world)

    await phone.courier.send(events.postback(phone.source, Tap(act="report", value=value).data()))

    assert "รวม สงขลา: เยี่ยม 110 ครั้ง" in house.heard(phone)[-1]


async def test_every_report_that_is_seen_leaves_a_mark(house: House) -> None:
    phone = await reader(house)

    await phone.type("ລາຍງານ")
    await phone.tap("เดือนนี้")

    seen = await house.apart(marks, house.store, "report")
    assert seen == [("saw", "report", "visits 2026"), ("saw", "report", "visits 2026-11")]


@pytest.fixture
async def public(counted: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(counted, keys, public_url="https://siao.example/") as house:
        yield house


def handed_out(house: House) -> list[list[object]]:
    with house.store.thinking() as session:
        one = session.scalars(select(HandOut)).one()
        sheet = load_workbook(BytesIO(HandOuts(session).content(one)))["siao"]
        return [[cell.value for cell in row] for row in sheet.iter_rows()]


async def test_a_report_is_handed_out_as_a_file_with_the_same_hidden(public: House) -> None:
    phone = await reader(public, "coordinator")
    await phone.type("รายงาน")

    await phone.tap("เป็นไฟล์ Excel")
    await phone.tap("เปิดไฟล์")

    assert phone.opened[-1].startswith("https://siao.example/get/")
    rows = await public.apart(handed_out, public)
    counts = {str(row[0]): row[2:4] for row in rows}
    assert rows[0][:3] == ["รหัส", "ชื่อ", "ครั้งเยี่ยม"]
    assert counts["90"][0] == 110
    assert counts["9012"][1] == "*"
    assert ("exported", "report") in [
        one[:2] for one in await public.apart(marks, public.store, "report")
    ]


async def test_without_an_address_no_file_is_promised(house: House) -> None:
    phone = await reader(house, "coordinator")
    await phone.type("รายงาน")

    await phone.tap("เป็นไฟล์ Excel")

    assert house.heard(phone)[-1] == "จากที่นี่ส่งไฟล์ไม่ได้ ดูรายงานได้ในข้อความด้านบน"
