"""The staff's hours as the settings give them, with the holidays of Thailand."""

import re
from datetime import date, time
from functools import cache
from typing import Final

from dialogue.staff import Staff

_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOURS: Final = re.compile(
    rf"({'|'.join(_DAYS)})(?:-({'|'.join(_DAYS)}))? (\d\d):(\d\d)-(\d\d):(\d\d)"
)


def staff_of(hours: str, phone: str = "") -> Staff:
    """Read hours such as `Mo-Fr 08:30-16:30` (a part of OpenStreetMap's opening_hours).

    Raises:
        ValueError: when they are written otherwise.
    """
    found = _HOURS.fullmatch(hours)
    if found is None:
        raise ValueError(f"no hours: {hours}")
    first, last = found[1], found[2] or found[1]
    opens, closes = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
    if opens >= closes:
        raise ValueError(f"these hours end before they begin: {hours}")
    return Staff(
        first=_DAYS.index(first),
        last=_DAYS.index(last),
        opens=opens,
        closes=closes,
        is_holiday=is_holiday,
        phone=phone,
    )


def is_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday of Thailand."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415  # it takes its time, and few ask

    return frozenset(holidays.country_holidays("TH", years=year))
