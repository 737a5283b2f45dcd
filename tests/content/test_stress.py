"""ST-5: scores counted by hand, and no result while an answer is missing."""

from typing import Literal

import pytest

from tests.content.shipped import Sheet, talk

FORM = "stress_st5"
AGREED = {"consent": "yes", "person": "S-12"}
ITEMS = [f"st_{number}" for number in range(1, 6)]


def five(answers: str) -> dict[str, str]:
    """Give the five answers that are written one behind the other; a dash is none."""
    return {item: answer for item, answer in zip(ITEMS, answers, strict=True) if answer != "-"}


@pytest.mark.parametrize(
    ("answers", "score", "band"),
    [
        ("00000", "0", "low"),
        ("11110", "4", "low"),
        ("11111", "5", "moderate"),
        ("22210", "7", "moderate"),
        ("22220", "8", "high"),
        ("33300", "9", "high"),
        ("22222", "10", "highest"),
        ("33333", "15", "highest"),
    ],
)
def test_the_score_falls_into_its_band_at_every_edge(answers: str, score: str, band: str) -> None:
    sheet = Sheet(FORM, {**AGREED, **five(answers)})

    assert sheet.value("st_score") == score
    assert sheet.value("st_band") == band
    assert f"result_{band}" in sheet.notes


@pytest.mark.parametrize(
    ("answers", "refers"), [("1111-", False), ("-2222", True), ("-----", False)]
)
def test_a_missing_answer_leaves_no_result_and_never_hides_an_alarm(
    answers: str, *, refers: bool
) -> None:
    sheet = Sheet(FORM, {**AGREED, **five(answers)})

    assert sheet.value("st_score") == ""
    assert sheet.value("st_band") == "incomplete"
    assert ("refer_incomplete" in sheet.notes) == refers


@pytest.mark.parametrize("language", ["th", "lo"])
def test_five_answers_end_with_the_score(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **five("32100")})

    assert led.asked == [*AGREED, *ITEMS, "next_visit"]
    assert "6" in led.after["st_5"]
    assert led.value(FORM, "st_score") == "6"
    assert led.turn.submission is not None


def test_the_thai_item_stands_beside_the_lao_one_which_never_says_angry_for_stressed() -> None:
    sheet = Sheet(FORM, AGREED)

    for item in ITEMS:
        assert sheet.said(item, "lo").endswith("\n" + sheet.said(item, "th"))
    for note in ("result_moderate", "result_high", "result_highest"):
        assert "ຕຶງຄຽດ" in sheet.said(note, "lo")  # ຄຽດ alone is angry
