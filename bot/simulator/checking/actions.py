"""Checks of actions: what stands on a button, what it does."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.simulator.checking.parts import Details, Part, address, clusters, one_of, words

_LABELS: Final = {  # where the button stands: longest label, whether it must have one
    "quick reply": (20, True),
    "template": (20, True),
    "picture": (12, False),
    "flex button": (40, True),
    "flex": (40, False),
    "default": (20, False),
    "rich menu": (20, False),
}
_ONLY_QUICK: Final = ("camera", "cameraRoll", "location")
_SCHEMES: Final = ("http", "https", "line", "tel")
_INPUTS: Final = ("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def check_action(part: Part | None, owner: Part, key: str, *, stands: str) -> Details:
    """Check the action in field `key` of `owner`.

    `stands` is where its button is: "quick reply", "template", "picture" (of an image carousel),
    "flex button", "flex", "default" (the action of a whole column) or "rich menu".
    """
    if part is None:
        yield owner.wrong(key, "Must be specified")
        return

    kind = part.fields.get("type")
    check = _CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        yield from one_of(part, "type", *_CHECKS)
        return

    longest, required = _LABELS[stands]
    yield from words(part, "label", longest, measure=clusters, required=required)
    if kind in _ONLY_QUICK and stands != "quick reply":
        yield part.wrong("type", f"{kind} is for quick replies only")
    if kind == "richmenuswitch" and stands != "rich menu":
        yield part.wrong("type", "richmenuswitch is for rich menus only")
    yield from check(part)


def _postback(part: Part) -> Details:
    yield from words(part, "data", 300)
    yield from words(part, "displayText", 300, measure=clusters, required=False)
    yield from words(part, "text", 300, measure=clusters, required=False)
    yield from one_of(part, "inputOption", *_INPUTS, required=False)
    yield from words(part, "fillInText", 300, measure=clusters, required=False)
    if "text" in part.fields and "displayText" in part.fields:
        yield part.wrong("text", "text and displayText cannot be used together")
    if "fillInText" in part.fields and part.fields.get("inputOption") != "openKeyboard":
        yield part.wrong("fillInText", "needs the inputOption openKeyboard")


def _message(part: Part) -> Details:
    yield from words(part, "text", 300, measure=clusters)


def _uri(part: Part) -> Details:
    yield from address(part, "uri", 1000, schemes=_SCHEMES)
    other = part.part("altUri")
    if other is not None:
        yield from address(other, "desktop", 1000, schemes=_SCHEMES, required=False)


def _clipboard(part: Part) -> Details:
    yield from words(part, "clipboardText", 1000)


def _nothing_more(_part: Part) -> Details:
    yield from ()


def _switch(part: Part) -> Details:
    yield from words(part, "richMenuAliasId", 32)
    yield from words(part, "data", 300)


def _picker(part: Part) -> Details:
    yield from words(part, "data", 300)
    mode = part.fields.get("mode")
    read = _READERS.get(mode) if isinstance(mode, str) else None
    if read is None:
        yield from one_of(part, "mode", *_READERS)
        return

    values = {key: part.fields[key] for key in ("initial", "min", "max") if key in part.fields}
    moments = {
        key: read(value) if isinstance(value, str) else None for key, value in values.items()
    }
    for key, moment in moments.items():
        if moment is None:
            yield part.wrong(key, "Invalid date/time format")
    least, most = moments.get("min"), moments.get("max")
    if least is not None and most is not None and least >= most:
        yield part.wrong("min", "min must be less than max")


def _read_date(text: str) -> str | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return text if _FIRST_DAY <= day <= _LAST_DAY else None


def _read_time(text: str) -> str | None:
    return text if _TIME.fullmatch(text) else None


def _read_datetime(text: str) -> str | None:
    day, hour = _read_date(text[:10]), _read_time(text[11:])
    if day is None or hour is None or text[10] not in "tT":
        return None
    return f"{day}T{hour}"


_READERS: Final[dict[str, Callable[[str], str | None]]] = {
    "date": _read_date,
    "time": _read_time,
    "datetime": _read_datetime,
}
_CHECKS: Final[dict[str, Callable[[Part], Details]]] = {
    "postback": _postback,
    "message": _message,
    "uri": _uri,
    "datetimepicker": _picker,
    "camera": _nothing_more,
    "cameraRoll": _nothing_more,
    "location": _nothing_more,
    "clipboard": _clipboard,
    "richmenuswitch": _switch,
}
