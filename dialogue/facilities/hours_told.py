"""Whether a service is open, in words."""

from datetime import datetime, time, timedelta
from typing import Final

from dialogue.facilities.hours import Open, Standing, Unknown
from dialogue.phrase import Phrase, msgid, phrase

_MIDNIGHT: Final = time()
_DAY: Final = timedelta(days=1)


def told(standing: Standing, at: datetime) -> Phrase:
    """Say how a service stands at a time, which is aware, and when that changes."""
    if isinstance(standing, Unknown):
        return phrase(msgid("Opening hours are not known"))
    if isinstance(standing, Open):
        return _open(standing.until, at)
    return _closed(standing.opens_at, at)


def _open(until: datetime | None, at: datetime) -> Phrase:
    if until is None:
        return phrase(msgid("Open day and night"))
    today, clock = at.date(), until.time()
    if until.date() == today:
        return phrase(msgid("Open now, until {time} today"), time=clock)
    if until.date() != today + _DAY:
        return phrase(msgid("Open now"))
    if clock == _MIDNIGHT:
        return phrase(msgid("Open now, until midnight"))
    return phrase(msgid("Open now, until {time} tomorrow"), time=clock)


def _closed(opens_at: datetime | None, at: datetime) -> Phrase:
    if opens_at is None:
        return phrase(msgid("Closed now"))
    today, clock = at.date(), opens_at.time()
    if opens_at.date() == today:
        return phrase(msgid("Closed now, opens today at {time}"), time=clock)
    if opens_at.date() == today + _DAY:
        return phrase(msgid("Closed now, opens tomorrow at {time}"), time=clock)
    return phrase(msgid("Closed now, opens on {day} at {time}"), day=opens_at.date(), time=clock)
