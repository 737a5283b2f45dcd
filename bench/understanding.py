"""Understanding: how long a question takes, how much memory, and how long learning takes."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.figures import Figure
from bot.understanding.embedder import embedder
from bot.understanding.examples import FROZEN, labelled, shipped_bridge, shipped_lessons
from bot.understanding.mind import Mind
from bot.understanding.vectors import FILE

_HOUSE = Path(__file__).parents[1]
_P95_MS = 40.0
_MEMORY_MB = 130.0
_LEARNED_S = 30.0


def measure() -> list[Figure]:
    """Measure in a process of its own, whose memory is nobody else's."""
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            [sys.executable, "-m", "bench.understanding", folder],
            cwd=_HOUSE,
            env={"OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    p95_ms, busy_ms, bare_ms, above_mb, first_s, again_s = map(float, told.split())
    return [
        Figure(
            name="a question is understood, 95th percentile",
            value=p95_ms,
            unit="ms",
            goal=_P95_MS,
            better="lower",
        ),
        Figure(name="of this in the processor", value=busy_ms, unit="ms"),
        Figure(name="the embedder alone, of the same questions", value=bare_ms, unit="ms"),
        Figure(name="understood / the embedder alone", value=p95_ms / bare_ms, unit="×"),
        Figure(
            name="memory of understanding, at most, above bare Python",
            value=above_mb,
            unit="MB",
            goal=_MEMORY_MB,
            better="lower",
        ),
        Figure(name="all phrases embedded and learned for the first time", value=first_s, unit="s"),
        Figure(
            name="learned anew, with the vectors that are kept",
            value=again_s,
            unit="s",
            goal=_LEARNED_S,
            better="lower",
        ),
    ]


def _measured(folder: Path, bare_mb: float) -> tuple[float, ...]:
    mind = Mind(
        lessons=shipped_lessons,
        bridge=shipped_bridge(),
        embedder=embedder,
        vectors=folder / FILE,
        measured=labelled(FROZEN),
    )
    first_s = _seconds(mind)
    took, busy = [], []
    for row in labelled(FROZEN):
        began, at_work = time.perf_counter(), time.thread_time()
        mind.understand(row.text)
        took.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.thread_time() - at_work))
    again_s = _seconds(mind)
    p95_ms, busy_ms = float(np.quantile(took, 0.95)), float(np.quantile(busy, 0.95))
    above_mb = _peak_mb() - bare_mb
    return p95_ms, busy_ms, _embedded_ms(), above_mb, first_s, again_s


def _embedded_ms() -> float:
    """Measure what the embedder takes by itself, 95th percentile: less cannot be had."""
    embed, took = embedder(), list[float]()
    if embed is None:
        return float("nan")
    for row in labelled(FROZEN):
        began = time.perf_counter()
        embed([row.text])
        took.append(1000 * (time.perf_counter() - began))
    return float(np.quantile(took, 0.95))


def _seconds(mind: Mind) -> float:
    began = time.perf_counter()
    mind.learn()
    return time.perf_counter() - began


def _peak_mb() -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _bare_mb() -> float:
    """Measure a Python that does nothing."""
    read = "print([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0].split()[1])"
    told = subprocess.run([sys.executable, "-c", read], stdout=subprocess.PIPE, check=True)
    return int(told.stdout) / 1024


if __name__ == "__main__":
    print(*_measured(Path(sys.argv[1]), _bare_mb()))
