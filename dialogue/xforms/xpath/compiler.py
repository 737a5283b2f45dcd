"""The compiler of XPath: syntax tree to closures."""

import math
import operator
from collections.abc import Callable

from dialogue.xforms import syntax
from dialogue.xforms.env import Env, Fn
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node
from dialogue.xforms.values import NAN, equal, to_number, unpacked
from dialogue.xforms.xpath.compiled import Compiled, Kind, Scope
from dialogue.xforms.xpath.functions import FUNCTIONS, Call
from dialogue.xforms.xpath.paths import compile_filtered, compile_path

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile_expr(  # noqa: PLR0911  # one a kind of expression
    expr: syntax.Expr,
    scope: Scope,
) -> Compiled:
    """Compile an expression.

    Raises:
        FormError: at a function that is not known here, or is given the wrong arguments.
    """
    match expr:
        case syntax.Literal(value):
            return _literal(value)
        case syntax.Path():
            return compile_path(expr, scope)
        case syntax.Filtered():
            return compile_filtered(expr, scope)
        case syntax.Call():
            return _call(expr, scope)
        case syntax.Binary():
            return _binary(expr, scope)
        case syntax.Chain("|", parts):
            return _union([compile_expr(part, scope) for part in parts])
        case syntax.Chain(op, parts):
            return _logic(op, [compile_expr(part, scope).boolean() for part in parts])
        case syntax.Sum():
            return _sum(expr, scope)
        case syntax.Negative(operand):
            turned = compile_expr(operand, scope).number()
            return Compiled(lambda e, n: -turned(e, n), "number")


def _literal(value: str | float) -> Compiled:
    kind: Kind = "string" if isinstance(value, str) else "number"
    return Compiled(lambda _e, _n: value, kind)


def _call(expr: syntax.Call, scope: Scope) -> Compiled:
    function = FUNCTIONS.get(expr.name)
    if function is None:
        raise FormError(f"there is no function {expr.name}()")
    if not function.least <= len(expr.args) <= function.most:
        raise FormError(f"{expr.name}() does not take {len(expr.args)} arguments")
    args = [compile_expr(arg, scope) for arg in expr.args]
    return function.build(Call(name=expr.name, syntax=expr.args, args=args, scope=scope))


def _binary(expr: syntax.Binary, scope: Scope) -> Compiled:
    left, right = compile_expr(expr.left, scope), compile_expr(expr.right, scope)
    if expr.op in {"=", "!="}:
        return Compiled(_equality(left.value, right.value, same=expr.op == "="), "boolean")
    one, other = left.value, right.value
    if expr.op in _COMPARE:
        compare = _COMPARE[expr.op]
        return Compiled(
            lambda e, n: compare(to_number(one(e, n)), to_number(other(e, n))),
            "boolean",
        )
    calculate = _ARITHMETIC[expr.op]
    return Compiled(lambda e, n: calculate(to_number(one(e, n)), to_number(other(e, n))), "number")


def _equality(left: Fn, right: Fn, *, same: bool) -> Fn:
    if same:
        return lambda e, n: equal(left(e, n), right(e, n))
    return lambda e, n: not equal(left(e, n), right(e, n))


def _logic(op: str, parts: list[Callable[[Env, Node], bool]]) -> Compiled:
    if len(parts) == 2:
        one, other = parts
        if op == "and":
            return Compiled(lambda e, n: one(e, n) and other(e, n), "boolean")
        return Compiled(lambda e, n: one(e, n) or other(e, n), "boolean")
    if op == "and":
        return Compiled(lambda e, n: all(part(e, n) for part in parts), "boolean")
    return Compiled(lambda e, n: any(part(e, n) for part in parts), "boolean")


def _sum(expr: syntax.Sum, scope: Scope) -> Compiled:
    terms = [compile_expr(term, scope).value for term in expr.terms]
    if len(terms) == 2:
        one, other = terms
        if expr.signs[1] > 0:
            return Compiled(lambda e, n: to_number(one(e, n)) + to_number(other(e, n)), "number")
        return Compiled(lambda e, n: to_number(one(e, n)) - to_number(other(e, n)), "number")
    signed = tuple(zip(expr.signs, terms, strict=True))

    def add(e: Env, n: Node) -> float:
        total = 0.0
        for sign, term in signed:
            total += sign * to_number(term(e, n))
        return total

    return Compiled(add, "number")


def _union(parts: list[Compiled]) -> Compiled:
    sets = [part.nodes for part in parts if part.nodes is not None]
    if len(sets) != len(parts):
        raise FormError("| joins node sets only")

    def unite(e: Env, n: Node) -> list[Node]:
        found = {id(node): node for nodes in sets for node in nodes(e, n)}
        return sorted(found.values(), key=lambda node: node.index)

    return Compiled(lambda e, n: unpacked(unite(e, n)), "nodes", unite)


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _modulo(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


def _multiply(left: float, right: float) -> float:
    return left * right


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "multiply": _multiply,
    "div": _divide,
    "mod": _modulo,
}
