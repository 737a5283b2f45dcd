"""Groups whose condition asks about a question inside of them."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import SHOWS, cells_of, names_in
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_cell, listed
from dialogue.phrase import msgid


def find(survey: Survey) -> Iterator[Finding]:
    """Find groups that may hide the very question that would show them."""
    inside = survey.inside()
    for cell in cells_of(survey):
        if cell.column not in SHOWS or cell.tree is None:
            continue
        own = inside.get(cell.question.row.number, frozenset())
        read = sorted(names_in(cell.tree, cell) & own)
        if read:
            yield at_cell(
                cell,
                msgid("The condition of this group asks about {names}, which lies inside of it."),
                msgid("Move that question before the group."),
                names=listed(read),
            )
