"""Rosters as text: in which letters they are written, and what separates their cells."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from dialogue.roster import headings
from dialogue.roster.groups import group_of_heading

_SEPARATORS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 64 * 1024  # bytes or letters among which the headings are looked for


def is_roster(data: bytes) -> bool:
    """Tell a roster from any other text, by its headings."""
    text = decoded(data[: _LOOKED_AT - _LOOKED_AT % 4].rpartition(b"\n")[0] or data)
    return text is not None and max(_found(text).values()) > 0


def decoded(source: bytes) -> str | None:
    """Read the letters of a file: UTF-8, UTF-16 or, failing that, Windows' Thai (TIS-620)."""
    for encoding in _encodings(source):
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None


def separator_of(text: str) -> tuple[str, int]:
    """Find what separates cells, and how many lines stand before the table ("sep=;" of Excel)."""
    first = text[:10].splitlines()[:1]
    if first and first[0].lower().startswith("sep=") and len(first[0]) == len("sep=;"):
        return first[0][-1], 1
    found = _found(text[:_LOOKED_AT])
    return max(found, key=lambda one: found[one]), 0


def _encodings(source: bytes) -> Iterator[str]:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    elif b"\0" in source[:200]:
        yield "utf-16-be" if _high(source[:200:2]) > _high(source[1:200:2]) else "utf-16-le"
    yield "utf-8-sig"
    yield "cp874"


def _high(letters: bytes) -> int:
    """Count what may be the higher byte of Latin, Thai and Lao letters."""
    return letters.count(0x00) + letters.count(0x0E)


def _found(text: str) -> dict[str, int]:
    """Count the headings that are found with each separator."""
    return {one: _headings_with(text, one) for one in _SEPARATORS}


def _headings_with(text: str, separator: str) -> int:
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
        first = list(islice(reader, headings.LOOKED_AT))
    except csv.Error:
        return 0
    found = (headings.read(row, group_of_heading) for row in first)
    return max((len(one.places) for one in found if one is not None), default=0)
