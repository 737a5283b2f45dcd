"""Sums over questions that may be blank."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import (
    CALCULATES,
    CONSTRAINS,
    SHOWS,
    Cell,
    cells_of,
    children,
    names_in,
    referred,
    walk,
)
from bot.publishing.linting.survey import Question, Survey
from bot.publishing.linting.telling import at_cell, listed
from dialogue.phrase import msgid
from dialogue.xforms import syntax

_NUMBERS = frozenset({"integer", "decimal", "range", "select_one"})
_YES = frozenset({"yes", "true", "true()", "1"})


_Picks: TypeAlias = Callable[[syntax.Expr], tuple[syntax.Expr, ...]]


def find(survey: Survey) -> Iterator[Finding]:
    """Find sums whose terms may be blank, so that the whole sum is."""
    for cell in cells_of(survey):
        if cell.tree is None or cell.column not in (*SHOWS, *CALCULATES, *CONSTRAINS):
            continue
        guarded = _asked_before(cell)
        if added := _blanks(survey, cell, cell.tree, guarded, _terms):
            yield at_cell(
                cell,
                msgid("If {names} is left blank, the whole sum is blank."),
                msgid("Write coalesce(…, 0) around each of them, or make them required."),
                names=listed(sorted(added)),
            )
        if summed := _blanks(survey, cell, cell.tree, guarded, _arguments):
            yield at_cell(
                cell,
                msgid("sum() over {names}, which may be blank, differs between ODK's programs."),
                msgid("Make the question required. Here blanks are left out of the sum."),
                names=listed(sorted(summed)),
            )


def _terms(tree: syntax.Expr) -> tuple[syntax.Expr, ...]:
    return tree.terms if isinstance(tree, syntax.Sum) else ()


def _arguments(tree: syntax.Expr) -> tuple[syntax.Expr, ...]:
    return tree.args if isinstance(tree, syntax.Call) and tree.name == "sum" else ()


def _blanks(
    survey: Survey, cell: Cell, tree: syntax.Expr, guarded: frozenset[str], picks: _Picks
) -> frozenset[str]:
    """Name what is added up, may be blank, and is not asked about by any condition around it."""
    names = {name for term in picks(tree) if (name := referred(term, cell))} - guarded
    found = frozenset(name for name in names if _may_be_blank(survey.by_name.get(name), cell))
    if isinstance(tree, syntax.Call) and tree.name == "if" and tree.args:
        guarded |= names_in(tree.args[0], cell)
    if isinstance(tree, syntax.Chain) and tree.op == "and":
        guarded = guarded.union(*(names_in(part, cell) for part in tree.parts if not _adds(part)))
    return found.union(*(_blanks(survey, cell, child, guarded, picks) for child in children(tree)))


def _adds(tree: syntax.Expr) -> bool:
    return any(isinstance(part, syntax.Sum) for part in walk(tree))


def _asked_before(cell: Cell) -> frozenset[str]:
    """Name what the conditions of the cell's own row, and of the groups around it, ask about."""
    around = (*cell.question.groups, cell.question) if cell.column not in SHOWS else ()
    texts = " ".join(question.cell(*SHOWS) for question in around)
    named = frozenset(re.findall(r"\$\{\s*([^{}]+?)\s*\}", texts))
    # a constraint is only asked when there is an answer
    return named | {cell.question.name} if cell.column in CONSTRAINS else named


def _may_be_blank(question: Question | None, cell: Cell) -> bool:
    if question is None or question.kind not in _NUMBERS:
        return False
    if question.cell("required", "bind::required").lower() not in _YES:
        return True
    apart = [group for group in question.groups if group not in cell.question.groups]
    return any(one.cell(*SHOWS) for one in (*apart, question))
