"""Pushing reminders: only what rode on no reply, by day, once a day, while there is room."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.reading import Reader
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.simulator.quota import Quota
from bot.store import Store
from dialogue.moment import Moment
from handlers.remembering import keep_in_step
from models.follow_up import DONE, FollowUp
from models.reminder_hours import ReminderHours
from tests.handlers.needing import put
from tests.handlers.reminding import LADDER, at, climb, owe, says, steps, tick
from tests.house import BANGKOK, House, open_house

NOTICE = "เตือนงาน"


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        yield house


@pytest.fixture
async def somsri(house: House) -> Phone:
    """Give a volunteer who owes something by the 4th of December."""
    phone = await house.volunteer()
    await house.apart(put, house.store, assignee_id=house.lane(phone))
    await owed(house, phone, "f1")
    return phone


async def owed(house: House, phone: Phone, name: str, day: int = 4) -> None:
    await house.apart(
        owe,
        house.store,
        date(2026, 12, day),
        follow_up_id=name,
        assignee_id=house.lane(phone),
        made_at=house.watch(),
    )
    # Each ladder is another one, so that all that is owed is planned by it.
    await house.apart(climb, house.store, LADDER.replace("digest,7", f"digest,1{name[1:]}"))
    await house.apart(house.app.following.climb)


async def told(house: House, name: str = "f1") -> dict[str, str]:
    return await house.apart(steps, house.store, name)


def notices(house: House, phone: Phone) -> int:
    return sum(NOTICE in text for text in house.heard(phone))


async def push(house: House) -> None:
    """Let the clock see to pushes, and to what became of them."""
    await tick(house)
    await house.push()
    await tick(house)


async def test_who_was_not_told_by_two_o_clock_is_pushed_once(house: House, somsri: Phone) -> None:
    await at(house, 1)
    await at(house, 4)
    await push(house)
    before = notices(house, somsri)

    await at(house, 4, 14)
    for _ in range(3):
        await push(house)

    assert (before, notices(house, somsri)) == (0, 1)
    assert (await told(house))["today"] == "sent"
    assert NOTICE not in await says(house, somsri, "เมนู")


async def test_who_writes_in_the_morning_costs_nothing(house: House, somsri: Phone) -> None:
    await at(house, 1)
    await at(house, 4)

    assert NOTICE in await says(house, somsri, "เมนู")
    await at(house, 4, 14)
    await push(house)

    assert house.world.asked("push") == []
    assert (await told(house))["today"] == "sent"


async def test_a_second_notice_of_a_day_waits_for_a_reply(house: House, somsri: Phone) -> None:
    await at(house, 4)
    await at(house, 4, 14)
    await push(house)
    await owed(house, somsri, "f2", day=3)  # noted late, and told of as overdue

    await at(house, 5, 7)
    await at(house, 5, 19)
    await push(house)
    await at(house, 5, 19, 30)
    await push(house)

    pushed = [one.body for one in house.world.asked("push")]
    assert len(pushed) == 2  # one on the 4th, one on the 5th with both


async def test_nobody_is_pushed_at_night(house: House, somsri: Phone) -> None:
    await at(house, 4, 21)
    await push(house)
    at_night = len(house.world.asked("push"))

    await at(house, 5, 7, 59)
    await push(house)
    before_eight = len(house.world.asked("push"))
    await at(house, 5, 14, 1)
    await push(house)

    assert (at_night, before_eight, notices(house, somsri)) == (0, 0, 1)


async def test_hours_that_somebody_chose_are_kept(house: House, somsri: Phone) -> None:
    await house.apart(choose, house, somsri, 16)

    await at(house, 4)
    await at(house, 4, 14)
    await push(house)
    early = notices(house, somsri)
    await at(house, 4, 16)
    await push(house)

    assert (early, notices(house, somsri)) == (0, 1)


def choose(house: House, phone: Phone, opens: int) -> None:
    with house.store.writing() as session:
        session.add(
            ReminderHours(contact_id=house.lane(phone), opens=opens, closes=20, days_off="")
        )


async def test_where_the_month_has_no_room_it_waits_for_a_reply(
    house: House, somsri: Phone
) -> None:
    house.world.quota = Quota(300)
    house.world.quota.spend(270, now=house.watch())
    await house.app.push_count().pass_once()

    await at(house, 4)
    await at(house, 4, 14)
    await push(house)

    assert house.world.asked("push") == []
    assert (await told(house))["today"] == "parked no budget"
    assert NOTICE in await says(house, somsri, "เมนู")


@pytest.mark.parametrize(("reserve", "used", "pushed"), [(0, 299, 1), (40, 259, 1), (40, 260, 0)])
async def test_as_many_messages_are_kept_as_is_set(
    lite: Store, keys: Keyring, reserve: int, used: int, pushed: int
) -> None:
    async with open_house(lite, keys, reserve=reserve) as house:
        phone = await house.volunteer()
        await house.apart(put, house.store, assignee_id=house.lane(phone))
        await owed(house, phone, "f1")
        house.world.quota = Quota(300)
        house.world.quota.spend(used, now=house.watch())
        await house.app.push_count().pass_once()

        await at(house, 4)
        await at(house, 4, 14)
        await push(house)

        assert len(house.world.asked("push")) == pushed


async def test_what_line_has_no_room_for_rides_on_the_next_reply_once(
    house: House, somsri: Phone
) -> None:
    house.world.quota = Quota(0)

    await at(house, 4)
    await at(house, 4, 14)
    await push(house)
    answers = [await says(house, somsri, "เมนู") for _ in range(2)]
    await tick(house)

    assert [NOTICE in answer for answer in answers] == [True, False]
    assert (await told(house))["today"] == "sent"
    house.world.requests = [one for one in house.world.requests if one.endpoint != "push"]


async def test_evidence_calls_back_a_push_that_nobody_tried(
    house: House, keys: Keyring, somsri: Phone
) -> None:
    await owed(house, somsri, "f2")
    await at(house, 4)
    await at(house, 4, 14)  # the push is made, and not tried yet

    def close(key: str) -> None:
        moment = Moment(now=house.watch(), seed=key)
        with house.store.writing() as session:
            reader = Reader(vault=keys, zone=BANGKOK, compiled=house.app.following.compiled)
            ctx = reader.beside(session, moment)
            row = session.get_one(FollowUp, key)
            row.status = DONE
            keep_in_step([row], ctx)

    await house.apart(close, "f1")
    await push(house)
    [one] = house.world.asked("push")
    assert "ครบกำหนดวันนี้ 1 รายการ" in str(one.body)  # what is left of it, by the push of the day

    await owed(house, somsri, "f3", day=6)
    await at(house, 6)
    await at(house, 6, 14)
    await house.apart(close, "f3")
    await house.apart(close, "f2")
    await push(house)
    assert len(house.world.asked("push")) == 1
