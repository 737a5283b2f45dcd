"""Files of choices: what is found in them, and where."""

import pytest

from bot.publishing.check import check
from tests.bot.publishing.workbooks import markdown, sheets

FORM = markdown(sheets(("select_one_from_file cities.csv", "town", "Which town")))


def found(data: bytes) -> list[tuple[str | None, int | None, str]]:
    told = check(FORM, "town.md", {"cities.csv": data})
    return [(one.file, one.row, one.reason) for one in told.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("data", "row", "reason"),
    [
        ("name,label\na,ก\n".encode("cp874"), None, "as Thai Windows (TIS-620)"),
        ("name,label\na,ก\n".encode("utf-16"), None, "not written as UTF-8"),
        (b"name,name,label\na,b,c\n", 1, "The heading {column} stands twice."),
        (b"name,title\na,b\n", 1, "The column {column} is missing."),
        (b"name,label\na,b\n\na,c\n", 4, "The name {name} stands twice."),
        (b"name,label\na,b\n,c\n", 3, "This choice has no name."),
        (b"name,label\na,\n", 2, "This choice has no label."),
        (b"name,label\na,b, c\n", 2, "more cells than there are headings"),
        (b'name,label\na,"b\n', 2, "A quotation mark is opened here"),
        (b"", None, "This file is empty."),
        (b"name,label\n" + b"a,b\n" * 50_001, None, "more than {most} rows"),
    ],
)
def test_a_fault_is_told_with_its_file_and_row(data: bytes, row: int | None, reason: str) -> None:
    file, where, why = found(data)[0]

    assert (file, where) == ("cities.csv", row)
    assert reason in why


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfname,label\na,b\n", b"name;label\na;b\n;;\n\n"])
def test_what_excel_writes_is_read(data: bytes) -> None:
    assert found(data) == []


def test_the_same_workbook_with_another_file_is_another_version() -> None:
    unnumbered = markdown(
        {
            "survey": (
                ("type", "name", "label"),
                ("select_one_from_file cities.csv", "town", "Which"),
            ),
            "settings": (("form_id",), ("town",)),
        }
    )

    one, other = (
        check(unnumbered, "town.md", {"Cities (1).csv": b"name,label\n" + row})
        for row in (b"a,b\n", b"a,c\n")
    )

    assert one.identity is not None
    assert other.identity is not None
    assert one.identity.version != other.identity.version
