"""Faults that strike two webs, two workers and two clocks while people talk with them."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import partial
from time import monotonic
from typing import Final, TypeAlias

from sqlalchemy import create_engine, make_url, text

from bot.simulator.people import Contact
from bot.wide import Kind
from tests.databases import POSTGRES
from tests.faults.result import Result, Size
from tests.wide.fleet import Fleet, a_fleet

Strike: TypeAlias = Callable[[Fleet, random.Random], Coroutine[None, None, None]]

_ALL: Final[tuple[Kind, ...]] = ("web", "web", "worker", "worker", "clock", "clock")
_GONE_S: Final = 3.0
_REST_S: Final = 60.0


async def web_killed(url: str, size: Size) -> Result:
    """Kill -9 of one web of two, and another in its place."""
    return await _struck(url, size, partial(_kill_one, "web"))


async def worker_killed(url: str, size: Size) -> Result:
    """Kill -9 of one worker of two, and another in its place."""
    return await _struck(url, size, partial(_kill_one, "worker"))


async def clock_killed(url: str, size: Size) -> Result:
    """Kill -9 of the clock that leads, and another in its place."""
    return await _struck(url, size, partial(_kill_one, "clock"))


async def all_killed(url: str, size: Size) -> Result:
    """Kill -9 of every process at once, and all of them anew."""
    return await _struck(url, size, _kill_all)


async def database_stopped(url: str, size: Size) -> Result:
    """The database ends every connection and takes none for some seconds."""
    return await _struck(url, size, _stop_database)


async def some_of_these(url: str, size: Size) -> Result:
    """Kill a web, stop the database, kill all: the sample that every test run takes."""
    return await _struck(url, size, partial(_kill_one, "web"), _stop_database, _kill_all)


async def _struck(url: str, size: Size, *strikes: Strike) -> Result:
    """Strike while people talk, and wait each time until all is answered."""
    chance = random.Random(size.seed)  # noqa: S311  # to draw moments, not secrets
    async with a_fleet(url) as fleet:
        await fleet.start(*_ALL)
        people = [fleet.world.add_contact(f"person {number}") for number in range(size.people)]
        over, slowest = asyncio.Event(), 0.0
        async with asyncio.TaskGroup() as talks:
            for one in people:
                talks.create_task(_talk(fleet, one, size, over, chance))
            for strike in strikes * size.strikes:
                await asyncio.sleep(chance.uniform(0.5, 1.5))
                began = monotonic()
                await strike(fleet, chance)
                last = await fleet.sql("SELECT max(seq) FROM inbox")
                await fleet.until(partial(_is_answered, fleet, last))
                slowest = max(slowest, monotonic() - began)
            over.set()
        await fleet.rested(_REST_S)
        ledger = await fleet.ledger(people)
        events = sum(map(len, fleet.acknowledged.values()))
        notes = {"strikes": float(len(strikes) * size.strikes), "slowest recovery, s": slowest}
        return Result(
            harm=ledger.harm, events=events, outcomes=Counter(ledger.outcomes), notes=notes
        )


async def _talk(
    fleet: Fleet, person: Contact, size: Size, over: asyncio.Event, chance: random.Random
) -> None:
    """Say some texts, and go on until nothing strikes any more."""
    number = 0
    while number < size.texts or not over.is_set():
        await asyncio.sleep(chance.uniform(0.1, 0.6))
        await fleet.say(person, f"text {number}", door=chance.randrange(2))
        number += 1


async def _kill_one(kind: Kind, fleet: Fleet, _chance: random.Random) -> None:
    living = fleet.of(kind)
    await fleet.kill(next((one for one in living if one.wrote('"leads"')), living[0]))
    await fleet.start(kind)


async def _kill_all(fleet: Fleet, _chance: random.Random) -> None:
    await asyncio.gather(*(fleet.kill(one) for kind in set(_ALL) for one in fleet.of(kind)))
    await fleet.start(*_ALL)


async def _stop_database(fleet: Fleet, _chance: random.Random) -> None:
    name = make_url(fleet.database_url).database
    await asyncio.to_thread(_said, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    try:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
        await asyncio.to_thread(_said, ended.format(name))
        await asyncio.sleep(_GONE_S)
    finally:
        await asyncio.to_thread(_said, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def _said(statement: str) -> None:
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(statement))
    admin.dispose()


async def _is_answered(fleet: Fleet, last: int) -> bool:
    left = await fleet.sql(
        "SELECT count(*) FROM inbox LEFT JOIN outbox USING (event_id) WHERE inbox.seq <= :last"
        " AND (inbox.state = 0 OR outbox.outcome_at IS NULL)",
        last=last,
    )
    return left == 0
