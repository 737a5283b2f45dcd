"""Work that waits together and is done at once: one transaction for all who come meanwhile."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy.orm import Session

from bot.store import STORE_FAULTS, Store

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Place: TypeAlias = tuple[_Item, asyncio.Future[_Result]]

_GROUP = 256  # items at most of one group
_BUSY_S = 0.005  # when the last group ended so lately, many come
_LINGER_S = 0.001  # for more writes, under load: to PostgreSQL one costs as much as ten
_FAULTS = 2  # after so many in a row it is the store, and not what was to be done


class Together(Generic[_Item, _Result]):
    """Lets `do` be done for many at once, in a worker thread: whoever comes meanwhile is the next.

    `do` gives a result for each item of a group, in order, or fails as a whole; then it is done
    for each of them alone, so that one that cannot be done fails alone. When the store fails two of
    them in a row, it fails the rest. A group has at most `most` items. Groups follow one
    another; where there is `patience` (seconds), one that takes longer is not waited for. While
    one follows another at once, each waits `linger` seconds for more to come.
    """

    def __init__(
        self,
        do: Callable[[Sequence[_Item]], Sequence[_Result]],
        *,
        most: int = _GROUP,
        patience: float | None = None,
        linger: float = 0.0,
    ) -> None:
        self._do, self._most, self._patience, self._linger = do, most, patience, linger
        self._waiting: list[_Place[_Item, _Result]] = []
        self._awaited: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended_at = float("-inf")  # of the latest group, in the loop's time

    async def do(self, item: _Item) -> _Result:
        """Do it for this item; returns when it is done.

        Raises:
            Exception: what `do` failed with for this item.
        """
        done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        self._begin()
        return await done

    def _begin(self) -> None:
        if self._awaited is not None or not self._waiting:
            return
        task = self._awaited = asyncio.create_task(self._see_to_next())
        self._tasks.add(task)
        task.add_done_callback(self._go_on)
        if self._patience is not None:
            asyncio.get_running_loop().call_later(self._patience, self._wait_no_longer, task)

    def _go_on(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._ended_at = task.get_loop().time()
        self._wait_no_longer(task)

    def _wait_no_longer(self, task: asyncio.Task[None]) -> None:
        if self._awaited is task:
            self._awaited = None
            self._begin()

    async def _see_to_next(self) -> None:
        loop = asyncio.get_running_loop()
        if self._linger and loop.time() - self._ended_at < _BUSY_S:
            await asyncio.sleep(self._linger)
        group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        if len(group) > 1 and await self._try(group) is None:
            return
        faults = 0
        for number, one in enumerate(group):
            failure = await self._try([one])
            faults = faults + 1 if isinstance(failure, STORE_FAULTS) else 0
            if faults == _FAULTS:
                _fail(group[number:], failure)
                return
            if failure is not None:
                _fail([one], failure)

    async def _try(self, group: Sequence[_Place[_Item, _Result]]) -> Exception | None:
        """Do it for a group, and tell whoever waits; or give what it failed with."""
        try:
            results = await asyncio.to_thread(self._do, [item for item, _ in group])
            told = list(zip(group, results, strict=True))
        except Exception as failure:  # noqa: BLE001  # it is raised where it is waited for
            return failure
        for (_, done), result in told:
            if not done.done():  # whoever waited may have gone
                done.set_result(result)
        return None


def _fail(group: Iterable[_Place[_Item, _Result]], failure: Exception | None) -> None:
    for _, done in group:
        if failure is not None and not done.done():
            done.set_exception(failure)


@dataclass(frozen=True, slots=True)
class Kind(Generic[_Item]):
    """Small writes of one kind: `store` writes many at once, and may be called twice for one.

    It reads nothing: on PostgreSQL all that a transaction writes is sent before any answer comes.

    Within a transaction kinds follow one another by `order`, so that whoever writes several of
    them locks rows in one order.
    """

    order: int
    store: Callable[[Session, Sequence[_Item]], None]


class Writer:
    """Stores small writes of all kinds: those that wait at the same time, in one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        linger = 0.0 if store.is_sqlite else _LINGER_S
        self._together = Together(self._store_all, linger=linger)

    async def write(self, kind: Kind[_Item], item: _Item) -> None:
        """Write this; returns when it is on disk.

        Raises:
            SQLAlchemyError: when the store fails.
        """
        await self._together.do((kind, item))

    def _store_all(self, group: Sequence[tuple[Kind[Any], object]]) -> Sequence[None]:
        kinds = sorted({kind for kind, _ in group}, key=lambda kind: kind.order)
        with self._store.writing() as session:
            self._store.only_writes(session)
            for kind in kinds:
                kind.store(session, [item for its, item in group if its == kind])
        return [None] * len(group)
