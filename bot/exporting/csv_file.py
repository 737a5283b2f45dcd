"""Tables as CSV that no spreadsheet takes for formulas."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import BinaryIO, Final

from bot.exporting.table import Cell
from bot.exporting.writing import Write

_UNSEEN: Final = r"[\s\"'\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_FORMULA: Final = re.compile(rf"[\t\r]|{_UNSEEN}*[=+\-@＝＋－＠﹦﹢﹣﹫]")
"""What spreadsheets run when a cell begins with it, or so after what they skip over."""

_NUMBER: Final = re.compile(r"-[0-9]+(?:\.[0-9]+)?(?:[Ee]-?[0-9]+)?")
_NUMERIC: Final = frozenset({"integer", "decimal", "computed"})


@contextmanager
def csv_file(out: BinaryIO, *, bom: bool) -> Iterator[Write]:
    """Open a CSV file (RFC 4180: CRLF, quotes where needed) in UTF-8; `out` stays open."""
    text = TextIOWrapper(out, "utf-8-sig" if bom else "utf-8", errors="replace", newline="")
    rows = csv.writer(text, lineterminator="\r\n")

    def write(cells: Sequence[Cell]) -> None:
        rows.writerow([harmless(cell) for cell in cells])

    try:
        yield write
    finally:
        text.detach()


def harmless(cell: Cell) -> str:
    """Write a cell so that no spreadsheet runs it: with an apostrophe before what it would run.

    Negative numbers of numeric questions stay numbers; a text that looks like one does not.
    """
    text, kind = cell
    if _FORMULA.match(text) is None:
        return text
    if kind in _NUMERIC and _NUMBER.fullmatch(text):
        return text
    return f"'{text}"
