"""Sheets of facilities as text: told from other tables by their headings."""

import csv
from io import StringIO
from itertools import islice

from dialogue.facilities import headings
from dialogue.roster.text import decoded

_LOOKED_AT = 64 * 1024  # bytes


def separator_of(text: str) -> str:
    """Find what separates the cells of a table, by its first line."""
    return max(",;\t|", key=text.lstrip().partition("\n")[0].count)


def is_sheet(data: bytes) -> bool:
    """Tell a sheet of facilities from any other text, by its headings."""
    text = decoded(data[: _LOOKED_AT - _LOOKED_AT % 4].rpartition(b"\n")[0] or data)
    if text is None:
        return False
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        first = list(islice(rows, headings.LOOKED_AT))
    except csv.Error:
        return False
    return any(headings.read(cells) is not None for cells in first)
