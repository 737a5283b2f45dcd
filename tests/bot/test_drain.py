"""Draining a lane for whoever asks: with care after a death, and never beside another process."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs
from typing_extensions import override

from bot.drain import Drain
from bot.holds import AllMine, Holds, LaneLocks, Mine
from bot.inbox import Noted
from bot.secrets import Keyring
from bot.simulator.events import Events
from bot.simulator.sources import alone
from bot.store import Store
from models.inbox import DONE, SET_ASIDE, UNDONE, Event
from models.outbox import SENT, Reply
from tests.events import event_of, note
from tests.house import NOON, House, open_house

LANE = "lane-a"


class Elsewhere(Holds):
    """For a process that never gets a lane, because another one has it."""

    @override
    @asynccontextmanager
    async def of(self, _lane: str) -> AsyncIterator[Mine]:
        yield lambda: False


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    locks = None if store.is_sqlite else LaneLocks(store.engine)
    async with open_house(store, keys, by_hand=locks or AllMine()) as house:
        yield house
    if locks is not None:
        await locks.close()


def drain_of(house: House) -> Drain:
    assert house.app.drain is not None
    return house.app.drain


async def noted(house: House, count: int = 1) -> None:
    """Store events without waking anybody, as a process does that dies then."""
    source = alone(house.world.add_contact("somsri"))
    events = [Events(house.world).text(source, f"text {number}") for number in range(count)]
    await house.apart(
        note,
        house.store,
        house.keys,
        [
            Noted(
                event_id=f"{LANE}-{number}",
                lane=LANE,
                at_ms=int(NOON.timestamp() * 1000) + number,
                body=json.dumps(event).encode(),
            )
            for number, event in enumerate(events)
        ],
    )


def tried(store: Store, times: int) -> None:
    with store.writing() as session:
        session.execute(update(Event).values(tries=times))


async def test_an_event_that_killed_two_careful_workers_is_set_aside(house: House) -> None:
    await noted(house)
    await house.apart(tried, house.store, 2)

    await drain_of(house).drain(LANE, careful=True)

    event = await house.apart(event_of, house.store, f"{LANE}-0")
    assert (event.state, event.trouble) == (SET_ASIDE, "killed the process")


async def test_a_careful_try_is_counted_and_the_rest_is_done_as_ever(house: House) -> None:
    await noted(house, 2)

    await drain_of(house).drain(LANE, careful=True)

    first = await house.apart(event_of, house.store, f"{LANE}-0")
    second = await house.apart(event_of, house.store, f"{LANE}-1")
    assert [(one.state, one.tries) for one in (first, second)] == [(DONE, 1), (DONE, 0)]


async def test_a_lane_in_other_hands_is_left_to_them(house: House) -> None:
    await noted(house)
    drain = drain_of(house)
    drain.holds = Elsewhere()

    await drain.drain(LANE)
    await drain.drain(LANE, careful=True)

    event = await house.apart(event_of, house.store, f"{LANE}-0")
    assert (event.state, event.tries) == (UNDONE, 0)


async def test_a_drain_that_is_stopped_begins_nothing_more(house: House) -> None:
    await noted(house, 2)
    drain = drain_of(house)
    drain.applied = drain.stop

    await drain.drain(LANE)

    first = await house.apart(event_of, house.store, f"{LANE}-0")
    second = await house.apart(event_of, house.store, f"{LANE}-1")
    assert [first.state, second.state] == [DONE, UNDONE]


async def test_the_log_follows_an_event_from_its_turn_to_line_s_answer(house: House) -> None:
    await noted(house)

    with capture_logs() as lines:
        await drain_of(house).drain(LANE)

    assert [line["event"] for line in lines] == ["turn", "reply"]
    assert {line["event_id"] for line in lines} == {f"{LANE}-0"}
    assert lines[1]["request_id"] == house.world.asked("reply")[0].request_id


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_processes_at_one_lane_tell_nobody_twice(house: House) -> None:
    await noted(house, 10)
    one, locks = drain_of(house), LaneLocks(house.store.engine)
    async with house.app.hands(locks) as (other, _):
        await asyncio.gather(*(drain.drain(LANE) for drain in (one, other) for _ in range(3)))

    await locks.close()
    assert await house.apart(outcomes, house.store) == [(f"{LANE}-{n}", SENT) for n in range(10)]
    assert len(house.world.asked("reply")) == 10


def outcomes(store: Store) -> list[tuple[str, str]]:
    with store.thinking() as session:
        replies = session.scalars(select(Reply).order_by(Reply.seq))
        return [(reply.event_id, reply.state) for reply in replies]
