"""Files of a published form: read while people answer, each version its own."""

from collections.abc import AsyncIterator

import pytest

from bot.publication import publish
from bot.publishing.check import check
from bot.secrets import Keyring
from bot.store import Store
from tests.bot.publishing.workbooks import Sheets, markdown
from tests.house import House, open_house

pytestmark = pytest.mark.anyio

HEAD = ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)", "calculation")


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        yield house


def form(version: str, *survey: tuple[str, ...]) -> Sheets:
    return {
        "survey": (HEAD, *survey),
        "settings": (("form_id", "form_title", "version"), ("town", "เมือง", version)),
    }


TOWN = (
    ("text", "who", "ชื่ออะไร", "ຊື່ຫຍັງ", ""),
    ("select_one_from_file cities.csv", "town", "เมืองไหน", "ເມືອງໃດ", ""),
)
PRICES = (
    ("text", "code", "รหัสอะไร", "ລະຫັດຫຍັງ", ""),
    ("calculate", "price", "", "", "pulldata('prices', 'baht', 'code', ${code})"),
    ("note", "told", "ราคา ${price} บาท", "ລາຄາ ${price} ບາດ", ""),
)


async def published(house: House, sheets: Sheets, files: dict[str, bytes]) -> None:
    checked = check(markdown(sheets), "town.md", files)
    assert checked.publishable, checked.findings

    def keep() -> None:
        with house.store.writing() as session:
            publish(session, checked, house.watch())

    await house.apart(keep)


async def test_pulldata_reads_the_file_that_came_with_the_form(house: House) -> None:
    prices = b"code,baht\nrice,25\nfish,120\n"
    await published(house, form("1", *PRICES), {"prices.csv": prices})
    phone = await house.volunteer("สมศรี")
    await phone.type("town")

    await phone.type("fish")

    assert "ราคา 120 บาท" in "\n".join(house.heard(phone)[-2:])


async def test_pulldata_of_what_the_file_does_not_have_is_blank(house: House) -> None:
    await published(house, form("1", *PRICES), {"prices.csv": b"code,baht\nrice,25\n"})
    phone = await house.volunteer("สมศรี")
    await phone.type("town")

    await phone.type("gold")

    assert "ราคา  บาท" in "\n".join(house.heard(phone)[-2:])


async def test_a_draft_goes_on_with_the_files_that_it_began_with(house: House) -> None:
    old, new = "name,label\nhy,หาดใหญ่\n".encode(), "name,label\nsk,สงขลา\n".encode()
    await published(house, form("1", *TOWN), {"cities.csv": old})
    early = await house.volunteer("สมศรี")
    await early.type("town")
    await published(house, form("2", *TOWN), {"cities.csv": new})
    late = await house.volunteer("คำแพง")
    await late.type("town")

    await early.type("แดง")
    await late.type("ดำ")
    await early.tap("หาดใหญ่")
    await late.tap("สงขลา")

    assert "เสร็จแล้ว" in house.heard(early)[-1]
    assert "เสร็จแล้ว" in house.heard(late)[-1]


async def test_the_same_version_with_other_files_is_refused(house: House) -> None:
    await published(house, form("1", *TOWN), {"cities.csv": b"name,label\na,A\n"})

    with pytest.raises(Exception, match="1"):
        await published(house, form("1", *TOWN), {"cities.csv": b"name,label\nb,B\n"})
