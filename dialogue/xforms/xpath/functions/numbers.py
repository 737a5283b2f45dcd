"""Functions of numbers (ODK XForms: number functions)."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.values import NAN, to_integer, to_number
from dialogue.xforms.xpath.compiled import Compiled
from dialogue.xforms.xpath.functions.base import (
    MANY,
    Call,
    Function,
    fickle,
    of_context,
    of_value,
    spread,
)

_MOST_PLACES = 30


def _of_number(work: Callable[[float], float]) -> Function:
    def safely(value: Value) -> float:
        try:
            return float(work(to_number(value)))
        except (ValueError, OverflowError):
            return NAN

    return of_value("number", safely)


def _of_numbers(work: Callable[[float, float], float]) -> Function:
    def build(call: Call) -> Compiled:
        one, other = call.args[0].number(), call.args[1].number()
        return Compiled(lambda e, n: work(one(e, n), other(e, n)), "number")

    return Function(2, 2, build)


def _whole(step: Callable[[float], int]) -> Callable[[float], float]:
    return lambda number: float(step(number)) if math.isfinite(number) else number


def _log(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else base(number)


def _exp(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def _pow(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except ValueError:
        return math.inf if base == 0 else NAN
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf


def _number(call: Call) -> Compiled:
    return Compiled(call.args[0].number(), "number")


def _round(call: Call) -> Compiled:
    number = call.args[0].number()
    places = call.args[1].value if len(call.args) == 2 else None

    def work(e: Env, n: Node) -> float:
        wanted = 0.0 if places is None else to_integer(places(e, n))
        return rounded(number(e, n), wanted)

    return Compiled(work, "number")


def rounded(number: float, places: float) -> float:
    """Round half up, half of a negative number towards zero, as JavaRosa and Excel do."""
    if not math.isfinite(number):
        return number
    if math.isnan(places):
        places = 0.0
    if abs(places) > _MOST_PLACES:
        return NAN
    if places < 0:
        scale = math.pow(10.0, -places)
        return math.trunc(number / scale + 0.5) * scale
    way = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    exact = Decimal(repr(number))
    if int(exact.as_tuple().exponent) >= -places:
        return number
    return float(exact.quantize(Decimal(1).scaleb(-int(places)), rounding=way))


def _extreme(pick: Callable[[list[float]], float]) -> Function:
    """Pick from the numbers among the values; NaN when there is none."""

    def build(call: Call) -> Compiled:
        values = spread(call.args)

        def work(e: Env, n: Node) -> float:
            numbers = [
                number for value in values(e, n) if not math.isnan(number := to_number(value))
            ]
            return pick(numbers) if numbers else NAN

        return Compiled(work, "number")

    return Function(1, MANY, build)


def _sum(call: Call) -> Compiled:
    """Add up a node set; what is blank or no number is left out, as in JavaRosa."""
    nodes = call.nodes(0)

    def work(e: Env, n: Node) -> float:
        numbers = (to_number(node.value) for node in nodes(e, n))
        return sum((number for number in numbers if not math.isnan(number)), 0.0)

    return Compiled(work, "number")


def _random(e: Env, _n: Node) -> float:
    return e.moment.chance()


FUNCTIONS: dict[str, Function] = {
    "number": Function(1, 1, _number),
    "int": of_value("number", to_integer),
    "round": Function(1, 2, _round),
    "floor": _of_number(_whole(math.floor)),
    "ceiling": _of_number(_whole(math.ceil)),
    "abs": _of_number(abs),
    "sqrt": _of_number(math.sqrt),
    "exp": _of_number(_exp),
    "exp10": _of_number(lambda number: _pow(10.0, number)),
    "log": _of_number(_log(math.log)),
    "log10": _of_number(_log(math.log10)),
    "sin": _of_number(math.sin),
    "cos": _of_number(math.cos),
    "tan": _of_number(math.tan),
    "asin": _of_number(math.asin),
    "acos": _of_number(math.acos),
    "atan": _of_number(math.atan),
    "atan2": _of_numbers(math.atan2),
    "pow": _of_numbers(_pow),
    "pi": of_context("number", lambda _e, _n: math.pi),
    "max": _extreme(max),
    "min": _extreme(min),
    "sum": Function(1, 1, _sum),
    "random": fickle(of_context("number", _random)),
}
