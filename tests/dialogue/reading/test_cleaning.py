"""Typed text made safe, or made plain."""

import pytest

from dialogue.reading.cleaning import digits, folded, legal, visible


def test_three_kinds_of_digits_become_one() -> None:
    assert digits("๐๑๒๓๔๕๖๗๘๙ ໐໑໒໓໔໕໖໗໘໙ ０１９ 7") == "0123456789 0123456789 019 7"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  สวัสดี \n", "สวัสดี"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb", "a\ufffdb"),
        ("a\x1bb", "a\ufffdb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("ກ\u200bຂ\u202eຄ", "ກ\u200bຂ\u202eຄ"),
        ("😀", "😀"),
    ],
)
def test_text_keeps_all_that_xml_can_carry(typed: str, kept: str) -> None:
    assert legal(typed) == kept


def test_what_cannot_be_seen_is_dropped() -> None:
    assert visible("\u200b1\u00a02\x00\ud8003\n4\ufeff") == "1 23 4"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ໝໍ", "ຫມໍ"),
        ("น้ำ", "น้\u0e4d\u0e32"),
        ("ຄຳ", "ຄ\u0ecd\u0eb2"),
        ("YES", "yes"),
        ("ไม่ มี", "ไม่มี"),
        ("“ข้าม”", "ข้าม"),
        ("ｓｋｉｐ！", "skip"),
    ],
)
def test_two_spellings_of_the_same_words_are_equal(one: str, other: str) -> None:
    assert folded(one) == folded(other)
