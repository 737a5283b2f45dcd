"""Lanes in the hands of one process: nobody else touches them until it lets go, or dies."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from typing_extensions import override

from bot.lock_session import LockSession
from bot.store import Store
from bot.together import Together

_SEED: Final = 0x5149_414F  # tells our lanes from whatever else is locked in this database
_LET_GO_AND_TAKE: Final = text(
    f"SELECT lane, false AS wanted, pg_advisory_unlock(hashtextextended(lane, {_SEED})) AS done"  # noqa: S608  # our number
    " FROM unnest(CAST(:let_go AS text[])) AS lane UNION ALL"
    f" SELECT lane, true, pg_try_advisory_lock(hashtextextended(lane, {_SEED}))"
    " FROM unnest(CAST(:take AS text[])) AS lane"
)
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
    """What keeps two processes from one lane."""

    def of(self, lane: str) -> AbstractAsyncContextManager[Mine]:
        """Take a lane, if nobody has it; what is given tells whether it was to be had.

        Raises:
            SQLAlchemyError: when the database fails.
        """


class AllMine(Holds):
    """For a process that is alone with its database: every lane is its own."""

    @override
    def of(self, _lane: str) -> AbstractAsyncContextManager[Mine]:
        """Give the lane."""
        return nullcontext(_always)


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Ask:
    """A lane to be taken or, where it was taken in a session of this number, to be let go of."""

    lane: str
    held_in: int = 0


class LaneLocks(Holds):
    """Holds lanes by session locks of PostgreSQL, which end with the process that has them."""

    def __init__(self, engine: Engine) -> None:
        self._session = LockSession(engine)
        self._together = Together(self._see_to)
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
            session = await self._together.do(_Ask(lane))
            try:
                yield lambda: session == self._session.number
            finally:
                if session:
                    await self._together.do(_Ask(lane, held_in=session))
        finally:
            self._taken.discard(lane)

    async def close(self) -> None:
        """Let go of everything."""
        await asyncio.to_thread(self._session.close)

    def _see_to(self, asks: Sequence[_Ask]) -> list[int]:
        """Let go and take; give the numbers of the sessions that hold the lanes now, else 0.

        Lanes of a session that was lost are free, and perhaps taken anew by another process.
        """
        let_go = [ask.lane for ask in asks if ask.held_in == self._session.number]
        take = [ask.lane for ask in asks if not ask.held_in]
        taken = self._let_go_and_take(let_go, take) if let_go or take else set[str]()
        return [self._session.number if ask.lane in taken else 0 for ask in asks]

    def _let_go_and_take(self, let_go: list[str], take: list[str]) -> set[str]:
        try:
            rows = self._session.rows(_LET_GO_AND_TAKE, let_go=let_go, take=take)
        except SQLAlchemyError:
            if take:
                raise
            log.warning("lane locks lost")
            return set()
        return {row.lane for row in rows if row.wanted and row.done}


def held(session: Session, lanes: Collection[str]) -> set[str]:
    """Tell which of these lanes some living process holds (PostgreSQL)."""
    given = {"lanes": list(lanes), "seed": _SEED}
    return set(session.connection().scalars(_HELD, given))


@asynccontextmanager
async def holding(store: Store) -> AsyncIterator[Holds]:
    """Keep others from lanes: SQLite is ours alone, and PostgreSQL may have other processes."""
    if store.is_sqlite:
        yield AllMine()
        return
    locks = LaneLocks(store.engine)
    try:
        yield locks
    finally:
        await locks.close()
