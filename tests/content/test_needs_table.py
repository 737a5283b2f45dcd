"""The table of gaps that ships fits the forms that ship."""

import csv
from pathlib import Path

import pytest

from bot.gaps import TABLE, shipped_gaps
from dialogue.gaps import ANY, Rule
from models.need import KINDS

FORMS = TABLE.parent / "forms"


def sheets(form: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    name, head = "", list[str]()
    with (FORMS / f"{form}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if row[0]:
                name, head = row[0], []
            elif not head:
                head = row
            else:
                found.setdefault(name, []).append(dict(zip(head, row, strict=False)))
    return found


def choices(form: str, question: str) -> set[str] | None:
    """Name the choices of a question; None where it has none."""
    found = sheets(form)
    row = next(one for one in found["survey"] if one["name"] == question)
    kind, _, list_name = row["type"].partition(" ")
    if not kind.startswith("select"):
        return None
    return {one["name"] for one in found["choices"] if one["list_name"] == list_name}


@pytest.mark.parametrize("rule", shipped_gaps(), ids=lambda rule: f"{rule.form}-{rule.question}")
def test_every_line_names_questions_and_choices_that_there_are(rule: Rule) -> None:
    names = {one["name"] for one in sheets(rule.form)["survey"]}
    offered = choices(rule.form, rule.question)

    assert {rule.question, rule.urgency_from, rule.words_from} - {""} <= names
    assert offered is None or rule.gap | rule.met <= offered | {ANY}
    assert not rule.gap & rule.met
    assert rule.kind in KINDS


def test_violence_is_no_kind_of_need() -> None:
    text = Path(TABLE).read_text("utf-8")

    assert "violence" not in text
    assert "suicide" not in text
