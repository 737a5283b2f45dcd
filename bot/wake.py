"""Waking: one task a lane drains what waits there, turn by turn."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import DBAPIError

from bot.outbox import Post
from bot.store import Store
from bot.turns import Turns
from models.inbox import Inbox
from models.outbox import Outbox

_LANES_AT_ONCE = 64

log = structlog.get_logger()


@dataclass(kw_only=True)
class Drain:
    """Drains lanes in this process: one task a lane, many lanes at once.

    Lanes that held something at the start are first gone through one after the other, so that an
    event that kills the process is known by its tries. `applied` is told of every turn.
    """

    store: Store
    turns: Turns
    post: Post
    applied: Callable[[], None] = lambda: None
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_LANES_AT_ONCE))

    def wake(self, lane: str) -> None:
        """See to a lane soon; on the loop's thread. Waking twice does no harm."""
        if lane in self._tasks:
            self._again.add(lane)
            return
        task = asyncio.create_task(self._see_to(lane))
        self._tasks[lane] = task
        task.add_done_callback(lambda _: self._done(lane))

    async def recover(self) -> None:
        """Go through what an earlier process left: the first event of every lane with care."""
        waiting, unsent = await asyncio.to_thread(self._left)
        for lane in waiting:
            await asyncio.to_thread(self.turns.apply_next, lane, careful=True)
            self.wake(lane)
        for lane in unsent:
            self.wake(lane)

    async def sweep(self) -> None:
        """Wake every lane that holds something: the net under lost wakes."""
        waiting, unsent = await asyncio.to_thread(self._left)
        for lane in {*waiting, *unsent}:
            if lane not in self._tasks:
                self.wake(lane)

    async def rest(self) -> None:
        """Wait until nothing is being drained."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _see_to(self, lane: str) -> None:
        async with self._places:
            try:
                await self._drain(lane)
            except DBAPIError:
                log.exception("the store failed", lane=lane)  # the sweep comes back to it

    async def _drain(self, lane: str) -> None:
        await self.post.send_left(lane)
        while (turn := await asyncio.to_thread(self.turns.apply_next, lane)) is not None:
            if turn.mail is not None:
                await self.post.send(turn.mail)
            self.applied()

    def _done(self, lane: str) -> None:
        del self._tasks[lane]
        if lane in self._again:
            self._again.discard(lane)
            self.wake(lane)

    def _left(self) -> tuple[list[str], list[str]]:
        with self.store.thinking() as session:
            return Inbox(session).lanes_waiting(), Outbox(session).lanes_unsent()
