"""Functions of dates and times (ODK XForms: date and time functions)."""

import math
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from dialogue.xforms import dates, syntax
from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.values import NAN, to_integer
from dialogue.xforms.xpath.compiled import Compiled
from dialogue.xforms.xpath.functions.base import Call, Function, fickle, of_context


def to_moment(value: Value, zone: tzinfo, *, whole_days: bool) -> datetime | None:
    """Read a date, a number of days since 1970 or a string; None when it is none of these.

    JavaRosa stops the form at a string that is no date; a chat goes on with a blank.
    """
    if isinstance(value, datetime):
        return dates.midnight(value) if whole_days else value
    if isinstance(value, str):
        return dates.parse(value, zone)  # keeps its time even in date(), as in JavaRosa
    if isinstance(value, bool):
        return None
    if whole_days:
        return dates.from_days(to_integer(value), zone)
    return dates.from_instant(value, zone)


def _date(call: Call) -> Compiled:
    """Make a date; of `decimal-date-time(x) + days` the local day of that moment.

    JavaRosa cuts off the fraction there, which gives the day before east of Greenwich.
    """
    arg = call.args[0].value
    from_instant = any(_names(call.syntax[0]))

    def work(e: Env, n: Node) -> Value:
        value = arg(e, n)
        if from_instant and isinstance(value, float):
            moment = dates.from_instant(value, e.zone)
            return _or_blank(value, None if moment is None else dates.midnight(moment))
        return _or_blank(value, to_moment(value, e.zone, whole_days=True))

    return Compiled(work, "any")


def _or_blank(value: Value, moment: datetime | None) -> Value:
    """Give the moment; where there is none NaN stays NaN, as in JavaRosa."""
    if moment is not None:
        return moment
    return NAN if isinstance(value, float) and math.isnan(value) else ""


def _names(expr: syntax.Expr) -> Iterator[bool]:
    """Look through sums and differences for decimal-date-time()."""
    match expr:
        case syntax.Call("decimal-date-time", _):
            yield True
        case syntax.Sum(terms, _):
            for term in terms:
                yield from _names(term)


def _date_time(call: Call) -> Compiled:
    arg = call.args[0].value

    def work(e: Env, n: Node) -> Value:
        value = arg(e, n)
        return _or_blank(value, to_moment(value, e.zone, whole_days=False))

    return Compiled(work, "any")


def _decimal(work: Callable[[datetime], float]) -> Function:
    def build(call: Call) -> Compiled:
        arg = call.args[0].value

        def count(e: Env, n: Node) -> Value:
            value = arg(e, n)
            if isinstance(value, str | datetime):
                moment = to_moment(value, e.zone, whole_days=False)
                return NAN if moment is None else work(moment)
            return work_on_number(float(value))

        return Compiled(count, "number")

    def work_on_number(days: float) -> float:
        return days if work is dates.to_instant else days % 1.0

    return Function(1, 1, build)


def _format(call: Call) -> Compiled:
    value, pattern = call.args[0].value, call.args[1].text()
    written = call.literal(1)
    if written is not None:
        dates.check_pattern(written)

    def work(e: Env, n: Node) -> str:
        moment = to_moment(value(e, n), e.zone, whole_days=False)
        return "" if moment is None else dates.formatted(moment, pattern(e, n))

    return Compiled(work, "string")


def _today(e: Env, _n: Node) -> datetime:
    return e.today


def _now(e: Env, _n: Node) -> datetime:
    return e.now


FUNCTIONS: dict[str, Function] = {
    "today": fickle(of_context("date", _today)),
    "now": fickle(of_context("date", _now)),
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date_time),
    "decimal-date-time": _decimal(dates.to_instant),
    "decimal-time": _decimal(dates.time_of_day),
    "format-date": Function(2, 2, _format),
    "format-date-time": Function(2, 2, _format),
}
