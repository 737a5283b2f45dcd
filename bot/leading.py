"""Leadership: of several clocks one does the work, and another takes over when it is gone."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeAlias

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.lock_session import LockSession

_LEADER: Final = 0x5149_4143  # the number of the leader's lock, which any number would do for
_TAKE: Final = f"SELECT pg_try_advisory_lock({_LEADER})"
_LET_GO: Final = f"SELECT pg_advisory_unlock({_LEADER})"
_ALIVE: Final = "SELECT true"

log = structlog.get_logger()

Work: TypeAlias = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of the clock's work, to be done every so many seconds."""

    every_s: float
    do: Work


class Leadership:
    """A claim to lead, made good by a session lock of PostgreSQL; called in worker threads.

    `term` is the number of the term it leads in now, 0 while another one leads. The lock ends with
    its session, so that for some seconds there may be two who believe they lead: all work of the
    clock is such that this does no harm.
    """

    def __init__(self, engine: Engine) -> None:
        self._session = LockSession(engine)
        self._asking = threading.Lock()  # one connection answers one question at a time
        self.term = 0

    def check(self) -> int:
        """Look whether this one leads, try to if nobody does, and give the number of its term.

        Raises:
            SQLAlchemyError: when the database does not answer; it leads no longer then.
        """
        with self._asking:
            led, self.term = self.term, 0
            if led != self._session.number:
                led = 0  # the session in which it led is gone
            if self._session.ask(_ALIVE if led else _TAKE):
                self.term = led or self._session.number
            return self.term

    def still(self, term: int) -> bool:
        """Tell whether it leads in that term to this moment; takes no other up."""
        with self._asking:
            if term != self.term or term != self._session.number:
                return False
            try:
                return self._session.ask(_ALIVE) and term == self._session.number
            except SQLAlchemyError:
                return False

    def let_go(self) -> None:
        """Lead no longer."""
        led, self.term = self.term, 0
        with suppress(SQLAlchemyError):
            if led == self._session.number and led:
                self._session.ask(_LET_GO)
        self._session.close()


class Shift:
    """Does the clock's work while it leads, with everything made anew for every term."""

    def __init__(self, leadership: Leadership, begin: Callable[[], Sequence[Piece]]) -> None:
        self._leadership, self._begin = leadership, begin
        self._one_at_a_time = asyncio.Lock()
        self._term = 0
        self._pieces: Sequence[Piece] = begin()

    @property
    def paces(self) -> list[float]:
        """The seconds between two times of every piece."""
        return [piece.every_s for piece in self._pieces]

    async def do(self, number: int) -> None:
        """Do the piece of this number, unless another clock leads."""
        if await self._leads():
            await self._pieces[number].do()

    async def _leads(self) -> bool:
        async with self._one_at_a_time:
            try:
                term = await asyncio.to_thread(self._leadership.check)
            except SQLAlchemyError:
                term = 0
            if term == self._term:
                return term != 0
            self._term = term
            if term:
                self._pieces = self._begin()
            log.info("leads" if term else "leads no longer", term=term)
            return term != 0
