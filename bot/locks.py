"""One at a time: among the threads, processes and machines that share a database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

_HOUSE: Final = 0x5149_414F  # the number of our lock in PostgreSQL, which any number would do for


class HeldError(Exception):
    """Another process holds the lock."""


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold a lock file; it is let go of when the block or the process ends, however it ends.

    Raises:
        HeldError: at once, when another process holds it.
        OSError: when the file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise HeldError(str(path)) from held
        yield


def hold(connection: Connection) -> None:
    """Make everyone else who asks for the same wait until this transaction ends (PostgreSQL).

    SQLite needs no more than its own write lock, which a BEGIN IMMEDIATE holds already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _HOUSE})
