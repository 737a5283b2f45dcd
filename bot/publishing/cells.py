"""What may not stand in a cell: a formula, an error, a letter that no form can hold."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from io import BytesIO
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from bot.publishing.finding import Finding
from bot.publishing.rows import SHEETS, Row
from dialogue.phrase import msgid

MOST_FINDINGS = 50

# XML 1.0, section 2.2: these stand in no document
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def of_excel(source: bytes) -> tuple[Finding, ...]:
    """Find cells that hold a formula or an error, whatever value was last kept beside it."""
    return tuple(islice(_of_excel(source), MOST_FINDINGS))


def of_text(rows: Iterable[Row]) -> tuple[Finding, ...]:
    """Find cells of .csv or .md that a spreadsheet program would take for a formula."""
    found = (
        _formula(row.sheet, row.number, column)
        for row in rows
        for column, text in row.cells.items()
        if text.startswith("=")
    )
    return tuple(islice(found, MOST_FINDINGS))


def of_any(rows: Iterable[Row]) -> tuple[Finding, ...]:
    """Find control letters and halves of letters, which no form can hold."""
    found = (
        Finding(
            reason=msgid("The cell holds an invisible control letter."),
            remedy=msgid("Type the text anew in this cell."),
            sheet=row.sheet,
            row=row.number,
            column=column,
        )
        for row in rows
        for column, text in row.cells.items()
        if _NOT_XML.search(text)
    )
    return tuple(islice(found, MOST_FINDINGS))


def _of_excel(source: bytes) -> Iterator[Finding]:
    # data_only=False shows what was typed; with True the value of last time would hide a formula
    with closing(load_workbook(BytesIO(source), read_only=True, data_only=False)) as book:
        sheets = book.worksheets
        for sheet in sheets:
            if len(sheets) > 1 and sheet.title.lower() not in SHEETS:
                continue
            sheet.reset_dimensions()  # what the file says of its own size may be wrong
            for row, cells in enumerate(sheet.iter_rows(), start=1):
                for column, cell in enumerate(cells, start=1):
                    if cell.data_type == "f":
                        yield _formula(sheet.title, row, get_column_letter(column))
                    elif cell.data_type == "e":
                        yield _error(sheet.title, row, get_column_letter(column))


def _formula(sheet: str, row: int, column: str) -> Finding:
    return Finding(
        reason=msgid("The cell holds a formula instead of a value."),
        remedy=msgid("Put the value itself there (copy, then paste values only)."),
        sheet=sheet,
        row=row,
        column=column,
    )


def _error(sheet: str, row: int, column: str) -> Finding:
    return Finding(
        reason=msgid("The cell holds an error of the spreadsheet program."),
        remedy=msgid("Type what should stand there."),
        sheet=sheet,
        row=row,
        column=column,
    )
