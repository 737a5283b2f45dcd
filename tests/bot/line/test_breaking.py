"""Long texts break where a reader would break them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line.breaking import cut, fits, head, pieces
from bot.line.limits import clusters, utf16

FAMILY = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("ประกันสังคม", 20, "ประกันสังคม"),
        ("ประกันสังคม", 5, "ประกั…"),
        ("ນ້ຳດື່ມ", 2, "ນ້ຳ…"),
        ("น้ำ" * 20, 20, "น้ำ" * 20),
        ("น้ำ" * 21, 20, "น้ำ" * 19 + "…"),
        (FAMILY * 21, 20, FAMILY * 19 + "…"),
        ("one two three", 5, "one…"),
        ("abc", 1, "…"),
    ],
)
def test_a_label_is_cut_between_letters(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept


def test_an_endless_pile_of_marks_is_cut_too() -> None:
    kept = cut("ก" + "\u0e49" * 10_000, 20)

    assert len(kept) == 19 * 20 + 1
    assert kept.endswith("…")


@pytest.mark.parametrize(("text", "whole"), [("ก" * 20, True), ("ก" * 21, False), ("", True)])
def test_what_fits_is_not_cut(text: str, whole: bool) -> None:  # noqa: FBT001  # a table
    assert fits(text, 20) is whole


@pytest.mark.parametrize(
    ("text", "most", "parts"),
    [
        ("", 10, []),
        ("  \n ", 10, []),
        ("ไข้สูง", 10, ["ไข้สูง"]),
        ("line one\nline two", 12, ["line one", "line two"]),
        ("a b. c d e f", 8, ["a b.", "c d e f"]),
        ("one two three", 9, ["one two", "three"]),
        ("a\nbcdefghijkl", 10, ["a\nbcdefghi", "jkl"]),  # a line end too early is not taken
        ("กขน้ำคง", 4, ["กข", "น้ำค", "ง"]),
        ("🍎🍎🍎", 5, ["🍎🍎", "🍎"]),
        (FAMILY * 3, 25, [FAMILY * 2, FAMILY]),
    ],
)
def test_a_text_is_split(text: str, most: int, parts: list[str]) -> None:
    assert pieces(text, most) == parts


def test_a_letter_longer_than_a_message_is_split_after_all() -> None:
    assert pieces("e" + "\u0301" * 9, 4) == ["e\u0301\u0301\u0301", "\u0301" * 4, "\u0301" * 2]


def test_a_text_is_filled_to_the_limit_where_it_must() -> None:
    assert pieces("one two three", 9, anywhere=True) == ["one two t", "hree"]


def test_the_head_is_the_first_piece() -> None:
    assert head("one two three", 9) == "one two"
    assert head("one", 9) == "one"


ALPHABET = st.sampled_from(["ก", "ิ", "้", "ำ", "ນ", "ຳ", " ", "\n", ". ", "a", "🍎", FAMILY, "ע"])


@given(st.lists(ALPHABET, max_size=200).map("".join), st.integers(min_value=20, max_value=90))
def test_splitting_loses_no_letter_and_keeps_the_limit(text: str, most: int) -> None:
    parts = pieces(text, most)

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(0 < utf16(part) <= most for part in parts)


@given(st.lists(ALPHABET, max_size=60).map("".join), st.integers(min_value=2, max_value=30))
def test_a_cut_text_keeps_the_limit_and_its_beginning(text: str, most: int) -> None:
    kept = cut(text, most)

    assert clusters(kept) <= most
    assert kept == text or text.startswith(kept.removesuffix("…"))
