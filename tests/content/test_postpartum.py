"""Postpartum visits: the round by the day, danger of mother and of baby at once."""

from typing import Literal

import pytest

from tests.content.shipped import AGREED, Sheet, rows, talk

FORM = "postpartum"
WELL = {
    "birth": "2026-11-20",
    "mother_danger": "none",
    "baby": "here",
    "baby_danger": "none",
    "milk": "breast",
    "baby_kg": "3.2",
    "registered": "no",
    "first_vaccines": "yes",
    "troubles": "breast",
    "q2_1": "0",
    "q2_2": "0",
    "iron": "yes",
    "contraception": "no",
}


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_common_path_ends_after_seventeen_questions(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **WELL, "next_visit": "2026-12-04"})

    assert led.asked == [*AGREED, *WELL, "next_visit"]
    assert "15" in led.after["registered"]
    assert "1300" in led.after["contraception"]
    assert led.turn.submission is not None


@pytest.mark.parametrize(
    ("birth", "day", "visit"),
    [
        ("2026-11-25", "0", "1"),
        ("2026-11-18", "7", "1"),
        ("2026-11-17", "8", "2"),
        ("2026-11-10", "15", "2"),
        ("2026-11-09", "16", "3"),
        ("2026-10-14", "42", "3"),
        ("2026-10-13", "43", "after"),
        ("", "", ""),
    ],
)
def test_the_round_follows_from_the_day(birth: str, day: str, visit: str) -> None:
    sheet = Sheet(FORM, {**AGREED, "birth": birth})

    assert sheet.value("day") == day
    assert sheet.value("round") == visit
    assert [name for name in sheet.notes if name.startswith("round_")] == (
        [f"round_{visit}"] if visit else []
    )


def test_a_birth_that_is_still_to_come_is_not_taken() -> None:
    assert Sheet(FORM, AGREED).refuses("birth", "2026-11-26")


@pytest.mark.parametrize("language", ["th", "lo"])
@pytest.mark.parametrize(
    ("question", "signs"), [("mother_danger", "mother_sign"), ("baby_danger", "baby_sign")]
)
def test_every_danger_sign_is_answered_with_1669_at_once(
    language: Literal["th", "lo"], question: str, signs: str
) -> None:
    for row in rows(FORM, "choices"):
        if row["list_name"] != signs or row["name"] == "none":
            continue
        led = talk(FORM, language, {**AGREED, "baby": "here", question: row["name"]})

        assert "1669" in led.after[question], row["name"]
        assert led.asked[led.asked.index(question) + 1] == f"{question}_called"


@pytest.mark.parametrize("language", ["th", "lo"])
def test_thoughts_of_harm_are_answered_with_the_mental_health_line_too(
    language: Literal["th", "lo"],
) -> None:
    led = talk(FORM, language, {**AGREED, "mother_danger": "harm"})

    assert "1323" in led.after["mother_danger"]


@pytest.mark.parametrize("baby", ["elsewhere", "not_said", ""])
def test_nobody_is_asked_about_a_child_that_is_not_there(baby: str) -> None:
    sheet = Sheet(FORM, {**AGREED, "baby": baby})

    about_the_baby = {"baby_danger", "milk", "baby_kg", "registered", "first_vaccines"}
    assert about_the_baby.isdisjoint(sheet.asked)


def test_a_yes_of_the_two_questions_leads_to_the_nine() -> None:
    sheet = Sheet(FORM, {**AGREED, "q2_1": "1"})

    assert "two_q_yes" in sheet.notes
