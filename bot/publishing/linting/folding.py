"""What is known of a condition before anybody answers: true, false, or neither."""

import math
import operator
from collections.abc import Callable, Sequence

from bot.publishing.linting.expressions import Cell, referred
from bot.publishing.linting.survey import Survey
from dialogue.xforms import syntax
from dialogue.xforms.values import equal, to_boolean, to_number

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_ONE_VALUE = frozenset({"select_one", "integer", "decimal", "range", "date", "text"})


def truth(tree: syntax.Expr, survey: Survey, cell: Cell) -> bool | None:
    """Tell what a condition always comes to; None where that depends on answers."""
    known: bool | None = None
    match tree:
        case syntax.Literal(value):
            known = to_boolean(value)
        case syntax.Call("true" | "false", ()):
            known = tree.name == "true"
        case syntax.Call("not", (inner,)):
            inside = truth(inner, survey, cell)
            known = None if inside is None else not inside
        case syntax.Binary(op, syntax.Literal(left), syntax.Literal(right)):
            known = _compared(op, left, right)
        case syntax.Chain("and", parts):
            known = _all([truth(part, survey, cell) for part in parts], parts, survey, cell)
        case syntax.Chain("or", parts):
            known = _any([truth(part, survey, cell) for part in parts])
    return known


def _compared(op: str, left: str | float, right: str | float) -> bool | None:
    if op in {"=", "!="}:
        return equal(left, right) is (op == "=")
    compare = _COMPARE.get(op)
    return None if compare is None else compare(to_number(left), to_number(right))


def _any(known: Sequence[bool | None]) -> bool | None:
    if any(known):
        return True
    return None if None in known else False


def _all(
    known: Sequence[bool | None], parts: Sequence[syntax.Expr], survey: Survey, cell: Cell
) -> bool | None:
    if False in known or _contradict(parts, survey, cell):
        return False
    return None if None in known else True


def _contradict(parts: Sequence[syntax.Expr], survey: Survey, cell: Cell) -> bool:
    """Tell whether what must hold at once cannot: two values of one question, or no number."""
    wanted = dict[str, str | float]()
    least, most = dict[str, tuple[float, bool]](), dict[str, tuple[float, bool]]()
    for part in parts:
        found = _bound(part, survey, cell)
        if found is None:
            continue
        name, op, value = found
        if op == "=":
            if not equal(wanted.setdefault(name, value), value):
                return True
            continue
        number = to_number(value)
        if op in {">", ">="}:
            least[name] = max(least.get(name, (-math.inf, False)), (number, op == ">"))
        else:
            # of two equal bounds the one without its own value is the narrower
            known = most.get(name, (math.inf, False))
            most[name] = min(known, (number, op == "<"), key=lambda one: (one[0], not one[1]))
    return any(name in most and _is_empty(bound, most[name]) for name, bound in least.items())


def _is_empty(least: tuple[float, bool], most: tuple[float, bool]) -> bool:
    return least[0] > most[0] or (least[0] == most[0] and (least[1] or most[1]))


def _bound(part: syntax.Expr, survey: Survey, cell: Cell) -> tuple[str, str, str | float] | None:
    match part:
        case syntax.Binary(op, place, syntax.Literal(value)) if op in _TURNED:
            name = referred(place, cell)
        case syntax.Binary(turned, syntax.Literal(value), place) if turned in _TURNED:
            name, op = referred(place, cell), _TURNED[turned]
        case _:
            return None
    question = survey.by_name.get(name or "")
    if name is None or question is None or question.kind not in _ONE_VALUE:
        return None
    if op != "=" and math.isnan(to_number(value)):
        return None
    return name, op, value
