"""What LINE refuses never leaves, and what people wrote stays."""

import pytest

from bot.line.cleaning import clean, in_one_line, is_visible


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ไข้\x00สูง", "ไข้สูง"),
        ("a\x1b[31mb\x7f", "a[31mb"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\there\n", "tab\there\n"),
        ("\ud83d", "\ufffd"),
        ("a\udc00b", "a\ufffdb"),
        ("end\ufffe\uffff", "end"),
        ("👩‍👩‍👧‍👦 \u200fעברית\u200b", "👩‍👩‍👧‍👦 \u200fעברית\u200b"),
    ],
)
def test_a_text_is_cleaned(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_a_label_is_one_line() -> None:
    assert in_one_line("  บัตร\n\n\tทอง \x00 ") == "บัตร ทอง"


@pytest.mark.parametrize(
    "blank", ["", " ", "\n\t", "\u200b\u200d\ufeff", "\u3164", "\ufe0f", "\u00a0", "\u202e"]
)
def test_a_blank_text_shows_nothing(blank: str) -> None:
    assert not is_visible(blank)


@pytest.mark.parametrize("text", ["ก", ".", " ๑", "ិ", "👍", "\ufffd"])
def test_anything_else_shows(text: str) -> None:
    assert is_visible(text)
