"""The carer's own questions and 2Q: no score of any published scale."""

from typing import Literal

import pytest

from tests.content.shipped import Sheet, rows, talk

FORM = "carer_strain"
AGREED = {"consent": "yes", "person": "S-12"}
TIRED = {"tired": "often", "sleep": "sometimes", "costs": "never", "helper": "family"}


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_common_path_ends_after_nine_questions(language: Literal["th", "lo"]) -> None:
    answers = {**AGREED, **TIRED, "q2_1": "0", "q2_2": "1"}

    led = talk(FORM, language, answers)

    assert led.asked == [*answers, "next_visit"]
    assert "1323" in led.after["q2_2"]
    assert "2Q 9Q" in led.after["q2_2"]


@pytest.mark.parametrize(
    ("answers", "strained"),
    [
        (TIRED, "no"),
        ({"tired": "always"}, "yes"),
        ({"sleep": "always"}, "yes"),
        ({"costs": "always"}, "yes"),
        ({}, "no"),
    ],
)
def test_one_thing_all_the_time_asks_for_rest(answers: dict[str, str], strained: str) -> None:
    sheet = Sheet(FORM, {**AGREED, **answers})

    assert sheet.value("strained") == strained
    assert ("rest" in sheet.notes) == (strained == "yes")


def test_a_missing_answer_of_the_two_leaves_no_result() -> None:
    sheet = Sheet(FORM, {**AGREED, "q2_1": "0"})

    assert sheet.value("two_q") == "incomplete"
    assert "two_q_incomplete" in sheet.notes


def test_it_is_not_the_scale_that_is_under_copyright() -> None:
    asked = [row for row in rows(FORM, "survey") if row["type"].startswith("select")]

    assert len([row for row in asked if "own question" in row["source"]]) == 4
