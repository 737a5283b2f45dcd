"""Forms laid out for one rule, and what the rule says of them."""

from collections.abc import Sequence

from bot.publishing.finding import Finding
from bot.publishing.linting.linter import Rule
from bot.publishing.linting.survey import Survey, survey_of
from bot.publishing.rows import rows_of
from tests.bot.publishing.workbooks import Sheets

Cells = Sequence[str | int | None]


def seen(form: Sheets) -> Survey:
    """See sheets as a form."""
    rows = [
        row
        for sheet, (head, *cells) in form.items()
        for row in rows_of(
            sheet,
            [
                {str(name): str(cell) for name, cell in zip(head, line, strict=False) if cell}
                for line in cells
            ],
        )
    ]
    return survey_of(rows)


def form(head: Cells, *rows: Cells, **sheets: Sequence[Cells]) -> Sheets:
    """Lay out a survey sheet, and other sheets as they are given."""
    return {"survey": (head, *rows), **sheets}


def told(rule: Rule, sheets: Sheets) -> list[Finding]:
    return list(rule(seen(sheets)))


def place(finding: Finding) -> tuple[str | None, int | None, str | None]:
    return finding.sheet, finding.row, finding.column


def said(finding: Finding) -> str:
    return finding.reason.format(**finding.values)
