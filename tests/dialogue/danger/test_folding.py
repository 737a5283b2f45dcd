"""Folding: what sounds alike is spelled alike, and what stood between letters is remembered."""

import pytest

from dialogue.danger.folding import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เจ็บ", "ເຈັບ"),
        ("คน", "ຄົນ"),
        ("หัว", "ຫົວ"),
        ("เสียด", "ສຽດ"),
        ("เลือด", "ເລືອດ"),
        ("บ่ออก", "ບໍ່ອອກ"),
        ("หมอ", "ໝໍ"),
        ("หมอ", "ຫມໍ"),
        ("หลาย", "ຫຼາຍ"),
        ("ช่วย", "ซ่วย"),
        ("เลือด", "เรือด"),
        ("กิน", "กีน"),
        ("แน่น", "เเน่น"),
        ("ทำ", "ทํา"),
        ("๓ วัน", "3 วัน"),
        ("ມື້ ໓", "ມື້ 3"),
    ],
)
def test_two_spellings_of_one_sound_are_one(one: str, other: str) -> None:
    assert folded(one).text == folded(other).text


def test_what_stood_between_letters_is_remembered() -> None:
    text = folded("พ่อ ชัก!\nช่วย")

    assert text.text == "พอชักชวย"
    assert text.breaks == {0, 2, 5, 8}


def test_a_text_without_letters_is_empty() -> None:
    assert folded(" 😭 !! ").text == ""
