"""Times of day as people type them."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from dialogue.reading.dates import TwoYears
from dialogue.reading.reading import Unread
from dialogue.reading.times import read_date_time, read_time

TODAY = date(2026, 11, 25)
ZONE = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    "typed",
    [
        "8:30",
        "08:30",
        "8.30",
        "0830",
        "๘:๓๐",
        "໘.໓໐",
        "8:30 น.",
        "เวลา 8.30 น.",
        "ເວລາ 8:30 ໂມງ",
        "8:30:00",
        "08:30\u200b",
    ],
)
def test_half_past_eight_is_read(typed: str) -> None:
    assert read_time(typed) == time(8, 30)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14 น.", time(14)),
        ("9 นาฬิกา", time(9)),
        ("8 โมงเช้า", time(8)),
        ("໘ ໂມງເຊົ້າ", time(8)),
        ("8 โมง", time(8)),
        ("๘ โมงครึ่ง", time(8, 30)),
        ("11 โมง", time(11)),
        ("บ่าย 2", time(14)),
        ("บ่าย 3 โมง", time(15)),
        ("5 โมงเย็น", time(17)),
        ("2 ทุ่ม", time(20)),
        ("5 ทุ่มครึ่ง", time(23, 30)),
        ("ตี 4", time(4)),
        ("ບ່າຍ 2 ໂມງ", time(14)),
        ("5 ໂມງແລງ", time(17)),
        ("14 ໂມງ", time(14)),
        ("໑໔ ໂມງເຄິ່ງ", time(14, 30)),
        ("ຕີ 4", time(4)),
        ("เที่ยง", time(12)),
        ("ທ່ຽງ", time(12)),
        ("เที่ยงคืน", time(0)),
        ("23:59", time(23, 59)),
        ("บ่ายโมง", time(13)),
        ("บ่ายโมงครึ่ง", time(13, 30)),
        ("เที่ยงครึ่ง", time(12, 30)),
        ("เที่ยงคืนครึ่ง", time(0, 30)),
        ("ບ່າຍໂມງ", time(13)),
        ("บ่ายสอง", time(14)),
        ("บ่ายสามโมงครึ่ง", time(15, 30)),
        ("สี่โมงเย็น", time(16)),
        ("7 โมงเย็น", time(19)),
        ("แปดโมงครึ่ง", time(8, 30)),
        ("สิบเอ็ดโมง", time(11)),
        ("สองทุ่มครึ่ง", time(20, 30)),
        ("ห้าทุ่ม", time(23)),
        ("ตีห้า", time(5)),
        ("14 โมง", time(14)),
        ("ยี่สิบสามนาฬิกา", time(23)),
        ("ສອງໂມງບ່າຍ", time(14)),
        ("ຕີສີ່", time(4)),
        ("ຕີຫນຶ່ງ", time(1)),  # HO NO as two letters
        ("ແປດໂມງເຊົ້າ", time(8)),
        ("3 ໂມງແລງ", time(15)),
        ("ຊາວສອງໂມງ", time(22)),
        ("ສິບເອັດໂມງເຊົ້າ", time(11)),
    ],
)
def test_another_time_is_read(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize(
    "typed",
    [
        "24:00",
        "8:60",
        "8",
        "3 โมง",
        "6 โมง",
        "8 ໂມງ",
        "ແປດໂມງເຄິ່ງ",
        "สามโมง",
        "หกทุ่ม",
        "สิบ",
        "ครึ่ง",
        "24 ໂມງ",
        "7 ทุ่ม",
        "บ่าย 8",
        "830",
        "8:3",
        "เช้า",
        "25 น.",
        "1" * 90,
    ],
)
def test_what_may_be_two_times_or_none_is_refused(typed: str) -> None:
    assert read_time(typed) == Unread(why="not_a_time")


def test_nothing_is_blank() -> None:
    assert read_time(" ") == Unread(why="blank")


@pytest.mark.parametrize(
    "typed",
    [
        "25/11/2569 8:30",
        "25 พ.ย. 2569 เวลา 8:30 น.",
        "໒໕/໑໑/໒໐໒໖ ໐໘:໓໐",
        "25 11 2569 0830",
        "วันนี้ 8.30",
        "2026-11-25 08:30",
    ],
)
def test_a_day_with_a_time_is_read(typed: str) -> None:
    expected = datetime(2026, 11, 25, 8, 30, tzinfo=ZONE)

    assert read_date_time(typed, today=TODAY, zone=ZONE) == expected


def test_a_two_digit_year_keeps_the_time_beside_both_readings() -> None:
    assert read_date_time("25/11/69 8:30", today=TODAY, zone=ZONE) == TwoYears(
        year="69",
        be=2569,
        ce=1969,
        buddhist=date(2026, 11, 25),
        christian=date(1969, 11, 25),
        at=time(8, 30),
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("25/11/2569", "not_a_date"),
        ("8:30", "not_a_date"),
        ("31/2/2569 8:30", "no_such_day"),
        ("25/11/2569 25:00", "not_a_time"),
        ("", "not_a_date"),
        ("😀" * 5000, "not_a_date"),
    ],
)
def test_half_a_moment_is_refused(typed: str, why: str) -> None:
    reading = read_date_time(typed, today=TODAY, zone=ZONE)

    assert isinstance(reading, Unread)
    assert reading.why == why
