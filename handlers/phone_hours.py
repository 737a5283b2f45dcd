"""When somebody's phone may ring, as they chose."""

from datetime import time

from dialogue.phrase import Words, msgid, phrase
from dialogue.reminding.hours import EARLIEST, LATEST, Hours
from handlers.weekdays import WEEKDAYS
from models.reminder_hours import ReminderHours


def hours_of(wish: ReminderHours | None) -> Hours:
    """Give the hours at which somebody's phone may ring."""
    if wish is None:
        return Hours()
    return Hours(
        opens=_hour(wish.opens, EARLIEST),
        closes=_hour(wish.closes, LATEST),
        days_off=frozenset(int(day) for day in wish.days_off),
    )


def _hour(hour: int, other: time) -> time:
    return time(hour) if 0 <= hour < 24 else other


def told_hours(wish: ReminderHours | None) -> list[Words]:
    """Say which hours and days somebody chose; nothing where they chose none."""
    if wish is None:
        return []
    hours = hours_of(wish)
    text = msgid("Hours you chose for reminders: {opens} to {closes}")
    off = (phrase(WEEKDAYS[day - 1]) for day in sorted(hours.days_off))
    return [
        phrase(text, opens=hours.opens, closes=hours.closes),
        *(phrase(msgid("None on {day}."), day=day) for day in off),
    ]


def written_hours(wish: ReminderHours | None) -> dict[str, object] | None:
    """Write the hours that somebody chose for a file; weekdays are numbers, Monday is 1."""
    if wish is None:
        return None
    return {"from": wish.opens, "until": wish.closes, "not_on": [int(day) for day in wish.days_off]}
