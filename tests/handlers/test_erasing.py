"""Erasing: of a person, and of a contact, nothing is left in any table or file."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.secrets import Keyring
from bot.store import Store
from models.answer import Answer
from models.attachment import KEPT, Attachment
from models.base import Row
from models.columns import place
from models.consent import Consent
from models.contact import Contact
from models.draft import Draft
from models.entity import Entities, Entity, EntityVersion, Told
from models.follow_up import FollowUp
from models.forward import TAKEN, WAITING, Forward
from models.hand_out import HandOut, HandOuts
from models.household import Household
from models.need import Need
from models.organization import Membership
from models.outbox import Parked
from models.person import Person
from models.plan import PlanItem
from models.referral import Referral
from models.submission import Submission
from models.visit import Visit
from models.workbook import STORED, Workbook
from tests.handlers.conftest import XFORM
from tests.handlers.marks import marks
from tests.handlers.pressing import press
from tests.handlers.register import keep, put
from tests.house import House, open_house
from tests.scanning import found

NAME, HOME, WORDS = "ยายทองคำ", "บ้านส้มโอ", "ปวดหลังมากเมื่อคืน"
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
async def wide_house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
        yield house


def xml(name: str, words: str) -> str:
    return f'<data id="small" version="1"><name>{name}</name><color>{words}</color></data>'


def about(house: House) -> None:
    """Keep all that can hang on a person: made by two volunteers, with a picture, sent on."""
    put(house)
    rows = [
        Visit(id="v1", person_id="p1", household_id="h1", area="3405", started_at=NOON),
        submission("uuid:1", replaced_by="uuid:2"),
        submission("uuid:2", root_id="uuid:1"),
        Forward(
            submission_id="uuid:1",
            state=TAKEN,
            tries=1,
            noted_at=NOON,
            again_at=NOON,
            server="forms.example",
        ),
        Forward(submission_id="uuid:2", state=WAITING, noted_at=NOON, again_at=NOON),
        Need(id="n1", person_id="p1", area="3405", kind="food", subject="food", found_at=NOON),
        PlanItem(id="i1", person_id="p1", area="3405", made_at=NOON),
        Referral(
            id="r1",
            code="R1",
            person_id="p1",
            area="3405",
            made_at=NOON,
            ask_on=NOON.date(),
        ),
        FollowUp(
            id="f1",
            person_id="p1",
            household_id="h1",
            area="3405",
            task="visit",
            subject="visit:1",
            opens_on=NOON.date(),
            due_on=NOON.date(),
            made_at=NOON,
        ),
        Consent(
            id="c1", person_id="p1", purpose="record", card="1", given_by="self", given_at=NOON
        ),
    ]
    with house.store.writing() as session:
        session.add_all(rows)
        for row in rows:
            fill(row)
        answer = Answer(
            submission_id="uuid:2",
            person_id="p1",
            form_id="small",
            name="color",
            value=WORDS,
            at=NOON,
        )
        session.add(answer)
        other = Entity(
            list="homes", id="e1", submission_id="uuid:1", created_at=NOON, updated_at=NOON
        )
        made = EntityVersion(list="homes", entity_id="e1", version=1, at=NOON)
        session.add(other)
        Entities(session).keep(other, Told(label=NAME, properties={}), made)


def submission(key: str, **more: str) -> Submission:
    return Submission(
        id=key,
        version_id="small-1",
        form_id="small",
        person_id="p1",
        visit_id="v1",
        area="3405",
        started_at=NOON,
        submitted_at=NOON,
        **more,
    )


def fill(row: Row) -> None:
    match row:
        case Submission():
            row.xml = xml(NAME, WORDS)
        case Need():
            row.detail = WORDS
        case PlanItem():
            row.problem = row.what = row.who = row.result = WORDS
        case Referral():
            row.facility = row.reason = row.outcome = WORDS


def hang_on(house: House, contact_id: str) -> None:
    """Keep a picture, a draft and parked words of a volunteer about the person."""
    with house.store.writing() as session:
        picture = Attachment(
            id="a1",
            contact_id=contact_id,
            draft_id="d0",
            submission_id="uuid:2",
            path="/data/picture",
            name="x.jpg",
            media="image",
            state=KEPT,
            sent_at=NOON,
            again_at=NOON,
        )
        picture.content_sealed = house.keys.seal(
            WORDS.encode(), place("attachments", "content_sealed", "a1")
        )
        draft = Draft(
            id="d1",
            contact_id=contact_id,
            version_id="small-1",
            person_id="p1",
            status="paused",
            started_at=NOON,
            touched_at=NOON,
        )
        parked = Parked(
            id="k1",
            contact_id=contact_id,
            subject="due:p1",
            parked_at=NOON,
            expires_at=house.watch().replace(year=2030),
        )
        session.add_all((picture, draft, parked))
        draft.xml, draft.passage, parked.body = xml(NAME, WORDS), "{}", "{}"


def count(house: House, table: type[Row]) -> int:
    with house.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


async def test_of_an_erased_person_nothing_is_found_anywhere(
    wide_house: House, keys: Keyring
) -> None:
    house = wide_house
    phone = await house.volunteer(role="coordinator")
    await house.apart(about, house)
    await house.apart(hang_on, house, house.lane(phone))
    assert await house.apart(found, house.store, keys, NAME, HOME, WORDS)

    await press(phone, "erase.ask", "p1")
    assert f"เกี่ยวกับ {NAME}" in house.heard(phone)[-1]
    assert "ส่งไปที่ forms.example แล้ว 1 รายการ" in house.heard(phone)[-1]
    await phone.tap("ลบถาวร")

    assert "ส่งไปที่ forms.example แล้ว 1 รายการ" in house.heard(phone)[-1]
    assert await house.apart(found, house.store, keys, NAME, HOME, WORDS) == []
    gone = (Person, Household, Entity, EntityVersion, Submission, Attachment, Draft, Answer)
    also = (Need, PlanItem, Referral, FollowUp, Consent, Forward, Parked)
    assert [await house.apart(count, house, table) for table in (*gone, *also)] == [0] * 15
    with house.store.engine.connect() as connection:
        row = (await house.apart(connection.execute, select(Visit.person_id, Visit.area))).one()
    assert tuple(row) == (None, "3405")


def send_roster(house: House, contact_id: str) -> None:
    """Keep a roster that was stored, with its file and its answers, as an import leaves it."""
    with house.store.writing() as session:
        roster = Workbook(id="w1", contact_id=contact_id, state=STORED, sent_at=NOON, tries=1)
        file = Attachment(
            id="a9",
            contact_id=contact_id,
            draft_id="w1",
            path="",
            name="w1",
            media="file",
            state=KEPT,
            sent_at=NOON,
            again_at=NOON,
        )
        file.content_sealed = house.keys.seal(
            NAME.encode(), place("attachments", "content_sealed", "a9")
        )
        answers = HandOut(
            id="h9",
            contact_id=contact_id,
            subject="workbook:w1",
            media="text/plain",
            erase_at=NOON,
        )
        session.add_all((roster, file))
        roster.outcome = NAME
        HandOuts(session).add(answers, name="a.xlsx", content=NAME.encode())


async def test_the_list_with_which_someone_came_goes_too(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    await house.apart(put, house)
    await house.apart(send_roster, house, house.lane(phone))

    await press(phone, "erase.yes", "p1")

    assert await house.apart(found, house.store, house.keys, NAME) == []


async def test_an_old_button_about_an_erased_person_answers_kindly(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    await house.apart(put, house)
    await press(phone, "erase.yes", "p1")

    for act in ("erase.ask", "erase.yes", "consent.show", "consent.seen"):
        await press(phone, act, "p1")
        assert NAME not in house.heard(phone)[-1]
        assert "เมนู" in house.heard(phone)[-1]


async def test_no_button_of_a_colleague_names_an_erased_person(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    await house.apart(put, house)
    await press(phone, "erase.yes", "p1")
    acts = ("visit.card", "person.see", "person.edit", "need.list", "plan.list", "refer.new")

    for act in (*acts, "owed.paper", "visit.forms", "visit.look", "person.leave", "person.home"):
        before = len(house.heard(phone))
        await press(phone, act, "p1")
        said = "\n".join(house.heard(phone)[before:])
        assert said, act
        assert NAME not in said, act
        assert "ระบบของเราขัดข้อง" not in said, act


async def test_others_of_the_home_and_of_the_same_form_stay(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    await house.apart(put, house)
    await house.apart(lambda: put(house, "p2", name="ตาสี"))
    await house.apart(register_both, house)

    await press(phone, "erase.yes", "p1")

    assert await house.apart(count, house, Household) == 1
    kept = await house.apart(found, house.store, house.keys, NAME)
    assert kept == []
    assert await house.apart(found, house.store, house.keys, "ตาสี")


def register_both(house: House) -> None:
    """Let one form have made both, as the register of a home does."""
    members = "".join(
        f"<members><nick>{name}</nick><meta><entity dataset='persons' id='{key}' create='1'>"
        f"<label>{name}</label></entity></meta></members>"
        for key, name in (("p1", NAME), ("p2", "ตาสี"))
    )
    with house.store.writing() as session:
        row = Submission(
            id="uuid:9",
            version_id="small-1",
            form_id="small",
            started_at=NOON,
            submitted_at=NOON,
        )
        session.add(row)
        row.xml = f'<data id="small">{members}</data>'
        for key in ("p1", "p2"):
            version = session.get(EntityVersion, ("persons", key, 1))
            entity = session.get(Entity, ("persons", key))
            assert version is not None
            assert entity is not None
            version.submission_id = entity.submission_id = "uuid:9"


async def test_a_volunteer_erases_nobody_who_did_not_take_consent_back(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(put, house)

    await press(phone, "erase.ask", "p1")
    assert "ผู้ประสานงาน" in house.heard(phone)[-1]
    await press(phone, "erase.yes", "p1")

    assert await house.apart(count, house, Person) == 1


async def test_whoever_erases_their_own_data_is_a_stranger_afterwards(
    wide_house: House, keys: Keyring
) -> None:
    house = wide_house
    phone = await house.volunteer()
    lane = house.lane(phone)
    await house.apart(about, house)
    await house.apart(sign, house, lane)
    await house.apart(hang_on, house, lane)
    line_id = phone.contact.user_id

    await phone.type("ข้อมูลของฉัน")
    shown = house.heard(phone)[-1]
    assert "แบบที่ส่งแล้ว: 2" in shown
    assert "รูปและไฟล์: 1" in shown
    assert "อาสาสมัคร พื้นที่ 3405" in shown
    await phone.tap("รายการที่ฉันส่ง")
    assert house.heard(phone)[-1].count("แบบเล็ก") == 2
    await phone.tap("กลับไปข้อมูลของฉัน")
    await phone.tap("ลบข้อมูลของฉัน")
    assert "โดยไม่มีชื่อคุณ: 2 แบบ" in house.heard(phone)[-1]
    await phone.tap("ลบเดี๋ยวนี้")

    assert "ลบข้อมูลของคุณทั้งหมดแล้ว" in house.heard(phone)[-1]
    assert await house.apart(found, house.store, keys, line_id) == []
    assert await house.apart(count, house, Membership) == 0
    assert await house.apart(count, house, Draft) == 0
    assert await house.apart(count, house, Parked) == 0
    assert await house.apart(count, house, Submission) == 2
    left = set(await house.apart(found, house.store, keys, lane))
    # the bare hash, by which an event is not applied twice, and the mark of the erasure
    assert left - {"siao.db", "siao.db-wal"} == {
        "audits.actor",
        "inbox.lane",
        "lanes.key",
        "outbox.lane",
    }
    assert await house.apart(marks, house.store, "person", "contact") == [("erased", "contact", "")]
    picture = await house.apart(picture_of, house)
    assert picture == "erased"

    await phone.type("เมนู")
    assert "ภาษา" in house.heard(phone)[-1]


def picture_of(house: House) -> str:
    with house.store.thinking() as session:
        return session.scalars(select(Attachment.contact_id)).one()


def sign(house: House, contact_id: str) -> None:
    with house.store.writing() as session:
        for row in session.scalars(select(Submission)):
            row.contact_id = contact_id


async def test_a_visitor_sees_and_erases_what_little_there_is(house: House) -> None:
    phone = house.phone("ผู้มาเยือน")
    await phone.follow()
    await phone.tap("ລາວ")

    await phone.type("ຂໍ້ມູນຂອງຂ້ອຍ")
    assert "ພາສາລາວ" in house.heard(phone)[-1]
    await phone.type("ລຶບຂໍ້ມູນຂອງຂ້ອຍ")
    await phone.tap("ລຶບດຽວນີ້")

    assert await house.apart(count, house, Contact) == 0


async def test_a_form_that_registered_nobody_else_goes_with_the_last(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    await house.apart(put, house)
    await house.apart(lambda: put(house, "p2", name="ตาสี"))
    await house.apart(register_both, house)

    await press(phone, "erase.yes", "p1")
    await press(phone, "erase.yes", "p2")

    assert await house.apart(count, house, Submission) == 0
    assert await house.apart(found, house.store, house.keys, NAME, "ตาสี", HOME) == []


async def test_a_visit_that_goes_on_ends_when_the_person_is_erased(house: House) -> None:
    phone = await house.volunteer(role="coordinator")
    await house.apart(put, house)
    begun = Visit(
        id="v1",
        person_id="p1",
        contact_id=house.lane(phone),
        area="3405",
        started_at=house.watch(),
    )
    await house.apart(keep, house, begun)

    await press(phone, "erase.yes", "p1")
    await press(phone, "visit.end", "v1")
    await phone.type("เยี่ยม")

    assert NAME not in house.heard(phone)[-1]
    assert "ระบบของเราขัดข้อง" not in "".join(house.heard(phone)[-3:])
