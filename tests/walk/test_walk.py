"""Forms walked to their end in the pretend LINE: our own, those that ship, and some of others."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.publishing.check import Checked, check
from bot.publishing.finding import Finding
from bot.publishing.rows import Row
from bot.simulator.people import Request
from dialogue.interviewing.passage import Passage
from dialogue.moment import Moment
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.content.shipped import asking_consent, checked
from tests.house import BANGKOK
from tests.walk.books import Book, books_in, read
from tests.walk.ending import difference
from tests.walk.forms import EVERY_TYPE, REPEATS, UNGUESSED
from tests.walk.held import Held
from tests.walk.rules import Rules
from tests.walk.total import Total
from tests.walk.walker import Walk
from tests.walk.walks import walks_of

CORPUS = "shared/forms/corpus"  # beside the project, on machines that have it
SAMPLE = 6
SEED = 2569


async def walks(form: str, *seeds: int) -> list[Walk]:
    found = check(form.encode(), "form.md")
    assert found.publishable, found.findings
    return await walks_of(found, list(seeds))


def assert_well(walk: Walk) -> None:
    assert walk.violations == []
    assert walk.ended, (walk.reason, walk.trace[-9:])


@pytest.mark.parametrize("form", [EVERY_TYPE, REPEATS], ids=["every type", "repeats"])
async def test_a_form_of_our_own_is_walked_to_its_end(form: str) -> None:
    for walk in await walks(form, SEED):
        assert_well(walk)


@pytest.mark.parametrize("form_id", asking_consent())
async def test_a_form_that_ships_is_walked_to_its_end(form_id: str) -> None:
    (walk,) = await walks_of(checked(form_id), [SEED])

    assert_well(walk)


def sample() -> list[Path]:
    folders = (parent / CORPUS for parent in Path(__file__).parents)
    folder = next((found for found in folders if found.is_dir()), None)
    if folder is None:
        return []
    return sorted(Random(SEED).sample(list(books_in(folder)), SAMPLE))  # noqa: S311  # no secret


async def test_forms_of_others_are_walked_to_their_end() -> None:
    if not sample():
        pytest.skip(f"No forms of others are at hand ({CORPUS})")
    total = Total()
    for path in sample():
        book = read(path)
        can_run = book.checked is not None and book.checked.publishable
        found = await walks_of(book.checked, [SEED]) if can_run and book.checked else []
        for walk in found:
            assert_well(walk)
        list(total.add(book, found))

    assert total.walked > 0
    assert total.is_well


async def test_a_question_that_nothing_answers_is_told_as_the_reason() -> None:
    (walk,) = await walks(UNGUESSED, 1)

    assert not walk.ended
    assert walk.reason == "nothing answers /data/b (integer)"


def said(*texts: str, status: int = 200) -> Request:
    return Request(
        request_id="r",
        at=datetime(2026, 11, 25, tzinfo=UTC),
        endpoint="reply",
        method="POST",
        path="/v2/bot/message/reply",
        body={"messages": [{"type": "text", "text": text} for text in texts]},
        reply_token="t",
        retry_key=None,
        accepted=status == 200,
        status=status,
        answer={"message": "May not be empty"},
    )


RULES = Rules((Row(sheet="choices", number=2, cells={"label": "NaN is bread"}),), "/data")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (said("Who?", status=400), "LINE refuses: {'message': 'May not be empty'}"),
        (said(*"abcdef"), "not 1 to 5 messages"),
        (said(), "not 1 to 5 messages"),
        (said("Who?", " "), "an empty text"),
        (said("Hello ${who}!"), "a reference is shown: Hello ${who}!"),
        (said("Age of /data/who"), "a path is shown: Age of /data/who"),
        (said("coalesce(1, 2)"), "an expression is shown: coalesce(1, 2)"),
        (said("Number None"), "None is shown: Number None"),
    ],
)
def test_an_answer_that_breaks_a_rule_is_told(answer: Request, fault: str) -> None:
    assert list(RULES.faults_of(answer)) == [fault]


@pytest.mark.parametrize("text", ["Who?", "25/11/2569", "NaN is bread", "Nonetheless"])
def test_an_answer_that_breaks_no_rule_is_passed(text: str) -> None:
    assert list(RULES.faults_of(said(text))) == []


def test_forms_are_counted_by_what_became_of_them() -> None:
    total = Total()
    good = Checked(source=b"", name="a.xlsx", findings=(), xform="<html/>")
    typed = Finding(
        reason="The type {type} cannot be asked in LINE.",
        remedy="Ask for the number as text.",
        sheet="survey",
        row=4,
        column="type",
        values={"type": "barcode"},
    )
    bad = Checked(source=b"", name="c.xlsx", findings=(typed,))
    ended = Walk(ended=True, steps=9, messages=7)
    stuck = Walk(reason="nothing answers /data/b (integer)", steps=3, violations=["an empty text"])

    lines = [
        *total.add(Book(name="a", checked=good), [ended]),
        *total.add(Book(name="b", pyxform="no type"), []),
        *total.add(Book(name="c", checked=bad), []),
        *total.add(Book(name="d", checked=good), [ended, stuck]),
    ]

    assert lines[0] == "a: 7 messages, 9 steps, ended"
    assert lines[1] == "b: not convertible: no type"
    assert lines[2] == ("c: cannot run: survey, 4, type: The type barcode cannot be asked in LINE.")
    assert lines[3:] == [
        "d: 7 messages, 12 steps, NOT ENDED: ; nothing answers /data/b (integer)",
        "  VIOLATION an empty text",
    ]
    assert total.line() == (
        "walked 1 of 2 to the end, cannot run 1 of 3 convertible (33 %), not convertible 1, "
        "14 messages, violations 1"
    )
    assert not total.is_well


def test_a_value_that_was_stored_otherwise_than_it_was_held_is_told() -> None:
    moment = Moment(now=datetime(2026, 11, 25, 12, 0, tzinfo=BANGKOK), seed="walk")
    xform = check(REPEATS.encode(), "form.md").xform
    assert xform is not None
    form = Form.parse(xform)
    instance = Instance.new(form, moment)
    instance.answer("/data/pigs", "0", moment)
    step = next(step for step in instance.steps() if step.path == "/data/village")
    before = Held(id="d", xml=instance.dump(), passage=Passage(), instance=instance, step=step)
    instance.answer("/data/village", "บ้านนา", moment)
    stored = instance.submission(moment)

    assert difference(form, before, moment, stored) == ""
    other = stored.replace("<pigs>0</pigs>", "<pigs>1</pigs>")
    assert difference(form, before, moment, other) == "pigs '0' is pigs '1'"
    short = stored.replace("<pigs>0</pigs>", "")
    assert difference(form, before, moment, short) == "pigs '0' is people '1'"
