"""Rights access: what is told for which answer, what is kept, and for how long facts are told."""

from dataclasses import replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from dialogue.xforms.keeping import kept_days
from tests.content.shipped import AGREED, NOW, Sheet, form, name_of, rows, talk

FORM = "rights_access"
BANGKOK = ZoneInfo("Asia/Bangkok")
USED = {
    "right": "ucs",
    "unit": "รพ.ระโนด",
    "sick": "yes",
    "used": "sometimes",
    "why_not": "far refused",
    "charged": "yes",
    "charged_baht": "200",
    "papers": "id_card house_reg",
    "child": "yes",
    "child_birth": "no",
    "child_vaccine": "no",
    "child_school": "no",
    "wants": "check_right work_injury allowance",
    "urgency": "5",
}


def told(sheet: Sheet) -> list[str]:
    return [note for note in sheet.notes if note.startswith(("about_", "no_papers"))]


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_longest_common_path_ends_within_twenty_five_questions(
    language: Literal["th", "lo"],
) -> None:
    led = talk(FORM, language, {**AGREED, **USED, "next_visit": "2026-12-02"})

    assert led.asked == [*AGREED, *USED, "next_visit"]
    assert len(led.asked) <= 25
    assert "1330" in led.after["right"]
    assert "180" in led.after["wants"]
    assert led.turn.submission is not None


@pytest.mark.parametrize("language", ["th", "lo"])
def test_someone_without_papers_hears_what_needs_none(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, "right": "none", "sick": "no", "why_not": "papers"})

    said = led.after["right"]
    assert all(number in said for number in ("1669", "1300", "1330"))
    assert "why_not" in led.asked
    assert "used" not in led.asked
    assert "unit" not in led.asked


@pytest.mark.parametrize("language", ["th", "lo"])
def test_a_refusal_still_tells_what_anyone_may_get(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {"consent": "no"})

    assert led.turn.discard
    assert "HIV" in led.after["consent"]
    assert "1300" in led.after["consent"]


@pytest.mark.parametrize(
    ("right", "notes"),
    [
        ("ucs", ["about_ucs"]),
        ("sss", ["about_sss"]),
        ("mhi", ["about_mhi"]),
        ("t99", ["about_t99"]),
        ("csmbs", ["about_other"]),
        ("private", ["about_other"]),
        ("none", ["about_none", "no_papers"]),
        ("unknown", ["about_none", "no_papers"]),
        ("", []),
    ],
)
def test_each_right_is_answered_with_its_own_facts(right: str, notes: list[str]) -> None:
    assert told(Sheet(FORM, {**AGREED, "right": right})) == notes


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        ({"right": "ucs", "sick": "yes", "used": "never", "why_not": "refused"}, "about_refused"),
        ({"right": "sss", "sick": "yes", "used": "never", "why_not": "employer"}, "about_employer"),
        ({"right": "ucs", "sick": "yes", "charged": "yes"}, "about_charged"),
        ({"child": "yes", "child_birth": "no"}, "about_birth"),
        ({"child": "yes", "child_vaccine": "no"}, "about_vaccine"),
        ({"child": "yes", "child_school": "no"}, "about_school"),
        ({"wants": "work_injury"}, "about_work"),
        ({"wants": "allowance"}, "about_allowance"),
        ({"wants": "interpreter"}, "about_ask"),
    ],
)
def test_an_answer_brings_the_note_that_helps(answers: dict[str, str], note: str) -> None:
    assert note in told(Sheet(FORM, {**AGREED, **answers}))


@pytest.mark.parametrize(
    ("day", "fresh"),
    [(datetime(2027, 5, 21, tzinfo=BANGKOK), True), (datetime(2027, 5, 22, tzinfo=BANGKOK), False)],
)
def test_facts_are_told_until_they_expire_and_then_only_whom_to_ask(
    day: datetime, *, fresh: bool
) -> None:
    sheet = Sheet(FORM, {**AGREED, "right": "ucs"}, now=replace(NOW, now=day))

    assert told(sheet) == (["about_ucs"] if fresh else ["about_old"])


def test_every_fact_names_where_it_is_from_and_is_sure_enough() -> None:
    facts = [row for row in rows(FORM, "survey") if "facts_fresh} = 'yes'" in row["relevant"]]

    assert len(facts) == 15
    for row in facts:
        assert "(A)" in row["source"] or "(B" in row["source"], row["name"]
        assert "checked on 22 Nov 2026" in row["source"], row["name"]


def test_after_ninety_days_only_yes_or_no_is_left_of_a_right() -> None:
    kept = {name_of(path): days for path, days in kept_days(form(FORM)).items()}

    assert kept == dict.fromkeys(
        ("right", "unit", "expires", "why_not", "papers", "child_birth"), 90
    )
    for right, has in (("ucs", "yes"), ("none", "no"), ("unknown", ""), ("", "")):
        assert Sheet(FORM, {**AGREED, "right": right}).value("has_right") == has


def test_nothing_that_tells_a_status_becomes_a_clear_row() -> None:
    clear = {row["name"] for row in rows(FORM, "survey") if row["bind::line:index"]}

    assert clear == {"urgency", "next_visit", "has_right", "used", "barriers"}


def test_what_hints_at_papers_or_fear_is_folded_away_in_clear() -> None:
    def told(why_not: str) -> str:
        sheet = Sheet(FORM, {**AGREED, "right": "none", "sick": "no", "why_not": why_not})
        return sheet.value("barriers").strip()

    assert told("far money") == "far money"
    assert told("far afraid papers employer") == "far other"
    assert told("afraid") == told("other") == "other"


def test_papers_are_kinds_alone_and_none_excludes_the_others() -> None:
    sheet = Sheet(FORM, AGREED)

    assert sheet.refuses("papers", "none id_card")
    assert sheet.refuses("papers", "passport not_said")
    assert not sheet.refuses("papers", "none")
    assert not sheet.refuses("papers", "id_card passport")
    assert not any("papers" in row["type"] for row in rows(FORM, "survey") if row["type"] == "text")


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("2026-11-24", "expired"),
        ("2026-11-25", "expires_soon"),
        ("2027-01-24", "expires_soon"),
        ("2027-01-25", None),
    ],
)
def test_a_right_that_ends_is_spoken_of_sixty_days_before(day: str, note: str | None) -> None:
    sheet = Sheet(FORM, {**AGREED, "right": "mhi", "expires": day})

    found = [name for name in sheet.notes if name.startswith("expire")]
    assert found == ([] if note is None else [note])


def test_amounts_that_sources_disagree_on_are_not_told() -> None:
    for row in rows(FORM, "survey"):
        for amount in ("600", "800", "1,000", "2,100", "1,600", "500"):
            assert amount not in row["label::ไทย (th)"], row["name"]
