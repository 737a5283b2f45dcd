"""Codebooks: one row a question, under the names of the export."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bot.exporting.codebook import HEADER, codebook
from bot.exporting.export import UnknownFormError
from bot.publishing.check import check
from bot.store import Store
from tests.bot.exporting.visits import Clinic

FORM = """
| survey |
| | type | name | label::ไทย (th) | label::ລາວ (lo) | relevant | required | calculation | constraint | bind::line:keep | bind::line:index |
| | start | start | | | | | | | | |
| | note | hi | สวัสดี | ສະບາຍດີ | | | | | | |
| | text | who | ใคร | ໃຜ | | yes | | | 90d | |
| | integer | age | ${who} อายุเท่าไร | ${who} ອາຍຸຈັກປີ | | | | . > 0 and . < 120 | | |
| | begin_group | old | ผู้สูงอายุ | ຜູ້ເຖົ້າ | ${age} >= 60 | | | | | |
| | select_one yn | falls | ล้มไหม | ລົ້ມບໍ່ | ${who} != '/data/who' | ${age} > 80 | | | | yes |
| | image | photo | รูป | ຮູບ | | | | | no | |
| | end_group | | | | | | | | | |
| | begin_repeat | child | เด็ก | ເດັກ | | | | | | |
| | text | name | ชื่อ | ຊື່ | | | | | | |
| | select_multiple yn | any | อะไร | ຫຍັງ | ${name} != '' | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | twice | | | | | ${age} * 2 | | | |
| choices |
| | list_name | name | label::ไทย (th) | label::ລາວ (lo) |
| | yn | y | ใช่ | ແມ່ນ |
| | yn | n | ไม่ | ບໍ່ |
| settings |
| | form_id | version | form_title | namespaces |
| | visit | 1 | เด็ก · ເດັກ | line="https://line.example/forms" |
"""  # noqa: E501  # a row of a workbook is a line
BOTH = "y = ใช่ · ແມ່ນ\nn = ไม่ · ບໍ່"


@pytest.fixture
def rows(lite: Store) -> list[dict[str, str]]:
    checked = check(FORM.encode(), "visit.md")
    assert checked.xform is not None, checked.findings
    Clinic(store=lite).publish("1", checked.xform)
    out = BytesIO()

    written = codebook(lite, "visit", format="csv", bom=False, out=out)

    found = list(csv.DictReader(StringIO(out.getvalue().decode(), newline="")))
    assert written == len(found)
    return found


def told(row: dict[str, str]) -> dict[str, str]:
    """Leave out what is blank."""
    return {name: value for name, value in row.items() if value}


def test_questions_come_in_order_and_what_is_filled_in_after_them(
    rows: list[dict[str, str]],
) -> None:
    assert [(row["table"], row["name"], row["type"]) for row in rows] == [
        ("", "hi", "note"),
        ("", "who", "text"),
        ("", "age", "integer"),
        ("", "old-falls", "select_one"),
        ("", "old-photo", "image"),
        ("child", "name", "text"),
        ("child", "any", "select_multiple"),
        ("", "start", "dateTime"),
        ("", "twice", "calculate"),
        ("", "meta-instanceID", "text"),
    ]


def test_a_question_tells_its_words_choices_conditions_and_marks(
    rows: list[dict[str, str]],
) -> None:
    _, who, age, falls, photo, _, several, _, twice, _ = map(told, rows)

    assert (who["label_th"], who["label_lo"], who["required"]) == ("ใคร", "ໃຜ", "yes")
    assert who["keep"] == "90d"
    assert age["label_lo"] == "${who} ອາຍຸຈັກປີ"
    assert age["constraint"] == ". > 0 and . < 120"
    assert falls["choices"] == BOTH
    assert falls["relevant"] == "(${age} >= 60) and (${who} != '/data/who')"
    assert (falls["required"], falls["index"]) == ("${age} > 80", "yes")
    assert (photo["relevant"], photo["keep"]) == ("${age} >= 60", "no")
    assert (several["relevant"], several["choices"]) == ("${name} != ''", BOTH)
    assert twice["calculation"] == "${age} * 2"


def test_a_codebook_is_a_sheet_too(lite: Store, rows: list[dict[str, str]]) -> None:
    out = BytesIO()
    codebook(lite, "visit", format="xlsx", bom=False, out=out)

    sheet = load_workbook(out)["codebook"]
    assert tuple(cell.value for cell in sheet[1]) == HEADER
    assert sheet.max_row == len(rows) + 1


def test_an_unknown_form_has_no_codebook(lite: Store) -> None:
    with pytest.raises(UnknownFormError, match="there is no form 'nothing'"):
        codebook(lite, "nothing", format="csv", bom=False, out=BytesIO())
