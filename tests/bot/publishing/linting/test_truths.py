"""Conditions that can never be true."""

import pytest

from bot.publishing.linting import truths
from tests.bot.publishing.linting.surveying import form, place, said, told

HEAD = ("type", "name", "label", "relevant", "constraint", "calculation")
CHOICES = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))
SCALE = (("n", "0", "Never"), ("n", "1", "Often"))
ASKED = [
    ("select_one yn", "one", "One"),
    ("select_multiple yn", "many", "Many"),
    ("select_one yn or_other", "other", "Other"),
    ("select_one n", "score", "Score"),
    ("select_one_from_file a.csv", "filed", "Filed"),
    ("integer", "age", "Age"),
]


def found(relevant: str, constraint: str = "", calculation: str = "") -> list[str]:
    row = ("text", "x", "X", relevant, constraint, calculation)
    findings = told(truths.find, form(HEAD, *ASKED, row, choices=(*CHOICES, *SCALE)))
    assert all(place(finding)[1] == 8 for finding in findings)
    return [said(finding) for finding in findings]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("${one} = 'maybe'", "maybe is no choice of one: the answer can never be that."),
        ("'maybe' = ${one}", "maybe is no choice of one: the answer can never be that."),
        ("${one} != 'Yes'", "Yes is no choice of one: the answer can never be that."),
        ("selected(${many}, 'never')", "never is no choice of many: the answer can never be that."),
        ("not(selected(${many}, 'x'))", "x is no choice of many: the answer can never be that."),
        ("${score} = 3", "3 is no choice of score: the answer can never be that."),
        ("${age} > 3 and ${one} = 'y'", "y is no choice of one: the answer can never be that."),
    ],
)
def test_a_value_that_the_list_does_not_have_is_told(text: str, sentence: str) -> None:
    assert found(text) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "${one} = 'yes'",
        "${one} != ''",
        "selected(${many}, 'no')",
        "${many} = 'yes no'",
        "${other} = 'other'",
        "${score} = 1",
        "${score} = '0'",
        "${filed} = 'anything'",
        "${age} = 300",
        "${ghost} = 'x'",
    ],
)
def test_a_value_that_can_be_is_passed(text: str) -> None:
    assert found(text) == []


NEVER_SHOWN = "This condition is never true: the row is never shown."


@pytest.mark.parametrize(
    "text",
    [
        "false()",
        "1 = 2",
        "0",
        "not(true())",
        "${age} > 3 and false()",
        "1 > 2 or 'a' = 'b'",
        "${one} = 'yes' and ${one} = 'no'",
        "${age} > 5 and ${age} < 3",
        "${age} >= 5 and 5 > ${age}",
        "18 <= ${age} and ${age} < 18",
    ],
)
def test_a_condition_that_nothing_fulfils_is_told(text: str) -> None:
    assert found(text) == [NEVER_SHOWN]


@pytest.mark.parametrize(
    "text",
    [
        "true()",
        "1 = 1",
        "${age} > 3 or false()",
        "${one} = 'yes' and ${score} = 1",
        "selected(${many}, 'yes') and selected(${many}, 'no')",
        "${age} >= 5 and ${age} <= 5",
        "${one} = 'yes' or ${one} = 'no'",
        "${age} > 3 and ${age} < 5",
    ],
)
def test_a_condition_that_something_fulfils_is_passed(text: str) -> None:
    assert found(text) == []


def test_a_rule_that_takes_no_answer_is_an_error() -> None:
    row = ("integer", "x", "X", "", ". > 5 and . < 2")

    (finding,) = told(truths.find, form(HEAD, row))

    assert (finding.severity, place(finding)) == ("error", ("survey", 2, "constraint"))


def test_a_calculation_may_be_false() -> None:
    assert found("", "", "false()") == []
