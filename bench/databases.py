"""Databases that live as long as one measurement."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from bot.secrets import Keyring
from bot.store import Store
from models.tables import METADATA

_ADMIN = "postgresql+psycopg://127.0.0.1:5432/postgres"


def keys() -> Keyring:
    """Give the keys that all processes of a measurement share."""
    return Keyring(["a secret of the bench"], lookup=b"7" * 32)


def kinds() -> list[str]:
    """List the kinds of databases that can be measured here."""
    admin = create_engine(_ADMIN)
    try:
        admin.connect().close()
    except OperationalError:
        return ["SQLite"]
    finally:
        admin.dispose()
    return ["SQLite", "PostgreSQL"]


@contextmanager
def fresh_url(kind: str) -> Iterator[str]:
    """Make an empty database, and drop it afterwards."""
    if kind == "SQLite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/bench.db"
        return
    admin = create_engine(_ADMIN, isolation_level="AUTOCOMMIT")
    name = f"siao_bench_{uuid4().hex}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(_ADMIN).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@contextmanager
def fresh_store(kind: str) -> Iterator[Store]:
    """Make a store with every table, and drop it afterwards."""
    with fresh_url(kind) as url:
        store = Store(url, keys())
        METADATA.create_all(store.engine)
        yield store
        store.close()
