"""Days as people type them."""

from datetime import date

import pytest

from dialogue.reading.dates import TwoYears, read_date
from dialogue.reading.reading import Unread

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "typed",
    [
        "25/11/2569",
        "25/11/2026",
        "๒๕/๑๑/๒๕๖๙",
        "໒໕/໑໑/໒໐໒໖",
        "２５/１１/２０２６",
        "25-11-2569",
        "25.11.2026",
        "25 11 2569",
        "25 / 11 / 2569",
        "2026-11-25",
        "2569-11-25",
        "2026/11/25",
        "25 พ.ย. 2569",
        "25 พ.ย 2569",
        "25พย2569",
        "25 พฤศจิกายน 2569",
        "25 พฤศจิกายน พ.ศ. 2569",
        "วันที่ 25 เดือนพฤศจิกายน พ.ศ. 2569",
        "25 พ.ย. ค.ศ. 2026",
        "25 พ.ย. พ.ศ. 69",
        "25/11/69 พ.ศ.",
        "ค.ศ. 25/11/26",
        "25 ພະຈິກ 2026",
        "ວັນທີ ໒໕ ເດືອນ ພະຈິກ ໒໐໒໖",
        "25 ພ.ຈ. ຄ.ສ. 2026",
        "25 ພະຈິກ ພ.ສ. 2569",
        "25 Nov 2026",
        "25 november 2569",
        "25\u200b/11/2569",
        "วันนี้",
        "วันนี้ค่ะ",
        "ມື້ນີ້",
        "today",
    ],
)
def test_this_day_is_read(typed: str) -> None:
    assert read_date(typed, today=TODAY) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("เมื่อวาน", date(2026, 11, 24)),
        ("เมื่อวานนี้", date(2026, 11, 24)),
        ("มื้อวาน", date(2026, 11, 24)),
        ("ມື້ວານນີ້", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 24)),
        ("พรุ่งนี้", date(2026, 11, 26)),
        ("ມື້ອື່ນ", date(2026, 11, 26)),
        ("1/1/2400", date(2400, 1, 1)),
        ("1/1/2401", date(1858, 1, 1)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        ("5 ธันวาคม 2500", date(1957, 12, 5)),
        ("5 ກຸມພາ 1975", date(1975, 2, 5)),
        ("5 มีนา 2569", date(2026, 3, 5)),
        ("5 ม.ค. 2569", date(2026, 1, 5)),
        ("5 มิ.ย. 2569", date(2026, 6, 5)),
        ("5 ก.ค. 2569", date(2026, 7, 5)),
    ],
)
def test_another_day_is_read(typed: str, day: date) -> None:
    assert read_date(typed, today=TODAY) == day


def test_a_two_digit_year_gives_both_readings_and_no_guess() -> None:
    assert read_date("25/11/69", today=TODAY) == TwoYears(
        year="69", be=2569, ce=1969, buddhist=date(2026, 11, 25), christian=date(1969, 11, 25)
    )
    assert read_date("25 ພະຈິກ 26", today=TODAY) == TwoYears(
        year="26", be=2526, ce=2026, buddhist=date(1983, 11, 25), christian=date(2026, 11, 25)
    )


def test_a_two_digit_year_without_the_day_in_one_era_gives_the_other() -> None:
    assert read_date("29/2/67", today=TODAY) == TwoYears(
        year="67", be=2567, ce=1967, buddhist=date(2024, 2, 29), christian=None, at=None
    )


@pytest.mark.parametrize(
    "typed", ["31/2/2569", "29/2/2568", "31/4/69", "11/25/2026", "0/1/2569", "31 เม.ย. 2569"]
)
def test_a_day_that_is_in_no_calendar_is_refused(typed: str) -> None:
    assert read_date(typed, today=TODAY) == Unread(why="no_such_day")


@pytest.mark.parametrize(
    "typed",
    [
        "25/11",
        "25 พ.ย.",
        "2569",
        "เร็วๆ นี้",
        "25/11/026",
        "25/11/0026",
        "25/11/1026",
        "25/11 พ.ศ. 2026",
        "25 ยย 2569",
        "25/11/2569 " * 20,
        "😀" * 5000,
        "5",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert read_date(typed, today=TODAY) == Unread(why="not_a_date")


def test_nothing_that_can_be_seen_is_blank() -> None:
    assert read_date("\u200b \x00", today=TODAY) == Unread(why="blank")
