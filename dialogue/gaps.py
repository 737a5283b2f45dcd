"""Gaps: which answers of a form tell of a need, and which that it is met."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

ANY: Final = "*"
"""In `gap`: whatever was answered. At the end of `subject`: other words are another need."""

_COLUMNS: Final = (
    "form",
    "question",
    "gap",
    "met",
    "kind",
    "subject",
    "whom",
    "urgency",
    "urgency_from",
    "words_from",
)
_URGENCIES: Final = {"1": 1, "5": 5, "9": 9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the table: what the answers of one question tell.

    `gap` are the answers that tell of a need, `met` those that tell that there is none (any more).
    `urgency` holds where the question `urgency_from` was not answered. `words_from` names the
    question whose words describe it, "" where none does.
    """

    form: str
    question: str
    gap: frozenset[str]
    met: frozenset[str]
    kind: str
    subject: str
    whom: str
    urgency: int
    urgency_from: str
    words_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a form tells of one need: that it is there (`is_gap`), or that it is met.

    `graded` is the urgency that was answered, None where it was not: then `urgency` is the table's.
    """

    kind: str
    subject: str
    whom: str
    is_gap: bool
    urgency: int
    graded: int | None = None
    words: str = ""


Table: TypeAlias = Sequence[Rule]


def read_table(text: str) -> tuple[Rule, ...]:
    """Read the table as CSV.

    Raises:
        ValueError: at a heading or line that is wrong; it names the line.
    """
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    missing = set(_COLUMNS) - set(rows.fieldnames or ())
    if missing:
        raise ValueError(f"headings are missing: {', '.join(sorted(missing))}")
    return tuple(_rule(row, number) for number, row in enumerate(rows, start=2))


def findings(table: Iterable[Rule], form_id: str, answers: Mapping[str, str]) -> list[Finding]:
    """Tell what the answers of a form come to, each need once.

    Where several lines are about one need, a gap goes before met, and the most urgent before all.
    """
    found: dict[tuple[str, str], Finding] = {}
    for rule in table:
        told = _told(rule, answers) if rule.form == form_id else None
        if told is None:
            continue
        before = found.get((told.subject, told.whom))
        if before is None or _weight(told) > _weight(before):
            found[told.subject, told.whom] = told
    return list(found.values())


def _told(rule: Rule, answers: Mapping[str, str]) -> Finding | None:
    given = answers.get(rule.question, "").strip()
    chosen = set(given.split())
    is_gap = bool(given) and (ANY in rule.gap or bool(chosen & rule.gap))
    if not is_gap and not chosen & rule.met:
        return None
    graded = _URGENCIES.get(answers.get(rule.urgency_from, ""))
    return Finding(
        kind=rule.kind,
        subject=rule.subject,
        whom=rule.whom,
        is_gap=is_gap,
        urgency=graded or rule.urgency,
        graded=graded,
        words=answers.get(rule.words_from, "").strip() if is_gap else "",
    )


def _weight(finding: Finding) -> tuple[bool, int]:
    return finding.is_gap, finding.urgency


def _rule(row: Mapping[str, str | None], number: int) -> Rule:
    told = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    blank = [name for name in ("form", "question", "gap", "kind", "subject") if not told[name]]
    if blank or told["urgency"] not in _URGENCIES or told["whom"] not in {"person", "carer"}:
        raise ValueError(f"line {number} is not complete, or has a wrong urgency or whom")
    return Rule(
        form=told["form"],
        question=told["question"],
        gap=frozenset(told["gap"].split()),
        met=frozenset(told["met"].split()),
        kind=told["kind"],
        subject=told["subject"],
        whom=told["whom"],
        urgency=_URGENCIES[told["urgency"]],
        urgency_from=told["urgency_from"],
        words_from=told["words_from"],
    )
