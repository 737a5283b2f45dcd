"""Findings as the rules make them: at a question's row, under a heading."""

from bot.publishing.finding import Finding, Severity
from bot.publishing.linting.expressions import Cell
from bot.publishing.linting.survey import Question
from dialogue.phrase import Value


def at_cell(
    cell: Cell, reason: str, remedy: str, *, severity: Severity = "warning", **values: Value
) -> Finding:
    """Make a finding about an expression."""
    return at_question(cell.question, cell.column, reason, remedy, severity=severity, **values)


def at_question(
    question: Question,
    column: str,
    reason: str,
    remedy: str,
    *,
    severity: Severity = "warning",
    **values: Value,
) -> Finding:
    """Make a finding about a row of the survey sheet."""
    return Finding(
        reason=reason,
        remedy=remedy,
        sheet=question.row.sheet,
        row=question.row.number,
        column=column,
        values=values,
        severity=severity,
    )


def listed(names: list[str], *, most: int = 3) -> str:
    """Name a few things, and how many more there are: "a, b, c +2"."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} +{len(names) - most}"
