"""Practice: any form with a made-up person, and not a trace of it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.answer import Answer
from models.attachment import Attachment
from models.draft import Draft
from models.entity import Entity
from models.person import Person
from models.submission import Submission
from models.visit import Visit
from tests.house import House, open_house
from tests.people import Dweller, dwell

MOST_ASKED = 40
KEPT = (Answer, Attachment, Draft, Entity, Submission, Visit)


@pytest.fixture
async def house(store: Store, keys: Keyring, home_visit: str) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        await house.apart(house.publish, "home_visit", "เยี่ยมบ้าน · ຢ້ຽມບ້ານ", home_visit)
        yield house


async def counts(house: House) -> dict[str, int]:
    def read() -> dict[str, int]:
        with house.store.thinking() as session:
            return {
                table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
                for table in KEPT
            }

    return await house.apart(read)


async def practising(house: House) -> Phone:
    phone = await house.volunteer()
    await phone.type("ฝึก")
    await phone.tap("เยี่ยมบ้าน")
    return phone


async def test_practice_says_so_at_every_question_and_keeps_nothing(house: House) -> None:
    before = await counts(house)
    phone = await practising(house)
    assert "ฝึกกับป้าสมมุติ" in "\n".join(house.heard(phone))

    for label in ("ยินยอมให้เก็บ", "ยินยอมเอง", "เยี่ยมครั้งแรก"):
        assert house.heard(phone)[-1].startswith("ฝึก ไม่เก็บอะไรไว้"), house.heard(phone)[-1]
        await phone.tap(label)
    for _ in range(MOST_ASKED):
        said = house.heard(phone)[-1]
        if "บันทึกคำตอบเลยไหม" in said:
            await phone.tap("บันทึก")
            break
        assert "ฝึก ไม่เก็บอะไรไว้" in said
        if "ส่งรูปสภาพแวดล้อม" in said:
            await phone.send_picture()
            await house.fetch()
        else:
            await phone.type("ข้าม")

    assert "ฝึกเสร็จแล้ว ไม่ได้เก็บอะไรไว้" in house.heard(phone)[-2]
    assert [button.label for button in phone.buttons()] == ["ฝึกอีก", "เยี่ยม", "เมนู"]
    assert await counts(house) == before


async def test_a_practice_that_is_called_off_keeps_nothing(house: House) -> None:
    before = await counts(house)
    phone = await practising(house)

    await phone.type("ยกเลิก")
    await phone.tap("ใช่ ลบคำตอบ")

    assert "ฝึกเสร็จแล้ว" in house.heard(phone)[-2]
    assert await counts(house) == before


async def test_people_of_the_register_are_not_practised_with(house: House) -> None:
    await house.apart(dwell, house, [Dweller(name="ยายแดง")])
    phone = await practising(house)

    await phone.tap("ยินยอมให้เก็บ")

    def visited() -> bool:
        with house.store.thinking() as session:
            return any(one.visited_at for one in session.scalars(select(Person)))

    assert not any("ยายแดง" in text for text in house.heard(phone))
    assert not await house.apart(visited)


async def test_only_volunteers_practise(house: House) -> None:
    phone = house.phone("ใครก็ไม่รู้")
    await phone.follow()
    await phone.tap("ไทย")

    await phone.type("ฝึก")

    assert "อาสาสมัครเท่านั้นที่ฝึกได้" in house.heard(phone)[-1]


async def test_a_double_tap_on_a_form_leaves_its_question_and_buttons(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("ฝึก")
    (form,) = (one for one in phone.buttons() if one.label == "เยี่ยมบ้าน")
    await phone.press(form)
    before = (house.heard(phone), [one.label for one in phone.buttons()])

    await phone.press(form)

    assert (house.heard(phone), [one.label for one in phone.buttons()]) == before
