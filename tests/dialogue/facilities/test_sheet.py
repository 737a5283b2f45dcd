"""Rows of a sheet of facilities: every cell read for what is meant, or named with a remedy."""

from datetime import date

import pytest

from dialogue.facilities import headings, sheet
from dialogue.facilities.fault import Fault
from dialogue.facilities.position import position_in

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("column", "written", "read"),
    [
        ("code", "3590", "03590"),
        ("code", "๑๐๙๔๗", "10947"),
        ("code", "a001", "A001"),
        ("code", "109477", None),
        ("latitude", "16.038", "16.038"),
        ("latitude", "๑๖,๐๓๘", "16.038"),
        ("latitude", "105.2", None),
        ("longitude", "105.21242", "105.21242"),
        ("longitude", "16.0", None),
        ("general", "มี", "yes"),
        ("general", "ບໍ່ມີ", ""),
        ("general", "-", ""),
        ("general", "จ.-ศ. 08:00-16:00", "Mo-Fr 08:00-16:00"),
        ("phones", "045-491097-8", "045491097; 045491098"),
        ("languages", "ลาว, พม่า", "lo my"),
        ("languages", "my lo", "lo my"),
        ("languages", "ดาวอังคาร", None),
        ("schemes", "บัตรทอง ประกันสังคม ไม่มีบัตร", "uc sss none"),
        ("schemes", "ท.99", "stateless"),
        ("complaints", "ใช่", "yes"),
        ("complaints", "อาจจะ", None),
        ("closed_days", "31/12/2569, 2 ม.ค. 2570", "2026-12-31, 2027-01-02"),
        ("closed_days", "เมื่อไรไม่รู้", None),
        ("verified_on", "25/11/2569", "2026-11-25"),
        ("verified_on", "26/11/2569", None),
        ("verified_by", "สสอ.เขมราฐ", "สสอ.เขมราฐ"),
        ("verified_by", "นายสมชาย ใจดี", None),
        ("name_th", "ก" * 121, None),
    ],
)
def test_a_cell_is_read_for_what_is_meant(column: str, written: str, read: str | None) -> None:
    found = sheet.value(column, written, today=TODAY)

    assert isinstance(found, Fault) if read is None else found == read


def test_a_blank_cell_is_left_out_and_a_hyphen_empties_it() -> None:
    row = sheet.read({"code": "A001", "phones": " ", "languages": "-"}, today=TODAY)

    assert row.cells == {"code": "A001", "languages": ""}
    assert row.faults == {}


def test_a_row_without_a_code_is_named() -> None:
    assert list(sheet.read({"name_th": "ก"}, today=TODAY).faults) == ["code"]


@pytest.mark.parametrize(
    ("more", "columns"),
    [
        ({}, []),
        ({"name_th": ""}, ["name_th"]),
        ({"latitude": "16.0"}, ["longitude"]),
        ({"verified_on": "2026-11-25"}, ["verified_by"]),
        ({"verified_by": "สสอ."}, ["verified_by"]),
    ],
)
def test_a_place_must_be_whole(more: dict[str, str], columns: list[str]) -> None:
    known = {"code": "A001", "name_th": "ก", "kind": "คลินิก", "area": "34"}

    assert list(sheet.missing(sheet.whole({**known, **more}))) == columns


@pytest.mark.parametrize(
    ("cells", "is_sheet"),
    [
        (["รหัส", "ชื่อ (ไทย)", "ประเภท"], True),
        (["ລະຫັດ", "ຊື່ (ໄທ)"], True),
        (["code", "phones"], True),
        (["รหัส", "พื้นที่"], False),
        (["ชื่อ (ไทย)", "ประเภท"], False),
    ],
)
def test_a_row_of_headings_is_told_from_other_rows(cells: list[str], *, is_sheet: bool) -> None:
    assert (headings.read(cells) is not None) is is_sheet


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("16.038, 105.21242", (16.038, 105.21242)),
        ("https://maps.google.com/?q=16.0380,105.2124&z=15", (16.038, 105.2124)),
        ("๑๖.๐๓๘ ๑๐๕.๒๑๒๔", (16.038, 105.2124)),
        ("48.8566, 2.3522", None),
        ("ข้างตลาด ร้าน 12.50 บาท", None),
    ],
)
def test_a_position_is_found_in_words(text: str, found: tuple[float, float] | None) -> None:
    assert position_in(text) == found
