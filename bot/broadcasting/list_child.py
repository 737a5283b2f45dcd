"""The limited subprocess: reads the first column of a list from standard input, writes its cells.

Run as `python -m bot.broadcasting.list_child KIND ROWS UNPACKED SECONDS MEMORY`. Out: one JSON list
of texts. What cannot be read ends it with an exit code.
"""

import contextlib
import csv
import json
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import islice

from bot.people.child import limit


def main() -> None:
    """Read what comes in, once, within limits."""
    kind = sys.argv[1]
    rows, unpacked, seconds, memory = map(int, sys.argv[2:6])
    limit(seconds, memory)
    source = sys.stdin.buffer.read()
    with contextlib.redirect_stdout(sys.stderr):
        cells = [cell for cell in islice(_cells(source, kind, unpacked), rows) if cell]
    json.dump(cells, sys.stdout, ensure_ascii=True)


def _cells(source: bytes, kind: str, unpacked: int) -> Iterator[str]:
    if kind != ".xlsx":
        from dialogue.facilities.text import separator_of  # noqa: PLC0415  # within the limits
        from dialogue.roster.text import decoded  # noqa: PLC0415  # the same

        text = decoded(source) or ""
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator_of(text)):
            yield _plain(row[0] if row else "")
        return
    from openpyxl import load_workbook  # noqa: PLC0415  # within the limits

    from bot.people.cells import text_of  # noqa: PLC0415  # the same
    from bot.publishing import package  # noqa: PLC0415  # the same

    package.search(source, unpacked)
    book = load_workbook(BytesIO(source), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    for (cell,) in sheet.iter_rows(max_col=1, values_only=True):
        yield _plain(text_of(cell))


def _plain(cell: str) -> str:
    return cell.strip().lstrip("\ufeff'").strip()[:40]


if __name__ == "__main__":
    main()
