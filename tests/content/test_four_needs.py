"""The four needs: each lack is a need with its urgency, and danger is told where it shows."""

from typing import Literal

import pytest

from tests.content.shipped import AGREED, Sheet, talk

FORM = "four_needs"
WELL = {
    "food": "yes",
    "clothing": "yes",
    "housing_state": "lasting",
    "housing_tenure": "own",
    "housing_safe": "good",
    "housing_firm": "good",
    "housing_clean": "fair",
    "medicine": "yes",
    "income": "yes",
    "debt": "none",
    "savings": "yes",
}


@pytest.mark.parametrize("language", ["th", "lo"])
def test_where_nothing_lacks_fifteen_questions_are_asked(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **WELL})

    assert led.asked == [*AGREED, *WELL, "next_visit"]
    assert led.value(FORM, "needs_found") == "0"
    assert led.turn.submission is not None


@pytest.mark.parametrize("language", ["th", "lo"])
def test_where_all_lack_each_need_is_asked_with_its_urgency(language: Literal["th", "lo"]) -> None:
    lacking = {
        "food": "no",
        "food_urgency": "9",
        "clothing": "no",
        "clothing_urgency": "1",
        "housing_state": "damaged",
        "housing_urgency": "5",
        "baan_mankong": "yes",
        "medicine": "partly",
        "medicine_urgency": "5",
        "income": "no",
        "income_urgency": "5",
        "debt": "too_much",
        "savings": "no",
    }

    led = talk(FORM, language, {**AGREED, **lacking})

    assert led.value(FORM, "needs_found") == "5"
    assert "1669" in led.after["food_urgency"]
    assert "1669" not in led.after["clothing_urgency"]
    assert "1330" in led.after["medicine_urgency"]
    assert "1300" in led.after["savings"]


@pytest.mark.parametrize(
    ("answers", "housing"),
    [
        ({"housing_state": "lasting"}, "yes"),
        ({"housing_state": "damaged"}, "no"),
        ({"housing_tenure": "none"}, "no"),
        ({"housing_safe": "poor", "housing_state": "lasting"}, "no"),
        ({"housing_firm": "poor"}, "no"),
        ({"housing_clean": "poor"}, "no"),
        ({"housing_clean": "fair"}, "yes"),
        ({}, ""),
        ({"housing_tenure": "rent"}, ""),
    ],
)
def test_shelter_lacks_where_one_of_its_answers_says_so(
    answers: dict[str, str], housing: str
) -> None:
    sheet = Sheet(FORM, {**AGREED, **answers})

    assert sheet.value("housing") == housing
    assert ("housing_urgency" in sheet.asked) == (housing == "no")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"food": "no"}, "1"),
        ({"food": "unsure"}, "0"),
        ({"medicine": "partly"}, "1"),
        ({"food": "no", "income": "no"}, "2"),
        ({}, "0"),
    ],
)
def test_needs_are_counted_and_what_was_skipped_is_none(
    answers: dict[str, str], found: str
) -> None:
    assert Sheet(FORM, {**AGREED, **answers}).value("needs_found") == found


def test_a_card_number_is_not_taken_as_a_need() -> None:
    sheet = Sheet(FORM, {**AGREED, "food": "no"})

    assert sheet.refuses("food_need", "ข้าว\n1-2345-67890-12-3")
