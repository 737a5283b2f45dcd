"""Power that fails: what of a database was on its disk for certain, and is left."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from typing_extensions import override

_WIDTH = 20  # digits of a length: always as many, so that a kill leaves no half of it


class Disk(Protocol):
    """Where a database lies; `lost` counts the bytes of its log that power cuts took so far."""

    lost: int

    def cut(self) -> str:
        """Lose what was not flushed, when the bot is dead; give the URL of what is left."""


@dataclass(kw_only=True)
class FileOnDisk(Disk):
    """An SQLite file that comes back with so much of its WAL as was flushed.

    What is left is another file each time: the old one stays to whoever has it open.
    """

    url: str
    lost: int = 0
    _cuts: int = field(default=0)

    def __post_init__(self) -> None:
        """Take all that is there for flushed: whoever made it wrote with synchronous=FULL."""
        FlushMark(self.url).move()

    @override
    def cut(self) -> str:
        """Copy the database, and of its WAL what was flushed.

        Nobody may have moved pages out of the WAL: the bot does not, once it bears a `FlushMark`.
        """
        self._cuts += 1
        old, mark = _file(self.url), FlushMark(self.url)
        new = old.with_name(f"{self._cuts}.db")
        log = _log(old).read_bytes()
        shutil.copyfile(old, new)
        _log(new).write_bytes(log[: mark.length])
        self.lost += len(log) - mark.length
        self.url = f"sqlite:///{new}"
        FlushMark(self.url).move()
        return self.url


class FlushMark:
    """A file beside an SQLite database that tells how much of its WAL was flushed, in bytes."""

    def __init__(self, url: str) -> None:
        path = _file(url)
        self._log = _log(path)
        self._path = path.with_name(f"{path.name}-flushed")

    @property
    def length(self) -> int:
        """So much was flushed for certain."""
        return int(self._path.read_text())

    def move(self) -> None:
        """Note that all of the WAL has been flushed."""
        file = os.open(self._path, os.O_CREAT | os.O_WRONLY)
        os.pwrite(file, f"{self._log.stat().st_size:{_WIDTH}}".encode(), 0)
        os.close(file)


def let_log_grow(engine: Engine) -> None:
    """Keep all that is written to an SQLite file in its WAL, one after the other."""
    event.listen(engine, "connect", _let_grow)


def _let_grow(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA wal_autocheckpoint=0")
    cursor.close()


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _log(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")
