"""The workbooks of a folder, each as it would be sent to the bot: checked, or why it cannot be."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import product
from pathlib import Path

import openpyxl
import xlrd
from pyxform.xls2xform import convert

from bot.publishing import validation
from bot.publishing.check import Checked, check
from bot.publishing.finding import Finding
from dialogue.xforms.xml import local, parse
from tests.oracle.files import files_for

ENDINGS = (".xls", ".xlsx", ".md", ".csv")
_SHOWN = 3  # faults
_MOST_FITTED = 12  # choices of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook; `pyxform` is what ODK's tools have against it, "" where they convert it.

    `checked` is None where it was not even looked at.
    """

    name: str
    pyxform: str = ""
    checked: Checked | None = None

    @property
    def refused(self) -> str:
        """Tell why the check does not let it be published; "" where it does."""
        if self.checked is None or self.checked.publishable:
            return ""
        errors = [one for one in self.checked.findings if one.severity == "error"]
        return " | ".join(map(told, errors[:_SHOWN]))


def books_in(folder: Path, wanted: str = "") -> Iterator[Path]:
    """Name the workbooks of a folder, those whose names hold `wanted`."""
    for path in sorted(folder.iterdir()):
        if path.suffix in ENDINGS and wanted in path.name and path.name != "ORIGIN.csv":
            yield path


def read(path: Path) -> Book:
    """Read a workbook, and let it be checked; files that it needs are made up."""
    try:
        xform = convert(str(path)).xform
    except Exception as error:  # noqa: BLE001  # pyxform raises what it meets
        return Book(name=path.name, pyxform=" ".join(str(error).split())[:200])
    source = as_xlsx(path) if path.suffix == ".xls" else path.read_bytes()
    name = path.with_suffix(".xlsx").name if path.suffix == ".xls" else path.name
    book = Book(name=path.name, checked=check(source, name, files_of(xform, path.parent)))
    if book.refused and (said := _invalid(xform)):
        return Book(name=path.name, pyxform=f"ODK Validate: {said}")
    return book


def _invalid(xform: str) -> str:
    """Ask ODK Validate, where Java is, what is wrong with a form; "" where it would open it."""
    java = validation.java()
    said = () if java is None else validation.validated(xform, java=java, rows={})
    wrong = [one.values["said"] for one in said if one.severity == "warning"]
    return " ".join(str(wrong[0]).split())[:200] if wrong else ""


def files_of(xform: str, folder: Path) -> dict[str, bytes]:
    """Find or make up the files of a form; what is made up fits the form's own lists."""
    own = _lists(xform)
    return {
        name: data if (folder / name).is_file() or not name.endswith(".csv") else _fitted(data, own)
        for name, data in files_for(xform, folder).items()
    }


def _lists(xform: str) -> dict[str, list[str]]:
    """Name the choices of each list that stands in the form itself."""
    return {
        instance.get("id", ""): [
            node.text or "" for node in instance.iter() if local(node.tag) == "name"
        ]
        for instance in parse(xform).iter()
        if local(instance.tag) == "instance" and not instance.get("src")
    }


def _fitted(made_up: bytes, own: Mapping[str, list[str]]) -> bytes:
    """Write each row anew for each choice of the lists that its columns are called after."""
    head, *rows = csv.reader(StringIO(made_up.decode()))
    columns = [own.get(column, [])[:_MOST_FITTED] for column in head]
    written = StringIO()
    into = csv.writer(written)
    into.writerow(head)
    for row in rows:
        into.writerows(
            product(*(names or [cell] for names, cell in zip(columns, row, strict=True)))
        )
    return written.getvalue().encode()


def told(finding: Finding) -> str:
    """Write a finding in one line: sheet, row, column, reason."""
    place = ", ".join(str(one) for one in (finding.sheet, finding.row, finding.column) if one)
    return f"{place}: {finding.reason.format(**finding.values)}"


def as_xlsx(path: Path) -> bytes:
    """Write an old workbook anew as Excel saves it today: values, without looks."""
    old, new = xlrd.open_workbook(path), openpyxl.Workbook()
    new.remove(new.worksheets[0])
    for sheet in old.sheets():
        page = new.create_sheet(sheet.name)
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                if cell.value != "":
                    page.cell(row + 1, column + 1, _value(cell, old.datemode))
    written = BytesIO()
    new.save(written)
    return written.getvalue()


def _value(cell: xlrd.sheet.Cell, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    return cell.value
