"""Builders of good workbooks, and of workbooks with one fault."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

Sheets = Mapping[str, Sequence[Sequence[str | int | None]]]

SURVEY: Sequence[Sequence[str | int | None]] = (
    ("type", "name", "label"),
    ("text", "who", "Who"),
    ("integer", "age", "Age"),
)
CHOICES: Sequence[Sequence[str | int | None]] = (
    ("list_name", "name", "label"),
    ("sex", "f", "Female"),
    ("sex", "m", "Male"),
)
SETTINGS: Sequence[Sequence[str | int | None]] = (
    ("form_id", "form_title", "version"),
    ("visit", "Visit", "1"),
)


def sheets(
    *survey: Sequence[str | int | None],
    choices: Sequence[Sequence[str | int | None]] | None = None,
    settings: Sequence[Sequence[str | int | None]] = SETTINGS,
) -> Sheets:
    """Lay out a form; `survey` rows come under type, name, label."""
    rows = (SURVEY[0], *survey) if survey else SURVEY
    book = {"survey": rows, "settings": settings}
    return book if choices is None else {**book, "choices": choices}


def markdown(form: Sheets) -> bytes:
    lines = []
    for name, rows in form.items():
        lines.append(f"| {name} |")
        lines += [
            "| | " + " | ".join("" if c is None else str(c) for c in row) + " |" for row in rows
        ]
    return "\n".join(lines).encode()


def excel(form: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in form.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(source: bytes, name: str, content: bytes | str) -> bytes:
    """Put a part into an .xlsx package, in place of the one of that name if there is one."""
    stream = BytesIO()
    with ZipFile(BytesIO(source)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def with_values(source: bytes, values: Mapping[str, str], *, kind: str = "str") -> bytes:
    """Save values beside the formulas of the survey sheet, as a spreadsheet program does."""
    name = "xl/worksheets/sheet1.xml"
    sheet = part_of(source, name)
    for cell, value in values.items():
        pattern = rf'<c r="{cell}"[^>]*>(<f>.*?</f>)<v\s*/?>(</v>)?</c>'
        sheet, count = re.subn(pattern, rf'<c r="{cell}" t="{kind}">\1<v>{value}</v></c>', sheet)
        assert count == 1, sheet
    return with_part(source, name, sheet)


def part_of(source: bytes, name: str) -> str:
    with ZipFile(BytesIO(source)) as package:
        return package.read(name).decode()
