"""A PostgreSQL of one's own, whose power can fail: so much of its log is left as was flushed."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg
from typing_extensions import override

from tests.crash.power import Disk
from tests.ports import free_port

_SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "16MB",
    # The machine stays up: what PostgreSQL wrote is kept, and what it did not write is lost.
    "fsync": "off",
    # Nothing but commits flushes the log. Its writer is put to sleep below.
    "autovacuum": "off",
    "bgwriter_lru_maxpages": "0",
    "checkpoint_timeout": "1h",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_writer_delay": "10s",
}
_UNPRIVILEGED: Final = ("postgres", "nobody")
_LONG_S: Final = 60.0
_LOOK_S: Final = 0.05


class NoClusterError(Exception):
    """No PostgreSQL can be started here: the message says why."""


class Cluster(Disk):
    """A cluster in a folder of its own, on a free port."""

    def __init__(self, folder: Path) -> None:
        self._programs, self._user = _programs(), _user()
        self._data, self._port = folder / "data", free_port()
        self._database = "postgres"
        self._server: subprocess.Popen[bytes] | None = None
        self.lost = 0
        if self._user:
            shutil.chown(folder, self._user)
        made = ["initdb", "-D", str(self._data), "-U", "siao", "-A", "trust", "-E", "UTF8", "-N"]
        self._run(made).wait(_LONG_S)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        given = [f"--{name}={value}" for name, value in _SETTINGS.items()]
        order = ["postgres", "-D", str(self._data), "-p", str(self._port), *given]
        until = time.monotonic() + _LONG_S
        while not self._answers():
            if self._server is None or self._server.poll() is not None:
                self._server = self._run(order)  # again, while the dead are not all gone
            if time.monotonic() > until:
                raise NoClusterError("the cluster does not start")
            time.sleep(_LOOK_S)
        self._put_the_writer_to_sleep()

    def kill(self) -> None:
        """Kill every process of it."""
        assert self._server is not None
        pids = self._asked("SELECT pid FROM pg_stat_activity")
        for pid in (self._server.pid, *pids):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait(_LONG_S)

    @override
    def cut(self) -> str:
        """Kill it and start it again: what it had not written is lost."""
        lag = "SELECT pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn()"
        self.lost += sum(self._asked(lag))
        self.kill()
        self.start()
        return self.url

    @property
    def url(self) -> str:
        """The address of the database that was made last."""
        return f"postgresql+psycopg://siao@127.0.0.1:{self._port}/{self._database}"

    def make_database(self) -> str:
        """Make an empty database, and give its address."""
        name = f"siao_{uuid4().hex}"
        self._asked(f"CREATE DATABASE {name}")
        self._database = name
        return self.url

    def _put_the_writer_to_sleep(self) -> None:
        """Stop the log's writer where it waits and holds no lock, so that it flushes nothing."""
        query = (
            "SELECT pid FROM pg_stat_activity"
            " WHERE backend_type = 'walwriter' AND wait_event = 'WalWriterMain'"
        )
        until = time.monotonic() + _LONG_S
        while time.monotonic() < until:
            for pid in self._asked(query):
                os.kill(pid, signal.SIGSTOP)
                if pid in self._asked(query):
                    return
                os.kill(pid, signal.SIGCONT)
            time.sleep(_LOOK_S)
        raise NoClusterError("the log's writer never rests")

    def _answers(self) -> bool:
        try:
            return self._asked("SELECT 1") == [1]
        except psycopg.OperationalError:
            return False

    def _asked(self, statement: str) -> list[int]:
        """Run a statement, and give the numbers that it answers with, if any."""
        address = f"postgresql://siao@127.0.0.1:{self._port}/postgres"
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement.encode())
            return [int(row[0]) for row in cursor] if cursor.description else []

    def _run(self, order: list[str]) -> subprocess.Popen[bytes]:
        name, *given = order
        return subprocess.Popen(  # noqa: S603  # PostgreSQL's own programs
            [str(self._programs / name), *given],
            cwd=self._data.parent,
            user=self._user,
            extra_groups=[] if self._user else None,
            env={"PATH": str(self._programs), "LC_ALL": "C"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@contextmanager
def a_cluster() -> Iterator[Cluster]:
    """Make a cluster and start it, and leave nothing of it.

    Raises:
        NoClusterError: when this machine cannot.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder))
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.kill()


def _programs() -> Path:
    """Find PostgreSQL's own programs, the newest where there are several."""
    on_path = shutil.which("initdb")
    found = [
        *Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        *([Path(on_path)] if on_path else []),
    ]
    if not found:
        raise NoClusterError("PostgreSQL's own programs (initdb, postgres) are not here")
    return max(found, key=_age).resolve().parent


def _age(program: Path) -> int:
    version = program.parent.parent.name
    return int(version) if version.isdecimal() else 0


def _user() -> str | None:
    """Give whom PostgreSQL is run as, since it refuses root; None where we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in _UNPRIVILEGED if name in known), None)
    if user is None:
        raise NoClusterError("PostgreSQL refuses to run as root, and there is nobody else")
    return user
