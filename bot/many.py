"""Statements that store many rows at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeAlias, cast

import msgspec
from sqlalchemy import Dialect, text
from sqlalchemy.orm import Session

from bot.store import StoreMisuseError
from models.columns import Utc

_UTC: Final = Utc()
_TYPES: Final = {str: "text", int: "bigint", bytes: "text", datetime: "timestamptz"}
_AT_ONCE = 500  # rows; SQLite takes 32,766 values in one statement

Column: TypeAlias = type[str] | type[int] | type[bytes] | type[datetime]
Given: TypeAlias = Mapping[str, object]


class Many:
    """A statement that finds its rows in a table named `given`, with these columns.

    Each database is given many rows in one statement, which takes half as long as row by row:
    PostgreSQL as one JSON document, as arrays cost the driver more than all else that it does;
    SQLite as values, past all that SQLAlchemy does for each of them. What is not sealed may stand
    in an error that PostgreSQL tells: no column is for words of people.
    """

    def __init__(self, statement: str, **columns: Column) -> None:
        names = ", ".join(columns)
        types = ", ".join(f"{name} {_TYPES[its]}" for name, its in columns.items())
        read = ", ".join(
            f"decode({name}, 'base64')" if its is bytes else name for name, its in columns.items()
        )
        self.columns: Final = tuple(columns)
        self._before, self._after = f"WITH given({names}) AS (VALUES ", f") {statement}"
        self._times: Final = frozenset(name for name, its in columns.items() if its is datetime)
        self._document = text(
            f"WITH given({names}) AS (SELECT {read}"  # noqa: S608  # our words
            f" FROM json_to_recordset(CAST(:rows AS json)) AS rows({types})) {statement}"
        )

    def store(self, session: Session, rows: Sequence[Given]) -> None:
        """Store these rows, in this order where the statement inserts them; none is nothing.

        Raises:
            StoreMisuseError: while a turn is being thought.
        """
        if session.info.get("thinking"):
            raise StoreMisuseError("a turn writes only when it has been thought")
        if not rows:
            return
        dialect = session.get_bind().dialect
        if dialect.name == "postgresql":
            session.execute(self._document, {"rows": msgspec.json.encode(rows).decode()})
            return
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            places = _places(len(some), len(self.columns))
            session.connection().exec_driver_sql(
                f"{self._before}{places}{self._after}", self._values(some, dialect)
            )

    def _values(self, rows: Sequence[Given], dialect: Dialect) -> tuple[object, ...]:
        """Give the values of rows one after the other, as SQLite's driver takes them."""
        its = _UTC.dialect_impl(dialect)
        time = cast("Callable[[object], object]", its.bind_processor(dialect))
        return tuple(
            time(row[name]) if name in self._times else row[name]
            for row in rows
            for name in self.columns
        )


@lru_cache
def _places(rows: int, columns: int) -> str:
    row = ", ".join("?" * columns)
    return ", ".join([f"({row})"] * rows)
