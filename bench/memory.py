"""The memory of each process, and the seconds from the start to the first answer."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final

import httpx

from bench.databases import fresh_url, kinds
from bench.figures import Figure
from bot.clock import now
from bot.listening import listening
from bot.simulator.events import Events
from bot.simulator.people import Contact
from bot.simulator.server import serving_aside
from bot.simulator.signing import webhook
from bot.simulator.sources import alone
from bot.simulator.world import World

_STARTS: Final = 3
_PEOPLE: Final = 20  # each says hello before memory is looked at
_MEGABYTES: Final = 250.0
_START_S: Final = 5.0
_PATIENCE_S: Final = 60.0
_LOOK_S: Final = 0.02
_HOUSE: Final = Path(__file__).resolve().parent.parent
_KEY: Final = "a secret key of the bench"


def measure() -> list[Figure]:
    """Start processes as the command line does, talk with them, and look at their highest peak."""
    seconds, peak = zip(*(_run() for _ in range(_STARTS)), strict=True)
    figures = [
        Figure(
            name="start to first answer, run",
            value=median(seconds),
            unit="s",
            goal=_START_S,
            better="lower",
        ),
        _memory("run", max(peak)),
    ]
    if "PostgreSQL" in kinds():
        figures += [_memory(kind, megabytes) for kind, megabytes in _wide().items()]
    return figures


def _memory(kind: str, megabytes: float) -> Figure:
    name = f"memory of one process, {kind}"
    return Figure(name=name, value=megabytes, unit="MB", goal=_MEGABYTES, better="lower")


def _run() -> tuple[float, float]:
    """Give the seconds until a first reply, on an up-to-date database, and the megabytes."""
    world = World(now=now)
    with tempfile.TemporaryDirectory() as folder, serving_aside(world) as line:
        url = f"sqlite:///{folder}/bench.db"
        _migrate(world, line, url)
        with _started(["run"], world, line, url) as (port, processes):
            began = time.monotonic()
            _hear(world, port, world.add_contact("the first"))
            seconds = time.monotonic() - began
            _talk(world, port)
            return seconds, _peak(processes[0])


def _wide() -> dict[str, float]:
    world, types = World(now=now), ("web", "worker", "clock")
    with fresh_url("PostgreSQL") as url, serving_aside(world) as line:
        _migrate(world, line, url)
        with _started(types, world, line, url) as (port, processes):
            _talk(world, port)
            return {kind: _peak(one) for kind, one in zip(types, processes, strict=True)}


def _migrate(world: World, line: str, url: str) -> None:
    command = [sys.executable, "-m", "bot", "migrate"]
    subprocess.run(command, check=True, cwd=_HOUSE, env=_settings(world, line, url, 0))


@contextmanager
def _started(
    types: Sequence[str], world: World, line: str, url: str
) -> Iterator[tuple[int, list[subprocess.Popen[bytes]]]]:
    """Start processes of these types; gives the port of the first, and all of them."""
    with listening("127.0.0.1", 0) as free:
        port = int(free.getsockname()[1])
    with ExitStack() as stack:
        processes = []
        for kind in types:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", kind],
                cwd=_HOUSE,
                env=_settings(world, line, url, port),
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            processes.append(process)
        yield port, processes


def _settings(world: World, line: str, url: str, port: int) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "EMBEDDER": "0",
        "LINE_CHANNEL_SECRET": world.channel.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": world.channel.access_token,
        "LINE_API_BASE": line,
        "SECRET_KEY": _KEY,
        "HOST": "127.0.0.1",
        "PORT": str(port or 8000),
    }


def _talk(world: World, port: int) -> None:
    for number in range(_PEOPLE):
        _hear(world, port, world.add_contact(f"person {number}"))


def _hear(world: World, port: int, by: Contact) -> None:
    """Say hello until it is taken, and wait for what is said to it."""
    channel = world.channel
    event = Events(world).text(alone(by), "สวัสดี")
    body, headers = webhook([event], destination=channel.bot_user_id, secret=channel.secret)
    patience = time.monotonic() + _PATIENCE_S
    while not (_brought(port, body, headers) and _is_answered(world, by, patience)):
        if time.monotonic() > patience:
            raise SystemExit("the bot did not answer")
        time.sleep(_LOOK_S)


def _brought(port: int, body: bytes, headers: dict[str, str]) -> bool:
    try:
        answer = httpx.post(f"http://127.0.0.1:{port}/webhook", content=body, headers=headers)
    except httpx.TransportError:
        return False
    return answer.status_code == httpx.codes.OK


def _is_answered(world: World, by: Contact, patience: float) -> bool:
    while not world.shown(by.user_id) and time.monotonic() < patience:
        time.sleep(_LOOK_S)
    return bool(world.shown(by.user_id))


def _peak(process: subprocess.Popen[bytes]) -> float:
    """Read the most that a process ever held (VmHWM, in kilobytes), as megabytes."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
