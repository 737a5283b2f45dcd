"""Family planning: nothing is kept of minors, nor who decides; the next injection is counted."""

from typing import Literal

import pytest

from dialogue.xforms.keeping import kept_days
from tests.content.shipped import Sheet, form, name_of, talk

FORM = "family_planning"
AGREED = {"consent": "yes", "of_age": "yes", "person": "S-12"}
USING = {
    "method": "injection",
    "place": "health_centre",
    "injected": "2026-10-01",
    "satisfied": "no",
    "side_effects": "yes",
    "change": "yes",
    "wanted": "implant",
    "child_wish": "later",
    "decides": "other",
}


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_longest_path_ends_after_thirteen_questions(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED, **USING})

    assert led.asked == [*AGREED, *USING, "next_visit"]
    assert "1669" in led.after["side_effects"]
    assert "1300" in led.after["decides"]
    assert "1663" in led.after["decides"] + led.after["child_wish"]
    assert led.turn.submission is not None


@pytest.mark.parametrize("language", ["th", "lo"])
def test_of_someone_under_eighteen_nothing_is_kept_but_all_is_told(
    language: Literal["th", "lo"],
) -> None:
    led = talk(FORM, language, {"consent": "yes", "of_age": "no"})

    assert led.asked == ["consent", "of_age"]
    assert led.turn.discard
    assert led.turn.submission is None
    assert "1663" in led.after["of_age"]
    assert "1300" in led.after["of_age"]


@pytest.mark.parametrize(
    ("injected", "days", "note"),
    [
        ("2026-11-25", "84", "injection_due"),
        ("2026-09-02", "0", "injection_due"),
        ("2026-09-01", "-1", "injection_late"),
        ("", "", None),
    ],
)
def test_the_next_injection_is_counted_from_the_last(
    injected: str, days: str, note: str | None
) -> None:
    sheet = Sheet(FORM, {**AGREED, "method": "injection", "injected": injected})

    assert sheet.value("injection_days") == days
    found = [name for name in sheet.notes if name.startswith("injection_")]
    assert found == ([] if note is None else [note])


def test_who_uses_nothing_is_asked_what_would_suit() -> None:
    asked = Sheet(FORM, {**AGREED, "method": "none"}).asked

    assert "wanted" in asked
    assert "side_effects" not in asked


def test_who_decides_is_never_kept() -> None:
    kept = {name_of(path): days for path, days in kept_days(form(FORM)).items()}

    assert kept == {"injected": 90, "decides": 0}
