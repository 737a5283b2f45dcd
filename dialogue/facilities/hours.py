"""Hours of a service: read from OSM's syntax or plain words, and whether it is open at a time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, TypeAlias

from holidays.countries.thailand import Thailand
from opening_hours import OpeningHours, State, validate

from dialogue.facilities.fault import Fault
from dialogue.facilities.hours_spoken import in_syntax
from dialogue.phrase import msgid, phrase

ALWAYS: Final = "24/7"
LONGEST: Final = 255

_QUOTED: Final = re.compile(r'"[^"]*"')
_DAYS: Final = re.compile(
    r"(?P<days>(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:\[[^\]]*\])?(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?|PH)"
    r"(?:\s*,\s*(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:\[[^\]]*\])?(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?|PH))*)"
    r"(?P<rest>\s.*)"
)
_HOLIDAY: Final = re.compile(r"\bPH\b")
_BEYOND: Final = re.compile(r"\bSH\b|\beaster\b|sunrise|sunset|dawn|dusk|\d\+|\|\|", re.IGNORECASE)
_STEPS: Final = 40  # changes that are looked at for the next opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A service is open; `until` is None where it never closes."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A service is closed; `opens_at` is None where nobody knows when it opens."""

    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can tell whether a service is open: its hours, or a holiday's, are not known."""


Standing: TypeAlias = Open | Closed | Unknown


def read(text: str) -> str | Fault:
    """Read hours and give them in OSM's syntax; or say what is wrong with them.

    Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. What neither we
    nor chat can answer for is refused: school holidays, the sun, open ends, fallbacks.
    """
    hours = in_syntax(text)
    bare = _QUOTED.sub("", hours)
    if len(hours) > LONGEST or _BEYOND.search(bare) or not validate(hours):
        return _unread(text)
    if not all(_stands_well(rule) for rule in _rules(bare)):
        return _unread(text)
    return str(OpeningHours(hours)).replace(" closed", " off")


def state(hours: str | None, at: datetime, closed_days: Iterable[date] = ()) -> Standing:
    """Tell whether a service with these hours is open at a time, which is aware, in its own zone.

    Holidays are those of Thailand. Where hours say nothing of holidays (PH), a holiday is unknown.
    `closed_days` are closed whatever the hours say, but for what is open day and night.
    """
    if hours is None:
        return Unknown()
    if hours == ALWAYS:
        return Open()
    now = at.replace(tzinfo=None)
    opening = OpeningHours(
        _with_days(hours, (at.year, at.year + 1), frozenset(closed_days)),
        auto_country=False,
        auto_timezone=False,
    )
    standing, _ = opening.state(now)
    if standing == State.OPEN:
        until = opening.next_change(now)
        return Open(until=None if until is None else until.replace(tzinfo=at.tzinfo))
    if standing == State.UNKNOWN:
        return Unknown()
    opens = _opens(opening, now)
    return Closed(opens_at=None if opens is None else opens.replace(tzinfo=at.tzinfo))


def says_holidays(hours: str) -> bool:
    """Tell whether hours say what holds on public holidays."""
    return hours == ALWAYS or bool(_HOLIDAY.search(_QUOTED.sub("", hours)))


def _opens(opening: OpeningHours, now: datetime) -> datetime | None:
    moment: datetime | None = now
    for _ in range(_STEPS):
        moment = opening.next_change(moment)
        if moment is None:
            return None
        if opening.state(moment)[0] == State.OPEN:
            return moment
    return None


def _with_days(hours: str, years: tuple[int, ...], closed: frozenset[date]) -> str:
    """Write the days of holidays and closures into hours: the library knows none of Thailand's."""
    holidays = _written(_holidays(years))
    rules = [dated for rule in _rules(hours) for dated in _dated(rule, holidays)]
    if not says_holidays(hours):
        rules.append(f"{holidays} unknown")
    if closed:
        rules.append(f"{_written(sorted(closed))} off")
    return "; ".join(rules)


@lru_cache(maxsize=8)
def _holidays(years: tuple[int, ...]) -> tuple[date, ...]:
    return tuple(sorted(Thailand(years=years)))  # type: ignore[no-untyped-call]  # the library's


def _written(days: Iterable[date]) -> str:
    return ",".join(f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}" for day in days)


def _rules(hours: str) -> Iterator[str]:
    return (rule.strip() for rule in hours.split(";") if rule.strip())


def _dated(rule: str, holidays: str) -> Iterator[str]:
    """Put days in the place of PH; a rule for weekdays and holidays becomes two."""
    parts = _DAYS.fullmatch(rule)
    if parts is None or not _HOLIDAY.search(parts["days"]):
        yield rule
        return
    named = [day.strip() for day in parts["days"].split(",")]
    others = [day for day in named if day != "PH"]
    if others:
        yield f"{','.join(others)}{parts['rest']}"
    yield f"{holidays}{parts['rest']}"


def _stands_well(rule: str) -> bool:
    """Tell whether PH stands in a rule where it is understood: among its days, at the beginning."""
    parts = _DAYS.fullmatch(rule)
    return not _HOLIDAY.search(rule if parts is None else parts["rest"])


def _unread(text: str) -> Fault:
    return Fault(
        reason=phrase(msgid("“{hours}” cannot be read as opening hours."), hours=text.strip()[:60]),
        remedy=phrase(
            msgid("Write them like this: Mo-Fr 08:00-16:00; Sa 08:00-12:00; PH off. Or: 24/7.")
        ),
    )


_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
