"""Bad input gets a plain sentence and the question again."""

import pytest

from tests.dialogue.forms import VISIT, YES_NO, of
from tests.dialogue.talking import Talk


def test_a_wrong_answer_gets_the_authors_words_and_the_question_again() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก")

    talk.types("140")

    assert talk.heard == [["อายุ 0 ถึง 120 ปี"], ["Question 3/4", "อายุ"]]
    assert "age" not in talk.answers
    assert talk.asks == "age"


@pytest.mark.parametrize(
    ("row", "typed", "said"),
    [
        ("integer | a | ก | ", "มาก", "Please type a number, for example 5."),
        ("integer | a | ก | ", "3.5", "Please type a whole number, without a point."),
        ("integer | a | ก | ", "😀" * 5000, "Please type a number, for example 5."),
        ("integer | a | ก | . > 0", "0", "Please type a number of 1 or more."),
        ("integer | a | ก | . < 9", "9", "Please type a number of 8 or less."),
        ("integer | a | ก | . mod 2 = 0", "3", "This answer does not fit. Please check it."),
        ("integer | a | ก | . >= 1 and . <= 90", "99", "Please type a number from 1 to 90."),
        ("integer | a | ก | . >= 1 and . <= 90", "x", "Please type a number from 1 to 90."),
        ("decimal | a | ก | ", "x", "Please type a number, for example 36.5."),
        ("date | a | ก | ", "31/2/2569", "There is no such day. Please check the date."),
        ("date | a | ก | ", "x", "Please type the date like this: 24/11/2569"),
        (
            "date | a | ก | . <= today()",
            "26/11/2569",
            "This date has not come yet. Please check it.",
        ),
        ("time | a | ก | ", "x", "Please type the time like this: 8:30"),
        (
            "dateTime | a | ก | ",
            "x",
            "Please type the date and the time like this: 24/11/2569 8:30",
        ),
        ("text | a | ก | ", "\u200b", "Please type the answer in words."),
        (
            "text | a | ก | string-length(.) < 3",
            "abc",
            "This answer does not fit. Please check it.",
        ),
        ("acknowledge | a | ก | ", "x", "Please press the button when you have read this."),
        ("select_one yes_no | a | ก | ", "3", "Please choose an answer from the list."),
        ("select_multiple yes_no | a | ก | ", "1 3", "Please choose an answer from the list."),
        (
            "select_multiple yes_no | a | ก | count-selected(.) < 2",
            "1 2",
            "This answer does not fit. Please check it.",
        ),
        ("image | a | ก | ", "x", "This question needs a photo. Please send 1 photo."),
        ("video | a | ก | ", "x", "This question needs a video. Please send 1 video."),
        ("file | a | ก | ", "x", "This question needs a file. Please send 1 file."),
        (
            "audio | a | ก | ",
            "x",
            "This question needs your voice. Press the microphone, speak and send.",
        ),
        (
            "geopoint | a | ก | ",
            "x",
            "This question needs a place. Press the button to send one.",
        ),
    ],
)
def test_bad_input_gets_a_plain_sentence_and_the_question_again(
    row: str, typed: str, said: str
) -> None:
    talk = Talk(of(row, choices=YES_NO, columns=" constraint |"))

    talk.types(typed)

    assert talk.heard[0] == [said]
    assert talk.heard[1][0] == "ก"
    assert talk.answers == {}
    assert talk.turn.ended is None


def test_dates_in_lao_are_shown_in_the_common_era() -> None:
    talk = Talk(of("date | a | ກ"), language="lo")

    talk.types("x")

    assert talk.heard[0] == ["Please type the date like this: 24/11/2026"]


@pytest.mark.parametrize(
    ("constraint", "example"),
    [(". >= today()", "25/11/2569"), (". <= date('2026-01-31')", "31/1/2569")],
)
def test_the_example_of_a_date_is_one_that_the_form_takes(constraint: str, example: str) -> None:
    talk = Talk(of(f"date | a | ก | {constraint}", columns=" constraint |"))

    assert talk.heard == [["ก", f"Please type the date like this: {example}"]]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("sticker", "Thank you for the sticker. Please answer with a button or in words."),
        (
            "unknown",
            "Sorry, I could not understand this. Please answer with a button or in words.",
        ),
    ],
)
def test_something_odd_is_answered_kindly_with_the_question(kind: str, said: str) -> None:
    talk = Talk(of("integer | a | ก"))

    talk.is_odd(kind)

    assert talk.heard == [[said], ["ก"]]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("image", "A photo is not needed here. It was not kept."),
        ("video", "A video is not needed here. It was not kept."),
        ("audio", "Voice is not needed here. It was not kept."),
        ("file", "A file is not needed here. It was not kept."),
    ],
)
def test_media_where_a_number_is_asked_is_not_kept(kind: str, said: str) -> None:
    talk = Talk(of("integer | a | ก"))

    talk.sends(kind)

    assert talk.heard == [[said], ["ก"]]
    assert talk.turn.new_media is None


def test_a_place_where_a_number_is_asked_is_not_kept() -> None:
    talk = Talk(of("integer | a | ก"))

    talk.shares(7.0, 100.5)

    assert talk.heard == [["A place is not needed here. It was not kept."], ["ก"]]


def test_a_place_that_is_not_on_earth_is_refused() -> None:
    talk = Talk(of("geopoint | a | ที่ไหน"))

    talk.shares(95.0, 500.0)

    assert talk.heard[0] == ["This question needs a place. Press the button to send one."]
    assert talk.answers == {}


def test_a_sticker_where_a_picture_is_asked_says_what_is_needed() -> None:
    talk = Talk(of("image | a | รูป"))

    talk.is_odd("sticker")

    assert talk.heard[0] == ["This question needs a photo. Please send 1 photo."]


@pytest.mark.parametrize(
    "typed",
    ["😀" * 5000, "\x00ก\ud800", "\u202eab\u200b", "\x1b[31m", "<b>&amp;</b>", "ก\r\nข"],
)
def test_strange_text_is_kept_as_far_as_xml_can_and_nothing_breaks(typed: str) -> None:
    talk = Talk(of("text | a | ก", "text | b | ข"))

    talk.types(typed)

    assert talk.asks == "b"
    assert talk.answers["a"]
    talk.types("ย้อน", "ทบทวน")


def test_a_text_over_the_limit_is_refused_in_a_sentence() -> None:
    talk = Talk(of("text | a | ก"))

    talk.types("ก" * 30_000)

    assert talk.heard[0] == ["Too long. Please type at most 16000 letters."]
    assert talk.answers == {}
