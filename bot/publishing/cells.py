"""What may not stand in a cell: a formula without its value, an error, an unseen letter."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Protocol

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from bot.publishing.finding import Finding
from bot.publishing.rows import SHEETS, Row
from dialogue.phrase import msgid

MOST_FINDINGS = 50


class _Cell(Protocol):
    """A cell as openpyxl reads it."""

    @property
    def data_type(self) -> str: ...
    @property
    def value(self) -> object: ...


_TAKEN = msgid("Cells with formulas: {count}. The values saved beside them are used.")

# XML 1.0, section 2.2: these stand in no document
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def of_excel(source: bytes) -> tuple[Finding, ...]:
    """Find cells that hold an error, or a formula beside which no value was saved.

    A formula is never computed here: the value that the spreadsheet program saved beside it is
    what its author saw, and what pyxform reads. That this was done is told once.
    """
    found, formulas = list[Finding](), list[Finding]()
    for finding in _of_excel(source):
        (formulas if finding.reason == _TAKEN else found).append(finding)
        if len(found) == MOST_FINDINGS:
            break
    if not formulas:
        return tuple(found)
    return (*found, replace(formulas[0], values={"count": len(formulas)}))


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
    """Look at each cell twice: as it was typed, and with the value that was saved beside it."""
    with (
        closing(load_workbook(BytesIO(source), read_only=True, data_only=False)) as book,
        closing(load_workbook(BytesIO(source), read_only=True, data_only=True)) as values,
    ):
        for sheet, saved in zip(book.worksheets, values.worksheets, strict=True):
            if len(book.worksheets) > 1 and sheet.title.lower() not in SHEETS:
                continue
            for one in (sheet, saved):
                one.reset_dimensions()  # what the file says of its own size may be wrong
            rows = zip(sheet.iter_rows(), saved.iter_rows(), strict=True)
            for row, pair in enumerate(rows, start=1):
                for column, (cell, value) in enumerate(zip(*pair, strict=True), start=1):
                    kind = _kind(cell, value)
                    if kind is not None:
                        yield kind(sheet.title, row, get_column_letter(column))


def _kind(cell: _Cell, saved: _Cell) -> Callable[[str, int, str], Finding] | None:
    """Tell what is to be said of a cell; nothing of most."""
    if "e" in {cell.data_type, saved.data_type}:
        return _error
    if cell.data_type != "f":
        return None
    # a formula whose value is a blank text is told from one without a value by its type alone
    return _formula if saved.value is None and saved.data_type != "str" else _taken


def _taken(sheet: str, row: int, column: str) -> Finding:
    return Finding(
        reason=_TAKEN,
        remedy=msgid("Nothing has to be done for LINE."),
        sheet=sheet,
        row=row,
        column=column,
        severity="information",
    )


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
