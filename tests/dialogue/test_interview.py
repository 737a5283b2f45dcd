"""One passage through a form, from its first note to its submission."""

from dialogue.tap import Tap
from tests.dialogue.forms import VISIT, YES_NO, of
from tests.dialogue.talking import DRAFT, Talk, answers, buttons, heard, text


def test_a_form_is_answered_from_its_first_note_to_its_submission() -> None:
    talk = Talk(VISIT)

    assert talk.heard == [["สวัสดี"], ["ยินยอมไหม", "1 ใช่", "2 ไม่ใช่"]]
    assert talk.turn.wants == "text"

    talk.chooses("1")
    assert talk.heard == [
        ["Question 2/4", "ผู้รับการเยี่ยม", "ชื่อเล่น", "(ไม่ใช้ชื่อจริง)"],
    ]

    talk.types("ตุ๊ก")
    assert talk.heard == [["Question 3/4", "อายุ"]]

    talk.types("๗๒ ปี")
    assert talk.heard == [
        [
            "Question 4/4",
            "ขาดอะไร",
            "☐ 1 อาหารในแต่ละวัน",
            "☐ 2 เครื่องนุ่งห่ม",
            "☐ 3 ที่อยู่อาศัย",
            "You can choose more than one. Or type the numbers, for example: 1 3",
        ],
    ]

    talk.types("1 3")
    assert talk.heard == [["ขอบคุณ"], ["Done. It is saved. Thank you."]]
    assert talk.turn.ended == "finished"
    assert talk.turn.wants is None
    assert talk.last.subject == f"saved:{DRAFT}"
    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == {
        "agrees": "yes",
        "person": "ตุ๊ก",
        "age": "72",
        "needs": "food home",
    }


def test_the_same_in_lao_with_lao_digits() -> None:
    talk = Talk(VISIT, language="lo")

    assert talk.heard == [["ສະບາຍດີ"], ["ຍິນຍອມບໍ", "1 ແມ່ນ", "2 ບໍ່ແມ່ນ"]]
    talk.types("ແມ່ນແດ່", "ບົວ", "໖໕")
    assert [choice.short for choice in talk.last.choices] == ["ອາຫານ", None, None]
    talk.types("໑, ໒")

    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == {
        "agrees": "yes",
        "person": "ບົວ",
        "age": "65",
        "needs": "food cloth",
    }


def test_what_is_not_relevant_is_not_asked() -> None:
    talk = Talk(VISIT)

    talk.types("ไม่ใช่")

    assert talk.heard == [["ไม่เป็นไร"], ["ขอบคุณ"], ["Done. It is saved. Thank you."]]
    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == {"agrees": "no"}


def test_a_form_of_notes_alone_is_read_and_finished() -> None:
    talk = Talk(of("note | a | หนึ่ง", "note | b | สอง"))

    assert talk.heard == [["หนึ่ง"], ["สอง"], ["Done. It is saved. Thank you."]]
    assert talk.turn.ended == "finished"


def test_many_notes_are_joined_so_that_a_turn_has_four_bubbles() -> None:
    rows = [f"note | n{number} | บันทึก {number}" for number in range(1, 8)]

    talk = Talk(of(*rows, "text | a | คำถาม"))

    assert talk.heard == [
        ["บันทึก 1"],
        ["บันทึก 2"],
        ["บันทึก 3", "", "บันทึก 4", "", "บันทึก 5", "", "บันทึก 6", "", "บันทึก 7"],
        ["คำถาม"],
    ]


def test_a_note_between_two_questions_is_read_once() -> None:
    talk = Talk(of("text | a | ก", "note | n | บันทึก", "text | b | ข"))

    talk.types("x")

    assert talk.heard == [["บันทึก"], ["Question 2/2", "ข"]]


def test_notes_after_a_changed_answer_are_read_on_the_way_to_the_question_that_waits() -> None:
    talk = Talk(
        of(
            "text | a | ก | ",
            "note | n | ระวัง | ${a} = 'y'",
            "text | b | ข | ",
            "note | m | บันทึก | ",
            "text | c | ค | ",
            columns=" relevant |",
        )
    )
    talk.types("x", "x", "ย้อน", "ย้อน")

    talk.types("y")

    assert talk.heard == [["ระวัง"], ["บันทึก"], ["Question 3/3", "ค"]]


def test_a_read_only_question_is_shown_with_its_value_and_not_asked() -> None:
    talk = Talk(
        of(
            "text | code | รหัส | yes | 'S-12'",
            "text | a | คำถาม | |",
            columns=" readonly | calculation |",
        )
    )

    assert talk.heard == [["รหัส", "S-12"], ["คำถาม"]]


def test_the_language_may_change_in_mid_form() -> None:
    talk = Talk(VISIT)
    talk.types("1")

    talk.shown(language="lo")
    talk.types("ບົວ", "໗໒", "ອາຫານ")

    assert talk.turn.submission is not None
    assert answers(talk.turn.submission)["needs"] == "food"


def test_a_resumed_question_is_shown_with_the_notes_before_it_in_the_language_of_now() -> None:
    talk = Talk(VISIT)

    talk.shown(language="lo")

    assert talk.heard == [["ສະບາຍດີ"], ["ຍິນຍອມບໍ", "1 ແມ່ນ", "2 ບໍ່ແມ່ນ"]]


def test_a_question_that_locks_itself_is_shown_and_not_asked_again() -> None:
    talk = Talk(of("text | a | ก | ${a} != ''", "text | b | ข | ", columns=" readonly |"))

    talk.types("1")

    assert talk.heard == [["ก", "1"], ["ข"]]
    assert talk.answers == {"a": "1"}


def test_the_head_of_a_table_of_choices_is_not_asked() -> None:
    talk = Talk(
        of(
            "select_one yes_no | head | ตาราง | label",
            "select_one yes_no | a | ก | list-nolabel",
            choices=YES_NO,
            columns=" appearance |",
        )
    )

    assert talk.heard == [["ตาราง"], ["ก", "1 ใช่", "2 ไม่ใช่"]]
    talk.types("ใช่")
    assert talk.answers == {"a": "yes"}


def test_a_form_that_says_discard_keeps_nothing() -> None:
    talk = Talk(
        "| survey |\n"
        "| | type | name | label | calculation | bind::line:discard |\n"
        "| | select_one yes_no | agrees | ยินยอมไหม | | |\n"
        "| | calculate | none_kept | | if(${agrees} = 'no', 'yes', 'no') | yes |\n"
        "| | note | bye | ไม่เป็นไร | | |\n"
        f"{YES_NO}"
        "| settings |\n"
        "| | namespaces |\n"
        '| | line="https://example.org/line" |\n'
    )

    talk.types("ไม่ใช่")

    assert talk.heard == [["ไม่เป็นไร"], ["Nothing was kept."]]
    assert (talk.turn.ended, talk.turn.discard) == ("finished", True)
    assert talk.turn.submission is None
    assert talk.turn.files == ()


def test_a_form_that_may_discard_is_kept_otherwise() -> None:
    talk = Talk(
        "| survey |\n"
        "| | type | name | label | calculation | bind::line:discard |\n"
        "| | select_one yes_no | agrees | ยินยอมไหม | | |\n"
        "| | calculate | none_kept | | if(${agrees} = 'no', 'yes', 'no') | yes |\n"
        f"{YES_NO}"
        "| settings |\n"
        "| | namespaces |\n"
        '| | line="https://example.org/line" |\n'
    )

    talk.types("ใช่")

    assert (talk.turn.ended, talk.turn.discard) == ("finished", False)
    assert talk.turn.submission is not None


def test_an_answer_marked_to_be_kept_shortly_is_not_shown_on_the_way_back() -> None:
    talk = Talk(
        "| survey |\n"
        "| | type | name | label | bind::line:keep |\n"
        "| | text | papers | เอกสาร | 90d |\n"
        "| | text | b | ข | |\n"
        "| settings |\n"
        "| | namespaces |\n"
        '| | line="https://example.org/line" |\n'
    )

    talk.types("มี", "ย้อน")

    assert talk.heard == [["Question 1/2", "เอกสาร"]]


def test_a_question_with_a_hint_alone_is_asked_by_it() -> None:
    talk = Talk(of("text | nickname | | ชื่อเล่น", "text | b | ข | ", columns=" hint |"))

    assert talk.heard == [["Question 1/2", "(ชื่อเล่น)"]]


def test_no_bubble_has_more_than_five_buttons_but_the_one_that_opens_more() -> None:
    talk = Talk(of("text | z | ก", "date | a | ก", "image | b | ข"))
    talk.types("x")
    assert buttons(talk.last) == ["Choose the date", "Today", "◀", "Skip", "⋯"]
    old = Tap(act="skip", draft=DRAFT, serial=1)

    talk.taps(old)

    assert buttons(talk.last) == ["Choose the date", "Today", "Change that answer", "◀", "⋯"]


def test_words_for_people_are_phrases_and_content_is_not() -> None:
    talk = Talk(VISIT)
    talk.types("1")

    assert text(talk.last.lines[0]) == "Question 2/4"
    assert heard(talk.last)[1] == "ผู้รับการเยี่ยม"
