"""Small writes that wait together and are stored in one transaction."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.store import Store

Write: TypeAlias = Callable[[Session], None]
"""Writes a little in a transaction that it shares with others; it may be called twice."""

_GROUP = 100  # writes at most in one transaction


class Together:
    """Group commit: whoever waits for the disk at the same time waits for it once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Write, asyncio.Future[None]]] = []
        self._busy: asyncio.Task[None] | None = None

    async def write(self, write: Write) -> None:
        """Write; returns after the commit.

        Raises:
            SQLAlchemyError: when the store fails.
        """
        stored = asyncio.get_running_loop().create_future()
        self._waiting.append((write, stored))
        if self._busy is None or self._busy.done():
            self._busy = asyncio.create_task(self._write_all())
        await stored

    async def _write_all(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:_GROUP], self._waiting[_GROUP:]
            if not await self._stored(group):
                for one in group:  # so that one that cannot be written fails alone
                    await self._stored([one])

    async def _stored(self, group: list[tuple[Write, "asyncio.Future[None]"]]) -> bool:
        """Store a group; false when it failed and its members are to be tried alone."""
        failed: SQLAlchemyError | None = None
        try:
            await asyncio.to_thread(self._store_group, [write for write, _ in group])
        except SQLAlchemyError as failure:
            if len(group) > 1:
                return False
            failed = failure
        for _, stored in group:
            if stored.done():  # whoever waited has gone
                continue
            if failed is None:
                stored.set_result(None)
            else:
                stored.set_exception(failed)
        return True

    def _store_group(self, writes: list[Write]) -> None:
        with self._store.writing() as session:
            for write in writes:
                write(session)
