import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bot.exporting.export import UnknownFormError, Wanted, submissions
from bot.store import Store
from models.attachment import AWAITED, FAILED, KEPT
from tests.bot.exporting.visits import BANGKOK, FIRST, SECOND, Clinic, code


@pytest.fixture
def clinic(store: Store) -> Clinic:
    clinic = Clinic(store=store)
    clinic.publish("1", FIRST)
    return clinic


def rows(exported: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(exported.decode(), newline="")))


def test_a_submission_is_one_line_as_odk_central_lays_it_out(clinic: Clinic) -> None:
    clinic.submit(
        "<start>2026-11-25T11:50:00.000+07:00</start><today>2026-11-25</today>"
        "<who><code>ป้าแดง</code><age>67</age></who><needs>food shelter</needs>"
        "<place>15.2287 -104.8564 0 0</place><photo>17.jpg</photo><score>62</score>"
    )

    assert clinic.export().decode() == (
        "SubmissionDate,start,today,who-code,who-age,needs,"
        "place-Latitude,place-Longitude,place-Altitude,place-Accuracy,photo,score,meta-instanceID,"
        "KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,ReviewState,"
        "DeviceID,Edits,FormVersion\r\n"
        "2026-11-25T12:00:00.000+07:00,2026-11-25T11:50:00.000+07:00,2026-11-25,ป้าแดง,67,"
        "food shelter,15.2287,-104.8564,0,0,17.jpg,62,"
        "uuid:00000000-0000-4000-8000-000000000001,uuid:00000000-0000-4000-8000-000000000001,"
        ",,0,0,,,,0,1\r\n"
    )
    assert clinic.written == 1


def test_answers_are_read_back_from_csv(clinic: Clinic) -> None:
    expected = {
        "ลุงคำ บ้านโนน": "ลุงคำ บ้านโนน",
        "ແມ່ຕູ້ ຄຳ": "ແມ່ຕູ້ ຄຳ",
        '=HYPERLINK("http://x","y")': '\'=HYPERLINK("http://x","y")',
        "+66812345678": "'+66812345678",
        "-5": "'-5",
        "\tx": "'\tx",
        "\rx": "'\rx",
        "one\ntwo": "one\ntwo",
        'a, "b"': 'a, "b"',
    }
    clinic.submit(*map(code, expected))

    assert [row["who-code"] for row in rows(clinic.export())] == list(expected.values())


def test_a_negative_number_is_a_number(clinic: Clinic) -> None:
    clinic.submit("<who><age>-5</age></who><score>-10</score>")

    [row] = rows(clinic.export())
    assert (row["who-age"], row["score"]) == ("-5", "-10")


def test_an_edited_form_loses_no_answer(clinic: Clinic) -> None:
    clinic.publish("2", SECOND)
    clinic.submit("<who><code>A1</code><age>60</age></who><place>1.5 2 3 4</place>")
    clinic.submit(
        "<who><nickname>น้อย</nickname><age>61</age></who><temperature>36.5</temperature>",
        version="2",
    )

    exported = clinic.export()

    assert exported.decode().partition("\r\n")[0].split(",")[:14] == [
        "SubmissionDate",
        "start",
        "today",
        "who-code",
        "who-nickname",
        "who-age",
        "temperature",
        "needs",
        "place-Latitude",
        "place-Longitude",
        "place-Altitude",
        "place-Accuracy",
        "photo",
        "score",
    ]
    first, second = rows(exported)
    assert (first["who-code"], first["who-nickname"], first["who-age"]) == ("A1", "", "60")
    assert (first["place-Longitude"], first["temperature"], first["FormVersion"]) == ("2", "", "1")
    assert (second["who-code"], second["who-nickname"], second["who-age"]) == ("", "น้อย", "61")
    assert (second["place-Longitude"], second["temperature"]) == ("", "36.5")
    assert second["FormVersion"] == "2"


def test_what_still_waits_for_a_picture_is_called_incomplete(clinic: Clinic) -> None:
    clinic.join("somsri")
    whole = clinic.submit("<photo>a.jpg</photo>", by="somsri")
    part = clinic.submit("<photo>b.jpg</photo>", by="somsri", complete=False)
    clinic.attach("a.jpg", to=whole, by="somsri", state=KEPT)
    clinic.attach("b.jpg", to=part, by="somsri", state=AWAITED)
    clinic.attach("c.jpg", to=part, by="somsri", state=KEPT)
    clinic.attach("d.jpg", to=part, by="somsri", state=FAILED)

    first, second = rows(clinic.export())

    assert (first["Status"], first["AttachmentsPresent"], first["AttachmentsExpected"]) == (
        "",
        "1",
        "1",
    )
    assert second["Status"] == "incomplete"
    assert (second["AttachmentsPresent"], second["AttachmentsExpected"]) == ("1", "3")


def test_submitters_are_told_apart_and_not_named(clinic: Clinic) -> None:
    clinic.join("somsri")
    clinic.join("bounmy")
    for by in ("somsri", "bounmy", "somsri", None):
        clinic.submit(code("x"), by=by)

    first, again = clinic.export(), clinic.export()

    one, other, one_again, nobody = [row["SubmitterID"] for row in rows(first)]
    assert one == one_again
    assert one != other
    assert len(one) == 10
    assert nobody == ""
    assert first == again
    assert b"somsri" not in first


def test_demo_submissions_stay_out(clinic: Clinic) -> None:
    clinic.submit(code("demo"), demo=True)
    clinic.submit(code("real"))

    assert [row["who-code"] for row in rows(clinic.export())] == ["real"]


def test_what_was_corrected_is_one_row_with_the_key_and_the_day_of_the_first(
    clinic: Clinic,
) -> None:
    clinic.join("somsri")
    first = clinic.submit("<who><code>A1</code></who><photo>a.jpg</photo>", by="somsri")
    clinic.submit(code("between"))
    second = clinic.submit(code("A2"), by="somsri", corrects=first)
    third = clinic.submit(
        "<who><code>A3</code></who><photo>b.jpg</photo>", by="somsri", corrects=second
    )
    clinic.attach("a.jpg", to=first, by="somsri", state=KEPT)
    clinic.attach("b.jpg", to=third, by="somsri", state=KEPT)

    corrected, between = rows(clinic.export())

    assert clinic.written == 2
    assert (corrected["who-code"], corrected["KEY"], corrected["Edits"]) == ("A3", first, "2")
    assert corrected["meta-instanceID"] == third
    assert corrected["SubmissionDate"] == "2026-11-25T12:00:00.000+07:00"
    assert (corrected["AttachmentsPresent"], corrected["AttachmentsExpected"]) == ("1", "1")
    assert (between["who-code"], between["Edits"]) == ("between", "0")
    assert "meta-deprecatedID" not in corrected


def test_excel_is_told_by_a_byte_order_mark_that_it_is_utf_8(clinic: Clinic) -> None:
    assert clinic.export(bom=True).startswith(b"\xef\xbb\xbfSubmissionDate,")
    assert clinic.export().startswith(b"SubmissionDate,")


def test_a_workbook_holds_the_same_with_every_cell_typed(clinic: Clinic) -> None:
    clinic.submit(
        "<today>2026-11-25</today><who><code>=1+1</code><age>-5</age></who>"
        "<place>15.25 104.5 0 0</place><score>-10</score>"
    )

    sheet = load_workbook(BytesIO(clinic.export("xlsx")))["submissions"]

    names = [str(cell.value) for cell in sheet[1]]
    cells = dict(zip(names, sheet[2], strict=True))
    assert (cells["who-code"].value, cells["who-code"].data_type) == ("=1+1", "s")
    assert (cells["who-age"].value, cells["who-age"].data_type) == (-5, "n")
    assert (cells["place-Latitude"].value, cells["place-Latitude"].data_type) == (15.25, "n")
    assert (cells["score"].value, cells["score"].data_type) == ("-10", "s")
    assert str(cells["today"].value) == "2026-11-25 00:00:00"
    assert str(cells["SubmissionDate"].value) == "2026-11-25 12:00:00"
    assert cells["KEY"].value == "uuid:00000000-0000-4000-8000-000000000001"
    assert sheet.freeze_panes == "A2"


def test_a_form_without_submissions_is_a_header(clinic: Clinic) -> None:
    assert clinic.export().count(b"\r\n") == 1
    assert clinic.written == 0


def test_more_than_one_batch_comes_in_order(clinic: Clinic) -> None:
    clinic.submit(*[code(str(number)) for number in range(502)])

    assert [row["who-code"] for row in rows(clinic.export())] == [str(n) for n in range(502)]


def test_an_unknown_form_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(UnknownFormError, match="there is no form 'nothing'"):
        submissions(store, Wanted(form_id="nothing"), out=BytesIO(), zone=BANGKOK)
