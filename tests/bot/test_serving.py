"""Serving: `python -m bot run` as a process of its own, with LINE beside it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from typing_extensions import override

from bot.clock import now
from bot.listening import listening
from bot.serving import new_loop
from bot.simulator.courier import Courier
from bot.simulator.delivering import over_http
from bot.simulator.people import Json
from bot.simulator.phone import Phone
from bot.simulator.server import serving_aside
from bot.simulator.world import World
from bot.starting import CannotStartError
from tests.databases import start_in
from tests.ports import free_port

HOUSE = Path(__file__).parents[2]


class Watched(World):
    """A LINE that tells when the bot has shown something."""

    def __init__(self) -> None:
        super().__init__(now=now)
        self.has_shown = threading.Event()

    @override
    def show(
        self, chat_id: str, messages: Sequence[Json], *, how: str, request_id: str
    ) -> tuple[dict[str, str], ...]:
        sent = super().show(chat_id, messages, how=how, request_id=request_id)
        self.has_shown.set()
        return sent


@dataclass(kw_only=True)
class Running:
    """A bot that runs: its process, its port, and the lines it said until it was ready."""

    process: subprocess.Popen[str]
    port: int
    said: list[str]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as got:
                return got.status, got.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, ""

    def wait_to_tell(self, figure: str) -> None:
        """Ask until a line of the figures is this one: when that is, nobody outside is told."""
        for _ in range(600):
            if figure in self.get("/metrics")[1].splitlines():
                return
            time.sleep(0.1)
        raise AssertionError(self.get("/metrics")[1])


def environment(database_url: str, port: int, world: World | None, base: str) -> dict[str, str]:
    bare = {
        "PATH": os.defpath,
        "PORT": str(port),
        "DATABASE_URL": database_url,
        "EMBEDDER": "0",
    }
    if world is None:
        return bare
    return bare | {
        "SECRET_KEY": "a key of many letters",
        "LINE_CHANNEL_SECRET": world.channel.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": world.channel.access_token,
        "LINE_API_BASE": base,
        "METRICS": "1",
    }


@contextmanager
def running(database_url: str, world: World | None = None, base: str = "") -> Iterator[Running]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=HOUSE,
        env=environment(database_url, port, world, base),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = []
    with process:
        try:
            for line in process.stderr:
                said.append(line.strip())
                if "listens on" in line or "error:" in line:
                    break
            yield Running(process=process, port=port, said=said)
        finally:
            process.kill()


async def first_words(world: Watched, port: int) -> list[str]:
    """Follow the bot and read its greeting."""
    contact = world.add_contact("สมศรี")
    async with aiohttp.ClientSession() as session:
        deliver = over_http(session, f"http://127.0.0.1:{port}/webhook")
        phone = Phone(world, contact, Courier(world, deliver))
        await phone.follow()
        await asyncio.to_thread(world.has_shown.wait, 20)
    return world.texts(contact.user_id)


def test_the_bot_answers_line_and_stops_when_it_is_told_to(database_url: str) -> None:
    world = Watched()
    with serving_aside(world) as base, running(database_url, world, base) as bot:
        assert bot.get("/healthz") == (200, "alive")
        assert bot.get("/readyz") == (200, "ready")

        said = asyncio.run(first_words(world, bot.port))
        bot.process.send_signal(signal.SIGTERM)

        assert "1669" in "\n".join(said)
        assert bot.process.wait(20) == 0


def test_the_bot_tells_the_pushes_that_line_counted(tmp_path: Path) -> None:
    world = Watched()
    world.quota.spend(41, now=now())
    with serving_aside(world) as base, running(f"sqlite:///{tmp_path}/siao.db", world, base) as bot:
        bot.wait_to_tell("siao_pushes_used 41.0")

        assert "siao_pushes_allowed 300.0" in bot.get("/metrics")[1].splitlines()


def test_a_bot_without_credentials_pretends(tmp_path: Path) -> None:
    with running(f"sqlite:///{tmp_path}/siao.db") as bot:
        assert bot.get("/readyz") == (200, "ready")
        assert any("secret.key" in line for line in bot.said)
        assert "17 files of content/forms were loaded." in bot.said


def test_a_second_bot_on_one_file_is_refused(tmp_path: Path) -> None:
    start_in(tmp_path)
    url = f"sqlite:///{tmp_path}/siao.db"
    with running(url), running(url) as second:
        assert second.process.wait(20) == 2
        assert "already running on" in second.said[-1]


def test_a_bot_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/siao.db"
    with running(url) as first:
        first.process.kill()
        first.process.wait(20)

    with running(url) as second:
        assert second.get("/readyz") == (200, "ready")


def test_jobs_that_last_leave_threads_to_all_others() -> None:
    over = threading.Event()

    async def work() -> None:
        jobs = [asyncio.create_task(asyncio.to_thread(over.wait)) for _ in range(20)]
        try:
            async with asyncio.timeout(30):
                await asyncio.to_thread(lambda: None)
        finally:
            over.set()
            await asyncio.gather(*jobs)

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(work())


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStartError, match=f"Port {port} on 127"):
            listening("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_named() -> None:
    with pytest.raises(CannotStartError, match=r"Port 8000 on 203\.0\.113\.1"):
        listening("203.0.113.1", 8000)
