"""The durable acknowledgement of a webhook, beside a server that answers 200 and does nothing."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from bench.databases import fresh_store, kinds
from bench.figures import Figure
from bench.traffic import wait_for

_ROUNDS = 3
_SECONDS = 2.0
_WARM_S = 0.5
_GOALS = {"SQLite": 0.40, "PostgreSQL": 0.38}
_SLOWER = 3.5  # p99, at most

Sample = dict[str, float]


def measure() -> list[Figure]:
    """Measure in interleaved rounds; medians."""
    samples: dict[str, list[Sample]] = {}
    with ExitStack() as stack:
        ports = {"bare": stack.enter_context(_served("bare"))}
        for kind in kinds():
            store = stack.enter_context(fresh_store(kind))
            url = store.url.render_as_string(hide_password=False)
            ports[kind] = stack.enter_context(_served("door", url))
        first = 0
        for kind, port in ports.items():
            _sample(port, _WARM_S, first)
            first += 1_000_000
            samples[kind] = []
        for _ in range(_ROUNDS):
            for kind, port in ports.items():
                samples[kind].append(_sample(port, _SECONDS, first))
                first += 1_000_000
    return list(_figures(samples))


def _figures(samples: dict[str, list[Sample]]) -> Iterator[Figure]:
    bare = samples.pop("bare")
    yield Figure(name="bare 200", value=_median(bare, "rate"), unit="requests/s")
    yield Figure(name="bare 200, p50", value=_median(bare, "p50_ms"), unit="ms")
    yield Figure(name="bare 200, p99", value=_median(bare, "p99_ms"), unit="ms")
    for kind, ours in samples.items():
        name = f"durable ack, {kind}"
        yield Figure(name=name, value=_median(ours, "rate"), unit="requests/s")
        yield Figure(name=f"{name}, p50", value=_median(ours, "p50_ms"), unit="ms")
        yield Figure(name=f"{name}, p99", value=_median(ours, "p99_ms"), unit="ms")
        rates = [our["rate"] / its["rate"] for our, its in zip(ours, bare, strict=True)]
        waits = [our["p99_ms"] / its["p99_ms"] for our, its in zip(ours, bare, strict=True)]
        yield Figure(name=f"{name} / bare", value=median(rates), unit="ratio", goal=_GOALS[kind])
        yield Figure(
            name=f"{name} / bare, p99",
            value=median(waits),
            unit="ratio",
            goal=_SLOWER,
            better="lower",
        )


def _median(samples: list[Sample], what: str) -> float:
    return median(sample[what] for sample in samples)


def _sample(port: int, seconds: float, first: int) -> Sample:
    command = [sys.executable, "-m", "bench.traffic", str(port), str(seconds), str(first)]
    said = subprocess.run(command, check=True, capture_output=True).stdout
    sample: Sample = json.loads(said)
    if sample["refused"]:
        raise SystemExit(f"{sample['refused']:.0f} webhooks were not answered with 200")
    return sample


@contextmanager
def _served(kind: str, *database: str) -> Iterator[int]:
    """Run a server in a process of its own; yields its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as door:
        fd = door.fileno()
        command = [sys.executable, "-m", "bench.web", kind, str(fd), *database]
        with subprocess.Popen(command, pass_fds=[fd]) as server:
            try:
                wait_for(door.getsockname()[1])
                yield door.getsockname()[1]
            finally:
                server.kill()
