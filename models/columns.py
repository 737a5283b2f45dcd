"""Column types and sealed attributes that the tables share."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, overload

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    TypeDecorator,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column, object_session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine
from typing_extensions import override

from models.base import Row

Serial = BigInteger().with_variant(Integer, "sqlite")
"""A number that the database counts up; SQLite only counts up its own INTEGER."""


class Utc(TypeDecorator[datetime]):
    """An aware time, kept in UTC.

    Raises:
        ValueError: when a naive time is written.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every time back aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Texts(TypeDecorator[Sequence[str]]):
    """A list of texts as one bound value: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Give what the database takes."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(Text()))
        return dialect.type_descriptor(Text())

    @override
    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> object:
        """Give the value as the database takes it."""
        texts = list(value or ())
        return texts if dialect.name == "postgresql" else json.dumps(texts)


class one_of(FunctionElement[bool]):  # noqa: N801  # it is read as a function
    """Tell whether a column is one of the texts of a bound list (`Texts`).

    However many there are, it is the same statement, which a database plans once.
    """

    type = Boolean()
    inherit_cache = True

    @override
    def self_group(self, against: OperatorType | None = None) -> "one_of":
        """Stand alone: SQLAlchemy adds `= 1` on SQLite, and then no index is used."""
        return self


@compiles(one_of)
def _one_of(element: one_of, compiler: SQLCompiler, **kw: object) -> str:
    column, texts = element.clauses
    return f"{compiler.process(column, **kw)} = ANY ({compiler.process(texts, **kw)})"


@compiles(one_of, "sqlite")
def _one_of_json(element: one_of, compiler: SQLCompiler, **kw: object) -> str:
    column, texts = element.clauses
    given = compiler.process(texts, **kw)
    return f"{compiler.process(column, **kw)} IN (SELECT value FROM json_each({given}))"  # noqa: S608  # compiled by SQLAlchemy


class Vault(Protocol):
    """What seals and unseals, given under `vault` in the `info` of a session."""

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt `plain` so that it can only be opened at `place` (table, column and row)."""

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """Open what was sealed at `place`."""

    def hashed(self, text: str) -> str:
        """Give the keyed hash of `text`, for looking it up."""


class Sealed:
    """A text that is encrypted in its column; the row must be in a session.

    `column` names the column of the sealed bytes, `row` the attribute that tells one row from
    another. Table, column and row are the associated data: a sealed value moved elsewhere is not
    opened.
    """

    def __init__(self, column: str, *, row: str) -> None:
        self.column, self.row = column, row

    @overload
    def __get__(self, instance: None, owner: type[Row]) -> "Sealed": ...
    @overload
    def __get__(self, instance: Row, owner: type[Row]) -> str | None: ...
    def __get__(self, instance: Row | None, owner: type[Row]) -> "Sealed | str | None":
        if instance is None:
            return self
        sealed = getattr(instance, self.column)
        return (
            None
            if sealed is None
            else vault_of(instance).unseal(sealed, self.place(instance)).decode()
        )

    def __set__(self, instance: Row, value: str | None) -> None:
        sealed = (
            None if value is None else vault_of(instance).seal(value.encode(), self.place(instance))
        )
        setattr(instance, self.column, sealed)

    def place(self, instance: Row) -> str:
        """Name where the value stands."""
        return place(instance.__tablename__, self.column, getattr(instance, self.row))


def place(table: str, column: str, row: object) -> str:
    """Name one cell, as associated data of what is sealed in it."""
    return f"{table}|{column}|{row}"


def vault_of(instance: Row) -> Vault:
    """Find the vault of the session that `instance` is in.

    Raises:
        LookupError: when the row is in no session.
    """
    session = object_session(instance)
    if session is None:
        raise LookupError(f"{type(instance).__name__} is in no session: nothing opens its seal")
    vault: Vault = session.info["vault"]
    return vault


def sealed_column() -> Mapped[bytes | None]:
    """Declare the column of a sealed attribute."""
    return mapped_column(LargeBinary, default=None)


def reference(column: str, ondelete: str | None = None) -> ForeignKey:
    """Point to a row of another table; checked at the commit, so that one turn may make both."""
    return ForeignKey(column, ondelete=ondelete, deferrable=True, initially="DEFERRED")
