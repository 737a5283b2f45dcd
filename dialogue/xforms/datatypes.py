"""How values of each data type are read from text and written to it, by JavaRosa's rules."""

import math
import re
from collections.abc import Callable
from datetime import datetime

from dialogue.xforms import dates
from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Value
from dialogue.xforms.values import is_blank, java_double, to_boolean, to_number

_INT_LEAST, _INT_MOST = -(2**31), 2**31 - 1
_LONG_MOST = 2.0**63
_WHOLE = 1e-9

_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")

_ALIASES = {
    "integer": "int",
    "long": "int",
    "short": "int",
    "byte": "int",
    "double": "decimal",
    "float": "decimal",
    "select": "string",
    "select1": "string",
    "": "string",
}


def named(type_name: str) -> str:
    """Find the plain name of a bind's type: without its prefix, aliases resolved."""
    plain = type_name.rpartition(":")[2]
    return _ALIASES.get(plain, plain)


def read(text: str, type_name: str, e: Env) -> Value:
    """Read the text of a node; what does not fit its type stays a string."""
    reader = _READERS.get(type_name)
    if reader is None or not text:
        return text
    value = reader(text, e)
    return text if value is None else value


def stored(value: Value, type_name: str, e: Env) -> tuple[Value, str]:
    """Turn the outcome of an expression into what a node of this type holds, and its text."""
    if is_blank(value):
        return "", ""
    if type_name == "boolean" or isinstance(value, bool):
        truth = to_boolean(value)
        return truth, "1" if truth else "0"
    if isinstance(value, float):
        return _stored_number(value, type_name)
    if isinstance(value, datetime):
        return _stored_moment(value, type_name)
    if reader := _PLACES.get(type_name):
        value = reader(value, e) or value
    return value, value


def _stored_number(number: float, type_name: str) -> tuple[Value, str]:
    if type_name == "int":
        number = math.trunc(max(_INT_LEAST, min(number, _INT_MOST)))
    if math.isinf(number):
        return number, "Infinity" if number > 0 else "-Infinity"
    if abs(number) < _LONG_MOST and abs(number - math.trunc(number)) < _WHOLE:
        return float(math.trunc(number)), str(math.trunc(number))
    return number, java_double(number)


def _stored_moment(moment: datetime, type_name: str) -> tuple[Value, str]:
    if type_name == "date":
        return dates.midnight(moment), dates.write_date(moment)
    if type_name == "time":
        return moment, dates.write_time(moment)
    return moment, dates.write_datetime(moment)


def canonical(text: str, type_name: str, e: Env) -> str | None:
    """Write an answer the way Collect stores it; None when it is not of this type."""
    if type_name == "int":
        number = _int(text, e)
        return None if number is None else str(int(number))
    if type_name == "decimal":
        decimal = _decimal(text, e)
        return None if decimal is None else java_double(decimal)
    if reader := _PLACES.get(type_name):
        return reader(text, e)
    writer = _WRITERS.get(type_name)
    if writer is None:
        return text
    moment = _READERS[type_name](text, e)
    return writer(moment) if isinstance(moment, datetime) else None


def _int(text: str, _e: Env) -> float | None:
    if not _INTEGER.fullmatch(text) or not _INT_LEAST <= int(text) <= _INT_MOST:
        return None
    return float(int(text))


def _decimal(text: str, _e: Env) -> float | None:
    if not _DECIMAL.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def _boolean(text: str, _e: Env) -> bool | None:
    return {"1": True, "true": True, "0": False, "false": False}.get(text)


def _date(text: str, e: Env) -> datetime | None:
    moment = dates.parse(text, e.zone)
    return None if moment is None else dates.midnight(moment)


def _datetime(text: str, e: Env) -> datetime | None:
    return dates.parse(text, e.zone)


def _time(text: str, e: Env) -> datetime | None:
    return dates.parse_time(text, e.today)


def _geopoint(text: str, _e: Env) -> str | None:
    """Write `latitude longitude altitude accuracy`; the last two are 0.0 where unknown."""
    numbers = [to_number(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or any(math.isnan(number) for number in numbers):
        return None
    if abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        return None
    return " ".join(java_double(number) for number in (*numbers, 0.0, 0.0)[:4])


def _line(text: str, e: Env) -> str | None:
    """Write the places of a trace or a shape, each after "; "; a last ";" is allowed."""
    places = [_geopoint(place, e) for place in text.strip().removesuffix(";").split(";")]
    written = [place for place in places if place is not None]
    return "; ".join(written) if len(written) == len(places) else None


_PLACES: dict[str, Callable[[str, Env], str | None]] = {
    "geopoint": _geopoint,
    "geotrace": _line,
    "geoshape": _line,
}
_READERS: dict[str, Callable[[str, Env], Value | None]] = {
    "int": _int,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": _date,
    "dateTime": _datetime,
    "time": _time,
    **_PLACES,
}
_WRITERS: dict[str, Callable[[datetime], str]] = {
    "date": dates.write_date,
    "dateTime": dates.write_datetime,
    "time": dates.write_time,
}
