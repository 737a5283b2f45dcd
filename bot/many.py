"""Statements that store many rows at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

import msgspec
from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from models.columns import Utc

_UTC: Final = Utc()
_TYPES: Final = {str: "text", int: "bigint", bytes: "text", datetime: "timestamptz"}

Column: TypeAlias = type[str] | type[int] | type[bytes] | type[datetime]


class Many:
    """A statement that finds its rows in a table named `given`, with these columns.

    PostgreSQL is given all rows in one statement, as one JSON document: a row by itself costs it as
    much as ten of them do so, and arrays cost the driver more than all else that it does. SQLite
    takes them one by one, which costs it nothing. What is not sealed may stand in an error that
    PostgreSQL tells: no column is for words of people.
    """

    def __init__(self, statement: str, **columns: Column) -> None:
        names = ", ".join(columns)
        types = ", ".join(f"{name} {_TYPES[its]}" for name, its in columns.items())
        read = ", ".join(
            f"decode({name}, 'base64')" if its is bytes else name for name, its in columns.items()
        )
        one = ", ".join(f":{name}" for name in columns)
        self.columns: Final = tuple(columns)
        self._all = text(
            f"WITH given({names}) AS (SELECT {read}"  # noqa: S608  # our words
            f" FROM json_to_recordset(CAST(:rows AS json)) AS rows({types})) {statement}"
        )
        self._each = text(f"WITH given({names}) AS (SELECT {one}) {statement}").bindparams(
            *(bindparam(name, type_=_UTC) for name, its in columns.items() if its is datetime)
        )

    def store(self, session: Session, rows: Sequence[Mapping[str, object]]) -> None:
        """Store these rows, in this order where the statement inserts them; none is nothing."""
        if not rows:
            return
        if session.get_bind().dialect.name != "postgresql":
            session.execute(self._each, rows)
            return
        session.execute(self._all, {"rows": msgspec.json.encode(rows).decode()})
