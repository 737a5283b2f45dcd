"""Antenatal visits: danger first, visits that are due, blood pressure at its limits."""

from typing import Literal

import pytest

from tests.content.shipped import AGREED, Sheet, rows, talk

FORM = "antenatal"
SEEN = {
    "danger_signs": "none",
    "gravida": "2",
    "weeks": "24",
    "anc_place": "health_centre",
    "first_week": "11",
    "anc_visits": "2",
    "bp_high": "118",
    "bp_low": "76",
    "blood_known": "yes",
    "supplements": "iron folate",
    "vaccines": "dt",
    "plan": "place companion",
    "has_right": "unknown",
}


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_common_path_ends_after_seventeen_questions(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **SEEN, "next_visit": "2026-12-09"})

    assert led.asked == [*AGREED, *SEEN, "next_visit"]
    assert "3" in led.after["anc_visits"]
    assert "1330" in led.after["has_right"]
    assert led.turn.submission is not None


@pytest.mark.parametrize("language", ["th", "lo"])
def test_a_danger_sign_is_answered_with_1669_before_anything_else(
    language: Literal["th", "lo"],
) -> None:
    for row in rows(FORM, "choices"):
        if row["list_name"] != "danger_sign" or row["name"] == "none":
            continue
        led = talk(FORM, language, {**AGREED, "danger_signs": row["name"]})

        first = led.after["danger_signs"].splitlines()[0]
        assert "1669" in first, row["name"]
        assert led.asked[4] == "danger_signs_called"


def test_no_sign_and_no_answer_raise_no_alarm() -> None:
    for answer in ("none", ""):
        sheet = Sheet(FORM, {**AGREED, "danger_signs": answer})

        assert "danger" not in sheet.notes


def test_none_excludes_every_sign() -> None:
    assert Sheet(FORM, AGREED).refuses("danger_signs", "none fever")


@pytest.mark.parametrize(
    ("weeks", "due"),
    [
        ("12", "1"),
        ("13", "2"),
        ("19", "2"),
        ("20", "3"),
        ("25", "3"),
        ("26", "4"),
        ("31", "4"),
        ("32", "5"),
        ("40", "5"),
        ("", ""),
    ],
)
def test_visits_are_due_by_the_week(weeks: str, due: str) -> None:
    assert Sheet(FORM, {**AGREED, "weeks": weeks}).value("anc_due") == due


@pytest.mark.parametrize(
    ("weeks", "visits", "behind"),
    [("24", "2", True), ("24", "3", False), ("24", "", False), ("", "0", False)],
)
def test_who_is_behind_is_told(weeks: str, visits: str, *, behind: bool) -> None:
    answers = {"weeks": weeks, "anc_place": "hospital", "anc_visits": visits}

    assert ("anc_behind" in Sheet(FORM, {**AGREED, **answers}).notes) == behind


@pytest.mark.parametrize(
    ("weeks", "note"), [("20", "anc_start"), ("21", "anc_now"), ("", "anc_start")]
)
def test_without_any_care_it_is_for_today_after_week_twenty(weeks: str, note: str) -> None:
    sheet = Sheet(FORM, {**AGREED, "weeks": weeks, "anc_place": "none"})

    assert [name for name in sheet.notes if name.startswith("anc_")] == [note]
    assert "anc_visits" not in sheet.asked


@pytest.mark.parametrize(
    ("high", "low", "notes"),
    [
        ("139", "89", []),
        ("140", "80", ["bp_raised"]),
        ("120", "90", ["bp_raised"]),
        ("159", "109", ["bp_raised"]),
        ("160", "80", ["bp_danger"]),
        ("120", "110", ["bp_danger"]),
        ("", "", []),
        ("", "110", ["bp_danger"]),
    ],
)
def test_blood_pressure_is_told_at_its_limits(high: str, low: str, notes: list[str]) -> None:
    sheet = Sheet(FORM, {**AGREED, "bp_high": high, "bp_low": low})

    assert [name for name in sheet.notes if name.startswith("bp_")] == notes
