"""Dates, times and numbers: asked for with buttons, typed, picked."""

import pytest

from dialogue.prompt import Picker
from tests.dialogue.forms import of
from tests.dialogue.talking import Talk, answers, buttons


def test_a_date_is_asked_with_a_picker_within_its_bounds_and_a_button_for_today() -> None:
    talk = Talk(
        of("date | a | วันไหน | . >= date('2026-01-01') and . <= today()", columns=" constraint |")
    )

    picker = talk.last.buttons[0]
    assert isinstance(picker, Picker)
    assert (picker.mode, picker.initial) == ("date", "2026-11-25")
    assert (picker.least, picker.most) == ("2026-01-01", "2026-11-25")
    talk.presses("Today")
    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == {"a": "2026-11-25"}


def test_today_is_not_offered_where_it_is_out_of_bounds() -> None:
    talk = Talk(of("date | a | ก | . <= date('2026-01-01')", columns=" constraint |"))

    assert buttons(talk.last) == ["Choose the date", "Skip", "⋯"]


@pytest.mark.parametrize(
    ("kind", "picked", "kept"),
    [
        ("date", "2026-11-20", "2026-11-20"),
        ("time", "08:30", "08:30:00.000+07:00"),
        ("dateTime", "2026-11-20T08:30", "2026-11-20T08:30:00.000+07:00"),
    ],
)
def test_what_the_phone_picks_is_kept_as_xforms_write_it(kind: str, picked: str, kept: str) -> None:
    talk = Talk(of(f"{kind} | a | ก", "text | b | ข"))

    talk.picks(picked)

    assert talk.answers == {"a": kept}


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("date", "20 พ.ย. 2569", "2026-11-20"),
        ("time", "๘.๓๐ น.", "08:30:00.000+07:00"),
        ("dateTime", "20/11/2569 8:30", "2026-11-20T08:30:00.000+07:00"),
        ("decimal", "๓๖.๕", "36.5"),
        ("integer", "1,200", "1200"),
        ("acknowledge", "รับทราบค่ะ", "OK"),
    ],
)
def test_what_is_typed_is_kept_as_xforms_write_it(kind: str, typed: str, kept: str) -> None:
    talk = Talk(of(f"{kind} | a | ก", "text | b | ข"))

    talk.types(typed)

    assert talk.answers == {"a": kept}


@pytest.mark.parametrize("kind", ["date", "time", "dateTime"])
def test_a_picker_that_gives_nonsense_is_refused(kind: str) -> None:
    talk = Talk(of(f"{kind} | a | ก"))

    talk.picks("soon")

    assert talk.heard[0][0].startswith("Please type")
    assert talk.answers == {}


def test_a_two_digit_year_is_asked_again_with_both_eras_as_buttons() -> None:
    talk = Talk(of("date | a | ก", "text | b | ข"))

    talk.types("25/11/69")
    assert talk.heard == [["Year 69: is it B.E. 2569 or C.E. 1969?"]]
    assert buttons(talk.last) == ["B.E. 2569", "C.E. 1969", "Skip", "⋯"]
    assert talk.answers == {}

    talk.presses("B.E. 2569")
    assert talk.answers == {"a": "2026-11-25"}


def test_a_two_digit_year_with_a_time_keeps_the_time() -> None:
    talk = Talk(of("dateTime | a | ก", "text | b | ข"))

    talk.types("25/11/69 8:30")
    talk.presses("C.E. 1969")

    assert talk.answers == {"a": "1969-11-25T08:30:00.000+07:00"}


def test_an_era_in_which_the_day_is_missing_has_no_button() -> None:
    talk = Talk(of("date | a | ก"))

    talk.types("29/2/67")

    assert talk.heard == [["Year 67: is it B.E. 2567 or C.E. 1967?"]]
    assert buttons(talk.last) == ["B.E. 2567", "Skip", "⋯"]


def test_few_whole_numbers_are_buttons() -> None:
    talk = Talk(of("integer | a | กี่คน | . >= 0 and . <= 12", columns=" constraint |"))

    assert [choice.number for choice in talk.last.choices] == [str(n) for n in range(13)]
    talk.chooses("7")

    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == {"a": "7"}


def test_many_whole_numbers_are_typed() -> None:
    talk = Talk(of("integer | a | กี่คน | . >= 0 and . <= 13", columns=" constraint |"))

    assert talk.last.choices == ()


def test_an_acknowledgement_is_one_button() -> None:
    talk = Talk(of("acknowledge | a | โปรดอ่าน", "text | b | ข"))

    talk.presses("I have read it")

    assert talk.answers == {"a": "OK"}


def test_a_calculated_date_that_is_none_is_shown_as_it_stands() -> None:
    talk = Talk(of("date | a | ก | 'soon'", "text | b | ข | ", columns=" calculation |"))

    assert "Your answer now: soon" in talk.heard[0]
