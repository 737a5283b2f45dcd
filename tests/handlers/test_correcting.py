"""Corrections: what was sent is opened again, and a new submission takes its place."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.events import Event
from bot.simulator.faults import Fault
from bot.simulator.phone import Phone
from bot.store import Store
from handlers.context import Context
from handlers.desk import whole_desk
from handlers.happened import Happened, Submitted
from handlers.router import Says
from models.attachment import Attachment
from models.draft import Draft
from models.organization import Membership
from models.submission import Submission
from tests.handlers.conftest import XFORM
from tests.house import House, open_house
from tests.talking import value_at

CONSENT = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:line="https://siao.example/line"
 xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>ยินยอม</h:title><model><instance><data id="consent" version="1">
<agrees/><papers/><kind/><no/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/agrees" type="string" required="true()"/>
<bind nodeset="/data/papers" type="string" required="true()" line:keep="no"
 relevant="/data/agrees = 'yes'"/>
<bind nodeset="/data/kind" type="string" relevant="/data/papers = 'yes'"/>
<bind nodeset="/data/no" type="string" line:discard="yes"
 calculate="if(/data/agrees = 'no', 'yes', '')"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/agrees"><label>ยินยอมไหม</label></input>
<input ref="/data/papers"><label>มีเอกสารไหม</label></input>
<input ref="/data/kind"><label>เอกสารแบบไหน</label></input>
</h:body></h:html>"""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a submission holds, read from its row."""

    id: str
    root_id: str | None
    replaced_by: str | None
    xml: str
    is_complete: bool

    @property
    def name(self) -> str:
        return value_at(self.xml, "/data/name")

    @property
    def deprecated(self) -> str:
        return value_at(self.xml, "/data/meta/deprecatedID")


async def kept(house: House) -> list[Kept]:
    """Read all submissions, oldest first."""

    def read() -> list[Kept]:
        with house.store.thinking() as session:
            rows = session.scalars(select(Submission).order_by(Submission.submitted_at))
            return [
                Kept(
                    id=row.id,
                    root_id=row.root_id,
                    replaced_by=row.replaced_by,
                    xml=row.xml or "",
                    is_complete=row.is_complete,
                )
                for row in rows
            ]

    return await house.apart(read)


async def drafts(house: House) -> list[tuple[str, str | None]]:
    def read() -> list[tuple[str, str | None]]:
        with house.store.thinking() as session:
            rows = session.scalars(select(Draft).order_by(Draft.started_at))
            return [(row.status, row.corrects) for row in rows]

    return await house.apart(read)


async def files(house: House) -> list[tuple[str, str | None]]:
    def read() -> list[tuple[str, str | None]]:
        with house.store.thinking() as session:
            rows = session.scalars(select(Attachment).order_by(Attachment.sent_at))
            return [(row.name, row.submission_id) for row in rows]

    return await house.apart(read)


async def sent(house: House, name: str = "ยายแดง", *, phone: Phone | None = None) -> Phone:
    """Let someone send the small form: a name, no picture, red."""
    phone = phone or await house.volunteer()
    for text in ("small", name, "ข้าม", "แดง"):
        await phone.type(text)
    return phone


async def renamed(phone: Phone, name: str) -> None:
    """Give the name another value in the correction that is open, and save it."""
    await phone.type("1")
    await phone.type(name)
    await phone.tap("บันทึก")


def shown(house: House, phone: Phone) -> str:
    """Read the last bubble with its buttons: few short answers stand on these alone."""
    return "\n".join((house.heard(phone)[-1], *(one.label for one in phone.buttons())))


def button(submission_id: str) -> str:
    return f"a=correct&v={submission_id.replace(':', '%3A')}"


async def press(phone: Phone, submission_id: str) -> Event:
    event = phone.events.postback(phone.source, button(submission_id))
    await phone.courier.send(event)
    return event


async def test_a_correction_takes_the_place_of_what_was_sent_which_stays_as_it_was(
    house: House,
) -> None:
    phone = await sent(house)
    (before,) = await kept(house)

    await phone.tap("แก้ไขคำตอบ")
    lead, opened = house.heard(phone)[-2], shown(house, phone)
    await renamed(phone, "ยายดำ")

    assert "กำลังแก้ไขคำตอบที่ส่งเมื่อ 25 พฤศจิกายน 2569 เวลา 12:00" in lead
    assert "ชื่อเล่นอะไร: ยายแดง" in opened
    assert "บันทึกการแก้ไขแล้ว" in house.heard(phone)[-1]
    old, new = await kept(house)
    assert old == replace(before, replaced_by=new.id)
    assert (new.name, new.deprecated, new.root_id) == ("ยายดำ", old.id, old.id)
    assert value_at(new.xml, "/data/color") == "red"
    assert value_at(new.xml, "/data/meta/instanceID") == new.id != old.id
    assert (new.replaced_by, new.is_complete) == (None, True)
    assert await drafts(house) == []


async def test_a_word_lets_choose_by_time_and_title_what_to_correct(house: House) -> None:
    phone = await sent(house)
    await sent(house, "ตาดำ", phone=phone)

    await phone.type("แก้ไข")

    assert [one.label for one in phone.buttons()] == ["25/11 12:00 แบบเล็ก"] * 2
    assert not any(name in house.heard(phone)[-1] for name in ("ยายแดง", "ตาดำ"))
    await phone.tap("25/11 12:00 แบบเล็ก")
    assert "ตาดำ" in shown(house, phone)


async def test_five_are_offered_at_most_newest_first(house: House) -> None:
    phone = await house.volunteer()
    for number in range(6):
        await sent(house, f"คน{number}", phone=phone)
        house.watch.move(timedelta(minutes=10))

    await phone.type("แก้ไข")

    times = ("12:52", "12:41", "12:31", "12:21", "12:10")  # 20 seconds each, 10 minutes between
    assert [one.label for one in phone.buttons()] == [f"25/11 {at} แบบเล็ก" for at in times]


async def test_a_button_that_is_tapped_twice_opens_one_correction(house: House) -> None:
    phone = await sent(house)
    await phone.tap("แก้ไขคำตอบ")
    heard = len(house.heard(phone))
    (submission,) = await kept(house)

    await press(phone, submission.id)

    assert len(house.heard(phone)) == heard
    assert await drafts(house) == [("open", submission.id)]


async def test_the_button_leads_back_to_a_correction_that_was_begun(house: House) -> None:
    phone = await sent(house)
    (submission,) = await kept(house)
    await phone.tap("แก้ไขคำตอบ")
    await phone.type("1")
    await phone.type("ยายดำ")
    await phone.type("หยุด")

    await press(phone, submission.id)

    assert "ชื่อเล่นอะไร: ยายดำ" in shown(house, phone)
    assert await drafts(house) == [("open", submission.id)]


async def test_a_correction_is_corrected_and_the_chain_goes_on(house: House) -> None:
    phone = await sent(house)
    await phone.tap("แก้ไขคำตอบ")
    await renamed(phone, "ยายดำ")

    await phone.tap("แก้ไขคำตอบ")
    await renamed(phone, "ยายขาว")

    first, second, third = await kept(house)
    assert [one.name for one in (first, second, third)] == ["ยายแดง", "ยายดำ", "ยายขาว"]
    assert [one.replaced_by for one in (first, second, third)] == [second.id, third.id, None]
    assert [one.root_id for one in (first, second, third)] == [None, first.id, first.id]
    assert [one.deprecated for one in (first, second, third)] == ["", first.id, second.id]


async def test_only_the_newest_can_be_corrected(house: House) -> None:
    phone = await sent(house)
    await phone.tap("แก้ไขคำตอบ")
    await renamed(phone, "ยายดำ")
    old, new = await kept(house)

    await press(phone, old.id)

    assert "แก้ไขไม่ได้แล้ว" in house.heard(phone)[-2]
    assert [one.label for one in phone.buttons()] == ["25/11 12:00 แบบเล็ก"]
    assert await drafts(house) == []
    await phone.tap("25/11 12:00 แบบเล็ก")
    assert await drafts(house) == [("open", new.id)]


async def test_nobody_corrects_what_somebody_else_sent(house: House) -> None:
    await sent(house)
    (submission,) = await kept(house)
    stranger = await house.volunteer("stranger")

    await press(stranger, submission.id)
    refused = house.heard(stranger)[-2:]
    await stranger.type("แก้ไข")

    assert "แก้ไขไม่ได้แล้ว" in refused[0]
    assert "ไม่มีคำตอบที่ส่งใน 7 วันนี้" in refused[1]
    assert "ไม่มีคำตอบที่ส่งใน 7 วันนี้" in house.heard(stranger)[-1]
    assert "ยายแดง" not in "".join(house.heard(stranger))
    assert await drafts(house) == []


async def test_after_a_week_nothing_is_corrected_though_it_was_corrected_meanwhile(
    house: House,
) -> None:
    phone = await sent(house)
    house.watch.move(timedelta(days=6))
    await phone.tap("แก้ไขคำตอบ")
    await renamed(phone, "ยายดำ")
    house.watch.move(timedelta(days=1, minutes=1))

    await phone.tap("แก้ไขคำตอบ")

    assert "ไม่มีคำตอบที่ส่งใน 7 วันนี้" in house.heard(phone)[-1]
    assert len(await kept(house)) == 2


async def test_a_cancelled_correction_changes_nothing(house: House) -> None:
    phone = await sent(house)
    before = await kept(house)
    await phone.tap("แก้ไขคำตอบ")
    await phone.type("1")
    await phone.type("ยายดำ")

    await phone.type("ยกเลิก")
    asked = house.heard(phone)[-1]
    await phone.tap("ใช่ ยกเลิก")

    assert "ยกเลิกการแก้ไขนี้ไหม" in asked
    assert "ที่ส่งไปแล้วยังเหมือนเดิม" in house.heard(phone)[-1]
    assert await kept(house) == before
    assert await drafts(house) == []


async def test_a_correction_that_changes_nothing_is_none(house: House) -> None:
    phone = await sent(house)
    before = await kept(house)
    await phone.tap("แก้ไขคำตอบ")

    await renamed(phone, "ยายแดง")

    assert "ไม่มีอะไรเปลี่ยน" in house.heard(phone)[-1]
    assert await kept(house) == before
    assert await drafts(house) == []


async def test_in_an_open_form_the_word_is_an_answer(house: House) -> None:
    phone = await sent(house)
    await phone.type("small")

    await phone.type("แก้ไข")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]
    assert await drafts(house) == [("open", None)]


async def test_the_button_pauses_a_form_that_is_open(house: House) -> None:
    phone = await sent(house)
    (submission,) = await kept(house)
    await phone.type("small")
    await phone.type("ตาดำ")

    await press(phone, submission.id)

    assert "เก็บไว้" in house.heard(phone)[-3]
    assert await drafts(house) == [("paused", None), ("open", submission.id)]


async def test_a_visitor_is_offered_nothing_to_correct(house: House) -> None:
    phone = house.phone("malee")
    await phone.follow()
    await phone.tap("ไทย")

    await phone.type("แก้ไข")

    assert "ยังไม่เข้าใจ" in house.heard(phone)[-2]


async def test_it_is_corrected_on_the_version_that_it_was_sent_on(house: House) -> None:
    phone = await sent(house)
    newer = XFORM.replace('version="1"', 'version="2"').replace("ชื่อเล่นอะไร", "ชื่อจริงอะไร")
    await house.apart(house.publish, "small", "แบบเล็ก", newer, "2")

    await phone.tap("แก้ไขคำตอบ")
    await renamed(phone, "ยายดำ")

    _, new = await kept(house)
    assert 'version="1"' in new.xml


def hold_back(house: House) -> None:
    """Let LINE hand out no picture, to whoever asks, until they are let come."""
    house.world.faults.add(Fault(kind="503", endpoint="content", times=None))


async def let_come(house: House) -> None:
    """Let what was held back be fetched, or be found to be gone."""
    house.world.faults.clear()
    for _ in range(2):  # the bot's own round may be under way
        house.watch.move(timedelta(minutes=10))
        await house.fetch()


async def test_a_picture_goes_over_to_the_correction(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    await phone.send_picture()
    await phone.type("แดง")
    await let_come(house)
    await phone.tap("แก้ไขคำตอบ")

    await renamed(phone, "ยายดำ")

    old, new = await kept(house)
    ((name, owner),) = await files(house)
    assert owner == new.id
    assert value_at(old.xml, "/data/picture") == value_at(new.xml, "/data/picture") == name
    assert (old.is_complete, new.is_complete) == (True, True)


async def test_a_picture_that_comes_after_the_correction_completes_both(house: House) -> None:
    phone = await house.volunteer()
    hold_back(house)
    await phone.type("small")
    await phone.type("ยายแดง")
    await phone.send_picture()
    await phone.type("แดง")
    await phone.tap("แก้ไขคำตอบ")
    await renamed(phone, "ยายดำ")
    waiting = [one.is_complete for one in await kept(house)]

    await let_come(house)

    assert waiting == [False, False]
    assert [one.is_complete for one in await kept(house)] == [True, True]


async def test_another_picture_in_a_correction_leaves_the_first_where_it_was(
    house: House,
) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    await phone.send_picture()
    await phone.type("แดง")
    await phone.tap("แก้ไขคำตอบ")

    await phone.type("2")
    await phone.send_picture()
    await phone.tap("บันทึก")
    await let_come(house)

    old, new = await kept(house)
    (first, its), (second, other) = await files(house)
    assert (its, other) == (old.id, new.id)
    assert value_at(old.xml, "/data/picture") == first
    assert value_at(new.xml, "/data/picture") == second
    assert (old.is_complete, new.is_complete) == (True, True)


async def lost_picture(house: House) -> tuple[Phone, str]:
    """Let someone send the small form with a picture that LINE does not have any more."""
    phone = await house.volunteer()
    hold_back(house)
    await phone.type("small")
    await phone.type("ยายแดง")
    event = await phone.send_picture()
    await phone.type("แดง")
    message = event["message"]
    assert isinstance(message, dict)
    return phone, str(message["id"])


async def test_a_picture_that_did_not_come_is_asked_for_again_in_a_correction(
    house: House,
) -> None:
    phone, message_id = await lost_picture(house)
    house.world.contents.take_back(message_id)
    await let_come(house)

    await phone.tap("แก้ไขคำตอบ")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]
    await phone.send_picture()
    assert "ชื่อเล่นอะไร: ยายแดง" in shown(house, phone)


async def test_a_picture_that_is_lost_while_it_is_corrected_is_asked_for_again(
    house: House,
) -> None:
    phone, message_id = await lost_picture(house)
    await phone.tap("แก้ไขคำตอบ")
    house.world.contents.take_back(message_id)
    await let_come(house)

    await phone.tap("บันทึก")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]
    (old,) = await kept(house)
    assert old.is_complete


async def test_a_picture_taken_back_while_it_is_corrected_is_gone_and_asked_for_again(
    house: House,
) -> None:
    phone, message_id = await lost_picture(house)
    await let_come(house)
    await phone.tap("แก้ไขคำตอบ")

    await phone.unsend(message_id)
    await phone.tap("บันทึก")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]
    assert await files(house) == []


async def test_a_picture_that_another_one_replaced_is_not_asked_for_again(house: House) -> None:
    phone, message_id = await lost_picture(house)
    await phone.tap("แก้ไขคำตอบ")
    await phone.type("2")
    await phone.send_picture()
    house.world.contents.take_back(message_id)
    await let_come(house)

    await phone.tap("บันทึก")

    assert any("มีรูปหรือไฟล์ที่มาไม่ถึงเรา" in text for text in house.heard(phone)[-2:])
    assert [one.is_complete for one in await kept(house)] == [True, True]


async def test_an_answer_that_is_not_kept_stays_blank_and_is_not_asked_again(
    house: House,
) -> None:
    await house.apart(house.publish, "consent", "ยินยอม", CONSENT)
    phone = await house.volunteer()
    for text in ("consent", "yes", "yes", "บัตร"):
        await phone.type(text)

    await phone.tap("แก้ไขคำตอบ")
    opened = shown(house, phone)
    await phone.type("2")
    await phone.type("สมุด")
    await phone.tap("บันทึก")

    assert "มีเอกสารไหม" not in opened
    assert "เอกสารแบบไหน: บัตร" in opened
    old, new = await kept(house)
    assert [value_at(one.xml, "/data/papers") for one in (old, new)] == ["", ""]
    assert [value_at(one.xml, "/data/kind") for one in (old, new)] == ["บัตร", "สมุด"]


async def test_who_takes_consent_back_leaves_nothing_behind(house: House) -> None:
    await house.apart(house.publish, "consent", "ยินยอม", CONSENT)
    phone = await house.volunteer()
    for text in ("consent", "yes", "yes", "บัตร"):
        await phone.type(text)
    await phone.tap("แก้ไขคำตอบ")
    await phone.type("2")
    await phone.type("สมุด")
    await phone.tap("บันทึก")
    await phone.tap("แก้ไขคำตอบ")

    await phone.type("1")
    await phone.type("no")
    before = len(await kept(house))
    await phone.tap("ลบทั้งหมด")

    assert before == 2
    assert "ลบคำตอบที่เคยส่งไปแล้วด้วย" in house.heard(phone)[-1]
    assert await kept(house) == []
    assert await drafts(house) == []


@pytest.mark.parametrize("word", ["ลบทั้งหมด", "ລຶບທັງໝົດ"])
async def test_consent_taken_back_is_only_told_as_done_when_it_is_done(
    house: House, word: str
) -> None:
    await house.apart(house.publish, "consent", "ยินยอม", CONSENT)
    phone = await house.volunteer()
    for text in ("consent", "yes", "no"):
        await phone.type(text)
    await phone.tap("แก้ไขคำตอบ")

    await phone.type("1")
    await phone.type("no")
    shown_before, before = shown(house, phone), len(await kept(house))
    await phone.type(word)

    assert "ยังไม่ได้ลบคำตอบที่ส่งไปแล้ว" in shown_before
    assert "บันทึก" not in shown_before
    assert before == 1
    assert await kept(house) == []


async def test_a_correction_says_that_it_counts_once_it_is_saved(house: House) -> None:
    phone = await sent(house)

    await phone.tap("แก้ไขคำตอบ")

    assert "เมื่อถูกต้องแล้ว กด “บันทึก”" in house.heard(phone)[-1]


async def test_the_word_that_erases_all_only_shows_other_corrections_again(house: House) -> None:
    phone = await sent(house)
    await phone.tap("แก้ไขคำตอบ")

    await phone.type("ลบทั้งหมด")

    assert "บันทึก" in shown(house, phone)
    assert len(await kept(house)) == 1


async def test_what_was_erased_meanwhile_does_not_come_back(house: House) -> None:
    phone = await sent(house)
    (submission,) = await kept(house)
    await phone.tap("แก้ไขคำตอบ")

    def erase() -> None:
        with house.store.writing() as session:
            session.delete(session.get_one(Submission, submission.id))

    await house.apart(erase)
    await renamed(phone, "ยายดำ")

    assert "ไม่อยู่ที่นี่แล้ว" in house.heard(phone)[-1]
    assert await kept(house) == []
    assert await drafts(house) == []


async def test_who_left_corrects_nothing(house: House) -> None:
    phone = await sent(house)

    def leave() -> None:
        with house.store.writing() as session:
            for membership in session.scalars(select(Membership)):
                membership.left_at = house.watch()

    await house.apart(leave)
    await phone.tap("แก้ไขคำตอบ")

    assert "ไม่มีอะไรเปลี่ยน" in house.heard(phone)[-2]
    assert await drafts(house) == []


async def test_who_may_not_fill_a_form_does_not_correct_it_either(house: House) -> None:
    asks = XFORM.replace("<bind nodeset=", '<bind line:permission="8q" nodeset=', 1)
    spaces = 'xmlns:jr="http://openrosa.org/javarosa" xmlns:line="https://siao.example/line"'
    asks = asks.replace('xmlns:jr="http://openrosa.org/javarosa"', spaces)
    await house.apart(house.publish, "small", "แบบเล็ก", asks.replace('"1"', '"2"'), "2")
    coordinator = await house.volunteer("มานี", role="coordinator")
    await sent(house, phone=coordinator)

    def become_volunteer() -> None:
        with house.store.writing() as session:
            for membership in session.scalars(select(Membership)):
                membership.role = "volunteer"

    await house.apart(become_volunteer)
    await coordinator.tap("แก้ไขคำตอบ")

    assert "เฉพาะผู้ที่ได้รับอนุญาต" in house.heard(coordinator)[-1]
    assert await drafts(house) == []


async def test_a_correction_goes_on_after_the_process_died(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys) as house:
        await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
        phone = await sent(house)
        await phone.tap("แก้ไขคำตอบ")
        await phone.type("1")

    async with open_house(lite, keys) as house:
        house.watch.move(timedelta(minutes=5))
        phone = house.phone("สมศรี")
        await phone.type("ยายดำ")
        await phone.tap("บันทึก")
        old, new = await kept(house)
    assert (old.name, new.name) == ("ยายแดง", "ยายดำ")
    assert (old.replaced_by, new.deprecated) == (new.id, old.id)


async def test_who_hears_of_a_submission_hears_what_it_corrects(lite: Store, keys: Keyring) -> None:
    heard = list[tuple[str, str | None]]()

    def listen(event: Happened, _ctx: Context) -> Says:
        assert isinstance(event, Submitted)
        heard.append((event.submission_id, event.corrects))
        return ()

    desk = whole_desk()
    desk = replace(desk, listeners={**desk.listeners, Submitted: (listen,)})
    async with open_house(lite, keys, desk=desk) as house:
        await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
        phone = await sent(house)
        await phone.tap("แก้ไขคำตอบ")
        await renamed(phone, "ยายดำ")
        old, new = await kept(house)

    assert heard == [(old.id, None), (new.id, old.id)]


@pytest.mark.parametrize("typed", ["แก้ไข", "ขอแก้ไขหน่อย", "ແກ້ໄຂ", "ແກ້ໄຂແດ່", "correct", "Edit"])
async def test_the_words_are_understood(house: House, typed: str) -> None:
    phone = await sent(house)

    await phone.type(typed)

    assert "จะแก้ไขคำตอบชุดไหน" in house.heard(phone)[-1]
