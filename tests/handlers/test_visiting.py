"""Visits: whom, the card, the forms about the person, and the end; nobody sees across."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from handlers import visited
from handlers.context import Context
from handlers.happened import RoleEnded
from models.draft import Draft
from models.follow_up import FollowUp
from models.person import Person
from models.submission import Submission
from models.visit import Visit
from tests.handlers.acting import Actor
from tests.house import House, open_house
from tests.people import Dweller, dwell
from tests.talking import value_at

HOME = [Dweller(name="ยายแดง", born=1950, groups="elderly"), Dweller(name="ตาดำ", born=1948)]


@pytest.fixture
async def house(store: Store, keys: Keyring, home_visit: str) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        await house.apart(house.publish, "home_visit", "เยี่ยมบ้าน · ຢ້ຽມບ້ານ", home_visit)
        yield house


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A visit as its row has it."""

    status: str
    source: str
    started: date
    ended: date | None
    area: str
    person_id: str | None


async def visits(house: House) -> list[Seen]:
    def read() -> list[Seen]:
        with house.store.thinking() as session:
            return [
                Seen(
                    status=one.status,
                    source=one.source,
                    started=one.started_at.date(),
                    ended=None if one.ended_at is None else one.ended_at.date(),
                    area=one.area,
                    person_id=one.person_id,
                )
                for one in session.scalars(select(Visit).order_by(Visit.started_at, Visit.id))
            ]

    return await house.apart(read)


async def submissions(house: House) -> list[tuple[str | None, bool, str]]:
    """Read of each submission its person, whether it is of a visit, and its answers."""

    def read() -> list[tuple[str | None, bool, str]]:
        with house.store.thinking() as session:
            rows = session.scalars(select(Submission).order_by(Submission.submitted_at))
            return [(one.person_id, one.visit_id is not None, one.xml or "") for one in rows]

    return await house.apart(read)


def owe(house: House, person_id: str, lane: str, due: date, subject: str = "check") -> None:
    with house.store.writing() as session:
        session.add(
            FollowUp(
                id=f"owed-{person_id[-4:]}-{subject}",
                person_id=person_id,
                assignee_id=lane,
                area="340501",
                task="home_visit",
                subject=subject,
                form_id="home_visit",
                opens_on=due - timedelta(days=7),
                due_on=due,
                made_at=house.watch(),
            )
        )


def labels(phone: Phone) -> list[str]:
    return [one.label for one in phone.buttons()]


async def press(phone: Phone, data: str) -> None:
    await phone.courier.send(phone.events.postback(phone.source, data))


async def test_a_visit_is_begun_by_its_first_form_and_what_is_known_is_not_asked(
    house: House,
) -> None:
    phone = await house.volunteer()
    (red, _) = await house.apart(dwell, house, HOME)

    await phone.type("เยี่ยม")
    await phone.tap("ยายแดง · H-7")
    shown = house.heard(phone)[-1]
    await phone.tap("▶ เยี่ยมบ้าน")

    assert "ยายแดง (" in shown
    assert "อายุ 76 ปี" in shown
    assert "ยังไม่เคยเยี่ยม" in shown
    assert "มีอะไรเปลี่ยนไหม" in house.heard(phone)[-1]
    await phone.tap("ไม่มีอะไรเปลี่ยน")
    assert "บันทึกแล้ว: เยี่ยมบ้าน" in house.heard(phone)[-1]

    ((person_id, of_visit, xml),) = await submissions(house)
    assert (person_id, of_visit) == (red, True)
    assert value_at(xml, "/data/consent") == "yes"
    assert value_at(xml, "/data/visit/consent_by") == "person"
    assert value_at(xml, "/data/visit/person").startswith("ยายแดง ")
    assert value_at(xml, "/data/visit/area") == "โนนสำราญ"


async def test_a_visit_that_ended_says_what_is_next_and_is_kept_with_its_person(
    house: House,
) -> None:
    phone = await house.volunteer()
    (red, _) = await house.apart(dwell, house, HOME)
    await house.apart(owe, house, red, house.lane(phone), date(2026, 12, 25))

    await phone.type("เยี่ยม")
    await phone.tap("ยายแดง · H-7")
    for label in ("▶ เยี่ยมบ้าน", "ไม่มีอะไรเปลี่ยน", "จบการเยี่ยม"):
        await phone.tap(label)

    said = house.heard(phone)[-1]
    assert "จดการเยี่ยมยายแดงแล้ว" in said
    assert "ครั้งต่อไป: ติดตามผล ภายใน 25 ธันวาคม 2569" in said
    (visit,) = await visits(house)
    assert (visit.status, visit.source, visit.area) == ("done", "chat", "340501")
    assert visit.person_id == red

    def visited() -> bool:
        with house.store.thinking() as session:
            person = session.get(Person, red)
            return person is not None and person.visited_at is not None

    assert await house.apart(visited)


async def test_consent_of_the_first_form_stands_for_the_second_and_the_next_visit(
    house: House, home_visit: str
) -> None:
    again = home_visit.replace('id="home_visit"', 'id="second"')
    await house.apart(house.publish, "second", "แบบที่สอง", again)
    phone = await house.volunteer()
    await house.apart(dwell, house, [Dweller(name="ยายแดง", consent="")])

    await phone.type("เยี่ยม")
    await phone.tap("ยายแดง · H-7")
    for label in ("▶ เยี่ยมบ้าน", "ยินยอมให้เก็บ", "ยินยอมเอง", "ไม่มีอะไรเปลี่ยน", "▶ แบบที่สอง"):
        await phone.tap(label)

    assert "มีอะไรเปลี่ยนไหม" in house.heard(phone)[-1]


async def test_what_is_due_stands_first_overdue_before_the_rest(house: House) -> None:
    phone = await house.volunteer()
    red, black = await house.apart(dwell, house, HOME)
    lane = house.lane(phone)
    await house.apart(owe, house, red, lane, date(2026, 11, 27))
    await house.apart(owe, house, black, lane, date(2026, 11, 20))

    await phone.type("เยี่ยม")

    assert labels(phone)[:2] == ["● ตาดำ · H-7", "● ยายแดง · H-7"]
    await phone.tap("● ตาดำ · H-7")
    assert "เลยกำหนด 5 วัน" in house.heard(phone)[-1]


async def test_someone_typed_is_found_by_nickname_home_or_code(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)

    await phone.type("เยี่ยม")
    await phone.type("ยายแดง")
    assert "ยายแดง (" in house.heard(phone)[-1]

    await phone.type("เยี่ยม")
    await phone.type("H-7")
    assert "คนไหน" in house.heard(phone)[-1]
    assert labels(phone)[:2] == ["ยายแดง · H-7", "ตาดำ · H-7"]

    await phone.type("เยี่ยม")
    await phone.type("ไม่มีใครชื่อนี้เลย")
    assert "ไม่พบคนนี้" in house.heard(phone)[-1]
    assert "คนใหม่" in labels(phone)


@pytest.mark.parametrize("asking", ["เยี่ยม", "คน"])
async def test_a_word_for_something_else_is_no_name(house: House, asking: str) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)

    await phone.type(asking)
    await phone.type("งานวันนี้")

    assert "ไม่พบ" not in house.heard(phone)[-1]
    assert "วันนี้" in house.heard(phone)[-1]


async def test_a_visit_without_a_form_is_one_tap(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)

    await phone.type("เยี่ยม")
    for label in ("ยายแดง · H-7", "แบบฟอร์มอื่น", "แวะเยี่ยมเฉยๆ"):
        await phone.tap(label)

    assert "จดการเยี่ยมยายแดงแล้ว" in house.heard(phone)[-1]
    assert [one.status for one in await visits(house)] == ["done"]


async def test_a_visit_from_paper_is_of_the_day_that_was_chosen(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)

    await phone.type("เยี่ยม")
    await phone.tap("ยายแดง · H-7")
    await phone.tap("แบบฟอร์มอื่น")
    await phone.tap("จดย้อนหลัง", value="2026-11-20")
    for label in ("▶ เยี่ยมบ้าน", "ไม่มีอะไรเปลี่ยน", "จบการเยี่ยม"):
        await phone.tap(label)

    (visit,) = await visits(house)
    day = date(2026, 11, 20)
    assert (visit.source, visit.started, visit.ended) == ("paper", day, day)


@pytest.mark.parametrize("day", ["2026-11-26", "2026-09-20", "soon"])
async def test_a_visit_from_paper_is_neither_to_come_nor_long_ago(house: House, day: str) -> None:
    phone = await house.volunteer()
    (red, _) = await house.apart(dwell, house, HOME)

    await phone.courier.send(
        phone.events.postback(phone.source, f"a=visit.paper&v={red}", params={"date": day})
    )

    assert "60 วันที่ผ่านมา" in "\n".join(house.heard(phone)[-2:])
    assert await visits(house) == []


async def test_the_next_of_the_home_is_one_tap_away(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)

    await phone.type("เยี่ยม")
    await phone.tap("ยายแดง · H-7")
    for label in ("▶ เยี่ยมบ้าน", "ไม่มีอะไรเปลี่ยน", "→ ตาดำ · H-7"):
        await phone.tap(label)

    assert "จดการเยี่ยมยายแดงแล้ว" in house.heard(phone)[-2]
    assert "ตาดำ (" in house.heard(phone)[-1]
    assert "▶ เยี่ยมบ้าน" in labels(phone)


async def test_a_visit_left_open_is_closed_by_the_next_one(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)
    await phone.type("เยี่ยม")
    await phone.tap("ยายแดง · H-7")
    for label in ("▶ เยี่ยมบ้าน", "ไม่มีอะไรเปลี่ยน"):
        await phone.tap(label)
    house.watch.move(timedelta(hours=13))

    await phone.type("เยี่ยม")

    assert [one.status for one in await visits(house)] == ["done"]
    assert (await visits(house))[0].ended == date(2026, 11, 25)


async def test_a_visit_at_which_nothing_was_answered_is_none(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)
    await phone.type("เยี่ยม")
    for label in ("ยายแดง · H-7", "▶ เยี่ยมบ้าน"):
        await phone.tap(label)
    await phone.type("ยกเลิก")
    await phone.tap("ใช่ ลบคำตอบ")

    assert "ไม่ได้เยี่ยม" in labels(phone)
    await phone.tap("ไม่ได้เยี่ยม")

    assert [one.status for one in await visits(house)] == ["cancelled"]


async def test_a_stranger_sees_no_card_begins_no_visit_and_reads_no_last_answer(
    house: House,
) -> None:
    mine = await house.volunteer("เจ้าของ")
    (red, _) = await house.apart(lambda: dwell(house, HOME, assignee_id=house.lane(mine)))
    stranger = await house.volunteer("คนอื่น")
    acts = (
        f"a=visit.card&v={red}",
        f"a=visit.forms&v={red}",
        f"a=visit.form&v={red}%3Ahome_visit",
        f"a=visit.look&v={red}",
        f"a=visit.next&v={red}",
    )

    for act in acts:
        await press(stranger, act)
        assert "แสดงข้อมูลคนนี้ไม่ได้" in house.heard(stranger)[-1]

    assert await visits(house) == []
    assert not any("ยายแดง" in text for text in house.heard(stranger))


async def test_a_visitor_without_a_role_is_told_to_join(house: House) -> None:
    phone = house.phone("ใครก็ไม่รู้")
    await phone.follow()
    await phone.tap("ไทย")
    (red, _) = await house.apart(dwell, house, HOME)

    await phone.type("เยี่ยม")
    assert "อาสาสมัครเท่านั้น" in house.heard(phone)[-1]
    await press(phone, f"a=visit.card&v={red}")
    assert "แสดงข้อมูลคนนี้ไม่ได้" in house.heard(phone)[-1]


async def test_who_died_or_does_not_want_it_is_not_visited(house: House) -> None:
    phone = await house.volunteer()
    people = [Dweller(name="ยายแดง", status="refused"), Dweller(name="ตาดำ", status="died")]
    (red, _) = await house.apart(dwell, house, people)

    await press(phone, f"a=visit.card&v={red}")

    assert "ไม่ต้องการให้เยี่ยม" in house.heard(phone)[-1]
    assert not any(label.startswith("▶") for label in labels(phone))
    await press(phone, f"a=visit.form&v={red}%3Ahome_visit")
    assert await visits(house) == []


async def test_a_button_pressed_twice_begins_one_visit_and_one_form(house: House) -> None:
    phone = await house.volunteer()
    (red, _) = await house.apart(dwell, house, HOME)

    for _ in range(2):
        await press(phone, f"a=visit.form&v={red}%3Ahome_visit")

    def drafts() -> int:
        with house.store.thinking() as session:
            return len(list(session.scalars(select(Draft))))

    assert len(await visits(house)) == 1
    assert await house.apart(drafts) == 1


async def test_a_visit_that_nobody_ends_is_over_after_twelve_hours(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)
    await phone.type("เยี่ยม")
    await phone.tap("ยายแดง · H-7")
    for label in ("▶ เยี่ยมบ้าน", "ไม่มีอะไรเปลี่ยน"):
        await phone.tap(label)
    heard = len(house.heard(phone))
    house.watch.move(timedelta(hours=11))
    await house.app.visits_left.pass_once()
    await house.settle()
    assert [one.status for one in await visits(house)] == ["open"]

    house.watch.move(timedelta(hours=2))
    await house.app.visits_left.pass_once()
    await house.settle()

    assert [one.status for one in await visits(house)] == ["done"]
    assert len(house.heard(phone)) == heard, "nobody is told at night"


async def test_who_loses_the_role_leaves_no_visit_and_no_draft_open(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(dwell, house, HOME)
    await phone.type("เยี่ยม")
    for label in ("ยายแดง · H-7", "▶ เยี่ยมบ้าน"):
        await phone.tap(label)

    await house.apart(end_roles, house, house.lane(phone))
    await phone.tap("ไม่มีอะไรเปลี่ยน")

    assert [one.status for one in await visits(house)] == ["cancelled"]
    assert await submissions(house) == []
    assert "ปิดแล้ว" in house.heard(phone)[-1]


def end_roles(house: House, contact_id: str) -> None:
    """Take every role away, as whoever does it in a turn of theirs."""

    def take(ctx: Context) -> None:
        for held in ctx.memberships.of(contact_id):
            held.left_at = ctx.moment.now
        visited.after_role(RoleEnded(contact_id=contact_id, role="volunteer", area="3405"), ctx)

    Actor(store=house.store, keys=house.keys, role="coordinator", area="3405").does(take)


async def test_whoever_asks_for_other_work_instead_of_a_name_gets_it(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("เยี่ยม")
    assert "กด “คนใหม่”" in house.heard(phone)[-1]
    await phone.type("งานวันนี้")
    assert "ไม่มีงานค้าง" in house.heard(phone)[-1]

    await phone.type("คน")
    await phone.type("งานวันนี้")
    assert "ไม่มีงานค้าง" in house.heard(phone)[-1]

    await phone.type("เยี่ยม")
    await phone.tap("คนใหม่")
    assert "คนนี้ชื่อเล่น" in house.heard(phone)[-1]
