"""The home-visit form as it is walked: which questions are asked for which answers."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.publishing.check import check
from dialogue.moment import Moment
from dialogue.xforms.controls import Refusal, Step
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance

FORM = Path(__file__).parents[2] / "content" / "forms" / "home_visit.csv"
LANGUAGES = ("ไทย (th)", "ລາວ (lo)")
NOW = Moment(
    now=datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok")), seed="a visit in November"
)

AGREED = {"consent": "yes", "consent_by": "person", "person": "S-12", "area": "ทับช้าง"}
WELL = {
    "changed": "first",
    "target_group": "elderly disabled",
    "right": "ucs",
    "right_used": "always",
    "papers": "yes",
    "food": "yes",
    "clothing": "yes",
    "housing": "unsure",
    "medicine": "yes",
    "problem": "",
    "observation": "บ้านสะอาด",
    "picture": "",
    "done": "advice talk",
    "next_visit": "2026-12-25",
}
IN_NEED = {
    "right_used": "never",
    "why_not": "far afraid",
    "food": "no",
    "food_urgency": "5",
    "clothing": "no",
    "clothing_urgency": "1",
    "housing": "no",
    "housing_urgency": "5",
    "medicine": "no",
    "medicine_urgency": "9",
    "problem": "ไม่มีคนดูแลตอนกลางวัน",
    "problem_urgency": "5",
}


@pytest.fixture(scope="module")
def form() -> Form:
    checked = check(FORM.read_bytes(), FORM.name)
    assert checked.xform is not None
    return Form.parse(checked.xform)


@pytest.fixture
def visit(form: Form) -> Instance:
    return Instance.new(form, NOW)


def name(path: str) -> str:
    return path.rpartition("/")[2]


def walk(visit: Instance, answers: Mapping[str, str]) -> list[str]:
    """Answer every question as it comes; a blank answer skips it. Give the names, in order."""
    asked: list[str] = []
    while step := next(unasked(visit, asked), None):
        asked.append(name(step.path))
        assert visit.answer(step.path, answers[asked[-1]], NOW) is None, step.path
    return asked


def unasked(visit: Instance, asked: list[str]) -> Iterator[Step]:
    for step in visit.steps():
        if step.control.kind == "question" and name(step.path) not in asked:
            yield step


def notes(visit: Instance) -> list[str]:
    return [name(step.path) for step in visit.steps() if step.control.kind == "note"]


def answer(visit: Instance, question: str, value: str) -> Refusal | None:
    for step in visit.steps():
        if name(step.path) == question:
            return visit.answer(step.path, value, NOW)
    raise AssertionError(f"{question} is not asked")


def test_a_refusal_ends_after_one_question_with_where_to_ask_about_rights(
    visit: Instance,
) -> None:
    assert walk(visit, {"consent": "no"}) == ["consent"]

    assert notes(visit) == ["consent_read", "consent_card", "refused"]
    assert visit.value("/data/keep_nothing") == "yes"
    for language in LANGUAGES:
        said = visit.label("/data/refused", language)
        assert "1330" in said
        assert "1669" in said


def test_consent_lets_the_answers_be_kept(visit: Instance) -> None:
    walk(visit, {**AGREED, "changed": "same"})

    assert visit.value("/data/keep_nothing") == "no"
    assert "refused" not in notes(visit)


def test_nothing_has_changed_ends_after_five_questions(visit: Instance) -> None:
    asked = walk(visit, {**AGREED, "changed": "same"})

    assert asked == ["consent", "consent_by", "person", "area", "changed"]


def test_a_common_visit_asks_eighteen_questions(visit: Instance) -> None:
    asked = walk(visit, {**AGREED, **WELL})

    assert asked == [*AGREED, *WELL]
    assert len(asked) == 18


def test_the_longest_visit_stays_within_twenty_five_questions(visit: Instance) -> None:
    asked = walk(visit, {**AGREED, **WELL, **IN_NEED})

    assert len(asked) == 24


def test_danger_is_told_where_it_shows_and_not_at_the_end(visit: Instance) -> None:
    walk(visit, {**AGREED, **WELL, **IN_NEED, "medicine_urgency": "9"})
    shown = [name(step.path) for step in visit.steps()]

    assert shown[shown.index("medicine_urgency") + 1] == "urgent_need"
    assert "urgent_problem" not in shown

    answer(visit, "problem_urgency", "9")

    assert "urgent_problem" in notes(visit)


def test_urgency_is_asked_only_where_something_is_lacking(visit: Instance) -> None:
    needs = {"food": "no", "food_urgency": "1"}

    asked = walk(visit, {**AGREED, **WELL, **needs})

    assert [question for question in asked if question.endswith("urgency")] == ["food_urgency"]
    assert "urgent_need" not in notes(visit)


def test_reasons_are_asked_of_those_without_a_right_too(visit: Instance) -> None:
    asked = walk(visit, {**AGREED, **WELL, "right": "none", "why_not": "papers"})

    assert "why_not" in asked
    assert "right_used" not in asked


def test_everything_but_consent_and_who_can_be_skipped(visit: Instance) -> None:
    must = {"consent": "yes", "consent_by": "carer", "person": "ยายคำ"}

    asked = walk(visit, {**dict.fromkeys([*AGREED, *WELL], ""), **must})

    assert {name(step.path) for step in visit.steps() if visit.required(step.path)} == set(must)
    assert len(asked) == 17  # without a right there is no question of its use


@pytest.mark.parametrize(
    ("by", "whom"), [("person", "self"), ("parent", "child"), ("carer", "adult")]
)
def test_consent_is_kept_with_by_whom_and_for_whom(visit: Instance, by: str, whom: str) -> None:
    answer(visit, "consent", "yes")
    answer(visit, "consent_by", by)

    assert visit.value("/data/visit/consent_for") == whom


@pytest.mark.parametrize(
    "number", ["1234567890123", "1-2345-67890-12-3", "๑๒๓๔๕๖๗๘๙๐๑๒๓", "0812345678", "໐໘໑ ໒໓໔ ໕໖໗໘"]
)
def test_a_card_or_phone_number_is_not_taken_as_who(visit: Instance, number: str) -> None:
    answer(visit, "consent", "yes")

    refused = answer(visit, "person", number)

    assert refused is not None
    assert refused.kind == "constraint"
    assert all(refused.message_for(language) for language in LANGUAGES)


@pytest.mark.parametrize("who", ["S-900102-0001", "ยายคำ", "ແມ່ເຖົ້າ 2", "K7QX2M9TBA"])
def test_codes_and_nicknames_are_taken_as_who(visit: Instance, who: str) -> None:
    answer(visit, "consent", "yes")

    assert answer(visit, "person", who) is None


def test_a_card_number_in_an_observation_of_many_lines_is_not_taken(visit: Instance) -> None:
    walk(visit, {**AGREED, **WELL})

    refused = answer(visit, "observation", "บ้านสะอาด\nเลข 1 2345 67890 12 3\nสบายดี")

    assert refused is not None
    assert refused.kind == "constraint"


def test_the_next_visit_cannot_lie_in_the_past(visit: Instance) -> None:
    walk(visit, {**AGREED, **WELL})

    assert answer(visit, "next_visit", "2026-11-24") is not None
    assert answer(visit, "next_visit", "2026-11-25") is None


def test_the_small_buttons_have_their_own_words(visit: Instance) -> None:
    answer(visit, "consent", "yes")

    choices = visit.choices("/data/visit/consent_by", "ไทย (th)")

    assert [choice.extras["short_th"] for choice in choices] == [
        "ยินยอมเอง",
        "ผู้ปกครองแทนเด็ก",
        "ผู้ดูแลแทน",
    ]
