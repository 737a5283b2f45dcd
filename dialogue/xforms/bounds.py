"""What a constraint says about the least and the most that may be answered."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogue.xforms import dates, syntax
from dialogue.xforms.controls import Bounds, Scale
from dialogue.xforms.env import Env
from dialogue.xforms.expression import Expression
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import java_double, number_to_string, to_number
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xpath.functions.dates import to_moment

_SELF = syntax.Path(absolute=False, start=None, steps=(syntax.SELF,))
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_TYPES = frozenset({"int", "decimal", "date", "dateTime"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One comparison of the answer with something else: `. op other`."""

    op: str
    other: Expression

    @property
    def lower(self) -> bool:
        """Whether it bounds the answer from below."""
        return self.op in {">", ">="}

    @property
    def strict(self) -> bool:
        """Whether the limit itself is not allowed."""
        return self.op in {"<", ">"}


def find_limits(definition: Definition, workshop: Workshop) -> tuple[Limit, ...]:
    """Find the limits that a constraint is made of, where all of them must hold."""
    if definition.constraint is None or definition.type not in _TYPES:
        return ()
    found = list[Limit]()
    for op, other in _comparisons(definition.constraint.syntax):
        expression = workshop.compile_syntax(other, definition)
        if definition.index not in expression.reads:
            found.append(Limit(op=op, other=expression))
    return tuple(found)


def _comparisons(expr: syntax.Expr) -> Iterator[tuple[str, syntax.Expr]]:
    match expr:
        case syntax.Chain("and", parts):
            for part in parts:
                yield from _comparisons(part)
        case syntax.Binary(op, left, right) if op in _TURNED and left == _SELF:
            yield op, right
        case syntax.Binary(op, left, right) if op in _TURNED and right == _SELF:
            yield _TURNED[op], left


def bounds_of(
    limits: Sequence[Limit],
    type_name: str,
    e: Env,
    n: Node,
    scale: Scale | None = None,
) -> Bounds | None:
    """Work out the limits now, with those of a range; None when there are none."""
    place, write = (_number, _WRITE[type_name]) if type_name in _WRITE else (_moment, None)
    lower, upper = list[float](), list[float]()
    if scale is not None:
        lower, upper = [float(scale.least)], [float(scale.most)]
    for limit in limits:
        found = place(limit.other.value(e, n), limit, type_name, e)
        if found is not None:
            (lower if limit.lower else upper).append(found)
    if not lower and not upper:
        return None
    say = write or (lambda number: _write_moment(number, type_name, e))
    return Bounds(
        least=say(max(lower)) if lower else None,
        most=say(min(upper)) if upper else None,
    )


def _number(value: Value, limit: Limit, type_name: str, _e: Env) -> float | None:
    number = to_number(value)
    if not math.isfinite(number):
        return None
    if type_name != "int":
        return number
    if limit.lower:
        return float(math.floor(number) + 1 if limit.strict else math.ceil(number))
    return float(math.ceil(number) - 1 if limit.strict else math.floor(number))


def _moment(value: Value, limit: Limit, type_name: str, e: Env) -> float | None:
    """Find the limit as a Unix time; comparisons see whole days only, as JavaRosa's do."""
    if isinstance(value, str):
        value = to_number(value)
    moment = to_moment(value, e.zone, whole_days=True)
    if not isinstance(moment, datetime):
        return None
    try:
        if limit.strict:
            moment += dates.DAY if limit.lower else -dates.DAY
        if type_name == "dateTime" and not limit.lower:
            moment += dates.DAY - timedelta(minutes=1)
    except OverflowError:
        return None
    return moment.timestamp()


def _write_moment(number: float, type_name: str, e: Env) -> str:
    moment = datetime.fromtimestamp(number, e.zone)
    return dates.write_date(moment) if type_name == "date" else dates.write_datetime(moment)


_WRITE: dict[str, Callable[[float], str]] = {"int": number_to_string, "decimal": java_double}
