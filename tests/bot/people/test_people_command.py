"""`people`: template, import and export on the command line, and what an export brings back."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.people.exporting import export
from bot.people.rules import Rules
from bot.people.volunteers import volunteers
from bot.settings import Settings
from bot.store import Store
from dialogue.roster.columns import COLUMNS, SheetLanguage
from models.audit import Audit
from models.contact import Contact
from models.organization import Membership, Organization
from models.person import Person
from tests.bot.people.rosters import NOW, as_csv, bring, made_up, rules, someone, table, totals
from tests.databases import migrate_in


@pytest.fixture
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with an empty database, in a bare environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    migrate_in(tmp_path)
    return tmp_path


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def written(
    store: Store, *, language: SheetLanguage = "th", kind: str = "csv", terms: Rules | None = None
) -> bytes:
    out = BytesIO()
    export(store, terms or rules(store), out, format=kind, language=language)
    return out.getvalue()


@pytest.mark.parametrize("language", ["th", "lo", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_read_in_again_changes_nothing(
    store: Store, language: SheetLanguage, kind: str
) -> None:
    bring(store, made_up(60))
    bring(store, [someone("=cmd()", ผู้ดูแล="-ลูก", กลุ่ม="มันนิ", ยินยอมเรื่อง="เก็บข้อมูล, ส่งต่อ")])
    bring(store, [someone("=cmd()", ยินยอมเรื่อง="แจ้งเตือน, เก็บข้อมูล", วันที่ยินยอม="20/11/2569")])
    bring(store, [someone("ดำ", สถานะ="ย้าย", ปีเกิด="", บ้าน="")])

    source = written(store, language=language, kind=kind)

    assert totals(bring(store, source, name=f"people.{kind}")) == {"same": 62}


def test_an_export_is_of_its_area_alone_and_leaves_a_mark(store: Store) -> None:
    bring(store, [someone(), someone(รหัสพื้นที่="340503")])

    source = written(store, terms=rules(store, areas=("34",)))

    (row,) = csv.DictReader(StringIO(source.decode("utf-8-sig")))
    assert row["รหัสพื้นที่"] == "340503"
    with store.thinking() as session:
        marks = session.scalars(select(Audit).where(Audit.action == "exported")).all()
    assert [(mark.actor, mark.kind, mark.area) for mark in marks] == [("command", "people", "34")]


def test_no_cell_of_an_export_is_run(lite: Store) -> None:
    bring(lite, [someone("=cmd()", ผู้ดูแล="@ลูก")])

    (row,) = csv.DictReader(StringIO(written(lite).decode("utf-8-sig")))
    assert (row["ชื่อเล่น"], row["ผู้ดูแล"]) == ("'=cmd()", "'@ลูก")
    sheet = load_workbook(BytesIO(written(lite, kind="xlsx"))).worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=cmd()", "s")


def test_volunteers_are_named_by_their_codes_both_ways(store: Store) -> None:
    with store.writing() as session:
        session.add(Organization(id="o", name="เสี่ยว"))
        session.add(Contact(id="mali", seen_on=NOW.date()))
        session.add(
            Membership(
                id="m",
                contact_id="mali",
                organization_id="o",
                role="volunteer",
                area="90",
                joined_at=NOW,
            )
        )
    with store.thinking() as session:
        assert store.vault is not None
        known = volunteers(session, store.vault, is_demo=False)
    assert list(known.values()) == ["mali"]
    terms = replace(rules(store), volunteers=known)
    row = someone(อาสาสมัคร=next(iter(known)))

    assert totals(bring(store, [row], terms=terms)) == {"created": 1}

    (exported,) = csv.DictReader(StringIO(written(store).decode("utf-8-sig")))
    assert exported["อาสาสมัคร"] == row["อาสาสมัคร"]
    assert totals(bring(store, written(store), terms=terms)) == {"same": 1}
    with store.thinking() as session:
        assert session.scalars(select(Person.assignee_id)).one() == "mali"


@pytest.mark.parametrize("language", ["th", "lo", "en"])
def test_the_template_explains_itself_and_holds_lists(workplace: Path, language: str) -> None:
    file = workplace / "people.xlsx"

    assert bot("people", "template", "--lang", language, "--out", str(file)).exit_code == 0

    book = load_workbook(file)
    assert len(book.sheetnames) == 4
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings == [getattr(column, language) for column in COLUMNS]
    assert len(sheet.data_validations.dataValidation) == 6
    assert book["lists"].sheet_state == "hidden"
    explained = [row[0].value for row in book.worksheets[2].iter_rows(min_row=5)]
    assert explained == headings


def test_a_filled_template_is_taken(workplace: Path) -> None:
    file = workplace / "people.xlsx"
    bot("people", "template", "--out", str(file))
    book = load_workbook(file)
    for row in list(book["ตัวอย่าง"].iter_rows(min_row=2, values_only=True)):
        book.worksheets[0].append(row)
    book.save(file)

    told = bot("people", "import", str(file), "--yes")

    assert told.stdout == "3 rows: 3 new, 0 changed, 0 the same, 0 not taken.\n", told.stderr


def test_an_import_is_tried_first_and_stored_when_that_is_meant(workplace: Path) -> None:
    (workplace / "people.csv").write_bytes(as_csv(table([someone(), someone("แดง", เพศ="?")])))

    tried = bot("people", "import", "people.csv", "--answers", "answers.csv")
    assert tried.exit_code == 1
    assert tried.stdout == "2 rows: 1 new, 0 changed, 0 the same, 1 not taken.\n"
    assert "Nothing was stored yet: add --yes to store it." in tried.stderr
    answers = (workplace / "answers.csv").read_text("utf-8-sig").splitlines()
    assert answers[0] == "แถว,ผล,รหัส,ชื่อเล่น,คอลัมน์,เหตุผล"
    assert answers[1] == "2,เพิ่มใหม่,,น้อย,,"
    assert answers[2].startswith('3,ไม่รับ,,,เพศ,"ไม่รู้จักคำนี้')

    stored = bot("people", "import", "people.csv", "--yes")
    assert "แถว" not in stored.stdout
    assert "Row 3, เพศ: ไม่รู้จักคำนี้" in stored.stderr
    again = bot("people", "import", "people.csv", "--yes")
    assert again.stdout == "2 rows: 0 new, 0 changed, 1 the same, 1 not taken.\n"


def test_whoever_is_missing_from_a_replacing_file_is_listed_and_stays(workplace: Path) -> None:
    people = [someone(), someone("แดง"), someone("ดำ", รหัสพื้นที่="340503")]
    (workplace / "all.csv").write_bytes(as_csv(table(people)))
    (workplace / "one.csv").write_bytes(as_csv(table(people[:1])))
    assert bot("people", "import", "all.csv", "--yes").exit_code == 0

    refused = bot("people", "import", "one.csv", "--replace")
    told = bot(
        "people", "import", "one.csv", "--replace", "--area", "90", "--yes", "--answers", "a.csv"
    )

    assert refused.exit_code == 2
    assert "In the register but not in the file: 1. They stay as they are." in told.stderr
    last = (workplace / "a.csv").read_text("utf-8-sig").splitlines()[-1]
    assert ",ไม่มีในไฟล์นี้," in last
    assert ",แดง," in last
    assert bot("people", "export").stdout.count("\n") == 4


def test_columns_that_are_not_read_are_named(workplace: Path) -> None:
    (workplace / "p.csv").write_bytes(as_csv(table([someone(โทร="0812345678", สีเสื้อ="แดง")])))

    told = bot("people", "import", "p.csv")

    assert "Never kept, and so not read: โทร." in told.stderr
    assert "Not known, and so not read: สีเสื้อ." in told.stderr


def test_consent_on_paper_is_said_with_its_day(workplace: Path) -> None:
    bare = someone(ผู้ให้ความยินยอม="", วันที่ยินยอม="")
    (workplace / "p.csv").write_bytes(as_csv(table([bare])))

    assert bot("people", "import", "p.csv", "--yes").exit_code == 1
    assert bot("people", "import", "p.csv", "--consent-on-paper", "2999-01-01").exit_code == 2
    told = bot("people", "import", "p.csv", "--yes", "--consent-on-paper", "2020-10-03")
    assert told.stdout == "1 rows: 1 new, 0 changed, 0 the same, 0 not taken.\n"


@pytest.mark.parametrize("name", ["nowhere.csv", "letter.pdf"])
def test_what_cannot_be_read_is_one_sentence(workplace: Path, name: str) -> None:
    (workplace / "letter.pdf").write_bytes(b"%PDF")

    told = bot("people", "import", name)

    assert told.exit_code == 2
    assert told.stderr.startswith("error: ")
