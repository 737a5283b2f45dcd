"""Teaching: what a question meant is learned from a coordinator, and the question erased."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.audit import Audit
from models.note import Notes
from models.question import KeptQuestion, Taught, taught_examples
from models.topic import LEARNING
from tests.asking import bring_topics, understand
from tests.handlers.pressing import press
from tests.house import House, open_house

QUESTION = "หมอเข็มน้อยเข็มใหญ่อยู่ที่ไหน"


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys, understand=understand) as house:
        await house.apart(bring_topics, lite, house.watch())
        yield house


async def kept(house: House, *questions: str) -> None:
    """Let a visitor ask, and agree that it is kept."""
    phone = house.phone("malee")
    await phone.follow()
    await phone.tap("ไทย")
    for question in questions:
        await phone.type(question)
        await phone.tap("เก็บคำถามได้")


async def coordinator(house: House) -> Phone:
    phone = await house.volunteer("แม่ทัพ", role="coordinator")
    await phone.type("เมนู")
    return phone


async def taught(house: House) -> list[Taught]:
    def work() -> list[Taught]:
        with house.store.thinking() as session:
            return taught_examples(session)

    return await house.apart(work)


async def waiting(house: House) -> int:
    def work() -> int:
        with house.store.thinking() as session:
            return len(session.scalars(select(KeptQuestion)).all())

    return await house.apart(work)


async def learning(house: House) -> str:
    def work() -> str:
        with house.store.thinking() as session:
            note = Notes(session).get(LEARNING)
            return "" if note is None else note.text

    return await house.apart(work)


async def test_a_question_becomes_a_phrase_of_the_topic_that_is_chosen(house: House) -> None:
    await kept(house, QUESTION)
    phone = await coordinator(house)
    before = await learning(house)

    await phone.type("สอน")
    asked = house.heard(phone)[-1]
    await phone.tap("เลือกเรื่องอื่น")
    await phone.tap("แม่ เด็ก ครอบครัว")
    await phone.tap("วัคซีนเด็กฟรี")

    assert QUESTION in asked
    assert await taught(house) == [Taught(text=QUESTION, lang="th", intent="child_vaccination")]
    assert await waiting(house) == 0
    assert await learning(house) != before
    assert "จำแล้ว: ถามแบบนี้หมายถึง “วัคซีนเด็กฟรี”" in house.heard(phone)[-2]
    assert "ไม่มีคำถามที่รอสอน" in house.heard(phone)[-1]


async def test_it_is_written_down_who_taught_but_not_what_was_asked(house: House) -> None:
    await kept(house, QUESTION)
    phone = await coordinator(house)
    await phone.type("สอน")
    await phone.tap("ไม่มีเรื่องที่ตรง")

    def marks() -> list[tuple[str, str, str, str]]:
        with house.store.thinking() as session:
            rows = session.scalars(select(Audit).where(Audit.kind == "topic")).all()
            return [(row.actor, row.action, row.kind, row.subject) for row in rows]

    assert await house.apart(marks) == [
        (house.lane(phone), "taught", "topic", "out_of_scope"),
    ]


async def test_a_wrong_choice_is_taken_back(house: House) -> None:
    await kept(house, QUESTION)
    phone = await coordinator(house)
    await phone.type("สอน")
    await phone.tap("ไม่มีเรื่องที่ตรง")

    await phone.tap("เอากลับ")

    assert await taught(house) == []


async def test_questions_are_shown_one_by_one_and_erased_on_word(house: House) -> None:
    await kept(house, QUESTION, "ควายหายไปไหนไม่รู้")
    phone = await coordinator(house)

    await phone.type("สอน")
    first = house.heard(phone)[-1]
    await phone.tap("คำถามต่อไป")
    second = house.heard(phone)[-1]
    await phone.tap("ลบคำถามนี้")

    assert {QUESTION in first, QUESTION in second} == {True, False}
    assert "คำถามที่ระบบยังไม่เข้าใจ: 2" in first
    assert await waiting(house) == 1


async def test_a_guess_is_one_tap_away(house: House) -> None:
    await kept(house, QUESTION)
    phone = await coordinator(house)

    def keep_with_keyword() -> None:
        with house.store.writing() as session:
            row = session.scalars(select(KeptQuestion)).one()
            row.text = "เข็มวัคซีนอยู่ไหน"

    await house.apart(keep_with_keyword)
    await phone.type("สอน")
    await phone.tap("วัคซีนเด็กฟรี")

    assert [one.intent for one in await taught(house)] == ["child_vaccination"]


async def test_only_coordinators_teach(house: House) -> None:
    await kept(house, QUESTION)
    phone = await house.volunteer()
    await phone.type("เมนู")

    await phone.type("สอน")
    heard = house.heard(phone)[-1]
    await press(phone, "teach")

    assert QUESTION not in heard
    assert QUESTION not in house.heard(phone)[-1]
    assert "ปุ่มนี้ไม่ใช้แล้ว" in house.heard(phone)[-2]


async def test_a_question_that_is_gone_meanwhile_is_said_to_be(house: House) -> None:
    await kept(house, QUESTION)
    phone = await coordinator(house)
    await phone.type("สอน")
    await phone.tap("ลบคำถามนี้")

    await phone.tap_old(-3, "ลบคำถามนี้")

    assert "คำถามนี้ไม่มีแล้ว" in house.heard(phone)[-2]


async def test_the_same_question_is_kept_once(house: House) -> None:
    await kept(house, QUESTION, QUESTION)

    assert await waiting(house) == 1
