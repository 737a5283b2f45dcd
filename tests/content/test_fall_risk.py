"""Thai-FRAT: points counted by hand, with what could not be tested."""

from typing import Literal

import pytest

from tests.content.shipped import AGREED, Sheet, talk

FORM = "fall_risk"
SAFE = {
    "sex": "male",
    "vision": "good",
    "balance": "yes",
    "drugs": "no",
    "falls": "no",
    "raised": "no",
}


@pytest.mark.parametrize(
    ("answers", "score", "band"),
    [
        ({}, "0", "below"),
        ({"sex": "female", "vision": "poor", "drugs": "yes"}, "3", "below"),
        ({"balance": "no", "raised": "yes"}, "3", "below"),
        ({"balance": "no", "sex": "female", "drugs": "yes"}, "4", "risk"),
        ({"falls": "yes"}, "5", "risk"),
        (
            {
                "sex": "female",
                "vision": "poor",
                "balance": "no",
                "drugs": "yes",
                "falls": "yes",
                "raised": "yes",
            },
            "11",
            "risk",
        ),
    ],
)
def test_the_points_fall_into_their_band_at_the_edge(
    answers: dict[str, str], score: str, band: str
) -> None:
    sheet = Sheet(FORM, {**AGREED, **SAFE, **answers})

    assert sheet.value("fall_score") == score
    assert sheet.value("fall_band") == band
    assert f"result_{band}" in sheet.notes


@pytest.mark.parametrize(
    ("answers", "unknown", "band"),
    [
        ({"vision": "not_tested", "balance": "not_tested"}, "2", "incomplete"),
        ({"sex": "not_said"}, "1", "incomplete"),
        ({"drugs": ""}, "1", "incomplete"),
        ({"vision": "not_tested", "falls": "yes"}, "1", "risk"),
        ({"raised": "unknown", "balance": "no", "sex": "female", "drugs": "yes"}, "1", "risk"),
    ],
)
def test_what_is_not_known_leaves_no_score_and_never_hides_a_risk(
    answers: dict[str, str], unknown: str, band: str
) -> None:
    sheet = Sheet(FORM, {**AGREED, **SAFE, **answers})

    assert sheet.value("unknown") == unknown
    assert sheet.value("fall_score") == ""
    assert sheet.value("fall_band") == band


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_common_path_ends_after_eleven_questions(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **SAFE, "hazards": "slippery cables"})

    assert led.asked == [*AGREED, *SAFE, "hazards", "next_visit"]
    assert led.turn.submission is not None
