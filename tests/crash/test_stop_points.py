"""Stop points: killed around every commit and request, a bot loses and doubles nothing."""

import asyncio

import pytest

from bot.simulator.faults import Fault, FaultKind
from bot.simulator.people import Contact
from models.inbox import DONE, SET_ASIDE
from tests.crash.keeper import Keeper
from tests.crash.mortal import KILLER, Point, Side


@pytest.mark.parametrize(
    ("die", "point", "outcome"),
    [
        ("before", "noting", "sent"),
        ("after", "noting", "sent"),
        ("before", "turn", "sent"),
        ("after", "turn", "sent"),
        ("before", "trying", "sent"),
        ("after", "trying", "sent"),
        ("before", "outcome", "unknown"),
        ("after", "outcome", "sent"),
    ],
)
async def test_a_kill_around_any_commit_loses_and_doubles_nothing(
    keeper: Keeper, die: Side, point: Point, outcome: str
) -> None:
    somsri = keeper.world.add_contact("somsri")

    await keeper.start(die_at=point, die=die)
    event = keeper.text(somsri, "one")
    acknowledged = await keeper.bring(event)
    await keeper.died()
    await keeper.start()
    if not acknowledged:
        event["deliveryContext"] = {"isRedelivery": True}
        assert await keeper.bring(event)
    await keeper.say(somsri, "two")
    await keeper.rest()

    assert await keeper.applied(somsri) == ["one", "two"]
    assert await keeper.outcomes(somsri) == [outcome, "sent"]
    assert keeper.shown(somsri) == ["heard one", "heard two"]


@pytest.mark.parametrize(
    ("die", "point", "outcome"),
    [
        ("before", "care", "sent"),
        ("after", "care", "sent"),
        ("before", "turn", "sent"),
        ("after", "turn", "sent"),
        ("before", "trying", "sent"),
        ("after", "trying", "sent"),
        ("before", "outcome", "unknown"),
        ("after", "outcome", "sent"),
    ],
)
async def test_a_kill_while_recovering_from_a_kill_loses_and_doubles_nothing(
    keeper: Keeper, die: Side, point: Point, outcome: str
) -> None:
    somsri = keeper.world.add_contact("somsri")

    await keeper.start(die_at="noting", die="after")
    await keeper.bring(keeper.text(somsri, "one"))
    await keeper.died()
    await keeper.start(die_at=point, die=die)
    await keeper.died()
    await keeper.start()
    await keeper.say(somsri, "two")
    await keeper.rest()

    assert await keeper.applied(somsri) == ["one", "two"]
    assert await keeper.outcomes(somsri) == [outcome, "sent"]
    assert keeper.shown(somsri) == ["heard one", "heard two"]


@pytest.mark.parametrize(
    ("fault", "outcome"), [("hang", "sent"), ("accepted_then_hang", "unknown")]
)
async def test_a_kill_while_line_is_asked_shows_nothing_twice(
    keeper: Keeper, fault: FaultKind, outcome: str
) -> None:
    somsri = keeper.world.add_contact("somsri")
    keeper.world.faults.add(Fault(kind=fault, endpoint="reply"))

    await keeper.start()
    await keeper.say(somsri, "one")
    await keeper.world.faults.until_hanging(1)
    await keeper.kill()
    await keeper.start()
    await keeper.say(somsri, "two")
    await keeper.rest()

    assert len(keeper.in_flight) == 1
    assert await keeper.applied(somsri) == ["one", "two"]
    assert await keeper.outcomes(somsri) == [outcome, "sent"]
    assert keeper.shown(somsri) == ["heard one", "heard two"]


async def test_an_event_that_kills_whenever_it_is_applied_is_set_aside_in_the_end(
    keeper: Keeper,
) -> None:
    somsri, somchai = keeper.world.add_contact("somsri"), keeper.world.add_contact("somchai")
    await keeper.start()
    await keeper.say(somsri, "one")
    await keeper.rest()

    killer = keeper.text(somsri, KILLER)
    async with asyncio.TaskGroup() as both:
        both.create_task(say_all(keeper, somchai, "a", "b", "c", "d", "e", "f"))
        await keeper.bring(killer)
        await keeper.died()
        for _ in range(2):  # the second and the third death: these tries are counted
            await keeper.start()
            await keeper.died()
        await keeper.start()
    await keeper.say(somsri, "two")
    await keeper.rest()

    states = await keeper.states()
    assert states[str(killer["webhookEventId"])] == SET_ASIDE
    assert sorted(states.values()) == [DONE] * 8 + [SET_ASIDE]
    assert await keeper.applied(somsri) == ["one", "two"]
    assert "ขอโทษ" in keeper.shown(somsri)[1]
    assert keeper.shown(somsri)[2] == "heard two"
    assert await keeper.applied(somchai) == ["a", "b", "c", "d", "e", "f"]
    assert keeper.shown(somchai) == [f"heard {letter}" for letter in "abcdef"]


async def say_all(keeper: Keeper, by: Contact, *texts: str) -> None:
    for text in texts:
        await keeper.say(by, text)
