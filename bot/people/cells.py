"""The sheet of a file that holds a roster: its headings, and its rows as text.

Only the limited subprocess imports this: what it reads comes from outside.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Final, TypeAlias

from openpyxl import load_workbook

from bot.people import text_file
from bot.people.template_words import EXAMPLE_SHEETS
from bot.publishing import package
from bot.publishing.finding import Finding
from bot.publishing.package import Refused
from dialogue.phrase import msgid
from dialogue.roster import headings
from dialogue.roster.groups import group_of_heading

Row: TypeAlias = tuple[int, Sequence[str]]

WIDEST: Final = 200
"""Columns that are looked at."""

_BLANKS: Final = 10_000  # blank rows after which a sheet is over, whatever it says of its size

NO_ROSTER: Final = Finding(
    reason=msgid("No row of headings was found: this is no list of people."),
    remedy=msgid("Use the headings of the template."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of people: its headings, and the rows below them that are not blank.

    `kept` are the places of the columns that are read, `about` how many rows it says it has.
    """

    headings: Sequence[str]
    about: int
    kept: Sequence[int]
    rows: Iterator[Row]


def opened(source: bytes, kind: str, unpacked: int) -> Sheet:
    """Find the sheet of people in a file.

    Raises:
        Refused: when there is none, or the file may not be read.
    """
    if kind != ".xlsx":
        found = _sheet(text_file.rows(source), source.count(b"\n"))
        if found is None:
            raise Refused(NO_ROSTER)
        return found
    package.search(source, unpacked)
    try:
        return _of_excel(source)
    except (KeyError, TypeError, ValueError, OSError) as broken:  # parts that do not fit
        raise Refused(package.NOT_A_WORKBOOK) from broken


def too_many(most: int) -> Finding:
    """Say that a roster has too many rows."""
    return Finding(
        reason=msgid("This list has more than {most} rows."),
        remedy=msgid("Split it into several files."),
        values={"most": most},
    )


def _of_excel(source: bytes) -> Sheet:
    book = load_workbook(BytesIO(source), read_only=True, data_only=True, keep_links=False)
    titles = {title.strip().lower() for title in book.sheetnames}
    if "survey" in titles:
        raise Refused(NO_ROSTER)
    for sheet in book.worksheets:
        if sheet.title.strip() in EXAMPLE_SHEETS:
            continue
        about = sheet.max_row or 0
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows = sheet.iter_rows(max_col=WIDEST, values_only=True)
        found = _sheet(_texts(rows), about)
        if found is not None:
            return found
    raise Refused(NO_ROSTER)


def _sheet(rows: Iterator[Row], about: int) -> Sheet | None:
    """Find the headings among the first rows; None where there are none."""
    for number, cells in islice(rows, headings.LOOKED_AT):
        read = headings.read(cells, group_of_heading)
        if read is not None:
            kept = sorted(read.places.values())
            return Sheet(headings=cells, about=max(about - number, 0), kept=kept, rows=rows)
    return None


def _texts(rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    """Write rows as text, with their numbers; blank ones are left out."""
    blank = 0
    for number, row in enumerate(rows, start=1):
        cells = [text_of(value) for value in row]
        if any(cells):
            blank = 0
            yield number, cells
            continue
        blank += 1
        if blank > _BLANKS:
            return


def text_of(value: object) -> str:
    """Write the value of a cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
