"""Expressions that read what was saved last after the form has begun."""

import re
from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import cells_of
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_cell
from dialogue.phrase import msgid

_SAVED = re.compile(r"\$\{\s*last-saved#")


def find(survey: Survey) -> Iterator[Finding]:
    """Find last-saved# in any column but default, which alone is read when a form begins."""
    for cell in cells_of(survey):
        if _SAVED.search(cell.text):
            yield at_cell(
                cell,
                msgid("What was saved last is read only when the form begins."),
                msgid("Put it in the column default of a question, and read that question here."),
            )
