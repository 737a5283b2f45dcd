"""Two webs, two workers and two clocks as one bot: whatever dies, nothing is lost or doubled."""

import asyncio
from functools import partial

import pytest

from bot.simulator.faults import Fault
from bot.simulator.people import Contact
from bot.wide import Kind
from tests.died import DiedError
from tests.wide.fleet import Fleet, Member

TAKEN_OVER_S = 15.0

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.timeout(180),
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


def people(fleet: Fleet, count: int) -> list[Contact]:
    return [fleet.world.add_contact(f"person {number}") for number in range(count)]


async def talk(fleet: Fleet, somebody: list[Contact], texts: int) -> None:
    """Let everybody say so many texts, one after the other, at either web."""

    async def one(number: int, person: Contact) -> None:
        for text in range(texts):
            await fleet.say(person, f"text {text}", door=number + text)

    async with asyncio.TaskGroup() as talks:
        for number, person in enumerate(somebody):
            talks.create_task(one(number, person))


async def test_many_processes_apply_everything_once_and_in_order(fleet: Fleet) -> None:
    await fleet.start("web", "web", "worker", "worker", "clock", "clock")
    everybody = people(fleet, 50)

    await talk(fleet, everybody, 6)
    await fleet.rested()

    ledger = await fleet.ledger(everybody)
    assert not ledger.harm
    assert ledger.outcomes == {"sent": 300}
    await fleet.until(lambda: has_no_job(fleet))
    assert all(worker.wrote('"reply"') for worker in fleet.of("worker"))
    assert sum(clock.wrote('"leads"') for clock in fleet.of("clock")) == 1


async def test_what_a_killed_worker_had_in_hand_is_taken_over(fleet: Fleet) -> None:
    _, first, _ = await fleet.start("web", "worker", "clock")
    everybody = people(fleet, 20)
    # LINE takes the first replies and does not answer: the worker dies with all of them in hand.
    fleet.world.faults.add(Fault(kind="accepted_then_hang", endpoint="reply", times=20))
    await talk(fleet, everybody, 2)
    await fleet.world.faults.until_hanging(20)
    await fleet.start("worker")

    await fleet.kill(first)
    await fleet.rested(TAKEN_OVER_S)

    ledger = await fleet.ledger(everybody)
    assert not ledger.harm
    assert ledger.outcomes == {"sent": 20, "unknown": 20}


async def test_when_the_leader_dies_another_clock_finds_what_nobody_was_woken_for(
    fleet: Fleet,
) -> None:
    await fleet.start("clock", "clock", "worker")
    await fleet.until(lambda: anybody(fleet, "clock", '"leads"'))
    leader = next(clock for clock in fleet.of("clock") if clock.wrote('"leads"'))
    someone = people(fleet, 1)[0]

    await fleet.kill(leader)
    await fleet.note_unseen(someone, "hello")
    await fleet.until(lambda: is_applied(fleet), TAKEN_OVER_S)

    await fleet.rested()
    assert not (await fleet.ledger([someone])).harm
    assert fleet.of("clock")[0].wrote('"leads"')


async def test_a_database_that_goes_away_for_a_moment_is_waited_for(fleet: Fleet) -> None:
    await fleet.start("web", "web", "worker", "worker", "clock", "clock")
    everybody = people(fleet, 30)

    talking = asyncio.create_task(talk(fleet, everybody, 8))
    for cut in range(3):
        await fleet.until(partial(has_noted, fleet, 60 * (cut + 1)))
        assert await fleet.cut() > 0
    await talking
    await fleet.rested()

    ledger = await fleet.ledger(everybody)
    assert not ledger.harm
    assert ledger.outcomes.total() == 240
    assert len([one for one in fleet.members if one.process.returncode is None]) == 6


async def test_a_process_that_cannot_start_ends_the_run_with_what_it_said(fleet: Fleet) -> None:
    fleet.database_url += "_that_is_not_there"

    with pytest.raises(DiedError, match=r"^(web|worker): error: .*_that_is_not_there"):
        await fleet.start("web", "worker")


async def test_every_web_tells_the_pushes_that_the_clock_asked_line_for(fleet: Fleet) -> None:
    fleet.world.quota.spend(41, now=fleet.world.now())
    await fleet.start("web", "web", "clock")

    for web in fleet.of("web"):
        await fleet.until(partial(tells, fleet, web, "siao_pushes_used 41.0"))

        assert await tells(fleet, web, "siao_pushes_allowed 300.0")


async def tells(fleet: Fleet, web: Member, figure: str) -> bool:
    told = await fleet.client.get(f"http://127.0.0.1:{web.port}/metrics")
    return figure in told.text.splitlines()


async def has_no_job(fleet: Fleet) -> bool:
    return await fleet.sql("SELECT count(*) FROM procrastinate_jobs") == 0


async def has_noted(fleet: Fleet, least: int) -> bool:
    return await fleet.sql("SELECT count(*) FROM inbox") >= least


async def is_applied(fleet: Fleet) -> bool:
    return await fleet.sql("SELECT count(*) FROM outbox") > 0


async def anybody(fleet: Fleet, kind: Kind, wrote: str) -> bool:
    return any(member.wrote(wrote) for member in fleet.of(kind))
