"""Lanes in the hands of one process: nobody else touches them until it lets go, or dies."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final, Protocol, TypeAlias

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from typing_extensions import override

from bot.lock_session import LockSession

_SEED: Final = 0x5149_414F  # tells our lanes from whatever else is locked in this database
_TAKE: Final = f"SELECT pg_try_advisory_lock(hashtextextended(:lane, {_SEED}))"
_LET_GO: Final = f"SELECT pg_advisory_unlock(hashtextextended(:lane, {_SEED}))"
_HELD: Final = text(
    "SELECT lane FROM unnest(CAST(:lanes AS text[])) AS lane WHERE EXISTS (SELECT FROM pg_locks"
    " WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND ((classid::bigint << 32) | objid::bigint) = hashtextextended(lane, :seed))"
)

Mine: TypeAlias = Callable[[], bool]
"""Tells whether a lane is still in one's hands, as far as is known."""

log = structlog.get_logger()


class Holds(Protocol):
    """What keeps two processes from one lane; `is_alone` tells that there is no other."""

    is_alone: bool = False

    def of(self, lane: str) -> AbstractAsyncContextManager[Mine]:
        """Take a lane, if nobody has it; what is given tells whether it was to be had.

        Raises:
            SQLAlchemyError: when the database fails.
        """


class AllMine(Holds):
    """For a process that is alone with its database: every lane is its own."""

    is_alone = True

    @override
    @asynccontextmanager
    async def of(self, _lane: str) -> AsyncIterator[Mine]:
        """Give the lane."""
        yield lambda: True


class LaneLocks(Holds):
    """Holds lanes by session locks of PostgreSQL, which end with the process that has them."""

    def __init__(self, engine: Engine) -> None:
        self._session = LockSession(engine)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane locks")
        self._taken: set[str] = set()

    @override
    @asynccontextmanager
    async def of(self, lane: str) -> AsyncIterator[Mine]:
        """Take a lane, if nobody has it, and let go of it at the end."""
        if lane in self._taken:  # PostgreSQL would give it to this process once more
            yield lambda: False
            return
        self._taken.add(lane)
        try:
            session = await self._apart(self._take, lane)
            try:
                yield lambda: session == self._session.number
            finally:
                if session:
                    await self._apart(self._let_go, lane, session)
        finally:
            self._taken.discard(lane)

    async def close(self) -> None:
        """Let go of everything."""
        await self._apart(lambda *_: self._session.close())
        self._thread.shutdown()

    def _take(self, lane: str) -> int:
        """Give the number of the session that holds the lane now; 0 when another one does."""
        return self._session.number if self._session.ask(_TAKE, lane=lane) else 0

    def _let_go(self, lane: str, session: int) -> None:
        if session != self._session.number:
            return  # lost, and perhaps taken anew
        try:
            self._session.ask(_LET_GO, lane=lane)
        except SQLAlchemyError:
            log.warning("lane locks lost")

    async def _apart(self, do: Callable[..., int | None], *given: object) -> int:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, do, *given) or 0


def held(session: Session, lanes: Collection[str]) -> set[str]:
    """Tell which of these lanes some living process holds (PostgreSQL)."""
    given = {"lanes": list(lanes), "seed": _SEED}
    return set(session.connection().scalars(_HELD, given))
