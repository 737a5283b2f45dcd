"""When somebody is told of their own appointment: at hours that their phone may ring, before it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from dialogue.reminding.hours import Hours

HELP, BEFORE, MORNING = "help", "before", "morning"
"""Two days before, with the question whether help is needed; the day before; the morning."""

_WHEN: Final = ((HELP, 2, time(9)), (BEFORE, 1, time(16)), (MORNING, 0, time(8)))
_DAYS_BACK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One step: its words ride on replies from `due_at` on, and are pushed at `push_at`."""

    step: str
    due_at: datetime
    push_at: datetime


def over_at(due_on: date, due_time: str, zone: tzinfo) -> datetime:
    """Give the moment after which nobody need be told any more: the hour, else the day's end."""
    if due_time:
        return datetime.combine(due_on, time.fromisoformat(due_time), tzinfo=zone)
    return datetime.combine(due_on + timedelta(days=1), time(), tzinfo=zone)


def tellings(
    due_on: date, due_time: str, steps: Collection[str], hours: Hours, now: datetime
) -> tuple[Telling, ...]:
    """Plan the steps that were asked for, at most one a day; `now` is in the programme's zone.

    What would fall on the day of asking, or outside the hours somebody chose, is told earlier or
    not at all; where nothing would be left, the morning at the hours of all.
    """
    found = _planned(due_on, due_time, steps, hours, now)
    return found or _planned(due_on, due_time, (MORNING,), Hours(), now)


def _planned(
    due_on: date, due_time: str, steps: Collection[str], hours: Hours, now: datetime
) -> tuple[Telling, ...]:
    over = over_at(due_on, due_time, _zone(now))
    by_day = dict[date, Telling]()
    for step, back, at in _WHEN:
        moments = _moments(due_on - timedelta(days=back), at, hours, over)
        push_at = next(moments, None) if step in steps else None
        if push_at is not None and push_at.date() > now.date():
            due_at = datetime.combine(push_at.date(), time(), tzinfo=now.tzinfo)
            telling = Telling(step=step, due_at=due_at, push_at=push_at)
            by_day.setdefault(push_at.date(), telling)
    return tuple(by_day.values())


def _moments(day: date, at: time, hours: Hours, over: datetime) -> Iterator[datetime]:
    """Give moments before it is over at which a phone may ring, on that day or the days before."""
    for back in range(_DAYS_BACK):
        wanted = datetime.combine(day - timedelta(days=back), at, tzinfo=over.tzinfo)
        opening = hours.next_from(datetime.combine(wanted.date(), time(), tzinfo=over.tzinfo))
        for moment in (wanted, opening):
            if hours.holds(moment) and moment.date() == wanted.date() and moment < over:
                yield moment


def _zone(now: datetime) -> tzinfo:
    assert now.tzinfo is not None  # noqa: S101  # a moment is aware
    return now.tzinfo
