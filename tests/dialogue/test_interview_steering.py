"""Steering through a form: back, skip, more, help, pause, cancel."""

from dialogue.prompt import Link
from dialogue.tap import Tap
from tests.dialogue.forms import VISIT, of
from tests.dialogue.talking import DRAFT, Talk, answers, buttons


def test_back_shows_the_earlier_answer_and_a_new_one_replaces_it() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72")

    talk.presses("◀")
    assert talk.heard == [["Question 3/4", "อายุ", "Your answer now: 72"]]
    assert buttons(talk.last) == ["◀", "Leave as it is", "⋯"]

    talk.types("73")
    assert talk.asks == "needs"
    assert talk.answers["age"] == "73"


def test_back_twice_then_leaving_the_answer_goes_to_the_question_that_waits() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72", "ย้อน", "ย้อนกลับค่ะ")
    assert talk.asks == "person"

    talk.presses("Leave as it is")

    assert talk.asks == "needs"
    assert talk.answers == {"agrees": "yes", "person": "ตุ๊ก", "age": "72"}


def test_at_the_first_question_there_is_no_way_back() -> None:
    talk = Talk(VISIT)
    assert buttons(talk.last) == ["⋯"]

    talk.types("ย้อน")

    assert talk.heard[0] == ["This is the first question."]
    assert talk.asks == "agrees"


def test_next_leaves_an_answer_as_it_is_and_a_blank_one_blank() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "ย้อน", "ถัดไป")
    assert talk.asks == "age"

    talk.types("ถัดไป")
    assert talk.asks == "needs"
    assert "age" not in talk.answers


def test_a_skipped_question_stays_blank_and_is_not_asked_again() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "ข้าม")
    assert talk.asks == "needs"

    talk.presses("Skip")

    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == {"agrees": "yes", "person": "ตุ๊ก"}


def test_skipping_blanks_an_earlier_answer() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72", "ย้อน", "ข้าม")

    assert talk.asks == "needs"
    assert "age" not in talk.answers


def test_a_required_question_cannot_be_skipped() -> None:
    talk = Talk(VISIT)

    talk.types("ข้าม")
    assert talk.heard[0] == ["ต้องถามความยินยอมก่อน"]

    talk.types("1", "ข้าม")
    assert talk.heard[0] == ["This question needs an answer."]
    assert talk.asks == "person"
    assert buttons(talk.last) == ["◀", "⋯"]


def test_more_opens_what_is_seldom_needed_and_the_question_goes_on_waiting() -> None:
    talk = Talk(VISIT)

    talk.presses("⋯")

    assert talk.heard == [["What do you want to do?"]]
    assert buttons(talk.last) == [
        "Back to the question",
        "Pause",
        "Check answers",
        "Change language",
        "I do not understand",
        "Call 1669",
        "Cancel",
    ]
    assert talk.last.buttons[3].tap == Tap(act="language")  # type: ignore[union-attr]  # a Button
    assert Link(label=talk.last.buttons[5].label, uri="tel:1669") == talk.last.buttons[5]
    talk.types("1")
    assert talk.answers == {"agrees": "yes"}


def test_more_offers_to_skip_what_may_stay_blank() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "เมนู")

    talk.presses("Skip")

    assert talk.asks == "needs"


def test_back_to_the_question_shows_it() -> None:
    talk = Talk(VISIT)
    talk.types("เมนู")

    talk.presses("Back to the question")

    assert talk.heard == [["ยินยอมไหม", "1 ใช่", "2 ไม่ใช่"]]


def test_help_gives_the_authors_guidance_and_the_way_to_answer() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ไม่เข้าใจ")
    assert talk.heard[0] == ["ใช้ชื่อที่เพื่อนเรียก", "Please type the answer in words."]
    assert talk.asks == "person"

    talk.types("ตุ๊ก", "help")
    assert talk.heard[0] == [
        "Please type a number from 0 to 120.",
        "If you are not sure, you can press “Skip”.",
    ]


def test_the_word_language_offers_both() -> None:
    talk = Talk(VISIT)

    talk.types("ภาษา")

    assert talk.heard == [["Which language do you want to use?"]]
    assert buttons(talk.last) == ["ไทย", "ລາວ"]
    assert talk.asks == "agrees"


def test_a_pause_keeps_all_and_says_how_to_go_on() -> None:
    talk = Talk(VISIT)
    talk.types("1", "หยุด")

    assert talk.turn.ended == "paused"
    assert talk.turn.wants is None
    assert talk.heard == [
        ["Paused. Your answers are kept.", "To go on, press the button or type “continue”."]
    ]
    assert talk.last.buttons[0].tap == Tap(act="resume", draft=DRAFT)  # type: ignore[union-attr]

    talk.shown()
    assert talk.asks == "person"
    assert talk.turn.ended is None


def test_cancelling_asks_first() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ยกเลิก")
    assert talk.heard == [["Cancel this form? Its answers will be erased."]]
    assert talk.turn.ended is None

    talk.presses("Yes, erase them")

    assert talk.turn.ended == "cancelled"
    assert talk.heard == [["Cancelled. Nothing was kept."]]
    assert talk.turn.submission is None


def test_a_typed_yes_cancels_and_anything_else_goes_back_to_the_question() -> None:
    talk = Talk(VISIT)

    talk.types("1", "ຍົກເລີກ", "ไม่")
    assert talk.asks == "person"
    assert talk.answers == {"agrees": "yes"}

    talk.types("ยกเลิก", "ใช่ค่ะ")
    assert talk.turn.ended == "cancelled"


def test_an_early_text_is_offered_and_not_repeated() -> None:
    talk = Talk(VISIT)
    talk.types("1")

    talk.early("ตุ๊ก")
    assert talk.heard == [["This came before the question. Use it as the answer?"]]
    assert buttons(talk.last) == ["Use as the answer", "Do not use"]
    assert talk.answers == {"agrees": "yes"}

    talk.presses("Use as the answer")
    assert talk.answers == {"agrees": "yes", "person": "ตุ๊ก"}
    assert talk.passage.text == ""


def test_an_early_text_that_is_dropped_leaves_no_trace() -> None:
    talk = Talk(VISIT)
    talk.types("1")
    talk.early("ตุ๊ก")

    talk.presses("Do not use")

    assert talk.heard[0][-2] == "ชื่อเล่น"
    assert "ตุ๊ก" not in talk.passage.to_json()
    assert talk.answers == {"agrees": "yes"}


def test_an_answer_typed_beside_an_early_text_replaces_it() -> None:
    talk = Talk(VISIT)
    talk.types("1")
    talk.early("ตุ๊ก")
    use = talk.button("Use as the answer").tap

    talk.types("ต้อม")
    assert "ตุ๊ก" not in talk.passage.to_json()
    talk.taps(use)

    assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]
    assert talk.answers == {"agrees": "yes", "person": "ต้อม"}


def test_a_default_is_asked_and_can_be_left_as_it_is() -> None:
    talk = Talk(of("integer | a | กี่คน | 4", "text | b | ข |", columns=" default |"))
    assert talk.heard == [["Question 1/2", "กี่คน", "Your answer now: 4"]]

    talk.presses("Leave as it is")

    assert talk.asks == "b"
    assert talk.answers == {"a": "4"}
