"""Child vaccines: what is due by the age, danger first, and no date of birth kept."""

from typing import Literal

import pytest

from dialogue.xforms.keeping import kept_days
from tests.content.shipped import TH, Sheet, form, name_of, path_of, rows, talk

FORM = "child_vaccines"
AGREED = {"consent": "yes", "consent_by": "parent", "person": "น้องดาว"}


@pytest.mark.parametrize(
    ("birth", "months", "due"),
    [
        ("2026-11-25", "0", "due_birth"),
        ("2026-10-26", "0", "due_birth"),
        ("2026-10-25", "1", "due_m1"),
        ("2026-09-26", "1", "due_m1"),
        ("2026-09-25", "2", "due_m2"),
        ("2026-07-25", "4", "due_m4"),
        ("2026-05-25", "6", "due_m6"),
        ("2026-02-25", "9", "due_m9"),
        ("2025-11-25", "12", "due_m12"),
        ("2025-11-26", "11", "due_m9"),
        ("2025-05-25", "18", "due_m18"),
        ("2024-05-25", "30", "due_m30"),
        ("2022-11-25", "48", "due_m48"),
        ("2020-11-25", "72", "due_p1"),
        ("2016-11-25", "120", "due_p5"),
        ("2015-11-25", "132", "due_p6"),
    ],
)
def test_what_is_due_follows_from_whole_months_of_the_calendar(
    birth: str, months: str, due: str
) -> None:
    sheet = Sheet(FORM, {**AGREED, "birth": birth})

    assert sheet.value("age_months") == months
    assert [name for name in sheet.notes if name.startswith("due_")] == [due]


def test_without_a_date_of_birth_nothing_is_said_to_be_due() -> None:
    sheet = Sheet(FORM, AGREED)

    assert sheet.value("age_months") == ""
    assert not [name for name in sheet.notes if name.startswith("due_")]


def test_every_due_list_says_that_it_is_not_verified() -> None:
    for row in rows(FORM, "survey"):
        if row["name"].startswith("due_"):
            assert "ยังไม่ได้ตรวจ" in row[f"label::{TH}"]
            assert "ຍັງບໍ່ທັນໄດ້ກວດ" in row["label::ລາວ (lo)"]
            assert "UNVERIFIED" in row["source"]


def test_only_what_is_due_by_the_age_can_be_missing() -> None:
    sheet = Sheet(FORM, {**AGREED, "birth": "2026-07-25", "complete": "no"})

    choices = sheet.instance.choices(path_of(FORM, "missing"), TH)

    assert [choice.value for choice in choices] == ["birth", "m1", "m2", "m4"]


def test_with_an_unknown_age_all_can_be_missing() -> None:
    sheet = Sheet(FORM, {**AGREED, "complete": "no"})

    assert len(sheet.instance.choices(path_of(FORM, "missing"), TH)) == 13


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_common_path_ends_after_nine_questions(language: Literal["th", "lo"]) -> None:
    answers = {
        **AGREED,
        "danger_signs": "none",
        "birth": "2026-07-25",
        "book": "yes",
        "complete": "no",
        "missing": "m2 m4",
    }

    led = talk(FORM, language, {**answers, "next_visit": "2026-12-02"})

    assert led.asked == [*answers, "next_visit"]
    assert led.value(FORM, "missing") == "m2 m4"
    assert "Rota2" in led.after["birth"]
    assert led.turn.submission is not None


@pytest.mark.parametrize("language", ["th", "lo"])
def test_every_danger_sign_is_answered_with_1669_at_once(language: Literal["th", "lo"]) -> None:
    for row in rows(FORM, "choices"):
        if row["list_name"] != "danger_sign" or row["name"] == "none":
            continue
        led = talk(FORM, language, {**AGREED, "danger_signs": row["name"]})

        assert "1669" in led.after["danger_signs"].splitlines()[0], row["name"]
        assert led.asked[4] == "danger_signs_called"


def test_the_date_of_birth_is_never_kept() -> None:
    kept = {name_of(path): days for path, days in kept_days(form(FORM)).items()}

    assert kept == {"birth": 0}


@pytest.mark.parametrize("day", ["2026-11-26", "2010-11-24"])
def test_a_child_is_born_and_not_yet_grown_up(day: str) -> None:
    assert Sheet(FORM, AGREED).refuses("birth", day)


@pytest.mark.parametrize(
    ("birth", "due"), [("2026-02-25", True), ("2026-01-25", False), ("2021-11-25", True)]
)
def test_development_is_spoken_of_in_its_months(birth: str, *, due: bool) -> None:
    assert ("development" in Sheet(FORM, {**AGREED, "birth": birth}).notes) == due
