"""Rosters as they come: headings, encodings, separators, and what may not be read."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from bot.people.limits import CHAT, COMMAND, Limits
from bot.people.source import RosterRefusedError, is_roster, opened
from bot.store import Store
from tests.bot.people.rosters import as_csv, as_excel, bring, someone, table, totals
from tests.bot.publishing.workbooks import excel, sheets, with_part

CELLS = table([someone(), someone("แดง")])


def read(source: bytes, name: str = "people.csv", limits: Limits = COMMAND) -> list[list[str]]:
    with opened(source, name, limits) as roster:
        return [list(cells) for _, cells in roster.rows]


def refusal(source: bytes, name: str, limits: Limits = CHAT) -> str:
    with pytest.raises(RosterRefusedError) as refused, opened(source, name, limits) as roster:
        list(roster.rows)
    return refused.value.finding.reason


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_of_any_program_is_read(encoding: str, separator: str) -> None:
    rows = read(as_csv(CELLS, encoding, separator))

    assert [row[1] for row in rows] == ["น้อย", "แดง"]


def test_excels_own_line_about_the_separator_is_passed_over() -> None:
    assert len(read(b"sep=;\r\n" + as_csv(CELLS, "utf-8", ";"))) == 2


def test_a_workbook_is_read_as_it_looks() -> None:
    cells: list[list[object]] = [["ชื่อเล่น", "ปีเกิด", "อายุ"], ["น้อย", 2500, 69.0]]

    assert read(as_excel(cells), "people.xlsx") == [["น้อย", "2500", "69"]]


def test_titles_above_the_headings_and_blank_rows_are_passed_over() -> None:
    above = [["ทะเบียนผู้ป่วย", "", ""], ["", "", ""], ["ชื่อเล่น", "เพศ"], ["", ""], ["น้อย", "ญ"]]

    with opened(as_excel(above), "people.xlsx", COMMAND) as roster:
        assert list(roster.rows) == [(5, ["น้อย", "ญ"])]


def test_the_example_and_the_explanation_are_never_read() -> None:
    book = Workbook()
    book.worksheets[0].title = "คำอธิบาย"
    book.worksheets[0].append(["ชื่อเล่น", "เพศ"])
    sheet = book.create_sheet("ตัวอย่าง")
    sheet.append(["ชื่อเล่น", "เพศ"])
    sheet.append(["น้อย", "หญิง"])
    out = BytesIO()
    book.save(out)

    assert refusal(out.getvalue(), "a.xlsx").startswith("No row of headings")


@pytest.mark.parametrize(
    ("heading", "language"),
    [("ชื่อเล่น,เพศ,อายุ", "th"), ("ຊື່ຫຼິ້ນ,ເພດ,ອາຍຸ", "lo"), ("Nickname,Sex,Age", "en")],
)
def test_the_language_of_a_sheet_is_that_of_its_headings(heading: str, language: str) -> None:
    with opened(f"{heading}\nx,,\n".encode(), "a.csv", COMMAND) as roster:
        assert roster.headings.language == language


def test_what_must_never_be_kept_does_not_even_leave_the_subprocess() -> None:
    cells = [
        ["เลข 13 หลัก", "ชื่อเล่น", "โทร", "ที่อยู่ปัจจุบัน", "ชื่อ-สกุล", "เพศ", "ศาสนา", "หมายเหตุ"],
        ["1234567890123", "น้อย", "0812345678", "12/3 ถ.ไทร", "นาง ก ข", "หญิง", "พุทธ", "ไม่มี"],
    ]

    with opened(as_csv(cells), "a.csv", COMMAND) as roster:
        assert roster.headings.never == ("เลข 13 หลัก", "โทร", "ที่อยู่ปัจจุบัน", "ชื่อ-สกุล", "ศาสนา")
        assert roster.headings.unknown == ("หมายเหตุ",)
        assert list(roster.rows) == [(2, ["น้อย", "หญิง"])]


def test_a_sheet_of_imed_is_mapped_by_its_headings(store: Store) -> None:
    cells = [
        ["ทะเบียนผู้ป่วย iMed@home"],
        [
            "ลำดับ",
            "คำนำหน้า",
            "ชื่อ-สกุล",
            "ชื่อเล่น",
            "เลขประจำตัวประชาชน 13 หลัก",
            "เพศ",
            "วันเกิด",
            "เชื้อชาติ",
            "โทร.",
            "ชุมชน",
            "ที่อยู่ (ทะเบียน)",
            "รหัสตำบล",
            "ผู้สูงอายุ",
            "คนพิการ",
            "ฟื้นฟู",
            "ผู้ดูแล",
            "สถานะ",
            "ผู้ยินยอม",
            "วันที่ให้ความยินยอม",
        ],
        [
            "1",
            "นาง",
            "ดี มาก",
            "ยายดี",
            "1 2345 67890 12 3",
            "ญ",
            "31/12/2489",
            "ไทย",
            "081-234-5678",
            "ชุมชนริมน้ำ",
            "12/3 หมู่ 4",
            "900102",
            "✓",
            "",
            "/",
            "ลูกสาว",
            "มีชีวิต",
            "ตนเอง",
            "3/10/2569",
        ],
    ]
    cells[-1][14] = "ใช่"

    answers = bring(store, as_excel(cells), name="imed.xlsx")

    assert totals(answers) == {"created": 1}
    assert answers[0].nickname == "ยายดี"
    assert totals(bring(store, as_excel(cells), name="imed.xlsx")) == {"same": 1}


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("ผู้ดูแล", "ลูก 1-2345-67890-12-3", "A number of 13 digits"),
        ("บ้าน", "๑๒๓๔๕๖๗๘๙๐๑๒๓", "A number of 13 digits"),
        ("ชื่อเล่น", "໑ ໒໓໔໕ ໖໗໘໙໐ ໑໒ ໓", "A number of 13 digits"),
        ("หมู่บ้าน", "1\u200b234567890123", "A number of 13 digits"),
        ("รหัส", "1234567890123", "A number of 13 digits"),
        ("ปีเกิด", "1234567890123", "A number of 13 digits"),
        ("กลุ่ม", "１２３４５６７８９０１２３", "A number of 13 digits"),
        ("ผู้ดูแล", "โทร 081-234 5678", "A phone number"),
        ("บ้าน", "12/3", "A house number"),
        ("หมู่บ้าน", "บ้านเลขที่ 5", "A house number"),
        ("ปีเกิด", "57", "This is no year of birth"),
        ("ปีเกิด", "2600", "This is no year of birth"),
        ("เพศ", "อะไร", "This word is not known"),
        ("ภาษา", "จีน", "This word is not known"),
        ("กลุ่ม", "ผู้สูงอายุ, นักบิน", "This word is not known"),
        ("สถานะ", "จำหน่าย", "This word is not known"),
        ("ผู้ให้ความยินยอม", "เพื่อน", "This word is not known"),
        ("วันที่ยินยอม", "เมื่อไหร่", "This is no day"),
        ("วันที่ยินยอม", "25/11/2570", "This day is still to come"),
        ("วันที่ยินยอม", "", "Without consent nothing is kept"),
        ("ชื่อเล่น", "", "The nickname is missing"),
        ("ชื่อเล่น", "ก" * 41, "This is longer than"),
        ("รหัสพื้นที่", "", "The area is missing"),
        ("รหัสพื้นที่", "90010", "There is no area of this code"),
        ("รหัส", "!!", "This is no code"),
        ("รหัส", "ZZZZZZ", "Nobody in your areas has this code"),
        ("อาสาสมัคร", "ใครก็ไม่รู้", "No volunteer has this code"),
        ("อายุ", "20", "The year of birth and the age do not agree"),
        ("อายุ", "8 เดือน", "This is no age"),
        ("เพศ", "#REF!", "The cell holds an error"),
    ],
)
def test_each_fault_of_a_cell_is_told_with_its_column(
    lite: Store, column: str, value: str, reason: str
) -> None:
    (answer,) = bring(lite, [someone(**{column: value})], stores=True)

    assert answer.done == "refused"
    assert any(problem.reason.msgid.startswith(reason) for problem in answer.problems)
    with lite.thinking() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM persons").scalar() == 0


def test_a_form_is_no_roster_and_a_roster_is_one() -> None:
    assert not is_roster(excel(sheets()), "form.xlsx", CHAT)
    assert not is_roster(b"name,label\na,b\n", "list.csv", CHAT)
    assert not is_roster(b"\x89PNG", "people.csv", CHAT)
    assert is_roster(as_excel(CELLS), "people.xlsx", CHAT)
    assert is_roster(as_csv(CELLS), "people.csv", CHAT)


def test_a_bomb_goes_off_in_a_room_of_its_own() -> None:
    part = b"<worksheet>" + b" " * (60 * 1024 * 1024) + b"</worksheet>"
    bomb = with_part(as_excel(CELLS), "xl/worksheets/sheet9.xml", part)
    assert len(bomb) < 1024 * 1024

    assert refusal(bomb, "people.xlsx").startswith("This workbook unpacks to more than")


def test_what_defines_xml_entities_is_refused() -> None:
    evil = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'

    assert refusal(with_part(as_excel(CELLS), "xl/worksheets/sheet1.xml", evil), "a.xlsx")


def test_macros_links_passwords_and_old_files_are_refused() -> None:
    macro = with_part(as_excel(CELLS), "xl/vbaProject.bin", b"x")
    assert refusal(macro, "people.xlsx") == "This workbook holds macros."
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "people.xls")
    assert refusal(b"PK\x03\x04broken", "people.xlsx")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as other:
        other.writestr("people.txt", "x")
    assert refusal(out.getvalue(), "people.xlsx")


def test_limits_of_bytes_rows_and_time_hold() -> None:
    small = Limits(file=1_000_000, unpacked=10_000_000, rows=1, seconds=30)
    assert refusal(as_csv(CELLS), "people.csv", small) == "This list has more than {most} rows."
    tiny = Limits(file=10, unpacked=10, rows=10, seconds=10)
    assert refusal(as_csv(CELLS), "people.csv", tiny) == "This file is larger than {most} MB."
    starved = Limits(file=10_000_000, unpacked=10_000_000, rows=10, seconds=30, memory=1_000_000)
    assert refusal(as_csv(CELLS), "people.csv", starved).startswith("This list takes too much")


def test_formulas_of_a_csv_stay_text(lite: Store) -> None:
    (answer,) = bring(lite, [someone("=1+1")])

    assert (answer.done, answer.nickname) == ("created", "=1+1")
