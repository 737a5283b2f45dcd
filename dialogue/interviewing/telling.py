"""An answer that was given, written for people."""

import unicodedata

from dialogue.interviewing.options import all_options, is_select, is_ticked
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.wording import typed_day
from dialogue.xforms.controls import Step

_SIGNS = {
    "image": "📷",
    "audio": "🎤",
    "video": "🎬",
    "file": "📎",
    "geopoint": "📍",
    "acknowledge": "✓",
}


def told(sitting: Sitting, step: Step, answer: str | None = None) -> str:
    """Write the present answer, or another one; blank where there is none.

    Dates are written as people type them, media and places as a sign.
    """
    value = sitting.value(step.path) if answer is None else answer
    kind = step.control.type
    if not value:
        return ""
    if is_select(step):
        return _labels(sitting, step, value)
    if kind == "date":
        return typed_day(sitting, value)
    if kind == "time":
        return value[:5]
    if kind == "dateTime":
        day, _, at = value.partition("T")
        return f"{typed_day(sitting, day)} {at[:5]}".strip()
    return _SIGNS.get(kind, value)


def cut(text: str, most: int) -> str:
    """Shorten to one line of at most `most` letters, without parting a letter from its marks."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    end = most - 1
    while end > 0 and _leans_back(line[end]):
        end -= 1
    return f"{line[:end].rstrip()}…"


def _leans_back(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M") or letter in "ะาำະາຳ\u200d"


def _labels(sitting: Sitting, step: Step, value: str) -> str:
    labels = {option.name: option.label for option in all_options(sitting, step)}
    names = value.split() if is_ticked(step) else [value]
    return ", ".join(labels.get(name, name) for name in names)
