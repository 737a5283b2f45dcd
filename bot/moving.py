"""Moving: all that an SQLite database holds into an empty PostgreSQL, with proof of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, RowMapping, Table, delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from bot.keys import KEY_CHECK
from bot.locks import hold
from bot.store import Store
from models.note import Note
from models.tables import METADATA

_FEW: Final = {
    "attachments": 4,
    "broadcast_pictures": 8,
    "form_files": 2,
    "form_versions": 20,
}  # rows of megabytes
_MANY: Final = 500
_DIGEST_BITS: Final = 256


class MoveError(Exception):
    """Nothing was moved; the text is the one sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many rows a table has, and one number (hex) made of all that is in them."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One table on both sides."""

    table: str
    source: Count
    target: Count


def move(source: Store, target: Store, tell: Callable[[Compared], None]) -> None:
    """Carry every row over in one transaction, and tell table by table what was compared.

    Both databases are up to date, and nobody else writes to the source. Committed when all of it
    was the same on both sides; broken off before that, the target is as it was.

    Raises:
        MoveError: when the target is not empty, refuses a value, or holds something else at the
            end.
    """
    with source.engine.connect() as here, target.engine.begin() as there:
        here.exec_driver_sql("BEGIN")  # one view of all tables
        hold(there)
        _refuse_rows(there)
        there.execute(delete(Note).where(Note.name == KEY_CHECK))
        for table in METADATA.sorted_tables:
            _carry(here, there, table)
        there.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for table in METADATA.sorted_tables:
            tell(_compared(here, there, table))


def _refuse_rows(there: Connection) -> None:
    for table in METADATA.sorted_tables:
        query = select(func.count()).select_from(table)
        if table.name == Note.__tablename__:
            query = query.where(table.c.name != KEY_CHECK)  # made by a first `migrate`
        if there.scalar(query):
            raise MoveError(
                f"The database to move to is not empty (there is something in {table.name}): "
                "give an empty one."
            )


def _carry(here: Connection, there: Connection, table: Table) -> None:
    for rows in _batches(here, table):
        try:
            there.execute(insert(table), [dict(row) for row in rows])
        except (DBAPIError, ValueError) as refused:
            kind = type(getattr(refused, "orig", refused)).__name__
            raise MoveError(
                f"PostgreSQL does not take what stands in {table.name} ({kind})."
            ) from refused
    number = table.autoincrement_column
    if number is not None:
        # Past the highest: the next row must not come before, nor be one that is there.
        there.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{number.name}'),"  # noqa: S608  # names of ours
                f" (SELECT max({number.name}) FROM {table.name}))"
            )
        )


def _compared(here: Connection, there: Connection, table: Table) -> Compared:
    compared = Compared(
        table=table.name, source=_counted(here, table), target=_counted(there, table)
    )
    if compared.source != compared.target:
        raise MoveError(f"What stands in {table.name} is not the same on both sides.")
    return compared


def _counted(connection: Connection, table: Table) -> Count:
    """Count the rows of a table, and add up their hashes: their order does not matter."""
    count, total = 0, 0
    for rows in _batches(connection, table):
        count += len(rows)
        total += sum(int.from_bytes(_hash(row), "big") for row in rows)
    return Count(rows=count, digest=f"{total % (1 << _DIGEST_BITS):064x}")


def _batches(connection: Connection, table: Table) -> Iterator[list[RowMapping]]:
    """Read a table in handfuls."""
    size = _FEW.get(table.name, _MANY)
    query = select(table).execution_options(stream_results=True, max_row_buffer=size)
    for rows in connection.execute(query).mappings().partitions(size):
        yield list(rows)


def _hash(row: RowMapping) -> bytes:
    """Hash one row: every column by its name, kind and value, none able to pass for another."""
    digest = sha256()
    for name in sorted(row.keys()):
        value = _bytes(row[name])
        digest.update(f"{name} {'-' if value is None else len(value)} ".encode())
        digest.update(value or b"")
    return digest.digest()


def _bytes(value: object) -> bytes | None:
    match value:
        case None:
            return None
        case bytes():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat().encode()
        case _:
            return str(value).encode()
