"""`facilities`: listed, exported, changed and imported; faults are named by row and column."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.facility_content import load
from bot.settings import Settings
from bot.starting import visited
from models.facility import Facilities
from tests.databases import migrate_in

HEADINGS = ("รหัส", "ชื่อ (ไทย)", "ประเภท", "พื้นที่", "ตรวจทั่วไป", "โทรศัพท์", "อะไรก็ได้")
CLINIC = ("A001", "คลินิกหนึ่ง", "คลินิก", "340501", "จ.-ศ. 08:00-16:00", "045-491097-8", "x")


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder with a bare environment and a database with what ships."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    migrate_in(tmp_path)
    with visited(Settings.read()) as found:
        load(found.store)
    return tmp_path


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ใบ"
    for row in (HEADINGS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def phones(code: str) -> list[str] | None:
    with visited(Settings.read()) as found, found.store.thinking() as session:
        facility = Facilities(session).get(code)
        return None if facility is None else facility.phones


def test_places_are_listed_by_area() -> None:
    told = bot("facilities", "list", "--area", "3425")

    lines = told.stdout.splitlines()
    assert len(lines) == 7
    assert lines[0] == (
        "03783\t342501\tรพ.สต.\tโรงพยาบาลส่งเสริมสุขภาพตำบลคันไร่\tunverified\tno position"
    )
    assert bot("facilities", "list", "--area", "x").exit_code == 2


@pytest.mark.parametrize("name", ["places.csv", "places.xlsx"])
@pytest.mark.parametrize("language", ["th", "lo", "en"])
def test_what_is_exported_changes_nothing_when_it_is_read_in(name: str, language: str) -> None:
    assert bot("facilities", "export", "--out", name, "--lang", language).exit_code == 0

    told = bot("facilities", "import", name)

    assert told.exit_code == 0
    assert told.stdout == "181 rows: 0 new, 0 changed, 181 the same, 0 not taken.\n"


def test_a_workbook_is_tried_then_stored_and_the_rest_of_a_place_stays(workplace: Path) -> None:
    hospital = (10947, "", "", "", "", "045 491 097", "")
    file = workbook(workplace / "a.xlsx", CLINIC, hospital)

    tried = bot("facilities", "import", str(file), "--dry-run")

    assert tried.stdout == "2 rows: 1 new, 1 changed, 0 the same, 0 not taken.\n"
    assert "Not known, and so not read: อะไรก็ได้." in tried.stderr
    assert (phones("A001"), phones("10947")) == (None, [])

    assert bot("facilities", "import", str(file)).exit_code == 0

    assert phones("A001") == ["045491097", "045491098"]
    assert phones("10947") == ["045491097"]
    listed = bot("facilities", "list", "--area", "340501").stdout
    assert "10947\t340501\tรพช.\tโรงพยาบาลเขมราฐ\tunverified\tplaced" in listed


def test_what_is_wrong_is_named_by_sheet_row_and_column_and_the_rest_is_stored(
    workplace: Path,
) -> None:
    wrong = ("A002", "คลินิกสอง", "คลินิก", "340501", "เช้าๆ", "045-491-xxx", "")
    nameless = ("A003", "", "คลินิก", "340501", "มี", "1669", "")
    file = workbook(workplace / "a.xlsx", CLINIC, wrong, nameless, CLINIC)

    told = bot("facilities", "import", str(file))

    assert told.exit_code == 1
    assert told.stdout == "4 rows: 1 new, 0 changed, 0 the same, 3 not taken.\n"
    assert (
        "Sheet ใบ, row 3, column ตรวจทั่วไป: “เช้าๆ” cannot be read as opening hours." in told.stderr
    )
    assert "Sheet ใบ, row 3, column โทรศัพท์: “045-491-xxx” is no telephone number." in told.stderr
    assert "Sheet ใบ, row 4, column ชื่อ (ไทย): This cell is blank. Fill it in." in told.stderr
    assert "Sheet ใบ, row 5, column รหัส: A001 is there twice." in told.stderr
    assert phones("A001") == ["045491097", "045491098"]
    assert phones("A002") is None


def test_places_outside_of_the_area_are_left_alone(workplace: Path) -> None:
    moved = (10947, "", "", "900101", "", "", "")
    file = workbook(workplace / "a.xlsx", CLINIC, moved)

    assert bot("facilities", "import", str(file), "--area", "90").exit_code == 1
    assert "10947\t340501" in bot("facilities", "list", "--area", "34").stdout
    assert phones("A001") is None


def test_a_hyphen_empties_a_cell_and_a_blank_one_does_not(workplace: Path) -> None:
    bot("facilities", "import", str(workbook(workplace / "a.xlsx", CLINIC)))
    blank = workbook(workplace / "b.xlsx", ("A001", "", "", "", "", "", ""))
    hyphen = workbook(workplace / "c.xlsx", ("A001", "", "", "", "", "-", ""))

    bot("facilities", "import", str(blank))
    assert phones("A001") == ["045491097", "045491098"]

    bot("facilities", "import", str(hyphen))
    assert phones("A001") == []


def test_another_file_is_refused_in_a_sentence(workplace: Path) -> None:
    (workplace / "a.csv").write_text("a,b\n1,2\n", "utf-8")

    told = bot("facilities", "import", "a.csv")

    assert told.exit_code == 2
    assert "this is no list of places to get care" in told.stderr
    assert bot("facilities", "import", "none.csv").exit_code == 2


@pytest.mark.parametrize("language", ["th", "lo", "en"])
def test_the_template_explains_every_column_and_is_read_as_an_empty_sheet(language: str) -> None:
    assert bot("facilities", "template", "--out", "t.xlsx", "--lang", language).exit_code == 0

    book = load_workbook("t.xlsx")
    assert len(book.sheetnames) == 2
    explained = book.worksheets[1]
    assert [str(row[0]) for row in explained.iter_rows(min_row=5, values_only=True)] == [
        f"{cell.value}:" for cell in book.worksheets[0][1]
    ]
    assert bot("facilities", "import", "t.xlsx").stdout.startswith("0 rows")
