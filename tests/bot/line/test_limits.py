"""Texts are measured as LINE measures them."""

import pytest

from bot.line.limits import clusters, utf16


@pytest.mark.parametrize(
    ("text", "units"), [("", 0), ("ไทย", 3), ("น้ำ", 3), ("🍎", 2), ("👩‍👩‍👧‍👦", 11), ("\ud800", 1)]
)
def test_text_is_counted_in_utf16_units(text: str, units: int) -> None:
    assert utf16(text) == units


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("ไทย", 3),
        ("น้ำ", 1),  # a letter, a tone and sara am
        ("ນ້ຳ", 1),
        ("เมนูผู้ดูแลที่นี่", 9),  # measured against LINE: 9 letters of 17 code points
        ("👩‍👩‍👧‍👦", 1),
        ("🇹🇭🇱🇦", 2),
        ("กิ" * 20, 20),
    ],
)
def test_labels_are_counted_in_grapheme_clusters(text: str, count: int) -> None:
    assert clusters(text) == count
