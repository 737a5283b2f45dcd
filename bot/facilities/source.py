"""A sheet of facilities opened: read in a subprocess of its own, within memory and time."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from bot.facilities.refusals import NO_SHEET, TOO_LONG, too_large
from bot.people.limits import Limits
from bot.publishing.finding import Finding, finding_of
from dialogue.facilities import headings
from dialogue.facilities.headings import Headings

_HOUSE: Final = Path(__file__).parents[2]
_ZIP: Final = b"PK\x03\x04"
_TEXT: Final = frozenset({".csv", ".tsv", ".txt"})
_MB: Final = 1024 * 1024

CHAT: Final = Limits(file=5 * _MB, unpacked=50 * _MB, rows=2_000, seconds=30)
"""For what a coordinator sends."""

COMMAND: Final = Limits(file=20 * _MB, unpacked=200 * _MB, rows=50_000, seconds=120)
"""For what an operator reads in."""


class SheetRefusedError(Exception):
    """A file cannot be read as a sheet of facilities: `finding` tells why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.reason)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet of facilities: its name ("" of a CSV), its headings, and its rows by number."""

    sheet: str
    headings: Headings
    rows: Mapping[int, Mapping[str, str]]


def opened(source: bytes, name: str, limits: Limits) -> Table:
    """Open a file called `name` as a sheet of facilities; called in a worker thread.

    Raises:
        SheetRefusedError: when it is none, or larger than the limits.
    """
    if len(source) > limits.file:
        raise SheetRefusedError(too_large(limits.file // _MB))
    asked = (_kind(source, name), limits.rows, limits.unpacked, limits.seconds, limits.memory)
    try:
        child = subprocess.run(  # noqa: S603  # numbers of ours
            [sys.executable, "-B", "-X", "utf8", "-m", "bot.facilities.child", *map(str, asked)],
            input=source,
            capture_output=True,
            cwd=_HOUSE,
            env={},  # without our environment and so without our secrets
            timeout=limits.seconds * 2,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as broken:
        raise SheetRefusedError(TOO_LONG) from broken
    told = json.loads(child.stdout)
    if "refused" in told:
        raise SheetRefusedError(finding_of(told["refused"]))
    found = headings.read(told["headings"])
    assert found is not None  # noqa: S101  # the subprocess found them by the same rule
    rows = {number: dict(_cells(cells, found)) for number, cells in told["rows"]}
    return Table(sheet=told["sheet"], headings=found, rows=rows)


def _kind(source: bytes, name: str) -> str:
    if source.startswith(_ZIP):
        return ".xlsx"
    if PurePath(name.lower()).suffix not in _TEXT:
        raise SheetRefusedError(NO_SHEET)
    return ".csv"


def _cells(cells: list[str], found: Headings) -> Iterator[tuple[str, str]]:
    for key, place in found.places.items():
        if place < len(cells):
            yield key, cells[place]
