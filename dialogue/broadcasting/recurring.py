"""Recurring broadcasts: when the next one is due."""

from calendar import monthrange
from datetime import date, datetime, timedelta


def weekly(weekday: int) -> str:
    """Write: every week on this day (Monday is 0)."""
    return f"weekly:{weekday}"


def monthly(day: int) -> str:
    """Write: every month on this day; on its last where it is shorter."""
    return f"monthly:{day}"


def is_repeats(text: str) -> bool:
    """Tell whether a text says how a broadcast recurs."""
    kind, _, number = text.partition(":")
    if not (number.isascii() and number.isdigit()):
        return False
    return {"weekly": 0 <= int(number) <= 6, "monthly": 1 <= int(number) <= 31}.get(kind, False)


def next_at(repeats: str, last: datetime, now: datetime) -> datetime | None:
    """Tell when the next one is due: after `last`, at its time of day, and not before `now`.

    All times are in the zone of the programme. None where it does not recur.
    """
    if not is_repeats(repeats):
        return None
    kind, _, number = repeats.partition(":")
    day = max(last.date(), now.date() - timedelta(days=1))
    while True:
        day = _weekday(day, int(number)) if kind == "weekly" else _day(day, int(number))
        at = datetime.combine(day, last.time(), last.tzinfo)
        if at > last and at >= now:
            return at


def _weekday(after: date, weekday: int) -> date:
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def _day(after: date, day: int) -> date:
    this = after.replace(day=min(day, monthrange(after.year, after.month)[1]))
    if this > after:
        return this
    first = (after.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))
