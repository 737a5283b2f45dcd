"""Outcomes: one for every reply, whatever LINE does to it, and nothing shown twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.line.sender import Sender
from bot.secrets import Keyring
from bot.simulator.faults import Fault, FaultKind
from bot.store import Store
from tests.house import NOON, Watch
from tests.serving import Street, open_street

_SHORT_S = 0.3  # how long a reply waits for LINE here
_NOWHERE = "http://127.0.0.1:1"


@dataclass(kw_only=True)
class Pauses:
    """Pauses that move the watch and wait for nothing."""

    watch: Watch
    seconds_more: float = 0.0

    async def __call__(self, seconds: float) -> None:
        self.watch.move(timedelta(seconds=seconds + self.seconds_more))


@asynccontextmanager
async def hurried(street: Street, *, late_s: float = 0.0, base: str = "") -> AsyncIterator[Street]:
    """Let replies be tried again at once, and LINE be waited for only shortly."""
    world, drain = street.house.world, street.house.app.drain
    assert drain is not None
    api = base or street.house.app.channel.api_base
    pauses = Pauses(watch=street.house.watch, seconds_more=late_s)
    async with Sender(base=api, token=world.channel.access_token, timeout_s=_SHORT_S) as sender:
        drain.post = replace(drain.post, sender=sender, pause=pauses)
        yield street
        await street.house.settle()


@pytest.fixture
async def quick(street: Street) -> AsyncIterator[Street]:
    async with hurried(street) as quick:
        yield quick


FAULTS: list[tuple[FaultKind, int, str, int, int]] = [
    ("429_rate", 1, "sent", 1, 2),
    ("429_rate", 3, "refused", 0, 3),
    ("429_quota", 1, "sent", 1, 2),
    ("429_user", 2, "sent", 1, 3),
    ("500", 1, "sent", 1, 2),
    ("500", 2, "sent", 1, 3),
    ("500", 3, "unknown", 0, 3),
    ("503", 1, "sent", 1, 2),
    ("drop", 1, "sent", 1, 2),
    ("drop", 3, "unknown", 0, 3),
    ("hang", 1, "sent", 1, 2),
    ("hang", 3, "unknown", 0, 3),
    ("slow", 1, "sent", 1, 1),
    ("wrong_json", 1, "sent", 1, 1),
    ("half", 1, "unknown", 1, 2),
    ("accepted_then_500", 1, "unknown", 1, 2),
    ("accepted_then_drop", 1, "unknown", 1, 2),
    ("accepted_then_hang", 1, "unknown", 1, 2),
]
"""A fault, how often it strikes, and then: the outcome, how often the words show, the requests."""


async def test_every_fault_of_line_ends_in_one_outcome(quick: Street) -> None:
    world, came_of_it = quick.house.world, []
    for kind, times, *_ in FAULTS:
        someone = quick.someone(f"{kind} {times}")
        before = len(world.asked("reply"))
        world.faults.add(Fault(kind=kind, endpoint="reply", times=times))
        await quick.courier.send(quick.text(someone, "hello"))
        await quick.house.settle()
        shown, asked = quick.shown(someone), len(world.asked("reply")) - before
        assert set(shown) <= {"heard hello"}
        came_of_it.append((kind, times, (await quick.outcomes())[-1], len(shown), asked))

    assert came_of_it == FAULTS
    assert len(await quick.outcomes()) == len(FAULTS)


async def test_the_lane_goes_on_in_order_after_every_outcome(quick: Street) -> None:
    somsri, faults = quick.someone(), quick.house.world.faults
    faults.add(Fault(kind="500", endpoint="reply", times=1))
    faults.add(Fault(kind="accepted_then_500", endpoint="reply", times=1))
    faults.add(Fault(kind="drop", endpoint="reply", times=4))

    await quick.courier.send(*(quick.text(somsri, text) for text in ("one", "two", "three")))
    await quick.house.settle()

    # "one": 500, then taken although LINE says 500, then cut off. "two": cut off three times.
    assert quick.shown(somsri) == ["heard one", "heard three"]
    assert await quick.outcomes() == ["unknown", "unknown", "sent"]


async def test_a_token_that_is_too_old_is_refused_and_not_tried_again(quick: Street) -> None:
    somsri = quick.someone()
    event = quick.text(somsri, "hello")
    quick.house.watch.move(timedelta(minutes=21))

    await quick.courier.send(event)
    await quick.house.settle()

    assert await quick.outcomes() == ["refused"]
    assert len(quick.house.world.asked("reply")) == 1


async def test_no_try_begins_when_the_token_is_older_than_fifty_seconds(street: Street) -> None:
    somsri = street.someone()
    street.house.world.faults.add(Fault(kind="500", endpoint="reply", times=3))

    async with hurried(street, late_s=48):
        await street.courier.send(street.text(somsri, "hello"))
        await street.house.settle()

    # 1 s + 48 s: a second try at 49 s; the third would begin 4 s later.
    assert len(street.house.world.asked("reply")) == 2
    assert await street.outcomes() == ["unknown"]


async def test_a_line_that_is_not_reached_has_shown_nothing(street: Street) -> None:
    somsri = street.someone()

    async with hurried(street, base=_NOWHERE):
        await street.courier.send(street.text(somsri, "hello"))
        await street.house.settle()

    assert await street.outcomes() == ["refused"]
    assert street.shown(somsri) == []


async def test_a_reply_that_line_refuses_for_good_is_refused_once(
    store: Store, keys: Keyring
) -> None:
    async with open_street(store, keys) as street:
        somsri = street.someone()
        event = street.text(somsri, "hello")
        event["replyToken"] = "never given out"

        await street.courier.send(event)
        await street.house.settle()

        assert await street.outcomes() == ["refused"]
        assert street.shown(somsri) == []


async def test_redelivery_after_line_answered_500_says_nothing_more(quick: Street) -> None:
    somsri = quick.someone()
    quick.house.world.faults.add(Fault(kind="500", endpoint="reply", times=3))
    event = quick.text(somsri, "hello")
    await quick.courier.send(event)
    await quick.house.settle()

    assert await quick.courier.redeliver(event) == 200
    await quick.house.settle()

    assert await quick.outcomes() == ["unknown"]
    assert len(quick.house.world.asked("reply")) == 3


async def test_a_redelivered_token_lives_anew_while_it_is_untried(
    store: Store, keys: Keyring
) -> None:
    async with open_street(store, keys) as street:
        drain = street.house.app.drain
        assert drain is not None
        somsri = street.someone()
        event = street.text(somsri, "hello")
        lane = street.house.keys.hashed(f"lane:user:{somsri.user_id}")
        street.house.app.drain = None  # the door only notes
        await street.courier.send(event)
        await street.in_thread(drain.turns.apply_next, lane)  # applied, and not yet sent

        street.house.watch.move(timedelta(seconds=70))
        assert await street.courier.redeliver(event) == 200
        street.house.app.drain = drain
        async with hurried(street):
            await drain.sweep()
            await street.house.settle()

        assert await street.outcomes() == ["sent"]
        assert street.shown(somsri) == ["heard hello"]
        # The question was shown 70 s after the event, not at the moment of its redelivery.
        event_ms = int(NOON.timestamp() * 1000)
        assert await street.shown_ms(somsri) == event_ms + 70_000
