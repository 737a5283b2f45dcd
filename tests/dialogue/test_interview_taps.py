"""Buttons of old bubbles, double taps, and taps that fit nothing."""

import pytest

from dialogue.interview import Passage
from dialogue.reply import Chosen
from dialogue.tap import Tap
from tests.dialogue.forms import VISIT, of
from tests.dialogue.talking import DRAFT, Talk, buttons


def test_a_tap_on_an_old_button_changes_nothing() -> None:
    talk = Talk(VISIT)
    yes = talk.choice("1").tap
    no = talk.choice("2").tap
    talk.taps(yes)
    talk.types("ตุ๊ก")

    talk.taps(no)

    assert talk.answers == {"agrees": "yes", "person": "ตุ๊ก"}
    assert talk.heard == [
        ["This button is from an old question. Nothing was changed."],
        ["Question 3/4", "อายุ"],
    ]


def test_an_old_button_leads_to_its_question_if_it_is_still_asked() -> None:
    talk = Talk(VISIT)
    no = talk.choice("2").tap
    talk.types("1", "ตุ๊ก")
    talk.taps(no)

    talk.presses("Change that answer")

    assert talk.asks == "agrees"
    assert talk.heard[0][-3:] == ["Your answer now: ใช่", "1 ใช่", "2 ไม่ใช่"]
    talk.chooses("2")
    assert talk.turn.submission is not None


def test_an_old_button_of_a_question_that_is_no_longer_asked_leads_nowhere() -> None:
    talk = Talk(
        of(
            "integer | a | ก | ",
            "text | b | ข | ${a} > 1",
            "text | c | ค | ",
            columns=" relevant |",
        )
    )
    talk.types("2")
    old = talk.button("Skip").tap
    talk.types("ข", "ย้อน", "ย้อน", "1")
    assert talk.asks == "c"

    talk.taps(old)

    assert "Change that answer" not in buttons(talk.last)
    assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]


def test_an_old_button_of_the_question_that_waits_again_needs_no_way_there() -> None:
    talk = Talk(VISIT)
    no = talk.choice("2").tap
    talk.types("1", "ย้อน")
    assert talk.asks == "agrees"

    talk.taps(no)

    assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]
    assert buttons(talk.last) == ["Leave as it is", "⋯"]
    assert talk.answers == {"agrees": "yes"}


def test_a_double_tap_is_ignored() -> None:
    talk = Talk(VISIT)
    yes = talk.choice("1").tap
    talk.taps(yes)
    before = talk.turn.state

    talk.taps(yes)

    assert talk.turn.says == ()
    assert talk.turn.state == before
    assert talk.turn.wants == "text"


def test_a_double_tap_on_more_and_on_a_tick_is_ignored() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72")
    tick = talk.choice("1").tap
    more = talk.button("⋯").tap

    talk.taps(tick)
    talk.taps(tick)
    assert talk.turn.says == ()
    talk.taps(more)
    talk.taps(more)
    assert talk.turn.says == ()
    assert talk.passage.ticks == ("food",)


def test_another_button_of_the_question_just_answered_is_old() -> None:
    talk = Talk(VISIT)
    yes, no = talk.choice("1").tap, talk.choice("2").tap
    talk.taps(yes)

    talk.taps(no)

    assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]
    assert talk.answers == {"agrees": "yes"}


def test_a_double_tap_after_something_typed_in_between_is_an_old_button() -> None:
    talk = Talk(VISIT)
    yes = talk.choice("1").tap
    talk.taps(yes)
    talk.types("ตุ๊ก")

    talk.taps(yes)

    assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]


def test_a_tap_of_another_draft_changes_nothing() -> None:
    talk = Talk(VISIT)

    talk.taps(Tap(act="answer", draft="OTHER", serial=1, value="0"))

    assert talk.answers == {}
    assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]
    assert buttons(talk.last) == ["⋯"]


def test_a_tap_from_the_future_changes_nothing() -> None:
    talk = Talk(VISIT)

    talk.taps(Tap(act="answer", draft=DRAFT, serial=99, value="0"))

    assert talk.answers == {}


@pytest.mark.parametrize(
    "tap",
    [
        Tap(act="answer", draft=DRAFT, serial=1, value="7"),
        Tap(act="answer", draft=DRAFT, serial=1, value="x"),
        Tap(act="answer", draft=DRAFT, serial=1),
        Tap(act="unknown", draft=DRAFT, serial=1),
        Tap(act="fix", draft=DRAFT, serial=1, value="1"),
        Tap(act="erase", draft=DRAFT, serial=1),
        Tap(act="save", draft=DRAFT, serial=1),
        Tap(act="use", draft=DRAFT, serial=1),
        Tap(act="change", draft=DRAFT, serial=1, value="0"),
        Tap(act="change", draft=DRAFT, serial=1, value="x"),
    ],
)
def test_a_tap_that_fits_nothing_on_the_screen_changes_nothing(tap: Tap) -> None:
    talk = Talk(VISIT)

    talk.taps(tap)

    assert talk.answers == {}
    assert talk.turn.ended is None
    assert talk.asks == "agrees"


def test_an_answer_tapped_after_the_last_question_is_old() -> None:
    talk = Talk(of(*(f"text | q{n} | {n}" for n in range(1, 8))))
    talk.types(*"กขคงจฉช")

    talk.taps(Tap(act="answer", draft=DRAFT, serial=talk.passage.serial, value="0"))

    assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]


def test_a_page_that_is_no_number_is_the_first() -> None:
    talk = Talk(VISIT)

    talk.taps(Tap(act="page", draft=DRAFT, serial=1, value="x"))

    assert talk.last.page == 0


def test_a_value_that_the_type_does_not_take_is_refused() -> None:
    talk = Talk(of("integer | a | ก"))

    talk.taps(Tap(act="value", draft=DRAFT, serial=1, value="x"))

    assert talk.heard == [["Please type a number, for example 5."], ["ก"]]


def test_buttons_for_any_time_show_the_question_whatever_they_are_of() -> None:
    talk = Talk(VISIT)
    talk.types("1")

    talk.taps(Tap(act="resume", draft="OLDER"))

    assert talk.heard[0][-2] == "ชื่อเล่น"
    talk.taps(Tap(act="language"))
    assert talk.heard == [["Which language do you want to use?"]]


def test_buttons_of_the_review_lead_back_to_the_question() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ทบทวน")
    talk.presses("Back to the question")
    assert talk.asks == "person"

    talk.types("ทบทวน")
    talk.presses("⋯")
    talk.presses("Cancel")
    talk.presses("Back to the question")
    assert talk.heard[-1][-2] == "ชื่อเล่น"


def test_a_tick_on_the_bubble_behind_the_review_shows_the_question_again() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72")
    tick = talk.choice("1").tap
    talk.types("ทบทวน")

    talk.taps(tick)

    assert talk.heard[0][2] == "☑ 1 อาหารในแต่ละวัน"


def test_an_old_tap_beside_the_review_shows_the_review_again() -> None:
    talk = Talk(VISIT)
    yes = talk.choice("2").tap
    talk.types("1", "ทบทวน")

    talk.reply(Chosen(tap=yes))

    assert talk.heard[1][0] == "These are the answers so far."
    assert "Change that answer" in buttons(talk.last)


def test_old_buttons_further_back_than_is_remembered_lead_nowhere() -> None:
    talk = Talk(of(*(f"text | q{n} | {n}" for n in range(1, 50))))
    old = talk.button("Skip").tap
    talk.types(*["ก"] * 45)

    talk.taps(old)

    assert "Change that answer" not in buttons(talk.last)
    assert len(talk.passage.shown) == 40


def test_a_blank_passage_is_written_as_nothing() -> None:
    assert Passage().to_json() == "{}"
    assert Passage.from_json("{}") == Passage()
