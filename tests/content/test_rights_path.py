"""Which right do I have: every path ends in help, for people without any paper too."""

from datetime import datetime
from itertools import product
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from dialogue.moment import Moment
from handlers.roles import is_open
from tests.content.shipped import Sheet, form, rows, talk

FORM = "rights_path"
PAPERS = ("", "thai", "thai_lost", "status", "work", "border", "none", "unsure")
WORKS = {
    "thai": ("", "none", "deducted", "left", "government"),
    "work": ("", "yes", "no", "unsure"),
}
ALSO = ("injury", "child", "pregnant", "old", "disabled")
AFTER = {"thai": "thai_work", "work": "deducted"}
LATER = Moment(now=datetime(2027, 5, 22, 9, tzinfo=ZoneInfo("Asia/Bangkok")), seed="later")


def paths() -> list[dict[str, str]]:
    """List every way through, each further matter alone and all of them together."""
    matters = ("", *ALSO, " ".join(ALSO))
    return [
        {
            name: value
            for name, value in (
                ("danger", "no"),
                ("paper", paper),
                (AFTER.get(paper, ""), work),
                ("also", also),
            )
            if name and value
        }
        for paper in PAPERS
        for work, also in product(WORKS.get(paper, ("",)), matters)
    ]


def results(sheet: Sheet) -> set[str]:
    return {note for note in sheet.notes if note.startswith("r_")} - {"r_end"}


def test_every_path_ends_in_help_within_six_questions() -> None:
    for path in paths():
        sheet = Sheet(FORM, path)
        told = results(sheet)

        assert len(sheet.asked) <= 6, path
        assert told, path
        for language in ("th", "lo"):
            words = "\n".join(sheet.said(note, language) for note in told)
            assert any(number in words for number in ("1330", "1669", "1506")), (path, words)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"paper": "thai", "thai_work": "none"}, {"r_ucs"}),
        ({"paper": "thai"}, {"r_ucs"}),
        ({"paper": "thai", "thai_work": "deducted"}, {"r_sss"}),
        ({"paper": "thai", "thai_work": "left"}, {"r_ucs", "r_left"}),
        ({"paper": "thai", "thai_work": "government"}, {"r_gov"}),
        ({"paper": "thai_lost"}, {"r_lost"}),
        ({"paper": "status"}, {"r_status"}),
        ({"paper": "work", "deducted": "yes"}, {"r_sss", "r_sss_waits"}),
        ({"paper": "work", "deducted": "no"}, {"r_card"}),
        ({"paper": "work", "deducted": "unsure"}, {"r_card"}),
        ({"paper": "border"}, {"r_border", "r_none"}),
        ({"paper": "none"}, {"r_none"}),
        ({"paper": "unsure"}, {"r_none"}),
        ({}, {"r_none"}),
        ({"paper": "none", "also": "injury"}, {"r_none", "r_injury"}),
        ({"paper": "none", "also": "child pregnant"}, {"r_none", "r_child", "r_pregnant"}),
    ],
)
def test_who_has_what_hears_of_it(answers: dict[str, str], told: set[str]) -> None:
    assert results(Sheet(FORM, answers)) == told


@pytest.mark.parametrize(("danger", "note"), [("life", "call_1669"), ("hurt", "call_1300")])
def test_danger_is_answered_and_nothing_else_is_asked(danger: str, note: str) -> None:
    sheet = Sheet(FORM, {"danger": danger})

    assert sheet.asked == ["danger"]
    assert note in sheet.notes
    assert results(sheet) == set()


def test_a_work_injury_is_told_before_all_else() -> None:
    notes = Sheet(FORM, {"paper": "work", "deducted": "yes", "also": "injury"}).notes

    assert notes.index("r_injury") < notes.index("r_sss")


def test_an_expired_fact_is_not_told_and_whom_to_ask_is() -> None:
    for path in paths():
        sheet = Sheet(FORM, path, now=LATER)

        assert "r_stale" in sheet.notes, path
        assert results(sheet) <= {"r_stale", "r_left", "r_gov", "r_border", "r_old"} | set(), path


def test_nothing_is_asked_that_could_hurt_and_nothing_is_kept() -> None:
    kinds = {row["type"] for row in rows(FORM, "survey")}

    assert not kinds & {"text", "image", "geopoint", "integer", "date"}
    assert is_open(form(FORM))
    assert Sheet(FORM, {"paper": "none"}).value("keep_nothing") == "yes"


@pytest.mark.parametrize("language", ["th", "lo"])
def test_someone_without_papers_goes_through_in_three_answers(
    language: Literal["th", "lo"],
) -> None:
    led = talk(FORM, language, {"danger": "no", "paper": "none", "also": "child"})

    assert led.asked == ["danger", "paper", "also"]
    said = led.after["also"]
    assert all(number in said for number in ("1669", "1300", "1330"))
    assert led.turn.submission is None
    assert led.turn.discard
