"""Check-ins: what a form takes, and what goes past it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.draft import Draft
from models.submission import Submission
from tests.house import House
from tests.talking import value_at

STEERING = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>คำคุม</h:title><model><instance><data id="words" version="1">
<what/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/what" type="string"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body><select1 ref="/data/what"><label>เลือกคำ</label>
<item><label>ทำต่อ</label><value>resume</value></item>
<item><label>ภาษา</label><value>language</value></item>
<item><label>หยุด</label><value>pause</value></item></select1></h:body></h:html>"""


VILLAGE = """<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:ev="http://www.w3.org/2001/xml-events"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>หมู่บ้าน</h:title><model><instance><data id="village" version="1">
<name/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="__last-saved" src="jr://instance/last-saved"/>
<setvalue event="odk-instance-first-load" ref="/data/name"
 value="instance('__last-saved')/data/name"/>
<bind nodeset="/data/name" type="string"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body><input ref="/data/name"><label>หมู่บ้านอะไร</label></input>
</h:body></h:html>"""


NOTHING_ASKED = """<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>ประกาศ</h:title><model><instance><data id="told" version="1">
<n/><sum/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/n" readonly="true()" type="string"/>
<bind nodeset="/data/sum" type="string" calculate="1 + 1"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body><input ref="/data/n"><label>อ่านแล้ว</label></input></h:body></h:html>"""


def drafts(house: House) -> list[tuple[str, str]]:
    with house.store.thinking() as session:
        rows = session.scalars(select(Draft).order_by(Draft.started_at))
        return [(row.status, row.xml or "") for row in rows]


def submissions(house: House) -> list[str]:
    with house.store.thinking() as session:
        return [row.xml or "" for row in session.scalars(select(Submission))]


def count(house: House) -> int:
    with house.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


async def test_an_offered_choice_goes_before_the_word_it_looks_like(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(house.publish, "words", "คำคุม", STEERING)

    for label in ("ทำต่อ", "ภาษา", "หยุด"):
        await phone.type("words")
        await phone.type(label)

    values = [value_at(xml, "/data/what") for xml in await house.apart(submissions, house)]
    assert sorted(values) == ["language", "pause", "resume"]


async def test_the_menu_button_works_beside_an_open_form(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.courier.send(phone.events.postback(phone.source, "a=menu"))

    assert "ที่นี่ใช้บันทึกการเยี่ยมบ้านได้" in house.heard(phone)[-1]


async def test_starting_another_form_keeps_what_was_begun(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")

    await phone.courier.send(phone.events.postback(phone.source, "a=start&v=small"))

    (first, xml), (second, _) = await house.apart(drafts, house)
    assert (first, second) == ("paused", "open")
    assert value_at(xml, "/data/name") == "ยายแดง"
    assert "เก็บไว้" in house.heard(phone)[-2]


async def test_continuing_one_draft_pauses_the_other(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    await phone.type("หยุด")
    await phone.type("small")
    await phone.type("ตาดำ")
    older = [status for status, xml in await house.apart(drafts, house) if "ยายแดง" in xml]

    def first_id() -> str:
        with house.store.thinking() as session:
            return session.scalars(select(Draft.id).order_by(Draft.started_at)).first() or ""

    draft_id = await house.apart(first_id)
    await phone.courier.send(phone.events.postback(phone.source, f"a=resume&d={draft_id}&n=0"))

    assert older == ["paused"]
    statuses = {value_at(xml, "/data/name"): s for s, xml in await house.apart(drafts, house)}
    assert statuses == {"ยายแดง": "open", "ตาดำ": "paused"}


async def test_nobody_continues_the_draft_of_somebody_else(house: House) -> None:
    somsri, stranger = await house.volunteer("somsri"), await house.volunteer("stranger")
    await somsri.type("small")

    def first_id() -> str:
        with house.store.thinking() as session:
            return session.scalars(select(Draft.id)).first() or ""

    draft_id = await house.apart(first_id)
    await stranger.courier.send(
        stranger.events.postback(stranger.source, f"a=resume&d={draft_id}&n=0")
    )

    assert "somsri" not in house.heard(stranger)[-1]
    assert "แบบฟอร์มนี้ปิดแล้ว" in house.heard(stranger)[-1]


async def test_after_half_an_hour_neither_person_nor_question_is_named(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    house.watch.move(timedelta(minutes=31))

    await phone.type("สวัสดี")

    assert "ยายแดง" not in house.heard(phone)[-1]
    assert "ส่งรูปบ้าน" not in house.heard(phone)[-1]
    assert [button.label for button in phone.buttons()] == ["ทำต่อ"]


async def test_a_tap_after_half_an_hour_is_kept_but_names_nothing(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    await phone.type("ข้าม")
    house.watch.move(timedelta(minutes=31))

    await phone.tap("เขียว")

    assert await house.apart(count, house) == 1


async def test_after_such_a_tap_no_text_answers_a_question_that_was_not_shown(
    house: House,
) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")

    house.watch.move(timedelta(hours=1))
    await phone.tap("ข้าม")
    await phone.type("แดง")
    unread = house.heard(phone)[-1]
    await phone.type("ทำต่อ")

    assert unread == "มีงานที่ทำค้างไว้ โปรดกด “ทำต่อ” ก่อน แล้วค่อยตอบ"
    assert "สีอะไร" in house.heard(phone)[-1]


async def test_a_text_that_came_before_the_question_is_offered_as_its_answer(
    house: House,
) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    first = phone.events.text(phone.source, "ยายแดง")
    early = phone.events.text(phone.source, "แดง")
    early["timestamp"] = first["timestamp"]

    await phone.courier.send(first)
    await phone.courier.send(early)
    offered = house.heard(phone)[-1]
    await phone.tap("ไม่ใช้")

    assert "มาก่อนคำถาม" in offered
    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_the_same_text_twice_at_once_is_heard_once(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    first = phone.events.text(phone.source, "ยายแดง")
    again = phone.events.text(phone.source, "ยายแดง")
    again["timestamp"] = first["timestamp"]

    await phone.courier.send(first)
    replies = len(house.world.asked("reply"))
    await phone.courier.send(again)

    assert len(house.world.asked("reply")) == replies


async def test_content_that_line_does_not_hold_answers_nothing(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    event = phone.media.picture(phone.source, None)
    message = event["message"]
    assert isinstance(message, dict)
    message["contentProvider"] = {"type": "external", "originalContentUrl": "https://a.example/"}

    await phone.courier.send(event)

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_a_form_that_was_withdrawn_is_finished_on_its_version(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    await house.apart(house.publish, "small", "แบบเล็ก", STEERING, "2")

    await phone.type("ข้าม")
    await phone.type("1")

    (xml,) = await house.apart(submissions, house)
    assert value_at(xml, "/data/color") == "red"


async def test_a_file_and_a_film_answer_only_what_asks_for_them(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")

    await phone.send_file("plan.pdf", b"%PDF")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_a_picker_of_another_draft_changes_nothing(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    picked = phone.events.postback(
        phone.source, "a=answer&d=OTHER&n=1", params={"date": "2026-12-01"}
    )
    await phone.courier.send(picked)
    broken = phone.events.postback(phone.source, "%%%", params={"date": "2026-12-01"})
    await phone.courier.send(broken)

    ((status, xml),) = await house.apart(drafts, house)
    assert (status, value_at(xml, "/data/name")) == ("open", "")


async def test_a_form_may_begin_with_what_the_same_person_saved_last(house: House) -> None:
    mali, somchai = await house.volunteer("มะลิ"), await house.volunteer("สมชาย")
    await house.apart(house.publish, "village", "หมู่บ้าน", VILLAGE)
    await mali.type("village")
    await mali.type("บ้านนา")

    await mali.type("village")
    await somchai.type("village")

    assert "คำตอบตอนนี้: บ้านนา" in house.heard(mali)[-1]
    assert "บ้านนา" not in house.heard(somchai)[-1]


async def test_what_was_saved_under_another_root_is_not_begun_with(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(house.publish, "village", "หมู่บ้าน", VILLAGE)
    await phone.type("village")
    await phone.type("บ้านนา")
    renamed = VILLAGE.replace("<data ", "<place ").replace("</data>", "</place>")
    renamed = renamed.replace("/data/", "/place/")
    await house.apart(house.publish, "village", "หมู่บ้าน", renamed, "2")

    await phone.type("village")

    assert "หมู่บ้านอะไร" in house.heard(phone)[-1]
    assert "บ้านนา" not in house.heard(phone)[-1]


async def test_a_form_that_asks_nothing_is_saved_as_it_begins(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(house.publish, "told", "ประกาศ", NOTHING_ASKED)

    await phone.type("told")

    assert house.heard(phone)[-2:] == ["อ่านแล้ว", "เสร็จแล้ว บันทึกแล้ว ขอบคุณ"]
    (xml,) = await house.apart(submissions, house)
    assert value_at(xml, "/data/sum") == "2"
    assert await house.apart(drafts, house) == []


@pytest.mark.parametrize("name", ["ລາວ", "ลาว", "Lao"])
async def test_the_language_that_was_asked_for_may_be_typed_in_a_form(
    house: House, name: str
) -> None:
    phone = await house.volunteer()
    await phone.type("แบบเล็ก")
    await phone.type("ภาษา")

    await phone.type(name)

    assert "ແຕ່ນີ້ໄປຈະຕອບເປັນ" in "\n".join(house.heard(phone))
    assert "ชื่อเล่นอะไร" in house.heard(phone)[-1]


async def test_the_name_of_a_language_answers_a_question_that_it_was_typed_at(
    house: House,
) -> None:
    phone = await house.volunteer()
    await phone.type("แบบเล็ก")

    await phone.type("ລາວ")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_a_visitor_who_types_the_title_of_a_form_is_not_sent_away(house: House) -> None:
    visitor = house.phone("นก")
    await visitor.follow()
    await visitor.tap("ไทย")

    await visitor.type("แบบเล็ก")

    assert "อาสาสมัครเท่านั้น" not in house.heard(visitor)[-1]
    assert "พิมพ์" in house.heard(visitor)[-1]


@pytest.mark.parametrize("word", ["ใช่ ลบคำตอบ", "ใช่"])
async def test_erasing_may_be_agreed_to_by_typing_the_button(house: House, word: str) -> None:
    phone = await house.volunteer()
    await phone.type("แบบเล็ก")
    await phone.type("ยกเลิก")

    await phone.type(word)

    assert "ชื่อเล่นอะไร" not in house.heard(phone)[-1]
    assert not await house.apart(drafts, house)
