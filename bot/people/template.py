"""The template of the central format: headings, drop-down lists, an example and an explanation."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.exporting.csv_file import csv_file
from bot.exporting.table import Cell
from bot.people.answers import Teller
from bot.people.explained import MEANINGS, RULES
from bot.people.template_words import EXAMPLE, EXPLAINED, LISTS, PEOPLE
from dialogue.phrase import msgid, phrase
from dialogue.roster.columns import COLUMNS, SheetLanguage
from dialogue.roster.groups import GROUPS
from dialogue.roster.vocabulary import GIVERS, PURPOSES, SEX, SPEAKS, STATUS, Word, written

LISTED: Final[Mapping[str, tuple[Word, ...]]] = {
    "sex": SEX,
    "speaks": SPEAKS,
    "status": STATUS,
    "consent_by": GIVERS,
    "groups": GROUPS,
    "consent": PURPOSES,
}
"""The words that may be chosen, by column; of the last two several may be written."""

_SEVERAL: Final = frozenset({"groups", "consent"})
_ROWS: Final = 5_000  # so many rows have drop-down lists
_BOLD: Final = Font(bold=True)
_SHADE: Final = PatternFill("solid", fgColor="FFE3F2E8")
_WIDTHS: Final = {"nickname": 18, "groups": 26, "carer": 18, "village": 16, "household": 16}
_EXAMPLES: Final[Sequence[Mapping[str, str]]] = (
    {
        "birth_year": "2490",
        "sex": "female",
        "speaks": "th",
        "area": "340503",
        "groups": "elderly",
        "consent_by": "self",
        "household": "A12",
    },
    {
        "age": "8",
        "sex": "male",
        "speaks": "both",
        "area": "340503",
        "groups": "disabled",
        "consent_by": "parent",
        "household": "A12",
    },
    {
        "birth_year": "1995",
        "sex": "female",
        "speaks": "lo",
        "area": "340503",
        "groups": "pregnant",
        "consent_by": "self",
        "household": "B3",
    },
)
_NAMES: Final[Mapping[SheetLanguage, tuple[str, str, str]]] = {
    "th": ("ยายดี", "น้อย", "แก้ว"),
    "lo": ("ແມ່ຕູ້ດີ", "ນ້ອຍ", "ແກ້ວ"),
    "en": ("Granny Dee", "Noi", "Kaeo"),
}
_VILLAGES: Final[Mapping[SheetLanguage, str]] = {"th": "หมู่ 4", "lo": "ບ້ານ 4", "en": "Moo 4"}
_CONSENT_ON: Final = "25/11/2569"


def csv_template(out: BinaryIO, teller: Teller) -> None:
    """Write the headings alone, as CSV that Excel opens."""
    with csv_file(out, bom=True) as write:
        write([Cell(column.heading(teller.language)) for column in COLUMNS])


def xlsx_template(out: BinaryIO, teller: Teller) -> None:
    """Write the workbook that people fill in."""
    language = teller.language
    book = Workbook()
    people = book.worksheets[0]
    people.title = PEOPLE[language]
    _head(people, language)
    _listing(people, book.create_sheet(LISTS), language, teller)
    example = book.create_sheet(EXAMPLE[language], 1)
    _head(example, language)
    for row in _example(language):
        example.append(list(row))
    _explain(book.create_sheet(EXPLAINED[language], 2), teller)
    book[LISTS].sheet_state = "hidden"
    book.save(out)


def _head(sheet: Worksheet, language: SheetLanguage) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=place, value=column.heading(language))
        cell.font, cell.fill = _BOLD, _SHADE
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.key, 13)
        sheet.column_dimensions[letter].number_format = "@"  # codes keep their first zero
    sheet.freeze_panes = "C2"


def _listing(sheet: Worksheet, lists: Worksheet, language: SheetLanguage, teller: Teller) -> None:
    """Give columns their drop-down lists, whose words stand on a sheet that is not seen."""
    letters = {column.key: get_column_letter(at) for at, column in enumerate(COLUMNS, start=1)}
    for at, (key, words) in enumerate(LISTED.items(), start=1):
        for row, word in enumerate(words, start=1):
            lists.cell(row=row, column=at, value=word.written(language))
        letter = get_column_letter(at)
        rule = DataValidation(
            type="list",
            formula1=f"{LISTS}!${letter}$1:${letter}${len(words)}",
            allow_blank=True,
            showErrorMessage=key not in _SEVERAL,
            error=teller.say(phrase(msgid("Choose a word from the list."))),
        )
        rule.add(f"{letters[key]}2:{letters[key]}{_ROWS + 1}")
        sheet.add_data_validation(rule)


def _example(language: SheetLanguage) -> list[list[str]]:
    rows = list[list[str]]()
    for name, told in zip(_NAMES[language], _EXAMPLES, strict=True):
        cells = {
            **told,
            "nickname": name,
            "village": _VILLAGES[language],
            "consent_on": _CONSENT_ON,
        }
        for key, words in LISTED.items():
            if key in cells:
                cells[key] = written(words, cells[key], language)
        rows.append([cells.get(column.key, "") for column in COLUMNS])
    return rows


def _explain(sheet: Worksheet, teller: Teller) -> None:
    for text in RULES:
        sheet.append([teller.say(phrase(text))])
    sheet.append([])
    for column in COLUMNS:
        words = LISTED.get(column.key, ())
        chosen = ", ".join(word.written(teller.language) for word in words)
        meaning = teller.say(phrase(MEANINGS[column.key]))
        sheet.append([column.heading(teller.language), meaning, chosen])
        row = sheet.max_row
        sheet.cell(row=row, column=1).font = _BOLD
        for place in (2, 3):
            sheet.cell(row=row, column=place).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 22), ("B", 60), ("C", 50)):
        sheet.column_dimensions[letter].width = width
