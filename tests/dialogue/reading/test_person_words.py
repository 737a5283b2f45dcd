import pytest

from dialogue.reading.person_words import (
    says_end,
    says_hand_on,
    says_person,
    says_takes,
    says_waiting,
)


@pytest.mark.parametrize(
    "text",
    ["คุยกับเจ้าหน้าที่", "ขอคุยกับคนค่ะ", "ลมกับคนแหน่", "ລົມກັບຄົນ", "ລົມກັບເຈົ້າໜ້າທີ່ແດ່", "Talk to a person"],
)
def test_a_person_is_asked_for_in_many_words(text: str) -> None:
    assert says_person(text)


@pytest.mark.parametrize("text", ["คุยกับเจ้าหน้าที่ที่ไหน", "คน", "ຄົນ", "ขอบคุณ"])
def test_other_words_ask_for_none(text: str) -> None:
    assert not says_person(text)


@pytest.mark.parametrize("text", ["จบ", "จบค่ะ", "จบการคุย", "ຈົບ", "ຈົບແລ້ວ", "END"])
def test_a_talk_ends_with_one_word(text: str) -> None:
    assert says_end(text)


def test_a_sentence_with_that_word_ends_nothing() -> None:
    assert not says_end("เรียนจบแล้วทำอะไรได้")
    assert not says_end("ຮຽນຈົບແລ້ວ")


def test_helpers_have_words_of_their_own() -> None:
    assert says_waiting("คนรอ")
    assert says_waiting("ຄົນລໍ")
    assert says_hand_on("ส่งต่อ")
    assert says_hand_on("ສົ່ງຕໍ່")
    assert says_takes("รับคำถาม")
    assert says_takes("ຮັບຄຳຖາມ")
    assert not says_waiting("คน")
