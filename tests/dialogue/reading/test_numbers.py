"""Numbers as people type them."""

import pytest

from dialogue.reading.numbers import read_number
from dialogue.reading.reading import Unread


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", "5"),
        ("๕", "5"),
        ("໕", "5"),
        ("５", "5"),
        ("๑๒ คน", "12"),
        ("໑໒ຄົນ", "12"),
        ("1,200 บาท", "1200"),
        ("1,234,567", "1234567"),
        (" 7 ", "7"),
        ("7\u200b", "7"),
        ("\u202e42", "42"),
        ("5 ครับ", "5"),
        ("อายุ 60 ปี", "60"),
        ("ອາຍຸ ໖໐ ປີ", "60"),
        ("฿500", "500"),
        ("50%", "50"),
        ("3 😀", "3"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+4", "4"),
        ("-0", "0"),
        ("007", "7"),
        ("5.0", "5"),
        ("ห้า", "5"),
        ("ສິບ", "10"),
        ("Two", "2"),
        ("3 ຄາບອາຫານ", "3"),
    ],
)
def test_a_whole_number_is_read(typed: str, number: str) -> None:
    assert read_number(typed, whole=True) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("36.5", "36.5"),
        ("๓๖.๕", "36.5"),
        ("໓໖.໕ ກກ", "36.5"),
        ("36,5", "36.5"),
        ("36 จุด 5", "36.5"),
        ("36 ຈຸດ 5", "36.5"),
        ("1,200.75", "1200.75"),
        ("1,200", "1200"),
        ("5", "5"),
        ("36.50", "36.50"),
        ("-0.0", "0.0"),
        ("-1.5°C", "-1.5"),
    ],
)
def test_a_decimal_is_read(typed: str, number: str) -> None:
    assert read_number(typed, whole=False) == number


@pytest.mark.parametrize(
    "typed",
    [
        "1 2",
        "๑ ๒",
        "1\n2",
        "5-6",
        "5 หรือหก",
        "5 ถึง 6",
        "ห้าสิบห้า",
        "5 พัน",
        "2 ລ້ານ",
        "5 ปีครึ่ง",
        "5½",
        "10 กว่าคน",
        "ไม่ถึง 5",
        "1,20",
        ",5",
        ".5",
        "5..6",
        "5 or",
        "five six",
        "มาก",
        "😀" * 5000,
        "9" * 5000,
        "٣",
        "5+",
        "1e5",
        "ٱ",
        "5 " + "ก" * 40,
    ],
)
def test_what_is_no_single_number_is_refused(typed: str) -> None:
    assert read_number(typed, whole=True) == Unread(why="not_a_number")


def test_a_fraction_is_refused_where_a_whole_number_is_asked() -> None:
    assert read_number("3.5", whole=True) == Unread(why="not_whole")


@pytest.mark.parametrize("typed", ["", "  ", "\u200b\u200b", "\x00", "\ud800"])
def test_nothing_that_can_be_seen_is_blank(typed: str) -> None:
    assert read_number(typed, whole=True) == Unread(why="blank")
