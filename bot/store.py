"""The database: sessions, and the one way in which they write."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, cast

import psycopg
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from models.columns import Vault

WIRE: Final = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}
"""How soon a connection to PostgreSQL is given up whose other end vanished (libpq's names)."""

_SOON_ENOUGH = "SET LOCAL synchronous_commit = off"
_USED, _IDLE_S = "used at", 1.0
_WAIT_MS = 10_000  # how long another process may hold SQLite's write lock
_WIPE_WAIT_MS = 200  # how long a wiping waits for whoever reads
_WIPE_AGAIN = 100  # writes after which a wiping that could not be is tried again
_PRAGMAS = (
    f"PRAGMA busy_timeout={_WAIT_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)
_connecting = threading.Lock()  # two that turn a new file's WAL on at once do not wait, but fail


STORE_FAULTS = (OperationalError, InterfaceError, PoolTimeoutError)
"""What is the store's own fault; all else that goes wrong is the fault of what was to be stored."""


class StoreMisuseError(RuntimeError):
    """A session was opened on the event loop, or wrote while a turn was being thought."""


class Store:
    """A database and its sessions.

    On SQLite nothing holds a lock while reading: every read stands alone, every write is one
    BEGIN IMMEDIATE, and writers of this process take turns, first come first served. On PostgreSQL
    a session is an ordinary transaction (READ COMMITTED).
    """

    def __init__(self, url: str, vault: Vault | None = None, *, pool: int = 10) -> None:
        self.url = database_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url, pool)
        self._turns = _Queue()
        self._wipe_in: int | None = None  # writes until what was erased is wiped from the log
        self._sessions = sessionmaker(self.engine, autoflush=False, expire_on_commit=False)
        event.listen(self._sessions, "do_orm_execute", _think_first)
        for end in ("after_commit", "after_rollback"):
            event.listen(self._sessions, end, _leave_the_pipeline)
        self.vault = vault

    @contextmanager
    def thinking(self, *, lasting: bool = True) -> Iterator[Session]:
        """Open a session that reads; it may write once, inside `writing_in`.

        What is written is on disk when the commit returns. If it need not be `lasting` by itself,
        it is on disk when any later commit that is lasting returns: a power cut before may undo it,
        and never anything else alone. A killed process undoes neither.

        Raises:
            StoreMisuseError: on the event loop, where a slow query would hold up every webhook.
        """
        _refuse_the_loop()
        with self._sessions(info={"vault": self.vault, "thinking": True}) as session:
            session.info["lasting"] = lasting
            yield session

    @contextmanager
    def writing_in(self, session: Session) -> Iterator[None]:
        """Write what `session` holds: all of it is committed at the end, or nothing."""
        with self._turns.mine() if self.is_sqlite else _open_door():
            for statement in self._beginning(session):
                session.connection().exec_driver_sql(statement)
            session.info["thinking"] = False
            try:
                with ExitStack() as pipeline:
                    session.info["pipeline"] = pipeline
                    yield
                    if not self.is_sqlite and not session.info["lasting"]:
                        session.connection().exec_driver_sql(_SOON_ENOUGH)
                    session.commit()
            except BaseException:
                session.rollback()
                raise
            finally:
                session.info["thinking"] = True
                session.info.pop("pipeline", None)
            self._wipe_when_due(erased=session.info.pop("erases", False))

    def _wipe_when_due(self, *, erased: bool) -> None:
        """Wipe what was erased out of SQLite's log too: at once, or after some more writes.

        In the file itself it is overwritten at once (secure_delete); PostgreSQL has its own vacuum.
        """
        if not self.is_sqlite or (not erased and self._wipe_in is None):
            return
        self._wipe_in = 0 if erased else (self._wipe_in or 0) - 1
        if self._wipe_in <= 0:
            self._wipe_in = None if self._wiped() else _WIPE_AGAIN

    def _wiped(self) -> bool:
        """Empty the log of SQLite, which takes long while it is read; false when it was not."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_WIPE_WAIT_MS}")
            try:
                row = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            except OperationalError:
                return False  # the commit stands all the same
            else:
                return not row[0]
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={_WAIT_MS}")

    def _beginning(self, session: Session) -> tuple[str, ...]:
        if not self.is_sqlite:
            return ()
        synchronous = "FULL" if session.info["lasting"] else "NORMAL"
        return (f"PRAGMA synchronous={synchronous}", "BEGIN IMMEDIATE")

    def only_writes(self, session: Session) -> None:
        """Promise that from here to the commit nothing is read, nor left for the session to write.

        PostgreSQL then gets it all at once, the commit too: to wait for each answer costs more than
        the statement, under load or from another machine. What goes wrong with one is told by a
        later one, at the latest by the commit. To SQLite it is all the same.

        Raises:
            StoreMisuseError: outside of `writing_in`.
        """
        if "pipeline" not in session.info:
            raise StoreMisuseError("only what writes may promise to read nothing")
        if not self.is_sqlite:
            driver = cast(
                "psycopg.Connection[Any]", session.connection().connection.driver_connection
            )
            session.info["pipeline"].enter_context(driver.pipeline())

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session that writes from the beginning, and commit it at the end."""
        with self.thinking() as session, self.writing_in(session):
            yield session

    @property
    def writers(self) -> int:
        """How many write or wait to write in this process (SQLite)."""
        return self._turns.length

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def database_url(url: str) -> URL:
    """Read a database URL; `postgres://` and `postgresql://` mean psycopg."""
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine(url: URL, pool: int) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(
            url,
            pool_size=pool,
            max_overflow=pool,
            connect_args=WIRE,
            hide_parameters=True,  # an error is logged, and what was to be stored is not
        )
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _ask_whether_it_lives)
        return engine
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=pool, max_overflow=pool, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _note_use(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[_USED] = time.monotonic()


def _ask_whether_it_lives(
    connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Ask a connection that lay idle whether its other end is still there.

    To ask each time costs as much as a statement; what broke since a moment ago is found by the
    statement itself, and then the whole pool is made anew.

    Raises:
        DisconnectionError: it is not; the pool takes another.
    """
    if time.monotonic() - entry.info.get(_USED, 0.0) < _IDLE_S:
        return
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT 1")
        cursor.close()
        connection.rollback()
    except psycopg.Error as gone:
        raise DisconnectionError from gone


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver would open transactions of its own accord; ours begin with BEGIN IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    with _connecting:
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
    cursor.close()


def _think_first(state: ORMExecuteState) -> None:
    if state.session.info.get("thinking") and not state.is_select:
        raise StoreMisuseError("a turn writes only when it has been thought")


def _leave_the_pipeline(session: Session) -> None:
    """Leave it while the connection is still ours: next the pool hands it to whoever waits."""
    if "pipeline" in session.info:
        with suppress(psycopg.Error):  # what was committed stands; the pool sees what broke
            session.info["pipeline"].close()


def _refuse_the_loop() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise StoreMisuseError("a session on the event loop holds up every webhook")


@contextmanager
def _open_door() -> Iterator[None]:
    yield


class _Queue:
    """A lock that is handed on in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    @property
    def length(self) -> int:
        with self._guard:
            return len(self._waiting) + self._held

    @contextmanager
    def mine(self) -> Iterator[None]:
        self._take()
        try:
            yield
        finally:
            self._hand_on()

    def _take(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False
