from io import BytesIO

import pytest

from bot.exporting.csv_file import csv_file, harmless
from bot.exporting.fields import Kind
from bot.exporting.table import Cell


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+66812345678",
        "-5",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "  =1+1",
        "\n=1+1",
        '"=1+1"',
        "'=1+1",
        "\u00a0\u200b=1+1",
        "\ufeff=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "\tสวัสดี",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert harmless(Cell(text)) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "บ้าน 12", "ສະບາຍດີ", "a=b", "1-2", "ไม่มี - เลย", "it's", '"so"', " x", "uuid:1"]
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(Cell(text)) == text


@pytest.mark.parametrize("kind", ["integer", "decimal", "computed"])
def test_a_negative_number_of_a_numeric_question_stays_a_number(kind: Kind) -> None:
    assert harmless(Cell("-5", kind)) == "-5"


@pytest.mark.parametrize("text", ["-5+1", "=1", "-", "+5", "-5\n", "-1.5.2", "--5"])
def test_what_is_no_plain_number_is_made_harmless_in_numeric_questions_too(text: str) -> None:
    assert harmless(Cell(text, "decimal")) == "'" + text


def test_lines_end_as_rfc_4180_has_it_and_quotes_stand_where_needed() -> None:
    out = BytesIO()

    with csv_file(out, bom=False) as write:
        write([Cell("a,b"), Cell('say "x"'), Cell("one\ntwo"), Cell("c")])
        write([Cell("d"), Cell(""), Cell("e"), Cell("f")])

    assert out.getvalue() == b'"a,b","say ""x""","one\ntwo",c\r\nd,,e,f\r\n'


def test_a_byte_order_mark_comes_only_on_request() -> None:
    out = BytesIO()

    with csv_file(out, bom=True) as write:
        write([Cell("ก")])

    assert out.getvalue() == b"\xef\xbb\xbf\xe0\xb8\x81\r\n"
