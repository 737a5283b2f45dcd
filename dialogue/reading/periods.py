"""Periods as people type them: a year of either calendar, a month, or from one to another."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dialogue.reading.cleaning import digits, visible

_ONE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?")
_ERA = re.compile(r"^(?:พ\.?ศ\.?|ค\.?ศ\.?|ປີ|ปี|ພ\.?ສ\.?|ຄ\.?ສ\.?)\s*")
_TO = re.compile(r"\s*(?:\.\.\.?|…|–|—|ถึง|ຫາ|\bto\b)\s*")
_BUDDHIST = 543
_FIRST_BUDDHIST = 2400  # a year from here on is of the Buddhist era
_EARLIEST, _LATEST = 1900, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Give the moment it begins, and the moment at which it is over, aware."""
        after = self.last + timedelta(days=1)
        return (
            datetime.combine(self.first, time.min, zone),
            datetime.combine(after, time.min, zone),
        )

    @property
    def is_of_months(self) -> bool:
        """Tell whether it begins and ends with a month."""
        return self.first.day == 1 and self.last == month_of(self.last).last

    def written(self) -> str:
        """Write it so that it is read back: 2026, 2026-05, 2026-01-01..2026-05-20."""
        if self == year_of(self.first):
            return str(self.first.year)
        if self == month_of(self.first):
            return f"{self.first:%Y-%m}"
        if self.is_of_months:
            return f"{self.first:%Y-%m}..{self.last:%Y-%m}"
        return f"{self.first}..{self.last}"


def period_of(text: str, *, today: date) -> Period | None:
    """Read a period; None where it is none.

    Years of the Buddhist era (from 2400) and of the common one are read, in any digits:
    "2563", "2563-01..2563-06", "2026-05", "2563-01.." (until today), "2020-01-15..2020-02-03".
    """
    plain = " ".join(digits(visible(text)).split())
    first, *rest = _TO.split(plain, maxsplit=1)
    begins = _one(first)
    if begins is None or not rest:
        return begins
    ends = Period(first=today, last=today) if not rest[0] else _one(rest[0])
    if ends is None or ends.last < begins.first:
        return None
    return Period(first=begins.first, last=ends.last)


def year_of(day: date) -> Period:
    """Give the year that a day is in."""
    return Period(first=date(day.year, 1, 1), last=date(day.year, 12, 31))


def month_of(day: date) -> Period:
    """Give the month that a day is in."""
    first = day.replace(day=1)
    return Period(first=first, last=_next_month(first) - timedelta(days=1))


def before(period: Period) -> Period:
    """Give the year or month before a year or month."""
    day = period.first - timedelta(days=1)
    return year_of(day) if period == year_of(period.first) else month_of(day)


def _one(text: str) -> Period | None:
    found = _ONE.fullmatch(_ERA.sub("", text.strip()))
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    assert year is not None  # noqa: S101  # the pattern has it
    common = year - _BUDDHIST if year >= _FIRST_BUDDHIST else year
    if not _EARLIEST <= common <= _LATEST:
        return None
    try:
        first = date(common, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return Period(first=first, last=first)
    return year_of(first) if month is None else month_of(first)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
