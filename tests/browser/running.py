"""A bot started as a newcomer starts it, in a process of its own."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import NullPool, create_engine, exists, select

from bot.settings import Settings
from bot.starting import visited
from models.outbox import Reply
from models.submission import Submission
from tests.databases import start_in
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
_LONG_S = 120.0  # for a process to come or go on a busy machine
_SHORT_S = 0.02


@dataclass(frozen=True, kw_only=True)
class Running:
    """A bot that runs: where its page is, and its database."""

    address: str
    database_url: str
    secret_key: str | None = None

    def submissions(self) -> list[tuple[str, str]]:
        """Read what is kept, oldest first: ids of forms with instances."""
        with ThreadPoolExecutor(1) as aside:  # the browser's loop runs in the tests' own thread
            return aside.submit(self._submissions).result(_LONG_S)

    def settle(self) -> None:
        """Wait until the outcome of every reply is written down: a person takes longer to read.

        On a busy machine a hand is faster: what it types then came before the question.
        """
        with ThreadPoolExecutor(1) as aside:
            aside.submit(self._settle).result(_LONG_S)

    def _settle(self) -> None:
        engine = create_engine(self.database_url, poolclass=NullPool)
        undecided = select(exists().where(Reply.outcome_at.is_(None)))
        ends_at = time.monotonic() + _LONG_S
        while time.monotonic() < ends_at:
            with engine.connect() as connection:
                if not connection.scalar(undecided):
                    return
            time.sleep(_SHORT_S)
        raise AssertionError("a reply has no outcome")

    def _submissions(self) -> list[tuple[str, str]]:
        settings = Settings(database_url=self.database_url, secret_key=self.secret_key)
        with visited(settings) as premises, premises.store.thinking() as session:
            kept = session.scalars(select(Submission).order_by(Submission.submitted_at))
            return [(one.form_id, one.xml or "") for one in kept]


@contextmanager
def running(
    folder: Path, *publishing: Path, end: signal.Signals = signal.SIGTERM, **more: str
) -> Iterator[Running]:
    """Run a bot on a database in `folder`, and publish forms beside it; `more` are settings.

    An empty folder gets what a first start leaves there: to load what ships takes long.
    """
    if not (folder / "siao.db").exists():
        start_in(folder)
    port = free_port()
    settings = {
        "DATABASE_URL": f"sqlite:///{folder}/siao.db",
        "PORT": str(port),
        "EMBEDDER": "0",
        **more,
    }
    with _spoken("bot", "run", folder=folder, settings=settings, end=end):
        for form in publishing:
            run("bot", "form", "publish", str(form), folder=folder, settings=settings)
        yield Running(
            address=f"http://127.0.0.1:{port}/simulator", database_url=settings["DATABASE_URL"]
        )


@contextmanager
def showing(folder: Path) -> Iterator[str]:
    """Run the gallery of messages; yields its address."""
    port = free_port()
    with _spoken("tests.browser.gallery", str(folder), str(port), folder=folder, settings={}):
        yield f"http://127.0.0.1:{port}/simulator"


@contextmanager
def _spoken(
    module: str,
    *args: str,
    folder: Path,
    settings: Mapping[str, str],
    end: signal.Signals = signal.SIGTERM,
) -> Iterator[None]:
    """Run a program that says when it listens, and end it by a signal."""
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", module, *args],
        cwd=folder,
        env={**settings, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    words = Words(process)
    try:
        assert words.listens.wait(_LONG_S), words.text
        assert process.poll() is None, words.text
        yield
    finally:
        process.send_signal(end)
        process.wait(_LONG_S)
        words.thread.join()
    assert process.returncode == (0 if end is signal.SIGTERM else -end), words.text
    assert "Traceback" not in words.text, words.text


def run(module: str, *args: str, folder: Path, settings: Mapping[str, str]) -> None:
    """Run a command to its end."""
    subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", module, *args],
        cwd=folder,
        env={**settings, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        timeout=_LONG_S,
    )


class Words:
    """All that a program says, read as it comes, so that the program is never held up."""

    def __init__(self, process: "subprocess.Popen[bytes]", ready: str = "listens on") -> None:
        self._process = process
        self._ready = ready.encode()
        self.listens = threading.Event()
        self.text = ""
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            for line in stream:
                self.text += line.decode()
                if self._ready in line:
                    self.listens.set()
        self.listens.set()
