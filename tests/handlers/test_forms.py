"""Workbooks in the chat: who may send them, what becomes of them, what is kept."""

import pytest
from sqlalchemy import delete, func, select

from bot.simulator.media import message_id_of
from bot.simulator.phone import Phone
from models.attachment import Attachment
from models.base import Row
from models.draft import Draft
from models.form import Form, FormVersion
from models.organization import Membership
from models.submission import Submission
from models.workbook import Workbook
from tests.bot.publishing.workbooks import Sheets, excel, markdown
from tests.house import House

pytestmark = pytest.mark.anyio


def water(version: str = "1", *, label: str = "กี่แก้ว") -> Sheets:
    return {
        "survey": (
            ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)"),
            ("text", "who", "ใคร", "ໃຜ"),
            ("integer", "glasses", label, "ຈັກຈອກ"),
        ),
        "settings": (("form_id", "form_title", "version"), ("water", "น้ำดื่ม · ນ້ຳດື່ມ", version)),
    }


def count(house: House, table: type[Row]) -> int:
    with house.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


async def counted(house: House, table: type[Row]) -> int:
    return await house.apart(count, house, table)


async def coordinator(house: House, name: str = "มาลี") -> Phone:
    return await house.volunteer(name, role="coordinator")


async def checked(house: House, phone: Phone, form: Sheets) -> None:
    await phone.send_file("water.xlsx", excel(form))
    await house.examine()
    await phone.tap("ดูผล")


async def test_a_volunteers_workbook_is_neither_fetched_nor_kept(house: House) -> None:
    phone = await house.volunteer()

    await phone.send_file("water.xlsx", excel(water()))
    await house.examine()

    assert await counted(house, Workbook) == await counted(house, Attachment) == 0
    assert not house.world.asked("content")
    assert "ไม่ได้เก็บสิ่งที่ส่งมา" in house.heard(phone)[-2]


@pytest.mark.parametrize("name", ["letter.pdf", "photo.xlsx.png", "water"])
async def test_a_file_of_another_kind_is_not_waited_for(house: House, name: str) -> None:
    phone = await coordinator(house)

    await phone.send_file(name, b"anything")

    assert await counted(house, Workbook) == 0


@pytest.mark.parametrize("name", ["water.xls", "WATER.ODS"])
async def test_an_old_kind_of_workbook_is_told_how_to_be_saved(house: House, name: str) -> None:
    phone = await coordinator(house)

    await phone.send_file(name, b"anything")

    assert house.heard(phone)[-1] == "บันทึกเป็นไฟล์ Excel (.xlsx) แล้วส่งมาที่นี่อีกครั้ง"


async def test_a_workbook_that_is_too_large_is_not_fetched(house: House) -> None:
    phone = await coordinator(house)

    await phone.send_file("water.csv", b"x" * (5 * 1024 * 1024 + 1))

    assert house.heard(phone)[-1] == "ไฟล์นี้ใหญ่เกิน 5 MB"
    assert await counted(house, Workbook) == 0


async def test_a_result_waits_for_the_next_reply_and_is_told_once(house: House) -> None:
    phone = await coordinator(house)
    await phone.send_file("water.md", markdown(water()))
    await house.examine()

    await phone.type("เมนู")
    told = house.heard(phone)
    await phone.type("เมนู")

    assert [text for text in told if "เผยแพร่ได้" in text] == [told[-2]]
    assert "พิมพ์ “แบบฟอร์ม” เพื่อทดลองหรือเผยแพร่" in told[-2]
    assert sum("เผยแพร่ได้" in text for text in house.heard(phone)) == 1


async def test_a_result_that_was_looked_at_is_not_told_again(house: House) -> None:
    phone = await coordinator(house)
    await checked(house, phone, water())

    await phone.type("เมนู")

    assert sum("เผยแพร่ได้" in text for text in house.heard(phone)) == 1


async def test_at_most_ten_findings_are_told_and_how_many_more(house: House) -> None:
    phone = await coordinator(house)
    rows = [("barcode", f"b{number}", "ก", "ກ") for number in range(13)]
    form = {**water(), "survey": (water()["survey"][0], *rows)}

    await checked(house, phone, form)

    told = house.heard(phone)[-1].splitlines()
    assert sum(line.startswith("ต้องแก้: ") for line in told) == 10
    assert told[-1] == "และอีก 3 ข้อ"
    assert [button.label for button in phone.buttons()] == ["ยกเลิก"]


async def test_a_trial_stores_nothing_not_even_a_picture(house: House) -> None:
    phone = await coordinator(house)
    rows = [("image", "picture", "รูป", "ຮູບ"), ("text", "who", "ใคร", "ໃຜ")]
    await checked(house, phone, {**water(), "survey": (water()["survey"][0], *rows)})
    await phone.tap("ทดลอง")
    await phone.send_picture()
    await house.fetch()
    assert await counted(house, Attachment) == 1  # the workbook alone

    await phone.type("ยายแดง")

    assert "ทดลองเสร็จแล้ว ไม่ได้เก็บคำตอบไว้" in house.heard(phone)[-2]
    assert await counted(house, Draft) == await counted(house, Submission) == 0
    assert await counted(house, FormVersion) == 1  # the small one of this house


async def test_a_trial_can_be_paused_and_gone_on_with(house: House) -> None:
    phone = await coordinator(house)
    await checked(house, phone, water())
    await phone.tap("ทดลอง")
    await phone.type("ยายแดง")
    await phone.type("หยุด")

    await phone.type("ทำต่อ")

    assert "กี่แก้ว" in house.heard(phone)[-1]


async def test_a_trial_ends_with_the_workbook_it_tries(house: House) -> None:
    phone = await coordinator(house)
    await checked(house, phone, water())
    await phone.tap("ทดลอง")

    await phone.tap_old(-3, "ยกเลิก")

    assert await counted(house, Workbook) == await counted(house, Draft) == 0
    assert await counted(house, Attachment) == 0


async def test_publishing_keeps_the_workbook_as_it_came(house: House) -> None:
    phone = await coordinator(house)
    source = excel(water())
    await phone.send_file("water.xlsx", source)
    await house.examine()
    await phone.tap("ดูผล")

    await phone.tap("เผยแพร่")

    def kept() -> tuple[str, str, bytes]:
        with house.store.thinking() as session:
            form = session.get(Form, "water")
            assert form is not None
            version = session.get(FormVersion, form.version_id)
            assert version is not None
            return version.version, version.workbook_name, version.workbook

    assert await house.apart(kept) == ("1", "water.xlsx", source)
    assert await counted(house, Workbook) == await counted(house, Attachment) == 0


async def test_a_draft_ends_on_the_version_it_began_with(house: House) -> None:
    phone, visitor = await coordinator(house), await house.volunteer("สมศรี")
    await checked(house, phone, water("1"))
    await phone.tap("เผยแพร่")
    await visitor.type("water")
    await visitor.type("ยายแดง")

    await checked(house, phone, water("2", label="กี่ขวด"))
    await phone.tap("เผยแพร่")

    assert "งานที่ยังทำไม่เสร็จ 1 รายการ" in house.heard(phone)[-1]
    await visitor.type("หยุด")
    await visitor.type("ทำต่อ")
    assert "กี่แก้ว" in house.heard(visitor)[-1]
    await visitor.type("5")
    await visitor.type("water")
    await visitor.type("ตาดำ")
    assert "กี่ขวด" in house.heard(visitor)[-1]


async def test_the_same_version_with_another_meaning_is_refused(house: House) -> None:
    phone = await coordinator(house)
    await checked(house, phone, water("1"))
    await phone.tap("เผยแพร่")

    await checked(house, phone, water("1", label="กี่ขวด"))
    await phone.tap("เผยแพร่")

    assert "เคยเผยแพร่แล้วด้วยเนื้อหาอื่น" in house.heard(phone)[-1]
    assert await counted(house, FormVersion) == 2  # and the small one of this house
    assert await counted(house, Workbook) == 1


async def test_a_newer_workbook_takes_the_place_of_the_one_before(house: House) -> None:
    phone = await coordinator(house)
    await checked(house, phone, water("1"))

    await phone.send_file("water.md", b"nonsense")
    await phone.tap_old(-2, "เผยแพร่")

    assert house.heard(phone)[-1] == "ไฟล์นี้ไม่อยู่ที่นี่แล้ว โปรดส่งอีกครั้ง"
    assert await counted(house, Workbook) == 1


async def test_whoever_is_no_coordinator_any_more_publishes_nothing(house: House) -> None:
    phone = await coordinator(house)
    await checked(house, phone, water())

    def dismiss() -> None:
        with house.store.writing() as session:
            session.execute(delete(Membership))

    await house.apart(dismiss)
    await phone.tap("เผยแพร่")

    assert "ปุ่มนี้ไม่ใช้แล้ว" in house.heard(phone)[-2]
    assert await counted(house, FormVersion) == 1  # the small one of this house


async def test_a_form_can_be_published_while_another_is_open(house: House) -> None:
    phone = await coordinator(house)
    await checked(house, phone, water())
    await phone.type("small")

    await phone.tap_old(-2, "เผยแพร่")

    assert "เผยแพร่ น้ำดื่ม แล้ว" in house.heard(phone)[-1]
    assert await counted(house, Draft) == 1


async def test_nobody_publishes_the_workbook_of_another(house: House) -> None:
    phone, other = await coordinator(house), await coordinator(house, "ประนอม")
    await checked(house, phone, water())

    await other.type("แบบฟอร์ม")

    assert house.heard(other)[-1].startswith("ส่งแบบฟอร์มมาที่นี่เป็นไฟล์")


async def test_a_workbook_that_is_taken_back_is_forgotten(house: House) -> None:
    phone = await coordinator(house)
    event = await phone.send_file("water.xlsx", excel(water()))
    await house.examine()

    await phone.unsend(message_id_of(event))

    assert await counted(house, Workbook) == await counted(house, Attachment) == 0
    await phone.type("แบบฟอร์ม")
    assert house.heard(phone)[-1].startswith("ส่งแบบฟอร์มมาที่นี่เป็นไฟล์")


async def test_a_workbook_that_does_not_come_is_asked_for_again(house: House) -> None:
    phone = await coordinator(house)
    event = await phone.send_file("water.xlsx", excel(water()))
    house.world.contents.take_back(message_id_of(event))
    await house.examine()

    await phone.type("เมนู")

    assert "water.xlsx มาไม่ถึงเรา โปรดส่งอีกครั้ง" in house.heard(phone)
    assert await counted(house, Workbook) == 0


async def test_a_form_that_is_open_takes_files_for_its_own(house: House) -> None:
    phone = await coordinator(house)
    await phone.type("small")

    await phone.send_file("water.xlsx", excel(water()))

    assert await counted(house, Workbook) == 0
