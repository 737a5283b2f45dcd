from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from xml.etree import ElementTree as ET
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.exporting.fields import Kind
from bot.exporting.table import Cell
from bot.exporting.xlsx_file import Value, excel_text, typed, xlsx_book, xlsx_file

BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("-5", "integer", -5),
        ("0", "integer", 0),
        ("123456789012345", "integer", 123456789012345),
        ("-0.5", "decimal", -0.5),
        ("1.0E7", "decimal", 10000000.0),
        ("2026-11-25", "date", date(2026, 11, 25)),
        ("08:30:00.000+07:00", "time", time(8, 30)),
        ("2026-11-25T05:00:00.000Z", "dateTime", datetime(2026, 11, 25, 12, 0)),  # noqa: DTZ001
        ("2026-11-25T12:00:00.000+07:00", "dateTime", datetime(2026, 11, 25, 12, 0)),  # noqa: DTZ001
        ("", "integer", None),
        ("", "text", None),
    ],
)
def test_values_are_typed_by_their_question(text: str, kind: Kind, value: Value) -> None:
    found = typed(Cell(text, kind), BANGKOK)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0812345678", "integer"),  # a telephone number would lose its 0
        ("1234567890123456", "integer"),  # Excel would make …450 of it
        ("NaN", "decimal"),
        ("1E999", "decimal"),
        ("two", "decimal"),
        ("2026-02-31", "date"),
        ("1850-01-01", "date"),  # before Excel's calendar
        ("0001-01-01T00:00:00+07:00", "dateTime"),
        ("25:00", "time"),
        ("12", "text"),
        ("-3", "computed"),
        ("=1+1", "text"),
    ],
)
def test_what_a_kind_cannot_hold_stays_text(text: str, kind: Kind) -> None:
    assert typed(Cell(text, kind), BANGKOK) == text


def test_no_text_becomes_a_formula_an_error_or_a_link() -> None:
    texts = ['=HYPERLINK("http://x","y")', "=1+1", "#N/A", "#REF!", "+66", "-5", "http://x", "ก"]
    out = BytesIO()

    with xlsx_file(out, zone=BANGKOK) as write:
        write([Cell(text) for text in texts])

    row = load_workbook(out)["submissions"][1]
    assert [cell.value for cell in row] == texts
    assert {cell.data_type for cell in row} == {"s"}
    with ZipFile(out) as package:
        sheet = ET.fromstring(package.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    assert [node.tag for node in sheet.iter() if node.tag.endswith("}f")] == []


def test_numbers_and_dates_are_opened_as_such() -> None:
    out = BytesIO()

    with xlsx_file(out, zone=BANGKOK) as write:
        write([Cell("-5", "integer"), Cell("2026-11-25", "date"), Cell("08:30:00.000Z", "time")])

    number, day, hour = load_workbook(out)["submissions"][1]
    assert (number.data_type, number.value) == ("n", -5)
    assert (day.data_type, day.value) == ("d", datetime(2026, 11, 25))  # noqa: DTZ001
    assert (hour.data_type, hour.value) == ("d", time(8, 30))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x0bb\x00", "a\ufffdb\ufffd"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x_ _xyz", "_x_ _xyz"),
        ("ก" * 32_767, "ก" * 32_767),
        ("ก" * 32_768, "ก" * 32_766 + "…"),
        ("😀" * 20_000, "😀" * 16_383 + "…"),
    ],
)
def test_a_text_is_written_so_that_excel_can_read_it(text: str, written: str) -> None:
    assert excel_text(text) == written


def test_rows_are_not_left_in_the_temporary_folder_when_it_breaks() -> None:
    def break_off() -> None:
        with xlsx_file(BytesIO(), zone=BANGKOK) as write:
            write([Cell("secret")])
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        break_off()

    left = [
        path for path in Path(gettempdir()).glob("openpyxl.*") if b"secret" in path.read_bytes()
    ]
    assert left == []


def test_sheets_have_names_that_excel_takes() -> None:
    out = BytesIO()
    with xlsx_book(out, zone=BANGKOK) as book:
        for name in ("submissions", "Submissions", "a" * 40, "a" * 40, "x:y"):
            with book(name) as write:
                write([Cell("1")])

    assert load_workbook(out).sheetnames == [
        "submissions",
        "Submissions~2",
        "a" * 31,
        "a" * 29 + "~2",
        "x_y",
    ]
