"""Databases for tests: tables are made once a process, then copied, or emptied and used again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from shutil import copyfile, copytree
from tempfile import mkdtemp
from uuid import uuid4

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from bot.clock import now
from bot.loading import tell_of_content
from bot.settings import Settings
from bot.starting import brought_up_to_date, occupied
from bot.store import Store
from models.tables import METADATA

POSTGRES = "postgresql+psycopg://127.0.0.1:5432/postgres"
_SHAPE = text(
    "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute),"
    " (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_constraint)"
)
_OTHERS_END = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_SEQUENCES_BEGIN = text(
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
    " FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
_STATISTICS_GO = text(
    "DELETE FROM pg_statistic WHERE starelid IN"
    " (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
)
_HOLD_ROWS = text(
    " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})"  # noqa: S608  # our own names
        for name in METADATA.tables
    )
)


def make_tables(store: Store) -> None:
    """Give a database every table; a new file of SQLite is copied, in a hundredth of the time."""
    path = store.url.database if store.is_sqlite else None
    if path and not Path(path).exists():
        copyfile(_file_with_tables(), path)
    else:
        METADATA.create_all(store.engine)


@cache
def _file_with_tables() -> Path:
    path = Path(mkdtemp(prefix="siao-tables-")) / "siao.db"
    store = Store(f"sqlite:///{path}")
    METADATA.create_all(store.engine)
    store.close()
    return path


def migrate_in(folder: Path) -> None:
    """Do what `bot migrate` does in an empty folder with a bare environment; done once, copied."""
    copytree(_migrated(), folder, dirs_exist_ok=True)


@cache
def _migrated() -> Path:
    folder = Path(mkdtemp(prefix="siao-migrated-"))
    settings = Settings(database_url=f"sqlite:///{folder}/var/siao.db")
    brought_up_to_date(settings, lambda _: None)
    return folder


def start_in(folder: Path) -> None:
    """Leave in an empty folder what the first start of a bot leaves there; done once, copied.

    The database is siao.db, and the key of its own making lies beside it.
    """
    with ThreadPoolExecutor(1) as aside:  # a browser's loop may run in the tests' own thread
        copytree(aside.submit(_started).result(), folder, dirs_exist_ok=True)


@cache
def _started() -> Path:
    folder = Path(mkdtemp(prefix="siao-started-"))
    settings = Settings(database_url=f"sqlite:///{folder}/siao.db")
    with occupied(settings, lambda _: None) as premises:
        tell_of_content(premises, now, lambda _: None)
    return folder


@contextmanager
def on_postgres(how: str = "") -> Iterator[str]:
    """Make a database of a random name, yield its address, and drop it; skip without a server."""
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    name = f"siao_test_{uuid4().hex}"
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} {how}"))
    except OperationalError:
        pytest.skip("no PostgreSQL answers on 127.0.0.1:5432")
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@dataclass(kw_only=True)
class UsedAgain:
    """Databases of PostgreSQL with every table: what a test leaves is emptied for the next.

    To copy tables takes PostgreSQL longer than most tests, and to make them longer still.
    `until` is when they are dropped.
    """

    until: ExitStack
    _spare: list[str] = field(default_factory=list)
    _shape: object = None

    @contextmanager
    def one(self) -> Iterator[str]:
        """Yield the address of an empty one that nobody else uses meanwhile."""
        url = self._spare.pop() if self._spare else self._new()
        yield url
        if self._emptied(url):
            self._spare.append(url)

    def _new(self) -> str:
        url = self.until.enter_context(on_postgres())
        with _connected(url) as connection:
            METADATA.create_all(connection)
            self._shape = _shape_of(connection)
        return url

    def _emptied(self, url: str) -> bool:
        """Empty one; false when a test has changed its tables, and nobody should use it again."""
        with _connected(url) as connection:
            connection.execute(_OTHERS_END)
            if _shape_of(connection) != self._shape:
                return False
            if filled := connection.scalars(_HOLD_ROWS).all():
                connection.execute(text(f"TRUNCATE {', '.join(filled)} CASCADE"))
            connection.execute(_SEQUENCES_BEGIN)
            connection.execute(_STATISTICS_GO)
        return True


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def _shape_of(connection: Connection) -> object:
    return tuple(connection.execute(_SHAPE).one())
