"""A roster opened: read in a subprocess of its own, so that memory and time are bounded."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Any, Final

from bot.people.limits import Limits
from bot.publishing.finding import Finding, finding_of
from bot.publishing.package import NOT_A_WORKBOOK
from dialogue.phrase import msgid
from dialogue.roster import headings
from dialogue.roster.groups import group_of_heading
from dialogue.roster.headings import Headings

_HOUSE: Final = Path(__file__).parents[2]
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
_TEXT: Final = frozenset({".csv", ".tsv", ".txt"})

_TOO_LARGE: Final = msgid("This file is larger than {most} MB.")
_OLD_EXCEL: Final = Finding(
    reason=msgid("This is an old Excel file (.xls), or one with a password."),
    remedy=msgid("Save it as an Excel workbook (.xlsx) without a password."),
)
_BROKE_OFF: Final = Finding(
    reason=msgid("This list takes too much time or memory to read."),
    remedy=msgid("Split it into several files."),
)


class RosterRefusedError(Exception):
    """A file cannot be read as a roster: `finding` tells why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.reason)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A roster that is open: what its columns mean, and its rows, each with its number, once.

    `about` is how many rows the file says it has, which may be wrong; 0 where it does not say.
    """

    headings: Headings
    about: int
    rows: Iterator[tuple[int, Sequence[str]]]


@contextmanager
def opened(source: bytes, name: str, limits: Limits) -> Iterator[Roster]:
    """Open a file called `name` as a roster.

    Raises:
        RosterRefusedError: when it is none, or larger than the limits; while it is read, too.
    """
    kind = _kind(source, name, limits)
    asked = (kind, limits.rows, limits.unpacked, limits.seconds, limits.memory)
    with tempfile.TemporaryFile() as file:
        file.write(source)
        file.seek(0)
        child = subprocess.Popen(  # noqa: S603  # numbers of ours
            [sys.executable, "-B", "-X", "utf8", "-m", "bot.people.child", *map(str, asked)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_HOUSE,
            env={},  # without our environment and so without our secrets
        )
    try:
        assert child.stdout is not None  # noqa: S101  # asked for above
        yield _roster(child.stdout)
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def is_roster(source: bytes, name: str, limits: Limits) -> bool:
    """Tell a roster from any other file, by its headings."""
    try:
        with opened(source, name, limits):
            return True
    except RosterRefusedError:
        return False


def _kind(source: bytes, name: str, limits: Limits) -> str:
    if len(source) > limits.file:
        most = limits.file // (1024 * 1024)
        remedy = msgid("Split it into several files.")
        raise RosterRefusedError(Finding(reason=_TOO_LARGE, remedy=remedy, values={"most": most}))
    if source.startswith(_OLE):
        raise RosterRefusedError(_OLD_EXCEL)
    if source.startswith(_ZIP):
        return ".xlsx"
    if PurePath(name.lower()).suffix not in _TEXT:
        raise RosterRefusedError(NOT_A_WORKBOOK)
    return ".csv"


def _roster(out: IO[bytes]) -> Roster:
    first = _line(out)
    found = headings.read(first["headings"], group_of_heading)
    assert found is not None  # noqa: S101  # the subprocess found them by the same rule
    places = {place: at for at, place in enumerate(sorted(found.places.values()))}
    narrow = Headings(
        language=found.language,
        places={key: places[place] for key, place in found.places.items()},
        texts=found.texts,
        never=found.never,
        unknown=found.unknown,
        twice=found.twice,
    )
    return Roster(headings=narrow, about=first["about"], rows=_rows(out))


def _rows(out: IO[bytes]) -> Iterator[tuple[int, Sequence[str]]]:
    while isinstance(line := _line(out), list):
        number, cells = line
        yield number, cells


def _line(out: IO[bytes]) -> Any:  # noqa: ANN401  # JSON
    raw = out.readline()
    if not raw.endswith(b"\n"):
        raise RosterRefusedError(_BROKE_OFF)
    line = json.loads(raw)
    if isinstance(line, dict) and "refused" in line:
        raise RosterRefusedError(finding_of(line["refused"]))
    return line
