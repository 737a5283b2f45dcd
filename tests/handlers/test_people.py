"""People in the chat: found, seen, merged, and kept from strangers."""

from collections.abc import AsyncIterator, Sequence

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.buttons import Button
from bot.store import Store
from models.audit import Audit
from models.consent import Consent
from models.contact import Contact
from models.entity import Entity
from models.follow_up import FollowUp
from models.form import Forms, FormVersion
from models.household import Household
from models.need import Need
from models.person import Person
from models.plan import PlanItem
from models.referral import Referral
from models.submission import Submission
from models.visit import Visit
from tests.handlers.talking_people import TAMBON, joined, labels, noted, says
from tests.house import NOON, House, open_house

pytestmark = pytest.mark.anyio


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        yield house


def person_named(house: House, name: str) -> str:
    with house.store.thinking() as session:
        rows = session.scalars(select(Entity).where(Entity.list == "persons"))
        return next(row.id for row in rows if row.told.label == name)


async def test_a_stranger_sees_nobody_by_typing_or_by_an_old_button(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "H-7", "ข้าม")
    old: Sequence[Button] = list(somsri.buttons())
    await says(somsri, "=ดูข้อมูลคนนี้")
    old = [*old, *somsri.buttons()]
    await says(somsri, "=แก้ไขข้อมูล")
    old = [*old, *somsri.buttons()]
    code = await house.apart(code_of, house, "ยายคำ")
    stranger = await joined(house, "มาลี", area="340502")
    for typed in ("ยายคำ", "H-7", code):
        await says(stranger, "คน", typed)
        assert "ไม่พบใคร" in house.heard(stranger)[-1]

    for button in old:
        before = len(house.heard(stranger))
        await stranger.press(button)
        assert "ยายคำ" not in "\n".join(house.heard(stranger)[before:])
        assert code not in "\n".join(house.heard(stranger)[before:])

    await says(stranger, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "H-7")
    assert "หมู่บ้านไหน" in house.heard(stranger)[-1]  # nobody's home, as far as she may know


def code_of(house: House, name: str) -> str:
    person_id = person_named(house, name)
    with house.store.thinking() as session:
        person = session.get(Person, person_id)
        assert person is not None
        return person.code


async def test_a_visitor_without_a_role_is_not_asked_for_people(house: House) -> None:
    phone = house.phone("ใครก็ได้")
    await phone.follow()
    await phone.tap("ไทย")

    await says(phone, "คน")

    assert "หาใคร" not in "\n".join(house.heard(phone))


async def test_the_tambon_of_a_volunteer_is_not_asked_for(house: House) -> None:
    somsri = await joined(house, "สมศรี")

    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "H-7", "ข้าม")

    assert "อายุเท่าไร" in house.heard(somsri)[-1]


async def test_who_does_not_agree_leaves_no_trace(house: House) -> None:
    somsri = await joined(house, "สมศรี")

    await says(somsri, "เพิ่มคน", "ยายคำ", "=ไม่ยินยอม")

    with_rows = await house.apart(counts, house)
    assert with_rows == {"persons": 0, "entities": 0, "households": 0, "noting": 0}


def counts(house: House) -> dict[str, int]:
    with house.store.thinking() as session:
        return {
            "persons": len(session.scalars(select(Person.id)).all()),
            "entities": len(session.scalars(select(Entity.id)).all()),
            "households": len(session.scalars(select(Household.id)).all()),
            "noting": len(
                session.scalars(select(Contact.id).where(Contact.noting_sealed.is_not(None))).all()
            ),
        }


async def test_who_agrees_has_a_consent_and_a_volunteer(house: House) -> None:
    somsri = await joined(house, "สมศรี")

    await noted(somsri, "ยายคำ", "H-7", "ข้าม")

    def look() -> tuple[str | None, list[tuple[str, str]]]:
        with house.store.thinking() as session:
            person = session.scalars(select(Person)).one()
            consents = session.scalars(select(Consent))
            return person.assignee_id, [(one.purpose, one.given_by) for one in consents]

    assert await house.apart(look) == (house.lane(somsri), [("record", "self")])


async def test_what_was_begun_can_be_gone_on_with_or_begun_anew(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "H-7", "เมนู", "เพิ่มคน")
    assert "กำลังจด ยายคำ ค้างอยู่" in house.heard(somsri)[-1]

    await says(somsri, "=ทำต่อ")

    assert "หมู่บ้านไหน" in house.heard(somsri)[-1]
    await says(somsri, "ยกเลิก")
    assert "ไม่ได้เก็บอะไร" in house.heard(somsri)[-1]
    assert (await house.apart(counts, house))["noting"] == 0


async def test_a_tap_on_a_question_of_before_asks_the_one_that_stands(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "H-7", "ข้าม", "71", "=หญิง")

    await somsri.tap_old(-2, "ชาย")

    assert "ภาษาอะไรสะดวก" in house.heard(somsri)[-1]


async def test_two_of_one_name_are_told_apart_and_a_third_is_someone_else(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "=ไม่มีบ้านประจำ")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ")
    assert "เป็นคนเดียวกันไหม" in house.heard(somsri)[-1]

    await says(somsri, "=คนละคนกัน", "=ข้ามที่เหลือ", "คน", "ยายคำ")

    found = [label for label in labels(somsri) if "ยายคำ" in label]
    assert len(found) == len(set(found)) == 2


async def test_a_list_that_is_too_long_asks_for_more_letters(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    for number in range(9):
        await noted(somsri, f"บุญ{number}ชัย{number}มา{number}{number}", f"H-{number}", "ข้าม")

    await says(somsri, "คน", "บุญ")

    assert "ยังมีอีก" in house.heard(somsri)[-1]
    assert len([label for label in labels(somsri) if label.startswith("บุญ")]) == 7


def belongings(house: House, person_id: str, mark: str) -> None:
    """Let something of every kind hang on a person."""
    at = NOON
    with house.store.writing() as session:
        form = FormVersion(
            id=f"form{mark}",
            form_id=f"form{mark}",
            version="1",
            title="f",
            xform="",
            workbook=b"",
            workbook_name="f.md",
            published_at=at,
        )
        Forms(session).publish(form)
        session.add(
            Submission(
                id=f"s{mark}",
                version_id=form.id,
                form_id=form.form_id,
                person_id=person_id,
                started_at=at,
                submitted_at=at,
            )
        )
        shared = {"person_id": person_id, "area": TAMBON}
        session.add_all(
            (
                Visit(id=f"v{mark}", **shared, started_at=at, ended_at=at, status="done"),
                Need(id=f"n{mark}", **shared, kind="food", subject=f"food{mark}", found_at=at),
                PlanItem(id=f"p{mark}", **shared, made_at=at),
                Referral(id=f"r{mark}", code=f"R{mark}", **shared, made_at=at, ask_on=at.date()),
                *(
                    FollowUp(
                        id=f"f{mark}{subject}",
                        **shared,
                        task="adl",
                        subject=subject,
                        opens_on=at.date(),
                        due_on=at.date(),
                        made_at=at,
                    )
                    for subject in ("same", f"own{mark}")
                ),
            )
        )


def hanging(house: House, person_id: str) -> dict[str, list[str]]:
    with house.store.thinking() as session:
        return {
            table.__tablename__: sorted(
                session.scalars(select(table.id).where(table.person_id == person_id))
            )
            for table in (Visit, Need, PlanItem, Referral, FollowUp, Submission)
        }


async def test_a_coordinator_makes_two_records_of_one_person_one(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "H-7", "ข้าม")
    await noted(somsri, "คำปุ่น", "K-1", "ข้าม")
    first, second = (
        await house.apart(person_named, house, "ยายคำ"),
        await house.apart(person_named, house, "คำปุ่น"),
    )
    await house.apart(belongings, house, first, "1")
    await house.apart(belongings, house, second, "2")
    boss = await joined(house, "หัวหน้า", role="coordinator", area="34")

    await says(boss, "คน", "ยายคำ", "=ยายคำ · H-7", "=แก้ไขข้อมูล", "=ซ้ำกับอีกรายการ")
    await says(boss, "คำปุ่น", "=คำปุ่น · K-1")
    assert "2. คำปุ่น · K-1" in house.heard(boss)[-1]
    await says(boss, "=ใช่ รวมเป็นหนึ่ง")

    assert "เป็นหนึ่งแล้ว" in house.heard(boss)[-1]
    assert await house.apart(hanging, house, first) == {
        "visits": ["v1", "v2"],
        "needs": ["n1", "n2"],
        "plan_items": ["p1", "p2"],
        "referrals": ["r1", "r2"],
        "follow_ups": ["f1own1", "f1same", "f2own2"],
        "submissions": ["s1", "s2"],
    }

    def rest() -> tuple[list[str], list[str | None], list[tuple[str, str]]]:
        with house.store.thinking() as session:
            people = list(session.scalars(select(Person.id)))
            homes = [home.mark for home in session.scalars(select(Household))]
            audits = session.scalars(select(Audit).order_by(Audit.id.desc()).limit(2))
            return people, homes, sorted((one.action, one.subject) for one in audits)

    people, homes, audits = await house.apart(rest)
    assert (people, homes) == ([first], ["H-7"])
    assert audits == sorted([("merged", first), ("erased", second)])


async def test_a_volunteer_makes_nobody_one(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "H-7", "ข้าม")
    boss = await joined(house, "หัวหน้า", role="coordinator", area="34")
    await says(boss, "คน", "ยายคำ", "=ยายคำ · H-7", "=แก้ไขข้อมูล")
    merge = next(button for button in boss.buttons() if button.label == "ซ้ำกับอีกรายการ")

    await somsri.press(merge)

    assert "ไม่อยู่ในรายชื่อของคุณ" in house.heard(somsri)[-1]


async def test_a_coordinator_takes_over_and_gives_back(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "H-7", "ข้าม")
    boss = await joined(house, "หัวหน้า", role="coordinator", area="34")

    await says(boss, "คน", "ยายคำ", "=ยายคำ · H-7", "=แก้ไขข้อมูล", "=ใครเป็นคนเยี่ยม", "=ฉันเยี่ยมเอง")

    await says(somsri, "คน", "ยายคำ")
    assert "ไม่พบใคร" in house.heard(somsri)[-1]
    await says(boss, "=แก้ไขข้อมูล", "=ใครเป็นคนเยี่ยม", "=ยังไม่มีใคร")
    await says(somsri, "คน", "ยายคำ")
    assert "ยายคำ · H-7" in labels(somsri)
