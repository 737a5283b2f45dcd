"""Indexed answers: marked ones stand in clear beside a submission, and follow its corrections."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from handlers.context import Context
from handlers.desk import whole_desk
from handlers.happened import Happened, Submitted
from handlers.router import Says
from models.answer import Answer, Answers
from models.draft import Draft
from models.person import Person
from models.submission import Submission
from tests.house import NOON, House, open_house

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:line="https://siao.example/line"
 xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>ดัชนี</h:title><model><instance><data id="index" version="1">
<kind/><done/><secret/><no/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/kind" type="string" line:index="yes"/>
<bind nodeset="/data/done" type="string" line:index="yes"/>
<bind nodeset="/data/secret" type="string" line:index="yes" line:keep="90d"/>
<bind nodeset="/data/no" type="string" line:discard="yes"
 calculate="if(/data/kind = 'nothing', 'yes', '')"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/kind"><label>อะไร</label></input>
<select ref="/data/done"><label>ทำอะไร</label><item><label>หนึ่ง</label><value>one</value></item>
<item><label>สอง</label><value>two</value></item></select>
<input ref="/data/secret"><label>ความลับ</label></input>
</h:body></h:html>"""

PERSON = "7d9f0c1e-0000-4000-8000-000000000001"

heard: list[Submitted] = []


def listen(event: Happened, _ctx: Context) -> Says:
    if isinstance(event, Submitted):
        heard.append(event)
    return ()


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    heard.clear()
    desk = whole_desk()
    listeners = {**desk.listeners, Submitted: (*desk.listeners[Submitted], listen)}
    async with open_house(store, keys, desk=replace(desk, listeners=listeners)) as house:
        await house.apart(house.publish, "index", "ดัชนี", XFORM)
        yield house


async def rows(house: House) -> list[tuple[str, str]]:
    def read() -> list[tuple[str, str]]:
        with house.store.thinking() as session:
            return [(one.name, one.value) for one in session.scalars(select(Answer))]

    return sorted(await house.apart(read))


async def sent(house: House, *texts: str) -> Phone:
    phone = await house.volunteer()
    for text in ("index", *texts):
        await phone.type(text)
    return phone


async def test_marked_answers_stand_in_clear_one_row_a_choice(house: House) -> None:
    await sent(house, "น้ำ", "1 2", "กลัว")

    assert await rows(house) == [("done", "one"), ("done", "two"), ("kind", "น้ำ")]
    (event,) = heard
    assert dict(event.answers) == {"kind": "น้ำ", "done": "one two"}


async def test_what_is_longer_than_a_row_takes_is_left_out(house: House) -> None:
    await sent(house, "ก" * 201, "1", "ข้าม")

    assert await rows(house) == [("done", "one")]


async def test_a_corrections_answers_take_the_place_of_those_before(house: House) -> None:
    phone = await sent(house, "น้ำ", "1 2", "ข้าม")
    house.watch.move(timedelta(days=2))

    await phone.type("แก้ไข")
    await phone.tap("25/11 12:00 ดัชนี")
    for text in ("1", "ไฟ", "บันทึก"):
        await phone.type(text)

    def days() -> set[int]:
        with house.store.thinking() as session:
            return {one.at.day for one in session.scalars(select(Answer))}

    assert await rows(house) == [("done", "one"), ("done", "two"), ("kind", "ไฟ")]
    assert await house.apart(days) == {25}, "they are of the day of the first submission"


async def test_what_is_withdrawn_leaves_no_answer(house: House) -> None:
    phone = await sent(house, "น้ำ", "1 2", "ข้าม")

    await phone.tap("แก้ไขคำตอบ")
    for text in ("1", "nothing", "ลบทั้งหมด"):
        await phone.type(text)

    assert await rows(house) == []


async def test_a_drafts_person_and_visit_are_those_of_its_submission(house: House) -> None:
    phone = await sent(house, "น้ำ")

    def point() -> None:
        with house.store.writing() as session:
            session.add(
                Person(id=PERSON, code="K7P2QX", area="340501", created_at=NOON, updated_at=NOON)
            )
            (draft,) = session.scalars(select(Draft))
            draft.person_id, draft.visit_id = PERSON, "VISIT"

    def read() -> list[tuple[str | None, str | None, str]]:
        with house.store.thinking() as session:
            kept = session.scalars(select(Submission))
            return [(one.person_id, one.visit_id, one.area) for one in kept]

    def last() -> list[str]:
        with house.store.thinking() as session:
            return [one.value for one in Answers(session).last(PERSON, "done")]

    await house.apart(point)
    for text in ("1 2", "ข้าม"):
        await phone.type(text)

    assert await house.apart(read) == [(PERSON, "VISIT", "340501")]
    assert [(one.person_id, one.visit_id, one.area) for one in heard] == [
        (PERSON, "VISIT", "340501")
    ]
    assert await house.apart(last) == ["one", "two"]
