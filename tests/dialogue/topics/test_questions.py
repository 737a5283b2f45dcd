"""Questions: their language, what of them is masked, and how a button carries them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.tap import Tap
from dialogue.topics.carrying import MOST, carried, uncarried
from dialogue.topics.groups import GROUPS, grouped
from dialogue.topics.masking import masked
from dialogue.topics.script import language_of

LETTERS = st.text(st.sampled_from("กขคไเาิ่ ກຂຄໄເາິ່ abc09,?…😀"), max_size=400)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ปวดท้องมาก", "th"),
        ("ເຈັບທ້ອງຫຼາຍ", "lo"),
        ("ເຈັບ ปวดท้องมากเลย", "th"),
        ("กກ", "lo"),
        ("how much", None),
        ("1330 😀", None),
    ],
)
def test_the_language_is_that_of_most_letters(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("โทร 081-234-5678 ได้ไหม", "โทร # ได้ไหม"),
        ("บัตร 1 2345 67890 12 3 หาย", "บัตร # หาย"),
        ("ໂທ ໐໒໐ ໕໕໕໕ ໄດ້ບໍ", "ໂທ # ໄດ້ບໍ"),
        ("ลูก 9 เดือน", "ลูก # เดือน"),
        ("คุณสมศรี ป่วยหนัก", "คุณ… ป่วยหนัก"),
        ("นางสาวแดง ใจดี บัตรหาย", "นางสาว… บัตรหาย"),
        ("ທ້າວ ສົມຊາຍ ວົງສາ ເຈັບທ້ອງ", "ທ້າວ… ເຈັບທ້ອງ"),
        ("ຂ້ອຍຊື່ ແສງ ຢາກຮູ້", "ຂ້ອຍຊື່… ຢາກຮູ້"),
        ("ผมชื่อสมชาย อยู่เขมราฐ", "ผมชื่อ… อยู่เขมราฐ"),
        ("Mr. John Smith is ill", "Mr.… is ill"),
        ("เขียนมาที่ a.b@example.org นะ", "เขียนมาที่ … นะ"),
        ("ดู https://example.org/x ที", "ดู … ที"),
    ],
)
def test_numbers_names_and_addresses_are_masked(text: str, kept: str) -> None:
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "นายจ้างไม่จ่ายเงิน",
        "ขอบคุณมาก",
        "ขอบพระคุณค่ะ",
        "คุณหมอบอกว่าต้องจ่าย",
        "ນາຍຈ້າງບໍ່ໃຫ້ບັດ",
        "คุณภาพยา",
        "ເຈົ້າຊື່ສັດ",
    ],
)
def test_what_only_looks_like_a_name_stays(text: str) -> None:
    assert masked(text) == text


def test_a_masked_question_is_masked_no_further() -> None:
    once = masked("คุณสมศรี ทำควายหาย 12 ตัว")

    assert masked(once) == once


@given(LETTERS)
def test_a_button_carries_a_question_within_the_limits_of_line(text: str) -> None:
    data = Tap(act="topic.none", value=carried(text)).data()

    assert len(data) <= 300
    kept = "".join(letter for letter in text[:MOST] if letter != "😀")
    back = uncarried(carried(text))
    assert kept.startswith(back)
    assert back == kept or len(back) >= 90


def test_what_is_not_of_our_making_carries_nothing() -> None:
    assert uncarried("not base64!") == ""
    assert uncarried("") == ""


def test_topics_are_sorted_into_their_groups_and_a_new_one_is_not_lost() -> None:
    known = ["thanks", "work_injury", "a_new_one", "work_permit"]

    assert grouped(known) == {"work": ["work_permit", "work_injury"], "other": ["a_new_one"]}


def test_no_topic_stands_in_two_groups() -> None:
    every = [one for ids in GROUPS.values() for one in ids]

    assert len(every) == len(set(every))
