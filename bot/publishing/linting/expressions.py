"""The expressions of a workbook: found in their cells, read, and walked through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.publishing.linting.survey import Question, Survey
from dialogue.xforms import syntax
from dialogue.xforms.errors import FormError
from dialogue.xforms.xpath.parser import parse

SHOWS = ("relevant", "relevance", "bind::relevant")
CALCULATES = ("calculation", "calculate", "bind::calculate")
CONSTRAINS = ("constraint", "bind::constraint")
COUNTS = ("repeat_count", "count", "jr:count")

_LOOSE = ("required", "bind::required", "read_only", "readonly", "bind::readonly")
_COLUMNS = (*SHOWS, *CALCULATES, *CONSTRAINS, *COUNTS, *_LOOSE, "choice_filter")
_REFERENCE = re.compile(r"\$\{\s*(last-saved#)?\s*([^{}#]+?)\s*\}")
_NOT_LITERAL = re.compile(r"[($=<>]")
_HERE, _BEFORE = "ref", "saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the survey sheet that holds an expression.

    `tree` is None where it cannot be read, and `trouble` then says why.
    """

    question: Question
    column: str
    text: str
    tree: syntax.Expr | None
    trouble: str = ""


def cells_of(survey: Survey) -> Iterator[Cell]:
    """Find every expression of the survey sheet, in the order of its rows."""
    for question in survey.questions:
        for column in _COLUMNS:
            text = question.row.get(column).strip()
            if text and (column not in _LOOSE or _NOT_LITERAL.search(text)):
                yield _read(question, column, text)


def _read(question: Question, column: str, text: str) -> Cell:
    try:
        tree = _parsed(_REFERENCE.sub(_path, text))
    except FormError as broken:
        return Cell(question=question, column=column, text=text, tree=None, trouble=str(broken))
    return Cell(question=question, column=column, text=text, tree=tree)


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> syntax.Expr:
    """Read an expression once for all rules."""
    return parse(text)


def _path(found: re.Match[str]) -> str:
    return f" /{_BEFORE if found[1] else _HERE}/{found[2]} "


def walk(tree: syntax.Expr) -> Iterator[syntax.Expr]:
    """Walk an expression and all that stands inside of it, from the outside inward."""
    yield tree
    for child in children(tree):
        yield from walk(child)


def children(tree: syntax.Expr) -> tuple[syntax.Expr, ...]:
    """Give what an expression is made of."""
    match tree:
        case syntax.Path(_, start, steps):
            inner = tuple(predicate for step in steps for predicate in step.predicates)
            return inner if start is None else (start, *inner)
        case syntax.Filtered(start, predicates):
            return (start, *predicates)
        case syntax.Call(_, parts) | syntax.Chain(_, parts) | syntax.Sum(parts, _):
            return parts
        case syntax.Binary(_, left, right):
            return (left, right)
        case syntax.Negative(operand):
            return (operand,)
        case syntax.Literal():
            return ()


def referred(tree: syntax.Expr, cell: Cell) -> str | None:
    """Name the question that a path leads to, "." being the cell's own; None for all else."""
    if not isinstance(tree, syntax.Path) or tree.start is not None or not tree.steps:
        return None
    if tree.steps == (syntax.SELF,):
        return cell.question.name
    last = tree.steps[-1]
    if not tree.absolute or tree.steps[0].test == _BEFORE or last.axis != "child":
        return None
    return last.test


def names_in(tree: syntax.Expr, cell: Cell) -> frozenset[str]:
    """Name every question that an expression reads."""
    return frozenset(name for part in walk(tree) if (name := referred(part, cell)))
