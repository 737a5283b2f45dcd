"""Checking topics: what may not be said is refused in a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from dialogue.topics.checking import dead_references, faults, letters
from dialogue.topics.topic import Both, Call, Fact, Topic
from tests.asking import topic

GOOD = topic("child_vaccination")
LONG = Both(th="ที่" * 21, lo="ສັ້ນ")


def test_a_good_topic_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(GOOD, title=LONG), "title in th has 21 letters; 20 is the most."),
        (
            replace(GOOD, answer=Both(th="ก" * 351, lo="ກ")),
            "answer in th has 351 letters; 350 is the most.",
        ),
        (replace(GOOD, plainer=Both(th="ก", lo="")), "plainer is missing in lo."),
        (replace(GOOD, bring=None), "bring is missing."),
        (
            replace(GOOD, who=Both(th="คนผิดกฎหมาย", lo="ທຸກຄົນ")),
            "who in th says ผิดกฎหมาย, which frightens people away.",
        ),
        (replace(GOOD, status="ready"), "status ready is neither of draft, published."),
        (replace(GOOD, opens="door"), "opens door is no act that is known."),
        (replace(GOOD, expires_on=date(2026, 11, 22)), "expires_on must come after checked_on."),
        (
            replace(GOOD, expires_on=date(2027, 11, 24)),
            "expires_on is more than a year after checked_on.",
        ),
        (replace(GOOD, related=("a", "b", "c", "d")), "related has more than 3 topics."),
        (replace(GOOD, related=("child_vaccination",)), "related names the topic itself."),
        (replace(GOOD, facts=()), "a published topic must name the facts that it stands on."),
        (replace(GOOD, facts=(Fact(id="F", source="", confidence="A"),)), "fact F has no source."),
        (
            replace(GOOD, facts=(Fact(id="F", source="s", confidence="C"),)),
            "fact F is of confidence C: withhold it, or draft.",
        ),
        (
            replace(GOOD, calls=(Call(number="help", label=Both(th="ก", lo="ກ")),)),
            "calls has help, which is no number to dial.",
        ),
        (
            replace(GOOD, calls=(Call(number="1330", label=LONG),)),
            "calls: the label of 1330 in th is missing or too long.",
        ),
        (replace(GOOD, calls=GOOD.calls * 4), "calls has more than 3 numbers."),
    ],
)
def test_what_may_not_be_said_is_told_with_its_reason(wrong: Topic, why: str) -> None:
    assert faults(wrong) == [f"child_vaccination.toml: {why}"]


def test_a_draft_may_stand_on_what_is_not_sure() -> None:
    unsure = replace(GOOD, status="draft", facts=(Fact(id="F", source="s", confidence="X"),))

    assert faults(unsure) == []


def test_small_talk_and_what_opens_something_need_no_facts() -> None:
    bare = replace(GOOD, facts=(), who=None, bring=None, cost=None, where=None, more=None)

    assert faults(replace(bare, id="thanks")) == []
    assert faults(replace(bare, opens="menu")) == []


def test_a_reference_to_no_topic_is_named() -> None:
    known = {"child_vaccination", "pregnancy_care"}

    assert dead_references(GOOD, known) == [
        "child_vaccination.toml: related names sti_hiv, which is no topic."
    ]


@pytest.mark.parametrize(("text", "count"), [("ที่นี่", 2), ("ກໍ່ໄດ້", 3), ("abc", 3), ("", 0)])
def test_letters_are_counted_as_the_eye_does(text: str, count: int) -> None:
    assert letters(text) == count


def test_what_expired_is_withheld_unless_it_stays() -> None:
    last, after = GOOD.expires_on, date(2027, 5, 22)

    assert not GOOD.is_withheld(last)
    assert GOOD.is_withheld(after)
    assert not replace(GOOD, stays=True).is_withheld(after)
    assert replace(GOOD, stays=True, status="draft").is_withheld(last)
