"""What was typed, picked or sent, as the value that a question's type keeps."""

from datetime import date, datetime, time, tzinfo
from typing import TypeAlias

from dialogue.interviewing.options import (
    all_options,
    is_select,
    is_typed,
    is_whole,
    on_screen,
)
from dialogue.interviewing.sitting import Sitting
from dialogue.moment import Moment
from dialogue.reading.choices import (
    Option,
    Several,
    read_choice,
    read_choices,
    read_ranking,
    search,
)
from dialogue.reading.cleaning import folded, legal, visible
from dialogue.reading.dates import TwoYears, read_date
from dialogue.reading.numbers import read_number
from dialogue.reading.reading import Unread
from dialogue.reading.steering import says_seen
from dialogue.reading.times import read_date_time, read_time
from dialogue.xforms.controls import Step

Reading: TypeAlias = "str | Several | TwoYears | Unread"
"""A value as XForms write it, or what has to be asked first, or why there is none."""

_Moments: TypeAlias = date | time | datetime | TwoYears | Unread

UNDERSTOOD = "OK"
"""What an acknowledged note keeps (ODK XForms, trigger)."""


def typed_value(sitting: Sitting, step: Step, text: str) -> Reading:
    """Read what was typed as an answer to this question."""
    kind, moment = step.control.type, sitting.moment
    if is_select(step):
        return _typed_choice(sitting, step, text)
    if kind in {"integer", "decimal", "range"}:
        return read_number(text, whole=is_whole(step))
    if kind in {"date", "time", "dateTime"}:
        return _lexical(_typed_moment(kind, text, moment), moment.zone)
    if kind == "acknowledge":
        return UNDERSTOOD if says_seen(text) else Unread(why="not_a_choice")
    return legal(text) if visible(text).strip() else Unread(why="blank")


def picked_value(step: Step, raw: str, zone: tzinfo) -> Reading:
    """Read what a picker or a button of ours gave: 2026-11-25, 08:30, 2026-11-25T08:30."""
    kind = step.control.type
    try:
        if kind == "date":
            return date.fromisoformat(raw).isoformat()
        if kind == "time":
            return _lexical(time.fromisoformat(raw), zone)
        if kind == "dateTime":
            return _lexical(datetime.fromisoformat(raw).replace(tzinfo=zone), zone)
    except ValueError:
        return Unread(why="not_a_time" if kind == "time" else "not_a_date")
    return raw


def place_value(latitude: float, longitude: float) -> str:
    """Write a place as ODK does: latitude, longitude, altitude, accuracy; the last two unknown."""
    return f"{_degrees(latitude)} {_degrees(longitude)} 0 0"


def _typed_choice(sitting: Sitting, step: Step, text: str) -> Reading:
    options = all_options(sitting, step)
    shown = on_screen(sitting, step, options)
    if step.control.type == "rank":
        ranked = read_ranking(text, shown)
        return " ".join(ranked) if isinstance(ranked, tuple) else ranked
    read = read_choices if step.control.type == "select_multiple" else read_choice
    reading = read(text, shown)
    if isinstance(reading, Unread) and shown != options:
        if is_typed(step, options):
            return _searched(text, options)
        reading = read(text, options)
    return " ".join(reading) if isinstance(reading, tuple) else reading


def _searched(text: str, options: tuple[Option, ...]) -> Reading:
    """Look for what was typed in a list that is too long to show; its numbers are not read."""
    word = folded(text)
    exact = [option.name for option in options if folded(option.label) == word]
    if len(exact) == 1:
        return exact[0]
    found = search(text, options)
    return Several(names=found) if found else Unread(why="not_a_choice")


def _typed_moment(kind: str, text: str, moment: Moment) -> _Moments:
    if kind == "date":
        return read_date(text, today=moment.today)
    if kind == "time":
        return read_time(text)
    return read_date_time(text, today=moment.today, zone=moment.zone)


def _lexical(value: _Moments, zone: tzinfo) -> Reading:
    if isinstance(value, TwoYears | Unread):
        return value
    if isinstance(value, time):
        some_day = datetime.combine(date(2000, 1, 1), value, tzinfo=zone)
        return some_day.isoformat(timespec="milliseconds").partition("T")[2]
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat()


def _degrees(value: float) -> str:
    return f"{value:.7f}".rstrip("0").rstrip(".")
