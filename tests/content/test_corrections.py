"""The forms that ship, sent and opened again: what was sent is there, days later too."""

from datetime import timedelta
from random import Random
from xml.etree import ElementTree as ET

import pytest

from dialogue.moment import Moment
from dialogue.xforms.controls import Step
from dialogue.xforms.instance import Instance
from dialogue.xforms.keeping import blanked, kept_days
from dialogue.xforms.reopening import same_answers
from tests.content.shipped import NOW, TH, Sheet, asking_consent, form, path_of

LATER = Moment(now=NOW.now + timedelta(days=5), seed="five days later")
PASSAGES = 8  # of each form, each with answers of its own


@pytest.mark.parametrize("form_id", asking_consent())
@pytest.mark.parametrize("seed", range(PASSAGES))
def test_what_was_sent_is_opened_with_all_that_is_kept_of_it(form_id: str, seed: int) -> None:
    sent = filled(form_id, Random(f"{form_id} {seed}"))  # noqa: S311  # answers, not secrets
    gone = [path for path, days in kept_days(sent.form).items() if days == 0]
    submission = blanked(sent.submission(NOW), gone)

    again = Instance.reopen(sent.form, submission, LATER, gone=gone)
    loaded = Instance.load(sent.form, again.dump(), LATER, gone=again.gone)

    for instance in (again, loaded):
        assert leaves(instance.submission(LATER)) == leaves(submission)
        assert same_answers(sent.form, submission, instance.submission(LATER))


def test_a_child_has_the_age_of_the_day_though_its_birth_is_not_kept() -> None:
    answers = {"consent": "yes", "consent_by": "parent", "person": "น้องดาว"}
    sheet = Sheet("child_vaccines", {**answers, "birth": "2026-07-25", "complete": "yes"})
    birth = path_of("child_vaccines", "birth")
    submission = blanked(sheet.instance.submission(NOW), [birth])

    again = Instance.reopen(form("child_vaccines"), submission, LATER, gone=[birth])
    assert again.answer(path_of("child_vaccines", "complete"), "no", LATER) is None

    assert again.gone == (birth,)
    assert again.value(path_of("child_vaccines", "age_months")) == "4"
    assert again.relevant(path_of("child_vaccines", "due_m4"))


def filled(form_id: str, chance: Random) -> Instance:
    """Answer a form by chance, yes to consent; what it refuses is left blank."""
    instance, asked = Instance.new(form(form_id), NOW), set[str]()
    while step := next((one for one in instance.steps() if is_open(one, asked)), None):
        asked.add(step.path)
        if step.control.kind == "repeat":
            if len(instance.repeats(step.path)) < 2:
                instance.add(step.path)
        elif not instance.readonly(step.path):
            instance.answer(step.path, answer(instance, step, chance), NOW)
    return instance


def is_open(step: Step, asked: set[str]) -> bool:
    return step.control.kind in {"question", "repeat"} and step.path not in asked


def answer(instance: Instance, step: Step, chance: Random) -> str:
    choices = [choice.value for choice in instance.choices(step.path, TH)]
    bounds = instance.bounds(step.path)
    if step.path.endswith("/consent"):
        return "yes"
    if choices:
        return chance.choice(choices)
    match step.control.type:
        case "integer" | "decimal" | "range":
            return (bounds and (bounds.least or bounds.most)) or str(chance.randrange(1, 9))
        case "date":
            return (bounds and (bounds.most or bounds.least)) or "2026-11-20"
        case "string":
            return f"คำตอบ {chance.randrange(100)}"
        case _:
            return ""


def leaves(xml: str) -> list[tuple[str, str]]:
    """Read what a submission holds, in order, without what belongs to its making."""
    nodes = ET.fromstring(xml).iter()  # noqa: S314  # our own
    held = ((node.tag.rpartition("}")[2], node.text) for node in nodes if not len(node))
    return [(name, text) for name, text in held if text and name not in {"instanceID", "end"}]
