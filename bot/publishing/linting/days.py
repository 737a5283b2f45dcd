"""Days added to a decimal-date-time, which ODK Collect counts one day short."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import cells_of, walk
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_cell
from dialogue.phrase import msgid
from dialogue.xforms import syntax


def find(survey: Survey) -> Iterator[Finding]:
    """Find sums with decimal-date-time(): east of Greenwich Collect gives the day before."""
    for cell in cells_of(survey):
        if cell.tree is None:
            continue
        sums = (part for part in walk(cell.tree) if isinstance(part, syntax.Sum))
        if any(_is_decimal(term) for part in sums for term in part.terms):
            yield at_cell(
                cell,
                msgid(
                    "Days added to decimal-date-time() come out one day short in ODK Collect, in"
                    " Thailand and Laos."
                ),
                msgid("Add the days to the date itself, inside of date()."),
            )


def _is_decimal(term: syntax.Expr) -> bool:
    return isinstance(term, syntax.Call) and term.name == "decimal-date-time"
