"""Headings of rosters, in three languages, and what gives away what must never be kept."""

import pytest

from dialogue.roster.columns import COLUMNS, column_of, is_never_kept
from dialogue.roster.groups import GROUPS, group_of_heading, groups_of
from dialogue.roster.headings import read
from dialogue.roster.private import has_house_number, has_id_number, has_phone
from dialogue.roster.text import decoded, is_roster


def test_every_heading_means_one_column_and_none_of_them_is_never_kept() -> None:
    for column in COLUMNS:
        for name in column.names:
            assert column_of(name) == column.key, name
            assert not is_never_kept(name), name


def test_no_group_is_written_like_another_or_like_a_column() -> None:
    for group in GROUPS:
        for word in group.names():
            assert groups_of(word) == (group.code,), word
            assert column_of(word) is None, word


@pytest.mark.parametrize(
    "heading",
    [
        "เลข 13 หลัก",
        "เลขบัตรประชาชน (13 หลัก)",
        "โทร.",
        "เบอร์โทรญาติ",
        "ที่อยู่ (ปัจจุบัน)",
        "ชื่อ - สกุล",
        "Phone",
        "CID",
    ],
)
def test_what_must_never_be_kept_is_known_by_its_heading(heading: str) -> None:
    assert is_never_kept(heading)


def test_blanks_brackets_and_stars_do_not_count() -> None:
    found = read(["* ชื่อ เล่น", "อายุ (ปี)", "ปี-เกิด", "ชื่อเล่น"], group_of_heading)

    assert found is not None
    assert dict(found.places) == {"nickname": 0, "age": 1, "birth_year": 2}
    assert found.twice == ("ชื่อเล่น",)


def test_too_few_headings_or_none_of_people_are_no_roster() -> None:
    assert read(["ชื่อเล่น", "อะไร"], group_of_heading) is None
    assert read(["ตำบล", "อำเภอ", "จังหวัด"], group_of_heading) is None
    assert read([], group_of_heading) is None


@pytest.mark.parametrize(
    "text", ["ผู้สูงอายุ, คนพิการ", "elderly disabled", "ຜູ້ສູງອາຍຸ;ຄົນພິການ", "ผู้สูงอายุ และ คนพิการ"]
)
def test_several_groups_are_read_however_they_are_parted(text: str) -> None:
    assert groups_of(text) == ("elderly", "disabled")


@pytest.mark.parametrize(
    "text", ["1234567890123", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๓", "໑໒໓໔໕໖໗໘໙໐໑໒໓", "x 1.2345.67890.12.3"]
)
def test_thirteen_digits_are_found_in_any_script(text: str) -> None:
    assert has_id_number(text)


@pytest.mark.parametrize(
    "text", ["081-234-5678", "โทร ๐๘๑๒๓๔๕๖๗๘", "+66 81 234 5678", "020 55 123 456"]
)
def test_phones_are_found(text: str) -> None:
    assert has_phone(text)


@pytest.mark.parametrize("text", ["หมู่ 4", "ปี 2500", "บ้าน 12", "25/11"[:2], "ซอยวัด 3", "A12"])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert not has_id_number(text)
    assert not has_phone(text)
    assert not has_house_number(text)


def test_a_text_that_is_none_is_no_roster() -> None:
    assert decoded(b"\xff\xfe\x00") is None
    assert not is_roster(b"\x81\x8d\x8f")
    assert is_roster("ชื่อเล่น,เพศ\n".encode("cp874"))
