"""The quality-of-life plan: as many matters as there are, each with who does what by when."""

from typing import Literal

import pytest

from dialogue.xforms.instance import Instance
from tests.content.shipped import AGREED, LO, NOW, TH, form, name_of, talk

FORM = "quality_of_life_plan"
ITEMS = "/data/items/item"
MATTER = {
    "problem": "หลังคารั่ว",
    "matter": "housing",
    "need": "สังกะสี",
    "owner": "local_gov",
    "what": "ซ่อมหลังคา",
    "by_when": "2026-12-31",
    "progress": "doing",
}


@pytest.fixture
def plan() -> Instance:
    """Give a plan that was agreed to, without a matter yet."""
    plan = Instance.new(form(FORM), NOW)
    say(plan, "/data/consent", "yes")
    say(plan, "/data/visit/consent_by", "person")
    say(plan, "/data/visit/person", "S-12")
    return plan


def say(plan: Instance, path: str, value: str) -> None:
    refusal = plan.answer(path, value, NOW)
    assert refusal is None, f"{path}: {refusal}"


def matter(plan: Instance, number: int, **answers: str) -> None:
    """Answer for the matter of this number, from 1; it is added where need be."""
    while len(plan.repeats(ITEMS)) < number:
        plan.add(ITEMS)
    for name, value in answers.items():
        say(plan, f"{ITEMS}[{number}]/{name}", value)


def asked(plan: Instance, number: int) -> list[str]:
    begins = f"{ITEMS}[{number}]/"
    return [name_of(step.path) for step in plan.steps() if step.path.startswith(begins)]


def test_a_matter_goes_from_the_problem_to_by_when(plan: Instance) -> None:
    matter(plan, 1, **MATTER)

    assert asked(plan, 1) == [*MATTER]


@pytest.mark.parametrize("progress", ["done", "stuck"])
def test_the_result_is_asked_when_a_matter_has_ended(plan: Instance, progress: str) -> None:
    matter(plan, 1, **{**MATTER, "progress": progress})

    assert asked(plan, 1)[-1] == "result"


@pytest.mark.parametrize("language", ["th", "lo"])
def test_two_matters_are_planned_one_after_the_other(language: Literal["th", "lo"]) -> None:
    answers = {
        **AGREED,
        "goal": "อยู่บ้านอย่างปลอดภัย",
        **MATTER,
        "item": "2",
        "item[2]/problem": "ไม่มีบัตร",
        "urgency": "5",
    }

    led = talk(FORM, language, answers)

    assert led.asked.count("problem") == 2
    assert "2: ไม่มีบัตร" in led.after["item[2]/problem"]
    assert "หลังคารั่ว" in (led.turn.submission or "")
    assert "ไม่มีบัตร" in (led.turn.submission or "")


def test_it_cannot_be_due_in_the_past(plan: Instance) -> None:
    matter(plan, 1, problem="หลังคารั่ว")

    assert plan.answer(f"{ITEMS}[1]/by_when", "2026-11-24", NOW) is not None
    assert plan.answer(f"{ITEMS}[1]/by_when", "2026-11-25", NOW) is None


def test_a_card_number_is_not_taken_in_any_words(plan: Instance) -> None:
    for name in ("problem", "need", "what"):
        assert plan.answer(f"{ITEMS}[1]/{name}", "เลข 1-2345-67890-12-3", NOW) is not None


def test_great_urgency_is_answered_with_1669(plan: Instance) -> None:
    say(plan, "/data/closing/urgency", "9")

    assert "urgent" in [name_of(step.path) for step in plan.steps()]
    for language in (TH, LO):
        assert "1669" in plan.label("/data/closing/urgent", language)
