"""The linter: every rule over one workbook."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from bot.publishing.finding import Finding, graver_first
from bot.publishing.linting import (
    circles,
    days,
    entities,
    functions,
    labels,
    languages,
    lists,
    open_to_all,
    outliving,
    own_children,
    patterns,
    repeats,
    sealed,
    sums,
    truths,
    types,
    unrecorded,
)
from bot.publishing.linting.survey import Survey

Rule: TypeAlias = Callable[[Survey], Iterator[Finding]]

MOST_OF_A_RULE = 50

RULES: Mapping[str, Rule] = {
    "types": types.find,
    "functions": functions.find,
    "circles": circles.find,
    "entities": entities.find,
    "open to all": open_to_all.find,
    "outliving": outliving.find,
    "truths": truths.find,
    "days": days.find,
    "sums": sums.find,
    "patterns": patterns.find,
    "repeats": repeats.find,
    "own children": own_children.find,
    "unrecorded": unrecorded.find,
    "sealed": sealed.find,
    "languages": languages.find,
    "lists": lists.find,
    "labels": labels.find,
}


def lint(survey: Survey) -> tuple[Finding, ...]:
    """Find all that the rules have to say: errors first, then in the order of the rows."""
    found = [finding for rule in RULES.values() for finding in _some(rule(survey))]
    return graver_first(sorted(found, key=_place))


def _some(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Take no more of one rule than anybody reads."""
    return (finding for _, finding in zip(range(MOST_OF_A_RULE), findings, strict=False))


def _place(finding: Finding) -> tuple[bool, str, int]:
    return finding.sheet != "survey", finding.sheet or "", finding.row or 0
