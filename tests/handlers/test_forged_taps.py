"""Forged taps: whatever a button is made to carry, the answer is kind, and nothing is set aside."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from dialogue.tap import Tap
from models.inbox import SET_ASIDE, Event
from models.need import Need
from models.plan import PlanItem
from tests.handlers.needing import KHAM, need, put
from tests.handlers.pressing import press
from tests.house import NOON, House, open_house

pytestmark = pytest.mark.anyio

LONG = "9" * 200
TAPS = [
    *(("need.words", f"{KHAM}{rest}") for rest in ("", ".food", ".food.person.5.6", ".x.person.5")),
    ("need.kind", f"{KHAM}.x"),
    ("need.whom", f"{KHAM}.food.neighbour"),
    ("need.urgency", f"{KHAM}.food.person.²"),
    ("need.set", f"n1.{LONG}"),
    ("need.list", f"{KHAM}.{LONG}"),
    ("need.mine", LONG),
    ("plan.list", f"{KHAM}.{LONG}"),
    ("plan.came", "i1.perhaps"),
    ("plan.who", f"i1.{LONG}"),
    *(
        ("person.set", f"{KHAM}.groups.{mask}")
        for mask in ("f" * 190, "-1", "zz.save", f"1.{LONG}")
    ),
    ("person.say", f"x.home.{LONG}"),
    ("consent.tick", f"{KHAM}:{'z' * 190}:record"),
    ("consent.save", f"{KHAM}:nobody:record"),
    ("visit.forms", f"{KHAM}:{LONG}"),
    ("visit", LONG),
    ("unvisited", f"own:30:{LONG}"),
    ("team.hand.to", f"nobody:{LONG}"),
    ("refer.agree", f"{KHAM}.self.{LONG}"),
]
DAYS = ["2026-13-45", "x", "0001-01-01", "9999-12-31"]
PICKS = [("need.by", "n1"), ("need.due", "n1"), ("need.month", "n1"), ("plan.when", "i1.day")]


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        yield house


async def working(house: House, role: str) -> Phone:
    """Let somebody join who has a person, a need and a line of a plan to see to."""
    phone = await house.volunteer(role=role)

    def keep() -> None:
        put(house.store, assignee_id=house.lane(phone))
        need(house.store)
        with house.store.writing() as session:
            item = {"person_id": KHAM, "need_id": "n1", "area": "3405", "made_at": NOON}
            session.add(PlanItem(id="i1", status="planned", **item))

    await house.apart(keep)
    return phone


def troubles(house: House) -> list[str | None]:
    with house.store.thinking() as session:
        return list(session.scalars(select(Event.trouble).where(Event.state == SET_ASIDE)))


async def pick(phone: Phone, act: str, value: str, day: str) -> None:
    """Pick a day that no picker offers."""
    data = Tap(act=act, value=value).data()
    await phone.courier.send(phone.events.postback(phone.source, data, params={"date": day}))


@pytest.mark.parametrize("role", ["volunteer", "coordinator"])
async def test_a_forged_value_ends_in_a_kind_answer(house: House, role: str) -> None:
    phone = await working(house, role)

    for act, value in TAPS:
        before = len(house.heard(phone))
        await press(phone, act, value)
        assert (await house.apart(troubles, house), act) == ([], act)
        assert len(house.heard(phone)) > before, act


async def test_a_day_that_is_none_ends_in_a_kind_answer(house: House) -> None:
    phone = await working(house, "volunteer")

    for act, value in PICKS:
        for day in DAYS:
            before = len(house.heard(phone))
            await pick(phone, act, value, day)
            assert (await house.apart(troubles, house), act, day) == ([], act, day)
            assert len(house.heard(phone)) > before, act


async def test_a_forged_kind_of_need_is_not_kept(house: House) -> None:
    phone = await working(house, "volunteer")

    await press(phone, "need.words", f"{KHAM}.gold.person.9")

    def kinds() -> list[str]:
        with house.store.thinking() as session:
            return list(session.scalars(select(Need.kind)))

    assert await house.apart(kinds) == ["food"]
