"""Reminders through whole turns: told once, in time, to whoever is to know, until it is done."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.follow_up import FollowUp
from models.ladder import Ladder
from models.pair import Pair
from tests.handlers.needing import KHAM, put
from tests.handlers.owing import BIRTH, button, fill, publish, settle
from tests.handlers.reminding import LADDER, at, climb, owe, says, steps, tick
from tests.house import House, open_house

NOTICE = "เตือนงาน"
DAM = "7d9f0c1e-0000-4000-8000-00000000000b"


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        await publish(house, BIRTH)
        await house.apart(settle, lite)
        await house.apart(climb, lite)
        yield house


@pytest.fixture
async def somsri(house: House) -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store, assignee_id=house.lane(phone))
    return phone


async def told(house: House, follow_up_id: str = "") -> dict[str, str]:
    """Tell what became of the steps of something that is owed."""
    which = follow_up_id or await house.apart(_only, house.store)
    return await house.apart(steps, house.store, which)


def _only(store: Store) -> str:
    with store.thinking() as session:
        return session.scalars(select(FollowUp.id)).one()


async def appoint(phone: Phone, day: str) -> None:
    """Set a day for the next visit in a form."""
    await fill(phone, "postpartum", "ยายคำ", "1/1/2569", day)


async def owed_by(
    house: House, phone: Phone, day: int, name: str = "f1", person_id: str = KHAM
) -> None:
    """Let something be owed by somebody by a day of December, and let it be planned."""
    await house.apart(
        owe,
        house.store,
        date(2026, 12, day),
        follow_up_id=name,
        person_id=person_id,
        assignee_id=house.lane(phone),
        made_at=house.watch(),
    )
    await house.apart(_walk_anew, house.store)
    await house.apart(house.app.following.climb)


def _walk_anew(store: Store) -> None:
    with store.writing() as session:
        ladder = session.get_one(Ladder, "")
        ladder.cursor, ladder.version = "", ladder.version + 1


async def test_what_is_due_soon_rides_on_the_next_reply(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")

    await at(house, 1)
    answer = await says(house, somsri, "เมนู")

    assert NOTICE in answer
    assert "ใกล้ถึงกำหนด 1 รายการ" in answer
    await at(house, 1, 9)
    assert await told(house) == {"soon": "sent", "today": "waits"}


async def test_a_notice_names_nobody_and_is_announced_in_neutral_words(
    house: House, somsri: Phone
) -> None:
    await appoint(somsri, "4/12/2569")
    await at(house, 1)

    await somsri.type("เมนู")

    (message,) = [str(one.body) for one in house.world.asked("reply") if NOTICE in str(one.body)]
    assert "'altText': 'มีข้อความถึงคุณ'" in message
    assert "ยายคำ" not in message
    assert "หลังคลอด" not in message


async def test_it_is_told_once_however_often_somebody_writes(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")
    await at(house, 1)

    answers = [await says(house, somsri, "เมนู") for _ in range(3)]

    assert [NOTICE in answer for answer in answers] == [True, False, False]


async def test_who_was_told_is_not_pushed_on_the_day(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")
    await at(house, 1)
    await somsri.type("เมนู")

    await at(house, 4)

    assert (await told(house))["today"] == "parked"


async def test_who_never_wrote_hears_only_of_how_it_stands_now(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")
    await at(house, 1)
    await at(house, 4)
    await at(house, 5)

    answer = await says(house, somsri, "เมนู")

    assert answer.count(NOTICE) == 1
    assert "เลยกำหนดแล้ว 1 รายการ" in answer
    assert "ใกล้ถึงกำหนด" not in answer
    await tick(house)
    assert await told(house) == {
        "soon": "skipped overtaken",
        "today": "skipped overtaken",
        "missed": "sent",
        "buddy": "waits",
    }


async def test_evidence_stops_all_that_is_planned_and_takes_back_what_waits(
    house: House, somsri: Phone
) -> None:
    await appoint(somsri, "4/12/2569")
    await at(house, 1)
    which = await house.apart(_only, house.store)

    before = len(house.heard(somsri))
    await somsri.press(button("remind.did", which))
    answer = "\n".join(house.heard(somsri)[before:])

    assert "จดแล้วว่าทำเมื่อวันที่ 1 ธันวาคม 2569" in answer
    assert NOTICE not in answer
    assert await told(house) == {"soon": "stopped paper", "today": "stopped paper"}
    await at(house, 4)
    assert NOTICE not in await says(house, somsri, "เมนู")


async def test_what_is_left_after_evidence_is_counted_anew(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")
    which = await house.apart(_only, house.store)
    await house.apart(put, house.store, DAM, name="ตาดำ", assignee_id=house.lane(somsri))
    await owed_by(house, somsri, 4, "f2", person_id=DAM)
    await at(house, 1)

    await somsri.press(button("remind.did", which))
    await tick(house)

    assert "ใกล้ถึงกำหนด 1 รายการ" in await says(house, somsri, "เมนู")


async def test_it_can_be_put_off_with_one_tap(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")
    await at(house, 1)
    await somsri.type("เมนู")
    await tick(house)

    await somsri.tap_old(-2, "สัปดาห์หน้า")

    assert "จะเตือนอีกครั้งวันที่ 8 ธันวาคม 2569" in house.heard(somsri)[-1]
    await at(house, 4, 15)
    assert NOTICE not in await says(house, somsri, "เมนู")
    await at(house, 8)
    await house.push()
    assert "เลยกำหนดแล้ว 1 รายการ" in house.heard(somsri)[-1]


async def test_a_second_tap_on_tomorrow_reminds_once(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")
    await at(house, 1)
    await somsri.type("เมนู")
    await tick(house)

    for _ in range(2):
        await somsri.press(button("remind.tomorrow", ""))
    await at(house, 2)
    answers = [await says(house, somsri, "เมนู") for _ in range(2)]

    assert [answer.count(NOTICE) for answer in answers] == [1, 0]


async def test_buttons_for_what_is_done_lead_nowhere_and_say_so(
    house: House, somsri: Phone
) -> None:
    for act in ("remind.did", "remind.tomorrow", "remind.week", "remind.list"):
        await somsri.press(button(act, "gone" if act == "remind.did" else ""))
        assert "งานเหล่านี้ทำเสร็จแล้ว" in house.heard(somsri)[-1]


async def test_a_changed_ladder_plans_anew_what_was_planned(house: House, somsri: Phone) -> None:
    await appoint(somsri, "10/12/2569")
    await house.apart(climb, house.store, LADDER.replace("soon,-3", "soon,-2"))
    await house.apart(house.app.following.climb)

    await at(house, 7)
    before = await told(house)
    await at(house, 8)

    assert before == {"soon": "waits"}
    assert await told(house) == {"soon": "parked", "today": "waits"}


async def test_after_days_without_a_bot_the_latest_step_is_told_alone(
    house: House, somsri: Phone
) -> None:
    await appoint(somsri, "4/12/2569")

    await at(house, 6)

    assert await told(house) == {
        "soon": "skipped overtaken",
        "today": "skipped overtaken",
        "missed": "pushed",
        "buddy": "waits",
    }
    await house.push()
    assert "เลยกำหนดแล้ว 1 รายการ" in house.heard(somsri)[-1]
    assert NOTICE not in await says(house, somsri, "เมนู")


async def test_a_buddy_and_then_a_coordinator_hear_of_what_nobody_did(
    house: House, somsri: Phone
) -> None:
    noy = await house.volunteer("น้อย")
    boss = await house.volunteer("หัวหน้า", role="coordinator")
    await house.apart(pair, house, somsri, noy)
    await appoint(somsri, "4/12/2569")

    for day in (1, 4, 5, 7):
        await at(house, day)
    to_buddy = await says(house, noy, "เมนู")
    await at(house, 11)
    to_boss = await says(house, boss, "เมนู")

    assert "งานของเสี่ยวที่จับคู่กับคุณเลยกำหนด 1 รายการ" in to_buddy
    assert "งานในพื้นที่ของคุณที่เลยกำหนด 1 รายการ" in to_boss
    await noy.tap_old(-2, "งานของเสี่ยว")
    assert "1. ยายคำ · H-7" in house.heard(noy)[-1]


def pair(house: House, one: Phone, other: Phone) -> None:
    with house.store.writing() as session:
        session.add(
            Pair(
                id="pair",
                one_id=house.lane(one),
                other_id=house.lane(other),
                made_at=house.watch(),
            )
        )


async def test_without_buddy_and_coordinator_the_reason_is_kept(
    house: House, somsri: Phone
) -> None:
    await appoint(somsri, "4/12/2569")

    for day in (1, 4, 5, 7, 11):
        await at(house, day)

    assert await told(house) == {
        "soon": "skipped overtaken",
        "today": "skipped overtaken",
        "missed": "pushed",
        "buddy": "skipped nobody",
        "digest": "skipped nobody",
    }


async def test_who_wants_no_notices_gets_none_and_the_ladder_goes_on(
    house: House, somsri: Phone
) -> None:
    await appoint(somsri, "4/12/2569")
    await somsri.type("ไม่รับแจ้งเตือน")

    await at(house, 1)
    answer = await says(house, somsri, "เมนู")

    assert NOTICE not in answer
    assert await told(house) == {"soon": "skipped opted out", "today": "waits"}


async def test_several_things_are_one_notice(house: House, somsri: Phone) -> None:
    await appoint(somsri, "4/12/2569")
    await owed_by(house, somsri, 4, "f2")
    await owed_by(house, somsri, 3, "f3")

    await at(house, 1)
    answer = await says(house, somsri, "เมนู")

    assert answer.count(NOTICE) == 1
    assert "ใกล้ถึงกำหนด 3 รายการ" in answer
