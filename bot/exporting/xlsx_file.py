"""Tables as XLSX, every cell typed."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, tzinfo
from math import isfinite
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.exporting.fields import Kind
from bot.exporting.table import Cell
from bot.exporting.writing import Book, Write

Value: TypeAlias = str | int | float | date | time | datetime | None

MOST_ROWS: Final = 1_048_576  # Excel specifications and limits
_LONGEST: Final = 32_767  # characters of a cell, in UTF-16 units (the same page)
_LONGEST_NAME: Final = 31  # characters of a sheet's name (the same page)
_UNNAMABLE: Final = re.compile(r"[\[\]:*?/\\]")
_EXACT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")  # Excel keeps 15 digits of a number
_DECIMAL: Final = re.compile(r"-?[0-9]*\.?[0-9]+(?:[Ee]-?[0-9]+)?")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n?")  # XML readers make a line feed of it anyway
_ESCAPE: Final = re.compile(
    "_(?=x[0-9A-Fa-f]{4}_)"
)  # Excel reads _x0041_ as A (ECMA-376, ST_Xstring)
_FIRST_YEAR, _LAST_YEAR = 1901, 9998  # whole years that Excel's calendar and every zone can hold


class TooManyRowsError(Exception):
    """There are more rows than a sheet can hold: export as CSV."""


@contextmanager
def xlsx_book(out: BinaryIO, *, zone: tzinfo) -> Iterator[Book]:
    """Open a workbook whose sheets are written row by row; it is whole when the block ends.

    Excel knows no time zones: moments are written as the clocks of `zone` showed them.

    Raises:
        TooManyRowsError: by writing more than fits into a sheet.
    """
    book = Workbook(write_only=True)
    sheets = list[WriteOnlyWorksheet]()

    @contextmanager
    def add(name: str) -> Iterator[Write]:
        sheet = book.create_sheet(_free(name, [one.title for one in sheets]))
        sheets.append(sheet)
        yield _writing(sheet, zone)

    try:
        yield add
        book.save(out)
    finally:
        for sheet in sheets:
            _wipe(sheet)


@contextmanager
def xlsx_file(out: BinaryIO, *, zone: tzinfo, sheet: str = "submissions") -> Iterator[Write]:
    """Open a workbook of one sheet; else as `xlsx_book`."""
    with xlsx_book(out, zone=zone) as book, book(sheet) as write:
        yield write


def _writing(sheet: WriteOnlyWorksheet, zone: tzinfo) -> Write:
    sheet.freeze_panes = "A2"
    rows = 0

    def write(cells: Sequence[Cell]) -> None:
        nonlocal rows
        rows += 1
        if rows > MOST_ROWS:
            raise TooManyRowsError(f"a sheet holds {MOST_ROWS:,} rows: export as CSV")
        sheet.append([_written(sheet, typed(cell, zone)) for cell in cells])

    return write


def _free(name: str, taken: Sequence[str]) -> str:
    """Shorten a name so that a sheet may bear it and no other sheet does."""
    plain = _UNNAMABLE.sub("_", name)
    used = {other.lower() for other in taken}
    marks = ["", *(f"~{number}" for number in range(2, len(taken) + 2))]
    names = (f"{plain[: _LONGEST_NAME - len(mark)]}{mark}" for mark in marks)
    return next(free for free in names if free.lower() not in used)


def typed(cell: Cell, zone: tzinfo) -> Value:
    """Read a cell as what it is; what its kind cannot read stays the text that it was."""
    text, kind = cell
    if not text:
        return None
    read = _READERS.get(kind)
    try:
        value = None if read is None else read(text, zone)
    except ValueError:
        value = None
    return excel_text(text) if value is None else value


def excel_text(text: str) -> str:
    """Write a text so that Excel reads it back as it was, as far as a cell can hold it."""
    plain = _UNWRITABLE.sub("\ufffd", _LINE_END.sub("\n", text))
    escaped = _ESCAPE.sub("_x005F_", plain)
    if len(escaped) * 2 <= _LONGEST:
        return escaped
    units = escaped.encode("utf-16-le")
    if len(units) <= _LONGEST * 2:
        return escaped
    return units[: (_LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _written(sheet: WriteOnlyWorksheet, value: Value) -> Value | SheetCell:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"  # else "=…" becomes a formula and "#N/A" an error
    return cell


def _wipe(sheet: WriteOnlyWorksheet) -> None:
    """Remove the file into which openpyxl wrote the rows in clear, if it is still there."""
    if not sheet.closed:
        sheet.close()
    writer = getattr(sheet, "_writer", None)  # openpyxl itself waits until the program ends
    if writer is not None:
        Path(writer.out).unlink(missing_ok=True)


def _integer(text: str, _zone: tzinfo) -> Value:
    return int(text) if _EXACT.fullmatch(text) else None


def _decimal(text: str, _zone: tzinfo) -> Value:
    value = float(text) if _DECIMAL.fullmatch(text) else None
    return value if value is not None and isfinite(value) else None


def _date(text: str, _zone: tzinfo) -> Value:
    value = date.fromisoformat(text)
    return value if _FIRST_YEAR <= value.year <= _LAST_YEAR else None


def _time(text: str, _zone: tzinfo) -> Value:
    return time.fromisoformat(text).replace(tzinfo=None)


def _moment(text: str, zone: tzinfo) -> Value:
    value = datetime.fromisoformat(text)
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return None
    local = value if value.tzinfo is None else value.astimezone(zone)
    return local.replace(tzinfo=None)


_READERS: Final[dict[Kind, Callable[[str, tzinfo], Value]]] = {
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "dateTime": _moment,
}
