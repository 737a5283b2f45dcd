"""Facilities written as a sheet: exported as they are, or as a template with an explanation."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from typing import BinaryIO, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.exporting.csv_file import csv_file
from bot.exporting.table import Cell
from bot.exporting.xlsx_file import xlsx_file
from dialogue.facilities.columns import COLUMNS, Language
from dialogue.facilities.explained import EXAMPLE, MEANINGS, RULES
from dialogue.phrase import Phrase, phrase

_TITLES: Final[Mapping[Language, tuple[str, str]]] = {
    "th": ("สถานพยาบาล", "คำอธิบาย"),
    "lo": ("ສະຖານທີ່ປິ່ນປົວ", "ຄຳອະທິບາຍ"),
    "en": ("facilities", "explained"),
}
_BOLD: Final = Font(bold=True)
_SHADE: Final = PatternFill("solid", fgColor="FFE3F2E8")

Speak = Callable[[Phrase], str]
"""Says a phrase in the language of the sheet."""


def export(
    rows: Iterable[Mapping[str, str]],
    out: BinaryIO,
    *,
    format: str,  # noqa: A002  # of the file
    language: Language,
) -> int:
    """Write facilities; read in again they change nothing. Give how many there were."""
    opened = (
        xlsx_file(out, zone=UTC, sheet=_TITLES[language][0])
        if format == "xlsx"
        else csv_file(out, bom=True)
    )
    count = 0
    with opened as write:
        write([Cell(column.heading(language)) for column in COLUMNS])
        for cells in rows:
            write([Cell(cells[column.key]) for column in COLUMNS])
            count += 1
    return count


def template(out: BinaryIO, *, language: Language, speak: Speak) -> None:
    """Write the workbook that people fill in: headings, an example, and what each column means."""
    book = Workbook()
    places = book.worksheets[0]
    places.title, explained = _TITLES[language]
    for at, column in enumerate(COLUMNS, start=1):
        cell = places.cell(row=1, column=at, value=column.heading(language))
        cell.font, cell.fill = _BOLD, _SHADE
        letter = get_column_letter(at)
        places.column_dimensions[letter].width = column.width
        places.column_dimensions[letter].number_format = "@"  # codes keep their first zero
    places.freeze_panes = "C2"
    _explain(book.create_sheet(explained), language, speak)
    book.save(out)


def _explain(sheet: Worksheet, language: Language, speak: Speak) -> None:
    for text in RULES:
        sheet.append([speak(phrase(text))])
    sheet.append([])
    for column in COLUMNS:
        meaning = speak(phrase(MEANINGS[column.key]))
        sheet.append([f"{column.heading(language)}:", meaning, EXAMPLE[column.key]])
        row = sheet.max_row
        sheet.cell(row=row, column=1).font = _BOLD
        sheet.cell(row=row, column=2).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 22), ("B", 70), ("C", 44)):
        sheet.column_dimensions[letter].width = width
