"""8Q: weights counted by hand, alarms at the answer that raises them, only for the permitted."""

from typing import Literal

import pytest

from tests.content.shipped import Sheet, form, rows, talk

FORM = "suicide_8q"
AGREED = {"consent": "yes", "person": "S-12"}
ITEMS = [f"q8_{number}" for number in range(1, 9)]
QUIET = dict.fromkeys(ITEMS, "0")


def yes_to(*items: int, control: str = "") -> dict[str, str]:
    """Say yes to these items and no to all others; `control` answers 3.1."""
    said = {**QUIET, **{f"q8_{item}": "1" for item in items}}
    return {**said, "q8_3_1": control} if control else said


@pytest.mark.parametrize(
    ("answers", "score", "band"),
    [
        (yes_to(), "0", "none"),
        (yes_to(1), "1", "mild"),
        (yes_to(2), "2", "mild"),
        (yes_to(4), "8", "mild"),
        (yes_to(1, 2, 8), "7", "mild"),
        (yes_to(3, 2, control="0"), "8", "mild"),
        (yes_to(5), "9", "moderate"),
        (yes_to(3, 1, 2, control="0"), "9", "moderate"),
        (yes_to(3, 6, 8, 2, control="0"), "16", "moderate"),
        (yes_to(3, 6, 8, 2, 1, control="0"), "17", "severe"),
        (yes_to(3, control="8"), "14", "moderate"),
        (yes_to(5, 4), "17", "severe"),
        (yes_to(1, 2, 3, 4, 5, 6, 7, 8, control="8"), "52", "severe"),
    ],
)
def test_the_weights_add_up_and_fall_into_their_band_at_every_edge(
    answers: dict[str, str], score: str, band: str
) -> None:
    sheet = Sheet(FORM, {**AGREED, **answers})

    assert sheet.value("q8_score") == score
    assert sheet.value("q8_band") == band
    assert f"result_{band}" in sheet.notes


@pytest.mark.parametrize(
    ("answers", "missing", "refers"),
    [
        ({**QUIET, "q8_1": ""}, "1", False),
        ({**yes_to(5), "q8_8": ""}, "1", True),
        (yes_to(3), "1", False),
        ({}, "8", False),
    ],
)
def test_a_missing_answer_leaves_no_result_and_never_hides_an_alarm(
    answers: dict[str, str], missing: str, *, refers: bool
) -> None:
    sheet = Sheet(FORM, {**AGREED, **answers})

    assert sheet.value("q8_missing") == missing
    assert sheet.value("q8_score") == ""
    assert sheet.value("q8_band") == "incomplete"
    assert ("refer_incomplete" in sheet.notes) == refers


def test_control_is_asked_only_after_a_yes_to_item_three() -> None:
    assert "q8_3_1" not in Sheet(FORM, {**AGREED, **yes_to()}).asked
    assert "q8_3_1" in Sheet(FORM, {**AGREED, **yes_to(3)}).asked


@pytest.mark.parametrize("language", ["th", "lo"])
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (yes_to(3, control="8"), "q8_3_1"),
        (yes_to(4), "q8_4"),
        (yes_to(5), "q8_5"),
        (yes_to(6), "q8_6"),
        (yes_to(7), "q8_7"),
    ],
)
def test_danger_is_told_right_after_the_answer_that_shows_it(
    language: Literal["th", "lo"], answers: dict[str, str], at: str
) -> None:
    led = talk(FORM, language, {**AGREED, **answers, "called": "called"})

    said = led.after[at]
    assert "1669" in said
    assert "1323" in said
    assert {"th": "อย่าปล่อยให้อยู่คนเดียว", "lo": "ຢ່າປະໃຫ້ຢູ່ຜູ້ດຽວ"}[language] in said
    assert "called" in led.asked


def test_the_alarm_is_said_once_and_not_at_every_further_yes() -> None:
    sheet = Sheet(FORM, {**AGREED, **yes_to(4, 5, 7)})

    assert [note for note in sheet.notes if note.startswith("danger")] == ["danger_4"]


@pytest.mark.parametrize("language", ["th", "lo"])
def test_eight_times_no_goes_to_the_end(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **QUIET})

    assert led.asked == [*AGREED, *ITEMS, "next_visit"]
    assert led.value(FORM, "q8_score") == "0"
    assert led.turn.submission is not None


def test_it_is_marked_for_volunteers_with_the_permission() -> None:
    marked = [row["name"] for row in rows(FORM, "survey") if row["bind::line:permission"]]

    assert marked == ["start"]
    definitions = form(FORM).primary.definitions
    marks = [one.attributes["permission"] for one in definitions if "permission" in one.attributes]
    assert marks == ["8q"]


def test_the_thai_item_stands_beside_the_lao_one() -> None:
    sheet = Sheet(FORM, AGREED)

    for item in (*ITEMS, "q8_3_1"):
        assert sheet.said(item, "lo").endswith("\n" + sheet.said(item, "th"))
