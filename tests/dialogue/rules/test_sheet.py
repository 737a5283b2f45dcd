"""Rules as a table is written: what ships can be read, and what cannot be is said in sentences."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from dialogue.rules.rule import Condition
from dialogue.rules.sheet import COLUMNS, Written, faults, line, rule_of

SHIPPED = Path(__file__).parents[3] / "content" / "rules" / "follow_ups.csv"
GOOD = {
    "code": "check",
    "name_th": "ตรวจ",
    "name_lo": "ກວດ",
    "about": "answer",
    "applies": "form.name=a|b",
    "opens": "1",
    "due": "2",
    "lapses": "3",
    "closes": "visit form:other",
}


def written(**cells: str) -> Written:
    return line({**GOOD, **cells})


def shipped() -> list[Written]:
    with SHIPPED.open(encoding="utf-8") as file:
        return [line(cells) for cells in csv.DictReader(file)]


def test_every_rule_that_ships_can_be_read_and_tells_its_source() -> None:
    for one in shipped():
        assert list(faults(one)) == [], one.code
        assert rule_of(one).code == one.code
        assert one.source


def test_the_columns_of_what_ships_are_those_that_are_read() -> None:
    with SHIPPED.open(encoding="utf-8") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS


def test_only_what_needs_no_proof_ships_switched_on() -> None:
    assert {one.code for one in shipped() if one.is_verified} == {"next_visit", "referral_3"}


@pytest.mark.parametrize(
    "family", ["postpartum", "anc", "vaccine", "ltc", "q9", "st5", "need", "paper", "card", "adl"]
)
def test_every_default_of_the_programme_is_there(family: str) -> None:
    assert any(one.code.startswith(f"{family}_") for one in shipped())


def test_the_windows_of_one_series_do_not_overlap() -> None:
    for family in ("postpartum", "anc"):
        rules = [rule_of(one) for one in shipped() if one.code.startswith(f"{family}_")]
        rules.sort(key=lambda rule: rule.opens)
        for before, after in pairwise(rules):
            assert before.lapses is not None
            assert before.lapses < after.opens, after.code


def test_a_line_means_a_rule() -> None:
    rule = rule_of(written(groups="elderly disabled", unless="end", repeats="30"))

    assert rule.applies == (Condition(name="name", form_id="form", values=frozenset("ab")),)
    assert rule.groups == {"elderly", "disabled"}
    assert (rule.opens, rule.due, rule.lapses, rule.repeats) == (1, 2, 3, 30)
    assert rule.unless == Condition(name="end")
    assert rule.form_id == "other"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"code": "Check"}, "code must be"),
        ({"name_lo": ""}, "name_th and name_lo"),
        ({"about": "weather"}, "about must be one of"),
        ({"applies": ""}, "applies must name one answer"),
        ({"applies": "a b"}, "applies must be written like"),
        ({"unless": "a;b"}, "unless can hold one"),
        ({"about": "need", "counted_from": "date"}, "counted_from and counts"),
        ({"closes": "need"}, "closes must be made of visit"),
        ({"closes": "form:"}, "closes must be made of"),
        ({"due": "soon"}, "due must be a number"),
        ({"lapses": "1"}, "stand in order"),
        ({"repeats": "1"}, "repeats must be longer"),
        ({"repeats": "5", "lapses": ""}, "repeats must be longer"),
        ({"verified": "maybe"}, "verified must be yes or no"),
        ({"source": "x" * 500}, "400 letters"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(cells: dict[str, str], told: str) -> None:
    found = list(faults(written(**cells)))

    assert any(told in fault for fault in found), found
    with pytest.raises(ValueError, match=r"."):
        rule_of(written(**cells))
