"""Work risk: what is chosen decides what is asked, and a matrix that says it is unverified."""

from typing import Literal

import pytest

from tests.content.shipped import AGREED, NOW, TH, Sheet, path_of, talk

FORM = "work_risk"
WORK = {
    "job": "farm",
    "hours": "10",
    "hazards": "heat chemical",
    "protects": "mask boots",
    "worst": "chemical",
    "chance": "3",
    "severity": "2",
    "symptoms": "rash eyes",
    "accident": "yes",
    "days_off": "3",
    "payer": "self",
}


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_longest_path_ends_after_fifteen_questions(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **WORK})

    assert led.asked == [*AGREED, *WORK, "next_visit"]
    assert led.value(FORM, "risk_score") == "6"
    assert "6" in led.after["severity"]
    assert "1300" in led.after["hazards"]
    assert "180" in led.after["payer"]
    assert led.turn.submission is not None


def test_without_a_hazard_nothing_more_is_asked_about_it() -> None:
    sheet = Sheet(FORM, {**AGREED, "hazards": "none"})

    assert {"protects", "worst", "chance", "severity"}.isdisjoint(sheet.asked)
    assert "chemical_note" not in sheet.notes


def test_the_worst_is_one_of_those_that_were_chosen() -> None:
    sheet = Sheet(FORM, {**AGREED, "hazards": "noise sharp"})

    choices = sheet.instance.choices(path_of(FORM, "worst"), TH)

    assert [choice.value for choice in choices] == ["noise", "sharp"]


def test_none_excludes_the_others() -> None:
    sheet = Sheet(FORM, AGREED)

    assert sheet.refuses("hazards", "heat none")
    assert sheet.refuses("symptoms", "none back")


@pytest.mark.parametrize(
    ("chance", "severity", "score"),
    [("1", "1", "1"), ("3", "3", "9"), ("2", "", ""), ("", "2", "")],
)
def test_the_matrix_multiplies_and_leaves_blank_what_is_missing(
    chance: str, severity: str, score: str
) -> None:
    worst = {"hazards": "heat", "worst": "heat"}

    sheet = Sheet(FORM, {**AGREED, **worst, "chance": chance, "severity": severity})

    assert sheet.value("risk_score") == score
    assert ("result_risk" in sheet.notes) == bool(score)


def test_the_matrix_says_that_it_is_not_verified() -> None:
    sheet = Sheet(FORM, AGREED, now=NOW)

    assert "ยังไม่ได้ตรวจรับรอง" in sheet.said("result_risk", "th")
    assert "ຍັງບໍ່ທັນໄດ້ກວດຮັບຮອງ" in sheet.said("result_risk", "lo")
