"""Draining: the events of a lane become turns, one after the other, and each is answered."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.holds import AllMine, Holds, Mine
from bot.outbox import Post
from bot.store import Store
from bot.together import Together
from bot.turns import RepliesLeft, Turn, Turns
from models.inbox import Inbox
from models.outbox import Outbox

_LANES_AT_ONCE = 256
_LINGER_S = 0.002  # for more lanes, under load: their transaction costs as much as ten turns
_PATIENCE_S = 0.05  # for turns that are made together, before others no longer wait for them

log = structlog.get_logger()


@dataclass(kw_only=True)
class Drain:
    """Drains lanes in this process: one task a lane, many lanes at once.

    Lanes that held something at the start are first gone through one after the other, so that an
    event that kills the process is known by its tries; until then nobody else touches them.
    `holds` keeps other processes from a lane. `applied` is told of every turn.
    """

    store: Store
    turns: Turns
    post: Post
    holds: Holds = field(default_factory=AllMine)
    applied: Callable[[], None] = lambda: None
    _stops: bool = False
    _together: Together[str, Turn | RepliesLeft | None] = field(init=False, repr=False)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _suspects: dict[str, asyncio.Event] = field(default_factory=dict)
    _looking: asyncio.Event | None = None
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_LANES_AT_ONCE))
    _care: asyncio.Lock = field(default_factory=asyncio.Lock)
    _recovers: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Let lanes that wait for their turn have it together."""
        self._together = Together(self.turns.apply, patience=_PATIENCE_S, linger=_LINGER_S)

    def wake(self, lane: str) -> None:
        """See to a lane soon; on the loop's thread. Waking twice does no harm."""
        if lane in self._tasks:
            self._again.add(lane)
            return
        task = asyncio.create_task(self._see_to(lane))
        self._tasks[lane] = task
        task.add_done_callback(lambda _: self._done(lane))

    async def drain(self, lane: str, *, careful: bool = False) -> None:
        """Apply and answer all that waits in a lane, unless another process is at it.

        `careful` is for a lane whose last worker died: its first event is tried while no other is
        tried with care, and the try is counted, so that an event that kills is known in the end.
        """
        try:
            async with self.holds.of(lane) as mine:
                if careful and mine():
                    await self._try_first(lane)
                await self._drain(lane, mine)
        except SQLAlchemyError:
            log.exception("the store failed", lane=lane)  # the sweep comes back to it

    async def recover(self) -> None:
        """Go through what an earlier process left: the first event of every lane with care.

        Of two at once the second waits for the first.
        """
        async with self._recovers:
            await self._recover()

    async def _recover(self) -> None:
        looked = self._looking = asyncio.Event()
        try:
            waiting, unsent = await asyncio.to_thread(self._left)
            self._suspects = {lane: asyncio.Event() for lane in waiting}
            looked.set()
            for lane in unsent:
                self.wake(lane)
            for lane in waiting:
                await self._try_with_care(lane)
        except SQLAlchemyError:
            log.exception("the store failed at the start")  # the sweep comes back to it
        finally:
            looked.set()
            self._let_go()

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

    def stop(self) -> None:
        """Begin no turn from now on; what was begun is finished, and the rest is left."""
        self._stops = True

    async def _see_to(self, lane: str) -> None:
        if self._looking is not None:
            await self._looking.wait()
        if (suspect := self._suspects.get(lane)) is not None:
            await suspect.wait()
        async with self._places:
            await self.drain(lane)

    async def _try_with_care(self, lane: str) -> None:
        try:
            async with self.holds.of(lane) as mine:
                if mine():
                    await self._try_first(lane)
        except SQLAlchemyError:
            log.exception("the store failed", lane=lane)
        self._suspects[lane].set()
        self.wake(lane)

    async def _try_first(self, lane: str) -> None:
        async with self._care:
            await asyncio.to_thread(self.turns.apply_next, lane, careful=True)

    def _let_go(self) -> None:
        for suspect in self._suspects.values():
            suspect.set()
        self._suspects = {}

    async def _drain(self, lane: str, mine: Mine) -> None:
        while mine() and not self._stops:
            turn = await self._together.do(lane)
            if turn is None:
                return
            if isinstance(turn, RepliesLeft):
                await self.post.send_left(lane)
                continue
            log.info("turn", lane=lane, event_id=turn.event_id, speaks=turn.mail is not None)
            if turn.mail is not None:
                await self.post.send(turn.mail)
            self.applied()
            if turn.is_last:  # what was noted meanwhile woke the lane again
                return

    def _done(self, lane: str) -> None:
        del self._tasks[lane]
        if lane in self._again:
            self._again.discard(lane)
            self.wake(lane)

    def _left(self) -> tuple[list[str], list[str]]:
        with self.store.thinking() as session:
            return Inbox(session).lanes_waiting(), Outbox(session).lanes_unsent()
