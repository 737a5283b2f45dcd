"""Follow-ups through whole turns: forms told, needs, people who leave, a month of days."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from handlers.context import Context
from handlers.desk import whole_desk
from handlers.following import after_entity, after_entity_dropped, after_need, after_person
from handlers.happened import EntityDropped, EntityKept, NeedClosed, PersonKept
from models.entity import Entity, EntityVersion, Told
from models.follow_up import FollowUp
from models.need import MET
from models.person import Person
from tests.handlers.acting import TAMBON, Actor
from tests.handlers.needing import KHAM, need, put
from tests.handlers.owing import (
    BIRTH,
    CHILD,
    MOOD,
    OWED,
    button,
    fill,
    move_to,
    owed,
    publish,
    settle,
)
from tests.house import House, open_house

POSTPARTUM = ("postpartum_7", "postpartum_15", "postpartum_42")


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        await publish(house, BIRTH, MOOD)
        await house.apart(settle, store, *POSTPARTUM, "q9_mild")
        yield house


@pytest.fixture
async def somsri(house: House) -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store, assignee_id=house.lane(phone))
    return phone


async def standing(house: House) -> dict[str, str]:
    return await house.apart(owed, house.store)


async def today(house: House, phone: Phone) -> str:
    """Ask for the day's work, and give back the whole answer."""
    before = len(house.heard(phone))
    await phone.type("งานวันนี้")
    return "\n".join(house.heard(phone)[before:])


async def test_a_birth_that_is_told_is_followed(house: House, somsri: Phone) -> None:
    await fill(somsri, "postpartum", "ยายคำ", "20/11/2569", "ข้าม")

    assert await standing(house) == {
        "postpartum_7:2026-11-20": "done",
        "postpartum_15:2026-11-20": "open",
        "postpartum_42:2026-11-20": "open",
    }


async def test_a_date_that_is_set_in_a_form_is_owed(house: House, somsri: Phone) -> None:
    await fill(somsri, "postpartum", "ยายคำ", "1/1/2569", "2/12/2569")

    assert await standing(house) == {"next_visit:2026-12-02": "open"}
    assert "เยี่ยมตามที่นัดไว้ (29 พฤศจิกายน 2569 ถึง 2 ธันวาคม 2569)" in await today(house, somsri)


async def test_a_correction_works_out_anew_what_is_owed(house: House, somsri: Phone) -> None:
    await fill(somsri, "postpartum", "ยายคำ", "1/1/2569", "2/12/2569")

    await somsri.tap("แก้ไขคำตอบ")
    await somsri.type("3")
    await somsri.type("5/12/2569")
    await somsri.tap("บันทึก")

    assert await standing(house) == {
        "next_visit:2026-12-02": "dropped",
        "next_visit:2026-12-05": "open",
    }


async def test_in_a_month_what_is_owed_appears_is_done_and_is_never_asked_twice(
    house: House, somsri: Phone
) -> None:
    """A birth on the first day; checks are done on day 5 and 20, the second is missed."""
    asked: dict[str, list[int]] = {}
    for number in range(46):
        move_to(house, number)
        await house.apart(house.app.following.round)
        if number in {1, 5, 20}:
            await fill(somsri, "postpartum", "ยายคำ", "25/11/2569", "ข้าม")
        words = await today(house, somsri)
        for task in ("7 วัน", "15 วัน", "42 วัน"):
            if f"ภายใน {task}" in words:
                asked.setdefault(task, []).append(number)

    assert await standing(house) == {
        "postpartum_7:2026-11-25": "done",
        "postpartum_15:2026-11-25": "missed",
        "postpartum_42:2026-11-25": "done",
    }
    # The first check told of the birth, and so was not asked for. Each of the others stands there
    # from a week before its days begin until it is done, or lapses.
    assert asked == {"15 วัน": list(range(1, 16)), "42 วัน": list(range(9, 20))}


@pytest.mark.parametrize("why", ["ย้ายไปแล้ว", "เสียชีวิต", "ไม่ให้เยี่ยม"])
async def test_who_moves_dies_or_refuses_is_owed_nothing_at_once_and_again_when_it_was_a_slip(
    house: House, somsri: Phone, why: str
) -> None:
    await fill(somsri, "postpartum", "ยายคำ", "25/11/2569", "1/12/2569")

    await somsri.press(button("person.edit", KHAM))
    for label in ("ย้าย เสียชีวิต ไม่รับ", why, "ใช่ บันทึกเลย"):
        await somsri.tap(label)

    assert set((await standing(house)).values()) == {"done", "dropped"}
    await somsri.tap("ถอนคืน")
    assert set((await standing(house)).values()) == {"done", "open"}


async def test_what_an_answer_told_of_stays_owed_though_the_answer_is_not_kept(
    house: House, somsri: Phone
) -> None:
    await publish(house, CHILD)
    await house.apart(settle, house.store, "vaccine_1m", "vaccine_2m")
    await fill(somsri, "child_vaccines", "ยายคำ", "20/11/2569", "ข้าม")
    both = {"vaccine_1m:2026-11-20": "open", "vaccine_2m:2026-11-20": "open"}
    assert await standing(house) == both

    await fill(somsri, "postpartum", "ยายคำ", "1/1/2569", "ข้าม")

    assert await standing(house) == both


async def test_a_form_sees_what_rules_say_is_owed(house: House, somsri: Phone) -> None:
    await publish(house, OWED)
    await fill(somsri, "postpartum", "ยายคำ", "20/11/2569", "ข้าม")

    await somsri.type("owed")

    assert "ยายคำ – เยี่ยมแม่หลังคลอด ภายใน 15 วัน" in house.heard(somsri)[-1]


def test_the_desk_hears_all_that_follow_ups_hang_on() -> None:
    heard = {kind.__name__ for kind, calls in whole_desk().listeners.items() if _follows(calls)}

    assert heard == {
        *("Submitted", "VisitEnded", "PersonKept", "PersonLeft", "EntityKept", "EntityDropped"),
        *("NeedFound", "NeedClosed", "Referred", "ReferralClosed"),
    }


def _follows(calls: object) -> bool:
    assert isinstance(calls, tuple)
    return any(call.__module__ == "handlers.following" for call in calls)


@pytest.fixture
def boss(store: Store, keys: Keyring) -> Actor:
    settle(store, "need_9", "need_1", *POSTPARTUM)
    put(store, area=TAMBON)
    return Actor(store=store, keys=keys, name="boss", role="coordinator", area="34")


def kept(ctx: Context) -> None:
    after_person(PersonKept(person_id=KHAM, is_new=False), ctx)


def test_a_need_is_owed_until_it_is_met(boss: Actor) -> None:
    need(boss.store, "n1", urgency=9, area=TAMBON)
    boss.does(kept)
    assert owed(boss.store) == {"need_9:n1": "open"}

    def met(ctx: Context) -> None:
        row = ctx.needs.get("n1")
        assert row is not None
        row.status, row.closed_at = MET, row.found_at + timedelta(days=1)
        after_need(NeedClosed(need_id="n1"), ctx)

    boss.does(met)
    assert owed(boss.store) == {"need_9:n1": "done"}


def test_what_is_owed_moves_along_with_the_person(boss: Actor) -> None:
    need(boss.store, "n1", urgency=9, area=TAMBON)
    boss.does(kept)

    def give(ctx: Context) -> None:
        person = ctx.persons.get(KHAM)
        assert person is not None
        person.assignee_id, person.area = "boss", "340502"
        kept(ctx)

    boss.does(give)
    with boss.store.thinking() as session:
        row = session.scalars(select(FollowUp)).one()
        assert (row.assignee_id, row.area) == ("boss", "340502")


def test_what_a_volunteer_owes_is_handed_over(boss: Actor) -> None:
    need(boss.store, "n1", urgency=9, area=TAMBON)
    mali = replace(boss, name="mali", role="volunteer")
    with boss.store.writing() as session:
        session.get_one(Person, KHAM).assignee_id = "boss"
    boss.does(kept)

    assert mali.does(lambda ctx: ctx.follow_ups.reassign("boss", "mali")) == 1
    assert mali.does(lambda ctx: ctx.follow_ups.reassign("boss", "mali")) == 0

    with boss.store.thinking() as session:
        assert session.scalars(select(FollowUp.assignee_id)).one() == "mali"


def wrote(**properties: str) -> Callable[[Context], None]:
    """Let a form write a follow-up into the entity list."""

    def work(ctx: Context) -> None:
        entity = ctx.entities.get("followups", ID)
        if entity is None:
            entity = Entity(
                list="followups", id=ID, version=0, area=TAMBON, created_at=ctx.moment.now
            )
        entity.version, entity.updated_at = entity.version + 1, ctx.moment.now
        made = EntityVersion(
            list="followups", entity_id=ID, version=entity.version, at=ctx.moment.now
        )
        told = Told(label="เอายาไปให้", properties={"person": KHAM, **properties})
        ctx.entities.keep(entity, told, made)
        after_entity(
            EntityKept(list="followups", entity_id=ID, is_new=True, submission_id="uuid:1"), ctx
        )

    return work


ID = "7d9f0c1e-0000-4000-8000-0000000000f1"


def test_what_a_form_writes_is_owed_until_the_form_says_otherwise(boss: Actor) -> None:
    boss.does(wrote(due_date="2025-12-05", task="bring_medicine"))
    with boss.store.thinking() as session:
        row = session.scalars(select(FollowUp)).one()
        assert (row.id, row.task, row.due_on.isoformat(), row.status) == (
            *(ID, "bring_medicine", "2025-12-05", "open"),
        )

    boss.does(wrote(due_date="2025-12-09", task="ยา", status="open"))
    with boss.store.thinking() as session:
        row = session.scalars(select(FollowUp)).one()
        assert (row.task, row.due_on.isoformat(), row.status) == ("follow_up", "2025-12-09", "open")

    boss.does(wrote(due_date="2025-12-09", status="done"))
    assert owed(boss.store) == {f"form:{ID}": "done"}

    boss.does(lambda ctx: after_entity_dropped(EntityDropped(list="followups", entity_id=ID), ctx))
    assert owed(boss.store) == {}


def test_a_form_writes_nothing_about_people_out_of_sight(boss: Actor) -> None:
    stranger = replace(boss, name="stranger", area="90")

    stranger.does(wrote(due_date="2025-12-05"))

    assert owed(boss.store) == {}
