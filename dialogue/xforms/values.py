"""How values turn into strings, numbers and booleans, by JavaRosa's rules."""

import math
import re
from datetime import date, datetime
from decimal import Decimal

from dialogue.xforms.nodes import Node, Value

NAN = math.nan

_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_EPSILON = 1e-12
_INT_LEAST, _INT_MOST = -(2**31), 2**31 - 1
_EPOCH = date(1970, 1, 1).toordinal()


def unpacked(nodes: list[Node]) -> Value:
    """Take the value of the first node; blank when there is none (JavaRosa, not XPath 1.0)."""
    return nodes[0].value if nodes else ""


def to_string(value: Value) -> str:
    """Write a value: dates as YYYY-MM-DD, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return number_to_string(value)


def number_to_string(number: float) -> str:
    """Write a number as JavaRosa's `string()` does."""
    if math.isnan(number):
        return "NaN"
    if abs(number) < _EPSILON:
        return "0"
    if math.isinf(number):
        return "-Infinity" if number < 0 else "Infinity"
    if _INT_LEAST <= number <= _INT_MOST and abs(number - int(number)) < _EPSILON:
        return str(int(number))
    return java_double(number)


def java_double(number: float) -> str:
    """Write a finite number as Java's `Double.toString` does: 0.001 to 10⁷ plainly, else 1.0E7."""
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return repr(float(number))
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    if not isinstance(exponent, int):
        return number_to_string(number)
    power = exponent + len(digits) - 1
    rest = "".join(map(str, digits[1:])) or "0"
    return f"{'-' if sign else ''}{digits[0]}.{rest}E{power}"


def to_number(value: Value) -> float:
    """Read a value as a number: dates are days since 1970-01-01; NaN when it is none."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        text = value.replace(",", ".").strip()
        return float(text) if _NUMBER.fullmatch(text) else NAN
    return float(value.toordinal() - _EPOCH)


def to_boolean(value: Value) -> bool:
    """Read a value as true or false: a string is true unless it is blank."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return abs(value) > _EPSILON  # false for NaN
    return isinstance(value, datetime) or value != ""


def to_integer(value: Value) -> float:
    """Cut off the fraction; what is infinite or not a number stays so."""
    number = to_number(value)
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def equal(left: Value, right: Value) -> bool:
    """Compare by the stronger type: boolean, then number, then string."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        one, other = to_number(left), to_number(right)
        return abs(one - other) < _EPSILON
    return to_string(left) == to_string(right)


def is_blank(value: Value) -> bool:
    """Tell whether a value counts as no answer: a blank string or NaN."""
    return value == "" if isinstance(value, str) else value != value  # noqa: PLR0124  # NaN
