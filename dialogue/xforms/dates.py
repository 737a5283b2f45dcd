"""Dates and times as JavaRosa reads and writes them."""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from dialogue.xforms.errors import FormError

DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_ESCAPE = re.compile(r"%(.?)", re.DOTALL)
_DATE = re.compile(r"([0-9]{1,4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]*))?)?"
    r"(?:(Z)|([+-])([0-9]{1,2})(?::?([0-9]{2}))?)?",
)


def midnight(moment: datetime) -> datetime:
    """Go back to the start of the day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def parse(text: str, zone: tzinfo) -> datetime | None:
    """Read YYYY-MM-DD with or without T and a time, into `zone`; None when it is neither."""
    day_text, has_time, time_text = text.partition("T")
    match = _DATE.fullmatch(day_text)
    if match is None:
        return None
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=zone)
    except ValueError:
        return None
    return parse_time(time_text, day) if has_time else day


def parse_time(text: str, day: datetime) -> datetime | None:
    """Read HH:MM[:SS[.sss]][zone] on a day, into the zone of the day; None when it is no time."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    fraction = int(((match[4] or "") + "000")[:3]) * 1000
    try:
        zone = _offset(match) or day.tzinfo
        clock = time(hour, minute, second, fraction, tzinfo=zone)
        return datetime.combine(day.date(), clock).astimezone(day.tzinfo)
    except (ValueError, OverflowError):
        return None


def _offset(match: re.Match[str]) -> tzinfo | None:
    if match[5]:
        return UTC
    if not match[6]:
        return None
    size = timedelta(hours=int(match[7]), minutes=int(match[8] or 0))
    return timezone(-size if match[6] == "-" else size)


def from_days(days: float, zone: tzinfo) -> datetime | None:
    """Find the day that is so many whole days after 1970-01-01; None when out of range."""
    if not math.isfinite(days):
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=zone) + math.trunc(days) * DAY
    except OverflowError:
        return None


def from_instant(days: float, zone: tzinfo) -> datetime | None:
    """Find the moment that is so many days after 1970-01-01T00:00Z; None when out of range."""
    if not math.isfinite(days):
        return None
    try:
        return (EPOCH + timedelta(milliseconds=math.trunc(days * 86_400_000))).astimezone(zone)
    except OverflowError:
        return None


def to_instant(moment: datetime) -> float:
    """Count days since 1970-01-01T00:00Z, with their fraction."""
    return milliseconds(moment - EPOCH) / 86_400_000


def time_of_day(moment: datetime) -> float:
    """Count the part of the local day that is over."""
    offset = moment.utcoffset() or timedelta()
    days = milliseconds(moment - EPOCH + offset) / 86_400_000
    return days - math.floor(days)


def milliseconds(span: timedelta) -> int:
    """Count whole milliseconds, rounded down as Java does."""
    return span // timedelta(milliseconds=1)


def write_date(moment: datetime) -> str:
    """Write YYYY-MM-DD."""
    return moment.date().isoformat()


def write_time(moment: datetime) -> str:
    """Write HH:MM:SS.sss with the offset, as Collect does."""
    return moment.timetz().replace(tzinfo=None).isoformat("milliseconds") + write_offset(moment)


def write_datetime(moment: datetime) -> str:
    """Write YYYY-MM-DDTHH:MM:SS.sss with the offset, as Collect does."""
    return f"{write_date(moment)}T{write_time(moment)}"


def write_offset(moment: datetime) -> str:
    """Write the offset from UTC as +07:00."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def check_pattern(pattern: str) -> None:
    """See that ODK knows every escape of a date pattern.

    Raises:
        FormError: at one that it does not know.
    """
    for escape in _ESCAPE.findall(pattern):
        if escape not in _ESCAPES:
            raise FormError(f"no such escape in a date pattern: %{escape}")


def formatted(moment: datetime, pattern: str) -> str:
    """Fill in an ODK date pattern (ODK XForms: format-date); unknown escapes stay as they are.

    Names of months and days are the short English ones, whatever the language of the form.
    """
    return _ESCAPE.sub(lambda found: _escaped(moment, found[1]), pattern)


def _escaped(moment: datetime, escape: str) -> str:
    write = _ESCAPES.get(escape)
    return f"%{escape}" if write is None else write(moment)


_ESCAPES: dict[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "a": lambda at: WEEKDAYS[at.weekday()],
    "W": lambda at: str(at.isocalendar().week),
}
