"""The review of answers, and what is asked before a form is saved."""

import pytest

from tests.dialogue.forms import VISIT, YES_NO, of
from tests.dialogue.talking import Talk, answers, buttons


def test_the_review_lists_answers_by_number_and_one_can_be_fixed() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72", "ทบทวน")
    assert talk.heard == [
        [
            "These are the answers so far.",
            "1 ยินยอมไหม: ใช่",
            "2 ชื่อเล่น: ตุ๊ก",
            "3 อายุ: 72",
            "To change an answer, press its button or type its number.",
        ]
    ]
    assert buttons(talk.last) == ["Back to the question", "⋯"]

    talk.types("๒")
    assert talk.heard[0][-1] == "Your answer now: ตุ๊ก"

    talk.types("ต้อม")
    assert talk.asks == "needs"
    assert talk.answers["person"] == "ต้อม"


def test_an_answer_can_be_fixed_by_its_button() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72", "ທົບທວນ")

    talk.chooses("3")

    assert talk.asks == "age"


@pytest.mark.parametrize("typed", ["9", "0", "9" * 50, "อะไร"])
def test_what_is_no_number_of_the_review_shows_it_again(typed: str) -> None:
    talk = Talk(VISIT)
    talk.types("1", "ทบทวน")

    talk.types(typed)

    assert talk.heard[-1][0] == "These are the answers so far."


def test_back_out_of_the_review_is_the_question() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ทบทวน", "ย้อน")

    assert talk.heard[-1][-2] == "ชื่อเล่น"


def test_the_review_names_what_was_skipped_so_that_it_can_be_answered_after_all() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "ข้าม", "ทบทวน")
    assert talk.heard[0][3] == "3 อายุ: –"

    talk.types("3", "72")

    assert talk.asks == "needs"
    assert talk.answers["age"] == "72"


def test_saving_out_of_the_review_goes_to_what_is_still_open_first() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ทบทวน")

    talk.types("บันทึก")

    assert talk.asks == "person"
    assert talk.turn.ended is None


def test_a_review_of_nothing_says_so() -> None:
    talk = Talk(VISIT)

    talk.types("ทบทวน")

    assert talk.heard[0] == ["There are no answers yet."]


LONG = of(*(f"text | q{number} | คำถาม {number}" for number in range(1, 8)))


ALL = ("ก", "ข", "ค", "ง", "จ", "ฉ", "ช")


def test_a_longer_form_asks_before_it_saves() -> None:
    talk = Talk(LONG)
    talk.types(*ALL)
    assert talk.heard == [["That was the last question. Save the answers now?"]]
    assert buttons(talk.last) == ["Save", "Check answers", "◀", "⋯"]
    assert talk.turn.ended is None

    talk.presses("Save")

    assert talk.turn.ended == "finished"
    assert talk.turn.submission is not None
    assert answers(talk.turn.submission)["q7"] == "ช"


@pytest.mark.parametrize("typed", ["บันทึก", "ບັນທຶກ", "ใช่", "save"])
def test_a_longer_form_is_saved_by_word(typed: str) -> None:
    talk = Talk(LONG)

    talk.types(*ALL, typed)

    assert talk.turn.ended == "finished"


def test_other_words_before_saving_ask_again() -> None:
    talk = Talk(LONG)
    talk.types(*ALL)

    talk.types("อะไร")
    assert talk.heard[-1] == ["That was the last question. Save the answers now?"]
    talk.types("ข้าม")
    assert talk.heard[-1] == ["That was the last question. Save the answers now?"]
    talk.types("ไม่เข้าใจ")
    assert talk.heard[-1] == ["That was the last question. Save the answers now?"]
    talk.sends("image")
    assert talk.heard[-1] == ["That was the last question. Save the answers now?"]
    talk.shown()
    assert talk.heard[-1] == ["That was the last question. Save the answers now?"]


def test_back_before_saving_is_the_last_question() -> None:
    talk = Talk(LONG)
    talk.types(*ALL)

    talk.presses("◀")

    assert talk.asks == "q7"
    talk.types("ซ")
    assert talk.heard == [["That was the last question. Save the answers now?"]]


def test_a_fix_before_saving_goes_back_to_the_review_which_can_save() -> None:
    talk = Talk(LONG)
    talk.types(*ALL)
    talk.presses("Check answers")
    assert buttons(talk.last) == ["Save", "⋯"]
    talk.chooses("2")

    talk.types("ฮ")
    assert talk.heard[0][0] == "These are the answers so far."
    assert "2 คำถาม 2: ฮ" in talk.heard[0]

    talk.presses("Save")
    assert talk.turn.submission is not None
    assert answers(talk.turn.submission)["q2"] == "ฮ"


def test_cancelling_before_saving_and_thinking_better_of_it() -> None:
    talk = Talk(LONG)
    talk.types(*ALL, "ยกเลิก", "ไม่")

    assert talk.heard == [["That was the last question. Save the answers now?"]]


def test_an_answer_that_no_longer_fits_is_asked_before_the_end() -> None:
    talk = Talk(
        of(
            "integer | few | กี่คน | ",
            "integer | some | กี่คนป่วย | . <= ${few}",
            "text | end1 | จบ | ",
            columns=" constraint |",
        )
    )
    talk.types("5", "4", "ย้อน", "ย้อน", "3")
    assert talk.asks == "end1"

    talk.types("จบ")
    assert talk.asks == "some"
    assert talk.heard[0] == ["Please type a number of 3 or less."]

    talk.types("2")
    assert talk.turn.ended == "finished"


def test_a_question_that_came_to_need_an_answer_is_asked_before_the_end() -> None:
    talk = Talk(
        of(
            "text | name | ชื่อ | ${sick} = 'yes'",
            "select_one yes_no | sick | ป่วยไหม | ",
            choices=YES_NO,
            columns=" required |",
        )
    )

    talk.types("ข้าม", "ใช่")
    assert talk.asks == "name"
    assert talk.heard[0] == ["This question needs an answer."]

    talk.types("ก")
    assert talk.turn.ended == "finished"


def test_every_answer_has_a_short_form_in_the_review() -> None:
    talk = Talk(
        of(
            "date | d | วัน",
            "time | t | เวลา",
            "dateTime | m | เมื่อ",
            "image | i | รูป",
            "geopoint | g | ที่",
            "select_multiple yes_no | s | หลายข้อ",
            "acknowledge | k | ทราบ",
            "text | x | เรื่อง",
            "text | z | จบ",
            choices=YES_NO,
        )
    )
    talk.types("25/11/2569", "8:30", "25/11/2569 8:30")
    talk.sends("image")
    talk.shares(7.0, 100.0)
    talk.types("1 2", "ทราบ", "เรื่องยาวมาก " * 30, "ทบทวน")

    lines = talk.heard[0][1:-1]

    assert lines[:7] == [
        "1 วัน: 25/11/2569",
        "2 เวลา: 08:30",
        "3 เมื่อ: 25/11/2569 08:30",
        "4 รูป: 📷",
        "5 ที่: 📍",
        "6 หลายข้อ: ใช่, ไม่ใช่",
        "7 ทราบ: ✓",
    ]
    assert lines[7].startswith("8 เรื่อง: เรื่องยาวมาก เรื่องยาวมาก")
    assert lines[7].endswith("…")
    assert len(lines[7]) <= len("8 เรื่อง: ") + 60
