"""Files that come with a workbook by chat: asked for, taken in any order, and used."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from bot.simulator.media import message_id_of
from bot.simulator.phone import Phone
from models.attachment import Attachment
from models.form import FormFile
from tests.bot.publishing.workbooks import Sheets, excel
from tests.house import House

pytestmark = pytest.mark.anyio

CITIES = "name,label\nhy,หาดใหญ่\nsk,สงขลา\n".encode()
TOWN: Sheets = {
    "survey": (
        ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)"),
        ("select_one_from_file cities.csv", "town", "เมืองไหน", "ເມືອງໃດ"),
    ),
    "settings": (("form_id", "form_title", "version"), ("town", "เมือง", "1")),
}


async def seen(house: House, phone: Phone) -> str:
    await house.examine()
    await phone.type("แบบฟอร์ม")
    return house.heard(phone)[-1]


async def used(house: House, phone: Phone) -> None:
    """Try the form out and publish it; a volunteer then chooses by the file."""
    await phone.tap("ทดลอง")
    await phone.tap("หาดใหญ่")
    await phone.tap("เผยแพร่")
    other = await house.volunteer("สมศรี")
    await other.type("town")
    await other.tap("สงขลา")
    assert "เสร็จแล้ว" in house.heard(other)[-1]

    def left() -> tuple[int, int]:
        with house.store.thinking() as session:
            files = session.scalar(select(func.count()).select_from(FormFile)) or 0
            return files, session.scalar(select(func.count()).select_from(Attachment)) or 0

    assert await house.apart(left) == (1, 0)


async def test_a_missing_file_is_asked_for_and_makes_the_form_whole(house: House) -> None:
    phone = await house.volunteer("มาลี", role="coordinator")
    await phone.send_file("town.xlsx", excel(TOWN))
    assert "โปรดส่งไฟล์ cities.csv มาที่นี่ด้วย" in await seen(house, phone)

    await phone.send_file("cities.csv", CITIES)

    assert "เผยแพร่ได้" in await seen(house, phone)
    await used(house, phone)


async def test_a_file_that_comes_first_is_kept_for_the_workbook(house: House) -> None:
    phone = await house.volunteer("มาลี", role="coordinator")
    await phone.send_file("cities.csv", CITIES)
    assert "เก็บ cities.csv ไว้ให้แบบฟอร์มแล้ว" in await seen(house, phone)

    await phone.send_file("town.xlsx", excel(TOWN))

    assert "เผยแพร่ได้" in await seen(house, phone)
    await used(house, phone)


async def test_a_zip_brings_the_workbook_and_its_files(house: House) -> None:
    phone = await house.volunteer("มาลี", role="coordinator")
    stream = BytesIO()
    with ZipFile(stream, "w") as packed:
        packed.writestr("form/town.xlsx", excel(TOWN))
        packed.writestr("../media/cities.csv", CITIES)

    await phone.send_file("town.zip", stream.getvalue())

    assert "เผยแพร่ได้" in await seen(house, phone)
    await used(house, phone)


async def test_a_long_list_is_searched_by_typing(house: House) -> None:
    phone = await house.volunteer("มาลี", role="coordinator")
    rows = "".join(f"v{number},Village {number} end\n" for number in range(10_000))
    await phone.send_file("town.xlsx", excel(TOWN))
    await phone.send_file("cities.csv", f"name,label\n{rows}".encode())
    assert "เผยแพร่ได้" in await seen(house, phone)
    await phone.tap("ทดลอง")

    await phone.type("Village 9876 end")

    assert "ทดลองเสร็จแล้ว" in house.heard(phone)[-2]


async def test_a_file_that_is_taken_back_is_missing_again(house: House) -> None:
    phone = await house.volunteer("มาลี", role="coordinator")
    await phone.send_file("town.xlsx", excel(TOWN))
    event = await phone.send_file("cities.csv", CITIES)
    assert "เผยแพร่ได้" in await seen(house, phone)

    await phone.unsend(message_id_of(event))

    assert "โปรดส่งไฟล์ cities.csv มาที่นี่ด้วย" in await seen(house, phone)
