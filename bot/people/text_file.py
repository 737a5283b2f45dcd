"""Rosters as CSV: in the encodings and with the separators that spreadsheet programs write."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from bot.publishing.finding import Finding
from bot.publishing.package import Refused
from dialogue.phrase import msgid
from dialogue.roster.text import decoded, separator_of

_LONGEST: Final = 100_000  # letters of a cell
_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")

_UNREADABLE: Final = Finding(
    reason=msgid("The letters of this file cannot be read."),
    remedy=msgid("Save it as CSV UTF-8, or as .xlsx."),
)
_NO_TABLE: Final = Finding(
    reason=msgid("This file is not a table that can be read."),
    remedy=msgid("Save it as CSV UTF-8, or as .xlsx."),
)


def rows(source: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Read the rows that are not blank, each with its number.

    Raises:
        Refused: when it is no text, or no table.
    """
    text = decoded(source)
    if text is None:
        raise Refused(_UNREADABLE)
    separator, skipped = separator_of(text)
    csv.field_size_limit(_LONGEST)
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator)):
            cells = [_plain(cell) for cell in row]
            if number >= skipped and any(cells):
                yield number + 1, cells
    except csv.Error as broken:
        raise Refused(_NO_TABLE) from broken


def _plain(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet program from running a cell."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA) else text
