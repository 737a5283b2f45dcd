"""Fitting: a broadcast spends what the month has left for it, and not one message more."""

import asyncio
from dataclasses import replace

import pytest

from bot.line.account import Allowance
from bot.pushes import Kept, keep
from bot.simulator.faults import Fault
from tests.bot.broadcasting.broadcasts import HELD, Rig

_NAMES = ("a", "b", "c", "d", "e")


async def tell(rig: Rig, *, used: int, allowed: int | None = 300) -> None:
    """Let LINE have told what is used of the month."""

    def keep_it() -> None:
        told = Kept(allowance=Allowance(allowed=allowed, used=used), at=rig.watch())
        with rig.store.writing() as session:
            keep(session, told)

    await asyncio.to_thread(keep_it)


async def send(rig: Rig, *, reserve: int) -> None:
    rig.watch.move(HELD)
    await replace(rig.broadcaster(), reserve=reserve).pass_once()


@pytest.mark.parametrize(("used", "reserve", "got"), [(290, 7, 3), (295, 0, 5), (270, 30, 0)])
async def test_so_many_get_it_as_the_month_has_left_beside_what_is_kept(
    rig: Rig, used: int, reserve: int, got: int
) -> None:
    await asyncio.to_thread(rig.meet, *_NAMES)
    await asyncio.to_thread(rig.make)
    await tell(rig, used=used)

    await send(rig, reserve=reserve)

    assert sum(rig.got().values()) == got
    told = {"accepted": got, "not_sent": len(_NAMES) - got}
    assert await rig.look() == (("sent", ""), {name: n for name, n in told.items() if n})
    assert len(rig.world.asked("multicast")) == (got > 0)  # nothing is tried that would be refused


async def test_of_two_broadcasts_the_second_gets_what_the_first_leaves(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, *_NAMES)
    await asyncio.to_thread(rig.make, "first")
    await asyncio.to_thread(rig.make, "second")
    await tell(rig, used=293)

    await send(rig, reserve=0)

    _, first = await rig.look("first")
    _, second = await rig.look("second")
    assert sorted([first, second], key=len) == [{"accepted": 5}, {"accepted": 2, "not_sent": 3}]


async def test_what_may_have_arrived_is_tried_again_though_the_month_is_used_up(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, *_NAMES)
    await asyncio.to_thread(rig.make)
    rig.world.faults.add(Fault(kind="accepted_then_drop", endpoint="multicast", times=1))
    await send(rig, reserve=0)
    await tell(rig, used=300)

    rig.watch.move(HELD)
    await send(rig, reserve=0)

    assert (await rig.look())[1] == {"accepted": 5}
    assert set(rig.got().values()) == {1}


async def test_a_plan_without_a_limit_keeps_nothing_back(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, *_NAMES)
    await asyncio.to_thread(rig.make)
    await tell(rig, used=9_000, allowed=None)

    await send(rig, reserve=30)

    assert (await rig.look())[1] == {"accepted": 5}
