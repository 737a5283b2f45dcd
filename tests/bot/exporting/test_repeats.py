"""Exports of a form with repeats, one inside the other, and with choices."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.exporting.fields import repeats_of
from bot.exporting.repeats import instances_of, names_of
from bot.publishing.check import check
from bot.store import Store
from dialogue.moment import Moment
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.bot.exporting.visits import NOON, Clinic

HOUSEHOLD = """
| survey |
| | type | name | label::ไทย (th) | label::ລາວ (lo) |
| | text | village | หมู่บ้าน | ບ້ານ |
| | begin_repeat | child | เด็ก | ເດັກ |
| | text | name | ชื่อ | ຊື່ |
| | integer | age | อายุ | ອາຍຸ |
| | select_one yn | ill | ป่วยไหม | ເຈັບບໍ |
| | begin_group | more | อื่น ๆ | ອື່ນໆ |
| | select_multiple needs | needs | ต้องการ | ຕ້ອງການ |
| | begin_repeat | visit | ครั้งที่ไปหา | ຄັ້ງທີ່ໄປ |
| | date | day | วันที่ | ວັນທີ |
| | end_repeat | | | |
| | end_group | | | |
| | end_repeat | | | |
| choices |
| | list_name | name | label::ไทย (th) | label::ລາວ (lo) |
| | yn | y | ใช่ | ແມ່ນ |
| | yn | n | ไม่ | ບໍ່ |
| | needs | food | อาหาร | ອາຫານ |
| | needs | home | บ้าน | ເຮືອນ |
| settings |
| | form_id | version | form_title |
| | visit | 1 | เด็ก · ເດັກ |
"""

NOI = (
    "<child><name>น้อย</name><age>4</age><ill>y</ill><more><needs>food home</needs>"
    "<visit><day>2026-11-01</day></visit><visit><day>2026-11-08</day></visit></more></child>"
)
KHAM = (
    "<child><name>=ຄຳ</name><age>7</age><ill>n</ill><more><needs/>"
    "<visit><day>2026-11-02</day></visit></more></child>"
)
KEY = "uuid:00000000-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def household() -> str:
    checked = check(HOUSEHOLD.encode(), "household.md")
    assert checked.xform is not None, checked.findings
    return checked.xform


@pytest.fixture
def clinic(lite: Store, household: str) -> Clinic:
    clinic = Clinic(store=lite)
    clinic.publish("1", household)
    clinic.submit(f"<village>โนน</village>{NOI}{KHAM}", "<village>ดอน</village>")
    return clinic


def unpacked(exported: bytes) -> dict[str, list[list[str]]]:
    with ZipFile(BytesIO(exported)) as archive:
        return {
            name: list(csv.reader(StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
        }


def test_each_repeat_is_a_file_of_its_own_with_central_s_keys(clinic: Clinic) -> None:
    files = unpacked(clinic.export("zip"))

    assert list(files) == ["visit.csv", "visit-child.csv", "visit-visit.csv"]
    assert files["visit-child.csv"] == [
        ["name", "age", "ill", "more-needs", "PARENT_KEY", "KEY"],
        ["น้อย", "4", "y", "food home", KEY, f"{KEY}/child[1]"],
        ["'=ຄຳ", "7", "n", "", KEY, f"{KEY}/child[2]"],
    ]
    assert files["visit-visit.csv"] == [
        ["day", "PARENT_KEY", "KEY"],
        ["2026-11-01", f"{KEY}/child[1]", f"{KEY}/child[1]/more/visit[1]"],
        ["2026-11-08", f"{KEY}/child[1]", f"{KEY}/child[1]/more/visit[2]"],
        ["2026-11-02", f"{KEY}/child[2]", f"{KEY}/child[2]/more/visit[1]"],
    ]
    assert [row[1] for row in files["visit.csv"]] == ["village", "โนน", "ดอน"]
    assert clinic.written == 2


def test_instances_of_a_correction_have_the_key_of_the_first(clinic: Clinic) -> None:
    clinic.submit(f"<village>โนน</village>{KHAM}", corrects=KEY)

    files = unpacked(clinic.export("zip"))

    assert [row[1] for row in files["visit.csv"]] == ["village", "โนน", "ดอน"]
    assert [row[0] for row in files["visit-child.csv"]] == ["name", "'=ຄຳ"]
    assert files["visit-child.csv"][1][-2:] == [KEY, f"{KEY}/child[1]"]
    assert files["visit-visit.csv"][1:] == [
        ["2026-11-02", f"{KEY}/child[1]", f"{KEY}/child[1]/more/visit[1]"]
    ]


def test_a_csv_stays_the_one_table_of_the_submissions(clinic: Clinic) -> None:
    rows = list(csv.reader(StringIO(clinic.export().decode(), newline="")))

    assert rows[0][:4] == ["SubmissionDate", "village", "meta-instanceID", "KEY"]
    assert len(rows) == 3


def test_each_repeat_is_a_sheet_with_typed_cells(clinic: Clinic) -> None:
    book = load_workbook(BytesIO(clinic.export("xlsx")))

    assert book.sheetnames == ["submissions", "child", "visit"]
    assert [cell.value for cell in book["child"][3]] == [
        "=ຄຳ",
        7,
        "n",
        None,
        KEY,
        f"{KEY}/child[2]",
    ]
    assert book["child"]["A3"].data_type == "s"
    assert str(book["visit"]["A2"].value) == "2026-11-01 00:00:00"
    assert book["visit"].freeze_panes == "A2"


@pytest.mark.parametrize(
    ("language", "yes", "needs"), [("th", "ใช่", "อาหาร; บ้าน"), ("lo", "ແມ່ນ", "ອາຫານ; ເຮືອນ")]
)
def test_choices_are_written_in_the_words_of_a_language(
    clinic: Clinic, language: str, yes: str, needs: str
) -> None:
    files = unpacked(clinic.export("zip", labels="th" if language == "th" else "lo"))

    assert files["visit-child.csv"][1][2:4] == [yes, needs]


def test_a_code_without_a_label_stays_a_code(clinic: Clinic) -> None:
    clinic.submit("<child><ill>gone</ill><more><needs>food gone</needs></more></child>")

    assert unpacked(clinic.export("zip", labels="th"))["visit-child.csv"][3][2:4] == [
        "gone",
        "อาหาร; gone",
    ]


def test_a_repeat_that_was_taken_out_keeps_its_table(clinic: Clinic) -> None:
    flat = HOUSEHOLD.splitlines()
    kept = [line for line in flat if "repeat" not in line and "group" not in line]
    checked = check("\n".join(kept).replace("| visit | 1 |", "| visit | 2 |").encode(), "flat.md")
    assert checked.xform is not None
    clinic.publish("2", checked.xform)
    clinic.submit("<village>นา</village><name>จัน</name><age>9</age>", version="2")

    files = unpacked(clinic.export("zip"))

    assert len(files["visit-child.csv"]) == 3
    assert dict(zip(files["visit.csv"][0], files["visit.csv"][3], strict=True))["name"] == "จัน"


def test_outer_repeats_come_before_those_inside(household: str) -> None:
    assert repeats_of(household) == [("child",), ("child", "more", "visit")]


def test_repeats_of_one_name_are_numbered_as_central_numbers_them() -> None:
    named = names_of([("a", "toy"), ("a", "pet"), ("b", "toy")])

    assert list(named.values()) == ["toy~1", "pet", "toy~2"]


def test_what_the_form_s_own_runtime_submits_is_read(household: str) -> None:
    now = Moment(now=NOON, seed="event")
    answering = Instance.new(Form.parse(household), now)
    answering.answer("/data/child[1]/name", "น้อย", now)
    answering.add("/data/child[1]/more/visit")
    answering.add("/data/child")
    answering.answer("/data/child[2]/name", "ຄຳ", now)
    answering.answer("/data/child[2]/more/visit[1]/day", "2026-11-02", now)

    xml = answering.submission(now)

    repeats = repeats_of(household)
    children = list(instances_of(xml, "k", repeats[0], repeats))
    visits = list(instances_of(xml, "k", repeats[1], repeats))
    assert [(one.key, one.values[("name",)]) for one in children] == [
        ("k/child[1]", "น้อย"),
        ("k/child[2]", "ຄຳ"),
    ]
    assert [(one.parent_key, one.key, one.values[("day",)]) for one in visits] == [
        ("k/child[1]", "k/child[1]/more/visit[1]", ""),
        ("k/child[1]", "k/child[1]/more/visit[2]", ""),
        ("k/child[2]", "k/child[2]/more/visit[1]", "2026-11-02"),
    ]
