"""Expressions that cannot be read, and functions that are not there."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import Cell, cells_of, walk
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_cell
from dialogue.phrase import msgid
from dialogue.xforms import syntax
from dialogue.xforms.xpath.functions import FUNCTIONS


def find(survey: Survey) -> Iterator[Finding]:
    """Find what the runtime could not compute."""
    for cell in cells_of(survey):
        if cell.tree is None:
            yield at_cell(
                cell,
                msgid("This expression cannot be read: {said}."),
                msgid("Look for a missing bracket, quotation mark or operator."),
                severity="error",
                said=cell.trouble[:200],
            )
            continue
        calls = [part for part in walk(cell.tree) if isinstance(part, syntax.Call)]
        yield from _unknown(cell, calls)
        yield from _given_wrongly(cell, calls)


def _unknown(cell: Cell, calls: list[syntax.Call]) -> Iterator[Finding]:
    for name in dict.fromkeys(call.name for call in calls if call.name not in FUNCTIONS):
        yield at_cell(
            cell,
            msgid("The function {name}() is not known here."),
            msgid("Correct its name, or write the expression without it."),
            severity="error",
            name=name,
        )


def _given_wrongly(cell: Cell, calls: list[syntax.Call]) -> Iterator[Finding]:
    for call in calls:
        function = FUNCTIONS.get(call.name)
        if function is None or function.least <= len(call.args) <= function.most:
            continue
        yield at_cell(
            cell,
            msgid("The function {name}() is given {count} values, which is too few or too many."),
            msgid("Compare it with the list of functions in ODK's documentation."),
            severity="error",
            name=call.name,
            count=len(call.args),
        )
