"""What people might answer to a question, by its type."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from dialogue.xforms.controls import Bounds, Step
from tests.walk.held import Held

_LIKELY = (0, 1, 2, 3, 5, 7, 10, 12, 15, 18, 20, 25)
_RARER = (30, 45, 60, 80, 99, 100, 120, 150, 200, 500, 1000, 2000, 2015, 2569, 5000, 10_000)
_RARE = (100_000, 1_000_000, -1, -5, 4, 6, 8, 9, 11, 13, 14)
_FRACTIONS = ("1.5", "0.5", "36.6", "2.25", "0.1", "12.75")
_TEXTS = (
    "ยายแดง", "ບຸນມີ", "Somchai", "A", "ab", "B12", "บ้านเลขที่ 12 หมู่ 3", "0812345678", "12345",
    "a@b.co", "1234567890123", "1", "5", "12", "2015", "1990-05-17", "08:30", "ABC", "abc", "x-1",
    "+66812345678", "12-34", "yes", "no", "http://example.org", "AB-123", "100", "1.5",
)  # fmt: skip
_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def typed(held: Held, step: Step, dice: Random, today: date) -> Iterator[str]:
    """Draw texts that answer a question of this type, likely ones first, without end in sight."""
    bounds = held.instance.bounds(step.path) or Bounds()
    kind = step.control.type
    if kind in {"integer", "range", "decimal"}:
        yield from _numbers(step, bounds, dice)
    elif kind == "date":
        yield from (f"{day.day}/{day.month}/{day.year}" for day in days(bounds, dice, today))
    elif kind == "time":
        yield from ("8:30", "17.45", "12:00", "0:05", "23:59")
    elif kind == "dateTime":
        yield from (f"{day.day}/{day.month}/{day.year} 8:30" for day in days(bounds, dice, today))
    else:
        yield from dice.sample(_TEXTS, len(_TEXTS))
        for letters in ("1234567890123456789", "A1b2C3d4E5f6G7h8I9j", "abcdefghijklmnopqrs"):
            yield from (letters[:length] for length in range(1, len(letters)))


def days(bounds: Bounds, dice: Random, today: date) -> Iterator[date]:
    """Draw days: within the bounds, around today, long ago and ahead."""
    for bound in (bounds.least, bounds.most):
        if bound:
            yield date.fromisoformat(bound[:10])
    for most in (1, 30, 400, 9000):
        yield today - timedelta(days=dice.randint(0, most))
    for most in (1, 30, 400, 9000):
        yield today + timedelta(days=dice.randint(1, most))


def stored(step: Step, text: str) -> str:
    """Write a typed text as the form would hold it, where that is plain."""
    if step.control.type == "date":
        day, month, year = map(int, text.split("/"))
        return date(year, month, day).isoformat()
    if step.control.type == "dateTime":
        day, month, year = map(int, text.split(maxsplit=1)[0].split("/"))
        return f"{date(year, month, day).isoformat()}T08:30:00.000+07:00"
    if step.control.type == "time":
        hours, minutes = map(int, text.replace(".", ":").split(":"))
        return f"{hours:02}:{minutes:02}:00.000+07:00"
    return text


def in_thai(text: str, dice: Random) -> str:
    """Write digits as some phones do, now and then."""
    return text.translate(_DIGITS) if dice.random() < 0.2 and text.isdigit() else text


def _numbers(step: Step, bounds: Bounds, dice: Random) -> Iterator[str]:
    near = [bound for bound in (bounds.least, bounds.most) if bound]
    scale = step.control.scale
    if scale is not None:
        steps = int((float(scale.most) - float(scale.least)) / float(scale.step))
        value = round(float(scale.least) + dice.randint(0, max(0, steps)) * float(scale.step), 6)
        yield str(int(value)) if value == int(value) else str(value)
    yield from dice.sample(near, len(near))
    yield from map(str, (*dice.sample(_LIKELY, len(_LIKELY)), *_RARER, *_RARE))
    if step.control.type != "integer":
        yield from _FRACTIONS
