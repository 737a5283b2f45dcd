"""The ladder: by which steps, in which order, people are told of what is owed."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final, Literal, TypeAlias, cast

To: TypeAlias = Literal["assignee", "buddy", "coordinator"]
Channel: TypeAlias = Literal["reply", "push", "push_untold"]
"""Whether a step rides on replies alone, is pushed, or only where nobody was told before."""

Holiday: TypeAlias = Literal["before", "after", "any"]
"""Where a step goes that would fall on a holiday: to the day before, the day after, nowhere."""

COLUMNS: Final = ("step", "days", "at", "channel", "waits", "to", "holiday")
TOS: Final[tuple[To, ...]] = ("assignee", "buddy", "coordinator")
CHANNELS: Final[tuple[Channel, ...]] = ("reply", "push", "push_untold")
HOLIDAYS: Final[tuple[Holiday, ...]] = ("before", "after", "any")

_CODE: Final = re.compile(r"[a-z][a-z_]{0,11}")
_DAYS: Final = re.compile(r"-?[0-9]{1,3}")
_AT: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_WAITS: Final = re.compile(r"[0-9]{1,2}")
_MOST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: `days` after the due day (negative: before) at `at`, in the programme's zone.

    Its words ride on the next free reply; where none came for `waits` hours they are pushed, if the
    channel says so.
    """

    code: str
    days: int
    at: time
    channel: Channel
    waits: int
    to: To
    holiday: Holiday


class LadderError(Exception):
    """A table is no ladder; the text says why, a sentence for each fault."""


def steps_of(source: str) -> tuple[Step, ...]:
    """Read a ladder (CSV, a heading first), its steps in the order of their days.

    Raises:
        LadderError: when it is none.
    """
    table = csv.DictReader(io.StringIO(source.removeprefix("\ufeff")))
    if missing := set(COLUMNS) - set(table.fieldnames or ()):
        raise LadderError(f"These columns are missing: {', '.join(sorted(missing))}.")
    rows = [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in table]
    faults = [f"Line {number}: {fault}" for number, fault in _faults(rows)]
    if not 1 <= len(rows) <= _MOST:
        faults.append(f"A ladder has 1 to {_MOST} steps.")
    if faults:
        raise LadderError("\n".join(faults))
    steps = [_step(row) for row in rows]
    return tuple(sorted(steps, key=lambda step: (step.days, step.at)))


def _faults(rows: list[dict[str, str]]) -> Iterator[tuple[int, str]]:
    seen = set[str]()
    for number, row in enumerate(rows, start=2):
        yield from ((number, fault) for fault in _faults_of(row))
        if row["step"] in seen:
            yield number, f"{row['step']} is there twice."
        seen.add(row["step"])


def _faults_of(row: Mapping[str, str]) -> Iterator[str]:
    for name, pattern, what in (
        ("step", _CODE, "small letters, at most 12"),
        ("days", _DAYS, "a number of days, as -3 or 7"),
        ("at", _AT, "an hour, as 08:00"),
        ("waits", _WAITS, "a number of hours, as 6"),
    ):
        if pattern.fullmatch(row[name]) is None:
            yield f"{name} is “{row[name]}”; it must be {what}."
    for name, known in (("channel", CHANNELS), ("to", TOS), ("holiday", HOLIDAYS)):
        if row[name] not in known:
            yield f"{name} is “{row[name]}”; it must be one of {', '.join(known)}."
    if row["step"] == "snooze":
        yield "snooze is what people ask for themselves."


def _step(row: Mapping[str, str]) -> Step:
    hour, _, minute = row["at"].partition(":")
    return Step(
        code=row["step"],
        days=int(row["days"]),
        at=time(int(hour), int(minute)),
        channel=cast("Channel", row["channel"]),
        waits=int(row["waits"]),
        to=cast("To", row["to"]),
        holiday=cast("Holiday", row["holiday"]),
    )
