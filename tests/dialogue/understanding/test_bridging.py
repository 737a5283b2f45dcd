"""Lao and Isan words as the Thai ones that mean the same."""

import pytest

from dialogue.understanding.bridging import Bridge, Words
from dialogue.understanding.lettering import lettered

BRIDGE = Bridge(
    lao=Words.of(
        [("ໂຮງໝໍ", "โรงพยาบาล"), ("ໃສ", "ไหน"), ("ຢູ່ໃສ", "อยู่ไหน"), ("ບໍ່", "ไม่"), ("ແດ່", " ")]
    ),
    isan=Words.of([("บ่", "ไม่"), ("โฮงหมอ", "โรงพยาบาล"), ("รพ", "โรงพยาบาล"), ("hi", "สวัสดี")]),
)


@pytest.mark.parametrize(
    ("lao", "thai"),
    [
        ("ຄົນ", "คน"),
        ("ຕົວ", "ตัว"),
        ("ເມຍ", "เมีย"),
        ("ສຽງ", "เสียง"),
        ("ພໍ່", "พ่อ"),
        ("ມື", "มือ"),
        ("ເຂົ້າ", "เข้า"),
        ("ເກີດ", "เกิด"),
        ("ເຄີຍ", "เคย"),
        ("ເຢັນ", "เย็น"),
        ("ໜ້າ", "หน้า"),
        ("ນ້ຳ", "น้ำ"),
    ],
)
def test_lao_letters_become_thai_ones(lao: str, thai: str) -> None:
    assert lettered(lao) == thai


def test_of_two_words_the_longer_is_meant() -> None:
    assert BRIDGE.thai("ໂຮງໝໍຢູ່ໃສ") == "โรงพยาบาลอยู่ไหน"


def test_a_word_is_not_found_in_a_part_of_a_syllable() -> None:
    assert BRIDGE.thai("ໃສ່") == "ใส่"
    assert BRIDGE.thai("บ่าย") == "บ่าย"


def test_what_has_no_meaning_of_its_own_is_left_out() -> None:
    assert BRIDGE.thai("ໂຮງໝໍແດ່") == "โรงพยาบาล"


def test_no_at_the_end_asks() -> None:
    assert BRIDGE.thai("ໄດ້ບໍ່") == "ได้ไหม"
    assert BRIDGE.thai("ไปบ่ได้ ได้บ่") == "ไปไม่ได้ ได้ไหม"
    assert BRIDGE.thai("ได้หรือไม่") == "ได้หรือไม่"


def test_an_abbreviation_stands_beside_a_blank_and_is_not_found_in_words() -> None:
    assert BRIDGE.thai("ไปรพ.") == "ไปโรงพยาบาล"
    assert BRIDGE.thai("รพที่ไหน") == "โรงพยาบาลที่ไหน"
    assert BRIDGE.thai("การพนัน") == "การพนัน"


def test_a_latin_word_is_a_whole_word() -> None:
    assert BRIDGE.thai("Hi") == "สวัสดี"
    assert BRIDGE.thai("this") == "this"


def test_words_of_nothing_change_nothing() -> None:
    assert Words.of([]).replaced("บ่") == "บ่"
