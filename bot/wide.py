"""One bot as many processes on many machines: what a web, a worker and a clock each do."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias

from bot import paces
from bot.app import App
from bot.holds import LaneLocks, held
from bot.leading import Leadership, Piece, Shift
from bot.store import Store
from bot.timetable import Timetable
from bot.wake import Jobs
from models.inbox import Inbox
from models.outbox import Outbox

_TAKE_OVER_S: Final = 2.0

Kind: TypeAlias = Literal["web", "worker", "clock"]
"""The types of processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """How many connections a process may open to the database, each for one thing.

    `sessions` may for a moment become twice as many.
    """

    sessions: int
    jobs: int
    locks: int = 0


POOLS: Final[dict[Kind, Pools]] = {
    "web": Pools(sessions=3, jobs=2),
    "worker": Pools(sessions=6, jobs=4, locks=1),
    "clock": Pools(sessions=2, jobs=2, locks=1),
}
"""For each type of process; a worker has one more on which it listens."""


@asynccontextmanager
async def at_the_door(app: App, jobs: Jobs) -> AsyncIterator[None]:
    """Let what the door noted be seen to by workers."""
    async with jobs.opened():
        app.elsewhere = jobs.wake
        yield


@asynccontextmanager
async def at_work(app: App, jobs: Jobs) -> AsyncIterator[asyncio.Task[None]]:
    """Drain the lanes that others woke, answer, and fetch pictures; gives the task that does it."""
    locks, timetable = LaneLocks(app.store.engine), Timetable()
    async with jobs.opened(), app.hands(locks) as (drain, fetcher):
        app.elsewhere = jobs.wake
        timetable.every(paces.FETCH_S, fetcher.pass_once)
        timetable.every(paces.FETCH_S, app.examiner.pass_once)
        timetable.every(paces.FETCH_S, app.registrar.pass_once)
        app.learning(timetable)
        timetable.start()
        working = asyncio.create_task(jobs.work(drain.drain))
        try:
            yield working
        finally:
            timetable.stop()
            app.learn_no_more()
            drain.stop()
            working.cancel()
            await asyncio.wait([working])
            await locks.close()


@asynccontextmanager
async def on_time(app: App, jobs: Jobs) -> AsyncIterator[Shift]:
    """Do what is due while this clock leads, and stand by while another one does."""
    leadership, timetable = Leadership(app.store.engine), Timetable()
    shift = Shift(leadership, lambda: _pieces(app, jobs, leadership))
    async with jobs.opened(), app.forwarding(timetable), app.outgoing.opened():
        app.elsewhere = jobs.wake
        for number, seconds in enumerate(shift.paces):
            timetable.every(seconds, partial(shift.do, number))
        timetable.start()
        try:
            yield shift
        finally:
            timetable.stop()
            await asyncio.to_thread(leadership.let_go)


def _pieces(app: App, jobs: Jobs, leadership: Leadership) -> Sequence[Piece]:
    """Make the work of one term; what it remembers from one time to the next ends with it."""
    alone: set[int] = set()
    term = leadership.term
    app.outgoing.begin_term()

    async def leads() -> bool:
        return term != 0 and await asyncio.to_thread(leadership.still, term)

    async def sweep() -> None:
        await jobs.sweep(await asyncio.to_thread(_left, app.store))

    async def held_of(lanes: Collection[str]) -> set[str]:
        return await asyncio.to_thread(_held, app.store, lanes)

    async def take_over() -> None:
        nonlocal alone
        alone = await jobs.hand_on(held_of, alone)
        await jobs.retry_silent()

    return (
        Piece(every_s=paces.SWEEP_S, do=sweep),
        Piece(every_s=_TAKE_OVER_S, do=take_over),
        Piece(every_s=paces.COUNT_S, do=app.push_count().pass_once),
        Piece(every_s=paces.PUSH_S, do=app.outgoing.push),
        Piece(every_s=paces.BROADCAST_S, do=partial(app.outgoing.broadcast, leads)),
        Piece(every_s=paces.MENUS_S, do=app.menu_keeper().pass_once),
        Piece(every_s=paces.NIGHT_S, do=app.forget),
        Piece(every_s=paces.LEFT_S, do=app.visits_left.pass_once),
        Piece(every_s=paces.NIGHT_S, do=app.follow),
        Piece(every_s=paces.NIGHT_S, do=app.tell_of_topics),
        Piece(every_s=paces.REMIND_S, do=app.reminding.pass_once),
        Piece(every_s=paces.LEFT_S, do=app.reminding.look_again),
    )


def _held(store: Store, lanes: Collection[str]) -> set[str]:
    with store.thinking() as session:
        return held(session, lanes)


def _left(store: Store) -> list[str]:
    with store.thinking() as session:
        waiting, unsent = Inbox(session).lanes_waiting(), Outbox(session).lanes_unsent()
    return list(dict.fromkeys([*waiting, *unsent]))
