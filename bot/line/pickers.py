"""The bounds of LINE's pickers of dates or times, made ones that LINE takes."""

from datetime import date, datetime, time
from typing import Final, Literal, TypeAlias

from bot.line import limits
from dialogue.prompt import Picker

_Mode: TypeAlias = Literal["date", "time", "datetime"]


def bounds_of(picker: Picker) -> dict[str, str]:
    """Return `initial`, `min` and `max` in LINE's formats, those that the picker has.

    Holds `min` before `max`, with `initial` between them. What cannot be read is left out; so are
    bounds that leave nothing to choose: the answer is checked in any case.
    """
    first, last = limits.PICKER_FIRST[picker.mode], limits.PICKER_LAST[picker.mode]
    least = _within(_read(picker.least, picker.mode), first, last)
    most = _within(_read(picker.most, picker.mode), first, last)
    if (least or first) >= (most or last):
        least = most = None
    initial = _within(_read(picker.initial, picker.mode), least or first, most or last)

    found = {"initial": initial, "min": least, "max": most}
    return {name: value for name, value in found.items() if value is not None}


def _within(value: str | None, first: str, last: str) -> str | None:
    """Move a value between two others; they are all written alike, so letters tell the order."""
    return None if value is None else min(max(value, first), last)


def _read(value: str | None, mode: _Mode) -> str | None:
    if not value:
        return None
    try:
        return _READERS[mode](value)
    except ValueError:
        return None


def _date(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _time(value: str) -> str:
    return time.fromisoformat(value).replace(tzinfo=None).isoformat("minutes")


def _datetime(value: str) -> str:
    at = datetime.fromisoformat(value).replace(tzinfo=None)
    return at.isoformat("t", "minutes")


_READERS: Final = {"date": _date, "time": _time, "datetime": _datetime}
