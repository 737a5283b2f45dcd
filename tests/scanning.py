"""Looks for words in everything that is kept: every column of every table, and every file."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import inspect, select

from bot.resealing import sealed_columns
from bot.secrets import Keyring
from bot.store import Store
from models.columns import place
from models.tables import METADATA


def found(store: Store, keys: Keyring, *words: str) -> list[str]:
    """Name the places at which one of these words stands, open, sealed or in a file."""
    return [where for where, text in _everything(store, keys) if any(one in text for one in words)]


def _everything(store: Store, keys: Keyring) -> Iterator[tuple[str, str]]:
    yield from _columns(store)
    yield from _sealed(store, keys)
    yield from _files(store)


def _columns(store: Store) -> Iterator[tuple[str, str]]:
    """Read every column of every table that the database has, also those that we do not know."""
    names = inspect(store.engine).get_table_names()
    assert set(METADATA.tables) <= set(names)
    with store.engine.connect() as connection:
        for name in names:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"')  # noqa: S608  # our own
            for row in rows.mappings():
                for column, value in row.items():
                    yield f"{name}.{column}", _text(value)


def _sealed(store: Store, keys: Keyring) -> Iterator[tuple[str, str]]:
    with store.thinking() as session:
        for one in sealed_columns():
            for row in session.scalars(select(one.table)):
                value = getattr(row, one.column)
                if value is not None:
                    where = place(row.__tablename__, one.column, getattr(row, one.row))
                    yield where, _text(keys.unseal(value, where))


def _files(store: Store) -> Iterator[tuple[str, str]]:
    if not store.is_sqlite:
        return
    for path in Path(store.url.database or "").parent.iterdir():
        if path.is_file():
            yield path.name, _text(path.read_bytes())


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)
