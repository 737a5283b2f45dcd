"""A whole durable turn, webhook to delivered reply, beside the bot of LINE's own guide."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from bench.databases import fresh_store, keys, kinds
from bench.figures import Figure
from bench.traffic import PEOPLE, wait_for
from bot.clock import now
from bot.store import Store
from models.contact import Contact, Contacts

_ROUNDS = 9
_SECONDS = 2.0
_WARM_S = 1.0
_ECHOES = 104  # of its turns the echo bot made in 50 ms where the goal was set
_ANSWERS = 20  # of LINE that whoever waits for each of them hears at least, in a sample
_FAR = f"{_ECHOES} echoes away"
_GOALS = {"at once": 1.0, "50 ms away": 5.0, _FAR: 5.0}

Sample = dict[str, float]
Doors = dict[str, tuple[int, int]]
"""By the kind of a bot: its port, and the socket (as a number) on which its LINE is to listen."""


def measure() -> list[Figure]:
    """Measure in interleaved rounds; medians."""
    samples: dict[tuple[str, str], list[Sample]] = {}
    with ExitStack() as stack:
        doors: Doors = {"echo": stack.enter_context(_served("echo"))}
        for kind in kinds():
            store = stack.enter_context(fresh_store(kind))
            _know_everybody(store)
            url = store.url.render_as_string(hide_password=False)
            doors[kind] = stack.enter_context(_served("whole", url))
        first = 0
        for number in range(-1, _ROUNDS):
            spoken = _WARM_S if number < 0 else _SECONDS
            distances = {"at once": 0.0, "50 ms away": 0.05}
            for away in _GOALS:
                for kind, door in doors.items():
                    seconds = max(spoken, _ANSWERS * distances[away])
                    sample = _sample(door, seconds, distances[away], first)
                    first += 1_000_000
                    if kind == "echo" and away == "at once":
                        distances[_FAR] = _ECHOES / sample["rate"]
                    if number >= 0:
                        samples.setdefault((kind, away), []).append(sample)
    return list(_figures(samples, list(doors)))


def _figures(samples: dict[tuple[str, str], list[Sample]], bots: list[str]) -> Iterator[Figure]:
    for away, goal in _GOALS.items():
        for bot in bots:
            name = f"{_named(bot)}, LINE {away}"
            ours, theirs = samples[bot, away], samples["echo", away]
            yield Figure(name=name, value=_median(ours, "rate"), unit="events/s")
            yield Figure(name=f"{name}, p50", value=_median(ours, "p50_ms"), unit="ms")
            yield Figure(name=f"{name}, p99", value=_median(ours, "p99_ms"), unit="ms")
            if bot == "echo":
                continue
            ratio = median(our["rate"] / its["rate"] for our, its in zip(ours, theirs, strict=True))
            yield Figure(name=f"{name} / echo", value=ratio, unit="ratio", goal=goal)


def _named(bot: str) -> str:
    return "echo bot" if bot == "echo" else f"durable turn, {bot}"


def _median(samples: list[Sample], what: str) -> float:
    return median(sample[what] for sample in samples)


def _sample(door: tuple[int, int], seconds: float, away: float, first: int) -> Sample:
    port, line = door
    asked = map(str, (port, line, seconds, away, first))
    command = [sys.executable, "-m", "bench.line", *asked]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, pass_fds=[line]).stdout
    sample: Sample = json.loads(said)
    if sample["harm"]:
        raise SystemExit(f"{sample['harm']:.0f} events were refused, lost or answered twice")
    return sample


@contextmanager
def _served(kind: str, *database: str) -> Iterator[tuple[int, int]]:
    """Run a bot in a process of its own, beside a socket that waits for its LINE."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=256) as door,
        socket.create_server(("127.0.0.1", 0), backlog=256) as line,
    ):
        fd, address = door.fileno(), f"http://127.0.0.1:{line.getsockname()[1]}"
        command = [sys.executable, "-m", "bench.bots", kind, str(fd), address, *database]
        with subprocess.Popen(command, pass_fds=[fd]) as server:
            try:
                wait_for(door.getsockname()[1])
                yield door.getsockname()[1], line.fileno()
            finally:
                server.kill()


def _know_everybody(store: Store) -> None:
    today = now().date()
    with store.writing() as session:
        for number in range(PEOPLE):
            line_id = f"U{number:032x}"
            key = keys().hashed(f"lane:user:{line_id}")
            Contacts(session).add(Contact(id=key, language="th", seen_on=today), line_id=line_id)
