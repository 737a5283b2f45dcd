"""Every fault there is, by name."""

from collections.abc import Callable, Coroutine
from typing import Final, TypeAlias

from tests.faults import alone, outage, wide
from tests.faults.result import Result, Size

Fault: TypeAlias = Callable[[str, Size], Coroutine[None, None, Result]]
"""Strikes a bot on the empty database of this URL, and counts what came of it."""

ALONE: Final[dict[str, Fault]] = {
    "kill -9": alone.killed,
    "power cut": alone.power_cut,
    "disk full": alone.disk_full,
    "disk slow": alone.disk_slow,
    "clock jumps": alone.clock_jumps,
    "LINE refuses": alone.line_refuses,
    "LINE breaks off": alone.line_breaks,
    "LINE away for hours": outage.line_away,
}
"""Of a bot of one process, on SQLite."""

WIDE: Final[dict[str, Fault]] = {
    "kill -9 of a web": wide.web_killed,
    "kill -9 of a worker": wide.worker_killed,
    "kill -9 of the leading clock": wide.clock_killed,
    "kill -9 of all": wide.all_killed,
    "database stopped and started": wide.database_stopped,
}
"""Of two webs, two workers and two clocks, on PostgreSQL."""
