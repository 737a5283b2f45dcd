"""Stopped before any statement that freezes, sends or settles, a broadcast comes once to each."""

import asyncio
import gc
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.simulator.faults import Fault, FaultKind
from bot.simulator.quota import Quota
from models.audience import Audiences
from models.broadcast import HELD, Broadcast
from models.inbox import Event
from tests.bot.broadcasting.broadcasts import HELD as FOR_A_WHILE
from tests.bot.broadcasting.broadcasts import Rig
from tests.bot.broadcasting.lives import Lives

PEOPLE = [f"p{number}" for number in range(7)]
_AGAIN = timedelta(minutes=2, seconds=1)  # when a dead one's lease is over
_MUCH_LATER = timedelta(minutes=31)  # when what failed is tried again
_FAULTS: tuple[FaultKind, ...] = ("500", "accepted_then_500", "429_rate", "accepted_then_drop")
_MOST = 60  # broadcasts, until no statement is new


@pytest.fixture
def lives(rig: Rig) -> Iterator[Lives]:
    gc.collect()
    gc.freeze()  # so that to look for what a dead one held takes no time
    yield Lives(rig=rig)
    gc.unfreeze()
    gc.collect()  # what the dead ones held, before another test is blamed for it


@pytest.mark.usefixtures("small")
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # open sockets
@pytest.mark.parametrize("many", [1, 2], ids=["alone", "two at once"])
async def test_ended_before_each_statement_once_every_broadcast_is_told_once_to_each(
    rig: Rig, lives: Lives, many: int
) -> None:
    await asyncio.to_thread(rig.meet, *PEOPLE[:6])
    await asyncio.to_thread(rig.meet, PEOPLE[6], language="lo")
    rig.world.quota = Quota(None)
    rounds, calm = 0, 0

    while calm < 3:  # of each sort one in which nobody died
        rounds += 1
        assert rounds < _MOST
        deaths = await told(rig, lives, f"b{rounds}", sort=rounds % 3, many=many)
        calm = 0 if deaths else calm + 1

        assert rig.got() == dict.fromkeys(PEOPLE, rounds), rounds

    assert_each_try_was_the_same(rig)
    assert await asyncio.to_thread(ends_told, rig) == rounds
    assert await asyncio.to_thread(held, rig) == rounds // 3  # of each that repeats the next one
    ended_in = {(file, function) for file, function, _ in lives.ended_at}
    assert ended_in >= {
        ("freezing.py", "Freezer._keep"),
        ("sending.py", "Broadcaster._lease"),
        ("sending.py", "Broadcaster._settle"),
        ("sending.py", "Broadcaster._recur"),
        ("settling.py", "settled"),
        ("settling.py", "_wait"),
        ("sender.py", "Sender._try"),
        ("store.py", "Store.writing_in"),
        ("broadcast_queue.py", "BroadcastQueue.end"),
    }


async def told(rig: Rig, lives: Lives, name: str, *, sort: int, many: int) -> int:
    """Send one with people who die, until it is over; tells how many deaths that took."""
    repeats = "" if sort else "monthly:1"
    await asyncio.to_thread(
        lambda: rig.make(name, by=rig.of("p0"), is_personal=sort == 2, repeats=repeats)
    )
    rig.watch.move(FOR_A_WHILE)
    previewed = await asyncio.to_thread(preview, rig)
    deaths = died = 1
    while (await rig.look(name))[0][0] != "sent":
        for kind in _FAULTS if sort == 1 and died else ():
            rig.world.faults.add(Fault(kind=kind, endpoint="multicast"))
        died = await lives.live(many)
        rig.watch.move(_AGAIN if died else _MUCH_LATER)
        deaths += died

    rig.world.faults.clear()
    assert await rig.look(name) == (("sent", ""), {"accepted": previewed}), name
    return deaths - 1


def preview(rig: Rig) -> int:
    with rig.store.thinking() as session:
        return Audiences(session).count(rig.audience).people


def ends_told(rig: Rig) -> int:
    """Count how often whoever made it was told of an end: nothing else is in the inbox."""
    with rig.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


def held(rig: Rig) -> int:
    with rig.store.thinking() as session:
        query = select(func.count()).select_from(Broadcast).where(Broadcast.state == HELD)
        return session.scalar(query) or 0


def assert_each_try_was_the_same(rig: Rig) -> None:
    bodies = defaultdict[str | None, set[str]](set)
    tries = [*rig.world.asked("multicast"), *rig.world.asked("push")]
    for one in tries:
        bodies[one.retry_key].add(json.dumps(one.body))
    assert None not in bodies
    assert {len(those) for those in bodies.values()} == {1}
    assert len(bodies) < len(tries)  # some were tried again
    again = [one for one in tries if one.status == 409]
    assert again  # and some of these LINE had taken before
