"""Consent: the card is read aloud, each purpose is ticked, and it is taken back as easily."""

from pathlib import Path

from sqlalchemy import select

from bot.consent_card import load_card
from bot.shipped import CONTENT
from bot.simulator.phone import Phone
from models.audit import Audit
from models.consent import Consent, Consents
from models.draft import Draft
from models.entity import Entity
from tests.handlers.marks import marks
from tests.handlers.pressing import press
from tests.handlers.register import keep, put
from tests.house import House


def ready(house: House, **told: str) -> None:
    load_card(house.store, house.watch(), CONTENT / "consent.csv")
    put(house, **told)


def consents(house: House) -> dict[str, Consent]:
    with house.store.thinking() as session:
        return Consents(session).latest("p1")


async def agreed(phone: Phone, *ticked: str) -> None:
    await press(phone, "consent.show", "p1")
    await phone.tap("ยินยอมให้เก็บ")
    await phone.tap("เจ้าตัว")
    for label in ticked:
        await phone.tap(label)
    await phone.tap("บันทึก")


async def test_the_card_names_the_organisation_and_is_read_before_it_is_asked(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)

    await press(phone, "consent.show", "p1")

    card, ask = house.heard(phone)[-2:]
    assert "เราคือ เสี่ยวสุขภาพ" in card
    assert "LINE ซึ่งเป็นบริษัทภายนอก" in card
    assert len(card.splitlines()) == 11
    assert [button.label for button in phone.buttons()] == [
        "ยินยอมให้เก็บ",
        "ตอบแบบไม่เก็บ",
        "ไม่ยินยอม",
        "กลับไปที่คนนี้",
    ]
    assert "ยินยอมไหม" in ask


async def test_each_purpose_is_agreed_to_for_itself(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)

    await agreed(phone, "☐ เตือนเรื่องนัด")

    assert "บันทึกแล้ว: ยินยอมด้วยวาจา" in house.heard(phone)[-1]
    kept = await house.apart(consents, house)
    assert sorted(kept) == ["record", "reminders"]
    assert {(one.given_by, one.card) for one in kept.values()} == {("self", "2026112801")}
    assert await house.apart(marks, house.store, "person", "contact") == [
        ("agreed", "person", "p1")
    ]


async def test_what_stands_is_shown_and_not_asked_again(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)
    await agreed(phone)

    await press(phone, "consent.show", "p1")

    shown = house.heard(phone)[-1]
    assert "ยายทองคำ ยินยอมด้วยวาจา" in shown
    assert "✓ ให้เก็บสิ่งที่พบตอนเยี่ยม" in shown
    assert "☐ ให้เตือนเรื่องการเยี่ยมและนัดหมาย" in shown


async def test_taking_the_record_back_takes_all_back_and_offers_to_erase(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)
    await agreed(phone, "☐ บอกสถานพยาบาล")

    await press(phone, "consent.show", "p1")
    await phone.tap("ถอนความยินยอม")
    await phone.tap("ทั้งหมด")

    kept = await house.apart(consents, house)
    assert all(one.withdrawn_at is not None for one in kept.values())
    await phone.tap("ลบข้อมูลที่เก็บไว้")
    await phone.tap("ลบถาวร")
    assert "ลบแล้ว" in house.heard(phone)[-1]
    assert await house.apart(marks, house.store, "person", "contact") == [
        ("agreed", "person", "p1"),
        ("withdrew", "person", "p1"),
        ("erased", "person", "p1"),
    ]


async def test_one_purpose_is_taken_back_alone(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)
    await agreed(phone, "☐ บอกสถานพยาบาล")

    await press(phone, "consent.take", "p1")
    await phone.tap("บอกสถานพยาบาล")

    kept = await house.apart(consents, house)
    assert (kept["record"].withdrawn_at, kept["share"].withdrawn_at is None) == (None, False)


async def test_for_a_young_child_only_a_parent_agrees(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(lambda: ready(house, birth_year="2020"))

    await press(phone, "consent.yes", "p1")

    assert [button.label for button in phone.buttons()][:1] == ["พ่อแม่หรือผู้ปกครอง"]
    assert "เจ้าตัว" not in [button.label for button in phone.buttons()]


async def test_a_minor_agrees_with_a_parent_in_either_calendar(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(lambda: ready(house, birth_year="2553"))  # 2010

    await press(phone, "consent.yes", "p1")

    assert "อายุต่ำกว่า 20 ปี" in house.heard(phone)[-1]
    assert phone.buttons()[0].label == "เจ้าตัว"


async def test_whoever_refuses_is_told_where_to_ask_and_nothing_is_noted(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)

    await press(phone, "consent.no", "p1")

    assert "1330" in house.heard(phone)[-1]
    assert "1669" in house.heard(phone)[-1]
    assert await house.apart(consents, house) == {}


async def test_nobody_agrees_for_people_of_another_area(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(lambda: ready(house, area="9001"))

    for act in ("consent.show", "consent.yes", "consent.take", "erase.ask", "erase.yes"):
        await press(phone, act, "p1")
        assert "ยายทองคำ" not in house.heard(phone)[-1]
    await press(phone, "consent.save", "p1:self:record")

    assert await house.apart(consents, house) == {}


async def test_a_newer_card_asks_anew_unless_it_accepts_the_old_one(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)
    await agreed(phone)
    card = (CONTENT / "consent.csv").read_text("utf-8").replace("2026112801", "2027010101")
    await house.apart(load_text, house, card)

    await press(phone, "consent.show", "p1")
    assert "อ่าน" in house.heard(phone)[-2]

    accepting = card.replace("2027010101", "2027010102").replace(
        "accepts,,", "accepts,2026112801,2026112801"
    )
    await house.apart(load_text, house, accepting)
    await press(phone, "consent.show", "p1")
    assert "ยินยอมด้วยวาจา" in house.heard(phone)[-1]


def load_text(house: House, text: str) -> None:
    path = Path(house.store.url.database or "").parent / "card.csv"
    path.write_text(text, "utf-8")
    assert load_card(house.store, house.watch(), path) == ("loaded", "")


FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>แบบ</h:title><model><instance><data id="asks" version="1"><consent/><consent_by/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/consent" type="string" required="true()"/>
<bind nodeset="/data/consent_by" type="string" required="true()"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<select1 ref="/data/consent"><label>ยินยอมไหม</label>
<item><label>ยินยอม</label><value>yes</value></item>
<item><label>ไม่</label><value>no</value></item></select1>
<select1 ref="/data/consent_by"><label>ใครยินยอม</label>
<item><label>เจ้าตัว</label><value>person</value></item>
<item><label>พ่อแม่</label><value>parent</value></item></select1>
</h:body></h:html>"""


def about(house: House) -> None:
    """Let the draft that is open be about the person."""
    with house.store.writing() as session:
        session.scalars(select(Draft)).one().person_id = "p1"


async def test_a_form_about_a_person_keeps_the_consent_that_was_given_in_it(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)
    await house.apart(house.publish, "asks", "แบบ", FORM)
    await phone.type("asks")
    await house.apart(about, house)

    await phone.tap("ยินยอม")
    await phone.tap("พ่อแม่")

    kept = await house.apart(consents, house)
    assert [(one.purpose, one.given_by) for one in kept.values()] == [("record", "parent")]


async def test_how_often_a_record_was_looked_at_is_told_to_whoever_asks(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    await house.apart(ready, house)
    await agreed(phone)
    saw = Audit(at=house.watch(), actor="someone", action="saw", kind="person", subject="p1")
    await house.apart(keep, house, saw)

    await press(phone, "consent.show", "p1")
    assert "มีการเปิดดูบันทึกนี้ 1 ครั้ง" in house.heard(phone)[-1]
    await phone.tap("ใครเปิดดูบ้าง")

    assert "เปิดดู (โดย SOMEON)" in house.heard(phone)[-1]
    assert "ให้ความยินยอม (โดย คุณ)" in house.heard(phone)[-1]


async def test_a_volunteer_is_not_told_who_looked(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)

    await press(phone, "consent.seen", "p1")

    assert "ไม่อยู่ในรายการ" in house.heard(phone)[-1]


VISIT_FORM = FORM.replace(
    "<consent/><consent_by/>", "<consent/><consent_by/><person/><back/>"
).replace(
    "</h:body>",
    '<input ref="/data/person"><label>ใคร</label></input>'
    '<input ref="/data/back"><label>ปวดไหม</label></input></h:body>',
)


async def test_a_form_of_a_visit_asks_for_consent_only_while_none_stands(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)
    await house.apart(house.publish, "asks", "แบบ", VISIT_FORM)

    await agreed(phone)
    await press(phone, "visit.form", "p1:asks")
    assert "ปวดไหม" in house.heard(phone)[-1]
    await phone.type("ยกเลิก")
    await phone.tap(phone.buttons()[0].label)

    await press(phone, "consent.taken", "p1:record")
    await press(phone, "visit.form", "p1:asks")
    assert "ยินยอมไหม" in house.heard(phone)[-1]


async def test_what_is_agreed_to_is_noted_with_the_person(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(ready, house)

    await agreed(phone, "☐ เตือนเรื่องนัด")
    assert await house.apart(noted, house) == "record reminders"
    await press(phone, "consent.taken", "p1:reminders")
    assert await house.apart(noted, house) == "record"
    await press(phone, "consent.taken", "p1:record")

    assert await house.apart(noted, house) == ""


def noted(house: House) -> str:
    with house.store.thinking() as session:
        return session.get_one(Entity, ("persons", "p1")).told.properties["consent"]
