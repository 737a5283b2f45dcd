"""The limited subprocess: reads one sheet of facilities from standard input, writes its cells.

Run as `python -m bot.facilities.child KIND ROWS UNPACKED SECONDS MEMORY`. Out: one JSON object,
`{"sheet": name, "headings": […], "rows": [[number, […]], …]}` or `{"refused": finding}`. A crash
is told by the exit code.
"""

import contextlib
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, Final, TypeAlias

from bot.people.child import limit

Row: TypeAlias = tuple[int, Sequence[str]]

_WIDEST: Final = 60  # columns that are looked at
_LONGEST: Final = 2_000  # letters of a cell
_BLANKS: Final = 1_000  # blank rows after which a sheet is over
_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")


def main() -> None:
    """Read what comes in, once, within limits."""
    kind = sys.argv[1]
    rows, unpacked, seconds, memory = map(int, sys.argv[2:6])
    limit(seconds, memory)
    source = sys.stdin.buffer.read()
    with contextlib.redirect_stdout(sys.stderr):
        told = _told(source, kind, rows, unpacked)
    json.dump(told, sys.stdout, ensure_ascii=True)


def _told(source: bytes, kind: str, most: int, unpacked: int) -> dict[str, Any]:
    from bot.facilities.refusals import NO_SHEET, too_many  # noqa: PLC0415  # within the limits
    from bot.publishing import package  # noqa: PLC0415  # the same
    from bot.publishing.finding import written  # noqa: PLC0415  # the same

    try:
        if kind == ".xlsx":
            package.search(source, unpacked)
        for name, rows in _sheets(source, kind):
            found = _sheet(rows, most + 1)
            if found is not None and len(found["rows"]) > most:
                return {"refused": written(too_many(most))}
            if found is not None:
                return {"sheet": name, **found}
    except package.Refused as refused:
        return {"refused": written(refused.finding)}
    except (KeyError, TypeError, ValueError, OSError, csv.Error):  # parts that do not fit
        return {"refused": written(package.NOT_A_WORKBOOK)}
    return {"refused": written(NO_SHEET)}


def _sheets(source: bytes, kind: str) -> Iterator[tuple[str, Iterator[Row]]]:
    if kind != ".xlsx":
        yield "", _of_text(source)
        return
    from openpyxl import load_workbook  # noqa: PLC0415  # within the limits

    from bot.people.cells import text_of  # noqa: PLC0415  # the same

    book = load_workbook(BytesIO(source), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows = enumerate(sheet.iter_rows(max_col=_WIDEST, values_only=True), start=1)
        yield sheet.title, ((number, [text_of(cell) for cell in row]) for number, row in rows)


def _of_text(source: bytes) -> Iterator[Row]:
    from dialogue.facilities.text import separator_of  # noqa: PLC0415  # within the limits
    from dialogue.roster.text import decoded  # noqa: PLC0415  # the same

    text = decoded(source) or ""
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator_of(text))
    for number, row in enumerate(rows):
        yield number + 1, [_plain(cell) for cell in row[:_WIDEST]]


def _plain(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet program from running a cell."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA) else text


def _sheet(rows: Iterator[Row], most: int) -> dict[str, Any] | None:
    from dialogue.facilities import headings  # noqa: PLC0415  # within the limits

    for _, cells in islice(rows, headings.LOOKED_AT):
        if headings.read(cells) is not None:
            kept = list(islice(_filled(rows), most))
            return {"headings": [text[:200] for text in cells], "rows": kept}
    return None


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    blank = 0
    for number, cells in rows:
        if any(cells):
            blank = 0
            yield number, [cell[:_LONGEST] for cell in cells]
            continue
        blank += 1
        if blank > _BLANKS:
            return


if __name__ == "__main__":
    main()
