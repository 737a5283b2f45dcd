"""Lists of people in the chat: tried, confirmed, stored apart from the turn, and told of."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, func, select

from bot.people.registrar import Registrar
from bot.people.roster_check import RosterCheck
from bot.secrets import Keyring
from bot.simulator.media import message_id_of
from bot.simulator.phone import Phone
from bot.store import Store
from bot.words import Words
from models.attachment import Attachment
from models.audit import Audit
from models.base import Row
from models.follow_up import FollowUp
from models.hand_out import HandOut
from models.inbox import SET_ASIDE, Event
from models.organization import Membership
from models.person import Person
from models.workbook import Workbook
from tests.bot.people.rosters import as_csv, as_excel, made_up, someone, table
from tests.bot.publishing.workbooks import excel
from tests.handlers.test_forms import water
from tests.house import BANGKOK, LOCALES, NOON, House, open_house

pytestmark = pytest.mark.anyio

HERE = "340503"


class PowerCutError(Exception):
    """The process dies here."""


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        yield house


@pytest.fixture
async def public(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys, public_url="https://siao.example/") as house:
        yield house


def count(house: House, table: type[Row]) -> int:
    with house.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


async def counted(house: House, table: type[Row]) -> int:
    return await house.apart(count, house, table)


def book(*rows: dict[str, str]) -> bytes:
    return as_excel(table(rows))


async def coordinator(house: House, name: str = "มาลี") -> Phone:
    return await house.volunteer(name, role="coordinator")


async def sent(house: House, phone: Phone, data: bytes, name: str = "people.xlsx") -> None:
    await phone.send_file(name, data)
    await house.examine()
    await phone.type("รายชื่อ")


def labels(phone: Phone) -> list[str]:
    return [button.label for button in phone.buttons()]


async def test_a_list_is_tried_confirmed_and_stored(house: House) -> None:
    phone = await coordinator(house)
    await sent(house, phone, book(someone(รหัสพื้นที่=HERE), someone("แดง", รหัสพื้นที่=HERE)))

    told = house.heard(phone)[-1]
    assert "people.xlsx ยังไม่ได้บันทึกอะไร" in told
    assert "เพิ่มใหม่ 2 แก้ไข 0 เหมือนเดิม 0 ไม่รับ 0" in told
    assert labels(phone) == ["ยืนยัน", "ยกเลิก"]
    assert await counted(house, Person) == 0

    await phone.tap("ยืนยัน")
    assert "กำลังบันทึกคนใน people.xlsx" in house.heard(phone)[-1]
    assert await counted(house, Person) == 0
    await house.enrol()
    await phone.type("เมนู")

    assert "บันทึกคนใน people.xlsx แล้ว\nเพิ่มใหม่ 2" in house.heard(phone)[-2]
    assert await counted(house, Person) == 2
    assert await counted(house, Attachment) == 0  # the file itself is not needed any more


async def test_a_volunteers_list_is_not_taken(house: House) -> None:
    phone = await house.volunteer()

    await phone.send_file("people.xlsx", book(someone(รหัสพื้นที่=HERE)))
    await house.examine()

    assert await counted(house, Attachment) == 0


async def test_rows_of_a_strangers_area_are_refused(house: House) -> None:
    phone = await coordinator(house)

    await sent(house, phone, book(someone(รหัสพื้นที่="900102"), someone(รหัสพื้นที่=HERE)))

    told = house.heard(phone)[-1]
    assert "เพิ่มใหม่ 1 แก้ไข 0 เหมือนเดิม 0 ไม่รับ 1" in told
    assert "แถว 2 คอลัมน์ รหัสพื้นที่: พื้นที่นี้ไม่ใช่พื้นที่ของคุณ" in told


async def test_without_a_public_address_ten_problems_are_told_and_that_it_has_none(
    house: House,
) -> None:
    phone = await coordinator(house)
    rows = [someone(f"คน{at}", รหัสพื้นที่="900102") for at in range(13)]

    await sent(house, phone, book(*rows))

    told = house.heard(phone)[-1]
    assert told.count("พื้นที่นี้ไม่ใช่พื้นที่ของคุณ") == 10
    assert "และอีก 3 ข้อ" in told
    assert "บอทนี้ยังไม่มีที่อยู่เว็บ" in told
    assert labels(phone) == ["ยกเลิก"]


async def test_what_is_cancelled_leaves_nothing(house: House) -> None:
    phone = await coordinator(house)
    await sent(house, phone, book(someone(รหัสพื้นที่=HERE)))

    await phone.tap("ยกเลิก")

    for kind in (Workbook, Attachment, HandOut, Person):
        assert await counted(house, kind) == 0


async def test_a_list_as_csv_is_told_from_a_form_and_from_a_file_beside_one(house: House) -> None:
    phone = await coordinator(house)

    await sent(house, phone, as_csv(table([someone(รหัสพื้นที่=HERE)])), "people.csv")

    assert "เพิ่มใหม่ 1" in house.heard(phone)[-1]


async def test_a_form_is_still_a_form(house: House) -> None:
    phone = await coordinator(house)

    await phone.send_file("water.xlsx", excel(water()))
    await house.examine()
    await phone.type("แบบฟอร์ม")

    assert "เผยแพร่ได้" in house.heard(phone)[-1]


async def test_it_is_confirmed_once_however_often_the_button_is_pressed(house: House) -> None:
    phone = await coordinator(house)
    await sent(house, phone, book(someone(รหัสพื้นที่=HERE)))
    await phone.tap("ยืนยัน")
    await phone.tap_old(-2, "ยืนยัน")
    await house.enrol()
    await phone.tap_old(-3, "ยืนยัน")
    await house.enrol()

    def marks() -> list[str]:
        with house.store.thinking() as session:
            return list(session.scalars(select(Audit.action).where(Audit.kind == "people")))

    assert await counted(house, Person) == 1
    assert await house.apart(marks) == ["imported"]


async def test_another_file_does_not_disturb_what_is_being_stored(house: House) -> None:
    phone = await coordinator(house)
    await sent(house, phone, book(someone(รหัสพื้นที่=HERE)))
    await phone.tap("ยืนยัน")

    await phone.send_file("water.xlsx", excel(water()))
    await house.examine()
    await house.enrol()

    assert await counted(house, Person) == 1
    assert await counted(house, Workbook) == 2


async def test_whoever_lost_the_role_stores_nothing(house: House) -> None:
    phone = await coordinator(house)
    await sent(house, phone, book(someone(รหัสพื้นที่=HERE)))
    await phone.tap("ยืนยัน")

    def end() -> None:
        with house.store.writing() as session:
            session.execute(delete(Membership))

    await house.apart(end)
    await house.enrol()

    assert await counted(house, Person) == await counted(house, Workbook) == 0


async def test_a_list_that_is_taken_back_is_forgotten(house: House) -> None:
    phone = await coordinator(house)
    event = await phone.send_file("people.xlsx", book(someone(รหัสพื้นที่=HERE)))
    await house.examine()

    await phone.unsend(message_id_of(event))

    assert await counted(house, Workbook) == await counted(house, HandOut) == 0


async def test_nothing_of_a_list_stands_in_clear(house: House) -> None:
    phone = await coordinator(house)
    await sent(house, phone, book(someone("ชื่อลับ", รหัสพื้นที่="900102")))

    def raw() -> bytes:
        with house.store.thinking() as session:
            workbook = session.scalars(select(Workbook)).one()
            kept = session.scalars(select(HandOut)).one()
            return b"".join(
                (
                    workbook.outcome_sealed or b"",
                    kept.content_sealed or b"",
                    kept.name_sealed or b"",
                )
            )

    assert "ชื่อลับ".encode() not in await house.apart(raw)


async def test_the_answer_for_every_row_is_fetched_once_by_a_button(public: House) -> None:
    phone = await coordinator(public)
    rows = [someone(f"คน{at}", รหัสพื้นที่="900102") for at in range(13)]
    await sent(public, phone, book(*rows, someone(รหัสพื้นที่=HERE)))
    assert labels(phone) == ["ยืนยัน", "ยกเลิก", "ดูทุกแถว"]
    (address,) = [str(one.action["uri"]) for one in phone.buttons() if "uri" in one.action]
    path = address.removeprefix("https://siao.example")

    page = await public.client.get(path)
    again = await public.client.get(path)
    file = await public.client.post(path)
    spent = await public.client.post(path)

    assert page.status_code == again.status_code == file.status_code == 200
    assert "รับไฟล์" in page.text
    assert spent.status_code == 404
    for answer in (page, file, spent):
        assert answer.headers["cache-control"] == "no-store"
    sheet = load_workbook(BytesIO(file.content)).worksheets[0]
    found = list(sheet.iter_rows(values_only=True))
    assert found[0] == ("แถว", "ผล", "รหัส", "ชื่อเล่น", "คอลัมน์", "เหตุผล")
    assert found[1] == (2, "ไม่รับ", None, "คน0", "รหัสพื้นที่", "พื้นที่นี้ไม่ใช่พื้นที่ของคุณ")
    assert found[14][:2] == (15, "เพิ่มใหม่")


async def test_every_row_can_be_looked_at_again_after_it_was_stored(public: House) -> None:
    phone = await coordinator(public)
    await sent(public, phone, book(someone(รหัสพื้นที่=HERE)))
    await phone.tap("ยืนยัน")
    await public.enrol()
    await phone.type("รายชื่อ")
    (address,) = [str(one.action["uri"]) for one in phone.buttons() if "uri" in one.action]

    file = await public.client.post(address.removeprefix("https://siao.example"))

    sheet = load_workbook(BytesIO(file.content)).worksheets[0]
    code = sheet["C2"].value
    assert isinstance(code, str)
    assert len(code) == 6


async def test_what_died_in_the_middle_goes_on_where_it_was(house: House) -> None:
    phone = await coordinator(house)
    rows = [{**row, "รหัสพื้นที่": HERE} for row in made_up(1_200)]
    await sent(house, phone, book(*rows))
    await phone.tap("ยืนยัน")

    calls = 0

    def dying() -> datetime:
        """Tell the time twice: to take the list, and with the first batch."""
        nonlocal calls
        calls += 1
        if calls > 2:
            raise PowerCutError
        return house.watch()

    words, zone = Words(LOCALES), BANGKOK
    rosters = RosterCheck(
        store=house.store, vault=house.keys, words=words, clock=house.watch, zone=zone
    )
    mortal = Registrar(
        store=house.store, vault=house.keys, wake=lambda _: None, clock=dying, rosters=rosters
    )
    with pytest.raises(PowerCutError):
        await mortal.pass_once()
    assert await counted(house, Person) == 500
    await house.enrol()
    assert await counted(house, Person) == 500  # as long as it may be at work still

    house.watch.move(timedelta(minutes=4))
    await house.enrol()
    await phone.type("รายชื่อ")

    assert await counted(house, Person) == 1_200
    assert "เพิ่มใหม่ 1200 แก้ไข 0 เหมือนเดิม 0 ไม่รับ 0" in house.heard(phone)[-1]


async def test_to_whoever_a_list_tells_to_have_died_nothing_is_owed_any_more(house: House) -> None:
    phone = await coordinator(house)
    await sent(house, phone, book(someone(รหัสพื้นที่=HERE)))
    await phone.tap("ยืนยัน")
    await house.enrol()

    def owe() -> None:
        with house.store.writing() as session:
            person = session.scalars(select(Person)).one()
            session.add(
                FollowUp(
                    id="owed",
                    person_id=person.id,
                    area=person.area,
                    task="visit",
                    subject="visit:1",
                    opens_on=NOON.date(),
                    due_on=NOON.date(),
                    made_at=NOON,
                )
            )

    await house.apart(owe)
    await sent(house, phone, book(someone(รหัสพื้นที่=HERE, สถานะ="เสียชีวิต")), "died.xlsx")
    await phone.tap("ยืนยัน")
    await house.enrol()

    def left() -> tuple[str, str, int]:
        with house.store.thinking() as session:
            owed = session.get_one(FollowUp, "owed")
            aside = select(func.count()).where(Event.state == SET_ASIDE)
            person = session.scalars(select(Person)).one()
            return person.status, owed.status, session.scalar(aside) or 0

    assert await house.apart(left) == ("died", "dropped", 0)
