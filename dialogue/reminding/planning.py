"""Planning: which step of a ladder is next for something owed, when, and which are passed over."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, TypeAlias

from dialogue.reminding.ladder import Step

GRACE: Final = timedelta(hours=3)
"""How long after something was noted whoever noted it is left in peace about it."""

OVERTAKEN: Final = "overtaken"

IsHoliday: TypeAlias = Callable[[date], bool]
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed, as far as its reminders hang on it; `made_at` is when it was noted."""

    due_on: date
    opens_on: date
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The step that is next and when, None where all are done; `passed` are those left out."""

    step: Step | None = None
    at: datetime | None = None
    passed: tuple[Step, ...] = ()


def planned(
    steps: Sequence[Step],
    owed: Owed,
    *,
    done: Collection[str],
    now: datetime,
    is_holiday: IsHoliday,
) -> Plan:
    """Find the next step that is not done.

    Passed over is what another step for the same people has overtaken: after days without a bot
    each of them hears once, of how it stands now.
    """
    left = [(step, when(step, owed, now, is_holiday)) for step in steps if step.code not in done]
    is_late = owed.made_at.astimezone(now.tzinfo).date() > owed.due_on
    for place, (step, at) in enumerate(left):
        if is_late and step.days < 0:
            continue
        later = (when_ for one, when_ in left[place + 1 :] if one.to == step.to)
        if all(one > max(now, at) for one in later):
            return Plan(step=step, at=at, passed=tuple(one for one, _ in left[:place]))
    return Plan(passed=tuple(one for one, _ in left))


def when(step: Step, owed: Owed, now: datetime, is_holiday: IsHoliday) -> datetime:
    """Tell when a step is due, aware, in the zone of `now`.

    What was noted after its day was over is counted from the day after; what is shown from a later
    day on is told from then on.
    """
    zone = now.tzinfo
    made = owed.made_at.astimezone(zone)
    due_on = owed.due_on if made.date() <= owed.due_on else made.date() + _DAY
    day = _free(max(due_on + timedelta(days=step.days), owed.opens_on), step, owed, is_holiday)
    at = datetime.combine(day, step.at, tzinfo=zone)
    return at if at >= made else made + GRACE


def _free(day: date, step: Step, owed: Owed, is_holiday: IsHoliday) -> date:
    """Move a day that is a holiday to one that is none; never before it may be told."""
    if step.holiday == "any":
        return day
    by = -_DAY if step.holiday == "before" else _DAY
    moved = day
    while is_holiday(moved):
        moved += by
    return moved if moved >= owed.opens_on else day


def morning(day: date, step: Step | None, zone: tzinfo) -> datetime:
    """Give the hour of a day at which somebody is reminded who asked for that day."""
    at = datetime.min.time().replace(hour=8) if step is None else step.at
    return datetime.combine(day, at, tzinfo=zone)
