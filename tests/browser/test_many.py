"""Check-ins in the browser with a bot of many processes, two of which are killed on the way."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from bot.clock import now
from bot.simulator.world import World
from tests.browser.beside import WORLD_SEED
from tests.browser.hand import Open
from tests.browser.running import ROOT, Running, Words, run
from tests.ports import free_port
from tests.talking import lines_of, value_at

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

_TALKS: Final = Path(__file__).parent / "talks"
_KEY: Final = "a secret key that only tests know"
_GREETINGS: Final = 4  # bubbles at the most before a language is chosen
_LONG_S: Final = 120.0
_READY: Final = {"web": "listens on", "worker": "is at work", "clock": "is running"}
_DEATHS: Final = {15: "worker", 25: "web"}  # just after so many lines, in the middle of the form


@dataclass(kw_only=True)
class Member:
    """One process, with what it says."""

    process: "subprocess.Popen[bytes]"
    words: Words

    def wait(self) -> None:
        """Wait until it is ready."""
        assert self.words.listens.wait(_LONG_S), self.words.text
        assert self.process.poll() is None, self.words.text

    def end(self, by: signal.Signals) -> None:
        """End it by a signal, if it has not ended yet."""
        self.process.send_signal(by)
        self.process.wait(_LONG_S)
        self.words.thread.join()


@dataclass(kw_only=True)
class Many:
    """A bot of two webs, two workers and a clock, with a page beside it."""

    running: Running
    members: dict[str, list[Member]]

    def kill(self, kind: str) -> None:
        """Kill the first process of a kind as by kill -9."""
        self.members[kind].pop(0).end(signal.SIGKILL)


@contextmanager
def many(folder: Path, database_url: str) -> Iterator[Many]:
    """Start the processes, ready to be talked with."""
    channel = World(now=now, seed=WORLD_SEED).channel
    page, line, *doors = (free_port() for _ in range(4))
    settings = {
        "DATABASE_URL": database_url,
        "LINE_CHANNEL_SECRET": channel.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": channel.access_token,
        "LINE_API_BASE": f"http://127.0.0.1:{line}",
        "SECRET_KEY": _KEY,
        "HOST": "127.0.0.1",
        "EMBEDDER": "0",
        "PYTHONPATH": str(ROOT),
    }

    def start(ready: str, *args: str, port: int = 8000) -> Member:
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-m", *args],
            cwd=folder,
            env={**settings, "PORT": str(port)},
            stderr=subprocess.PIPE,
        )
        member = Member(process=process, words=Words(process, ready))
        stack.callback(member.end, signal.SIGTERM)
        return member

    with ExitStack() as stack:
        for release in (("migrate",), ("content", "load")):
            run("bot", *release, folder=folder, settings=settings)
        ports = [str(one) for one in (page, line, *doors)]
        start("listens on", "tests.browser.beside", *ports).wait()
        members = {
            "web": [start(_READY["web"], "bot", "web", port=door) for door in doors],
            "worker": [start(_READY["worker"], "bot", "worker") for _ in range(2)],
            "clock": [start(_READY["clock"], "bot", "clock")],
        }
        for member in chain.from_iterable(members.values()):
            member.wait()
        address = f"http://127.0.0.1:{page}/simulator"
        running = Running(address=address, database_url=database_url, secret_key=_KEY)
        yield Many(running=running, members=members)


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
@pytest.mark.parametrize(("language", "who"), [("th", "volunteer"), ("lo", "coordinator")])
def test_a_check_in_outlives_a_worker_and_a_web_that_are_killed(
    language: str, who: str, database_url: str, tmp_path: Path, open_page: Open
) -> None:
    lines = lines_of(_TALKS / f"{language}.talk")
    waiting = next(number for number, line in enumerate(lines) if line.word == "wait")
    with many(tmp_path, database_url) as bot:
        hand = open_page(f"{bot.running.address}?who={who}")

        for number, line in enumerate(lines[:waiting]):
            if line.word != "look":
                hand.play(line)
            if line.word == "bot":
                bot.running.settle()
            if number in _DEATHS:
                assert line.word != "bot", "somebody must be waiting for an answer"
                bot.kill(_DEATHS[number])

        kept = bot.running.submissions()
        assert [form for form, _ in kept] == ["home_visit"]
        for line in lines[waiting:]:
            form, _, rest = line.rest.partition(" ")
            if line.word == "stored" and form == "home_visit":
                path, value = rest.split(" = ")
                assert value_at(kept[0][1], path) == value, line.rest
        expect(hand.known("drafts")).not_to_contain_text("_urgency")
        said = hand.bubbles("theirs").all_inner_texts()[_GREETINGS:]
        assert all(one != after for one, after in pairwise(said)), said
