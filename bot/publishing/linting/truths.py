"""Conditions that can never be true."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import CONSTRAINS, SHOWS, Cell, cells_of, referred, walk
from bot.publishing.linting.folding import truth
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_cell
from dialogue.phrase import msgid
from dialogue.xforms import syntax


def find(survey: Survey) -> Iterator[Finding]:
    """Find values that a list does not have, and conditions that nothing can fulfil."""
    for cell in cells_of(survey):
        if cell.tree is None:
            continue
        strange = list(_strange(survey, cell))
        yield from strange
        if strange or cell.column not in (*SHOWS, *CONSTRAINS):
            continue
        if truth(cell.tree, survey, cell) is False:
            yield _never(cell)


def _never(cell: Cell) -> Finding:
    if cell.column in SHOWS:
        return at_cell(
            cell,
            msgid("This condition is never true: the row is never shown."),
            msgid("Correct the condition, or take the row out."),
        )
    return at_cell(
        cell,
        msgid("This rule is never true: no answer is ever taken."),
        msgid("Correct the rule, or take it out."),
        severity="error",
    )


def _strange(survey: Survey, cell: Cell) -> Iterator[Finding]:
    """Find comparisons of a question with a value that its list does not have."""
    told = set[tuple[str, str]]()
    if cell.tree is None:
        return
    for part in walk(cell.tree):
        for question, value in _compared(part, cell):
            names = None
            if question in survey.by_name:
                names = survey.names_in(survey.by_name[question])
            # several chosen ones stand in one value, with blanks between them
            if names is None or set(value.split()) <= names or (question, value) in told:
                continue
            told.add((question, value))
            yield at_cell(
                cell,
                msgid("{value} is no choice of {name}: the answer can never be that."),
                msgid("Compare the value with the column name of the choices sheet."),
                value=value,
                name=question,
            )


def _compared(part: syntax.Expr, cell: Cell) -> Iterator[tuple[str, str]]:
    """Give a question and the value that it is compared with, as far as that is written out."""
    match part:
        case syntax.Binary("=" | "!=", left, syntax.Literal(value)):
            place = left
        case syntax.Binary("=" | "!=", syntax.Literal(value), right):
            place = right
        case syntax.Call("selected", (place, syntax.Literal(str(value)))):
            pass
        case _:
            return
    name = referred(place, cell)
    if name is not None:
        yield name, value.strip() if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)
