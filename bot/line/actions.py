"""Buttons as LINE's actions, each within its limits."""

import re
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

from bot.calendar_words import Language
from bot.line import limits
from bot.line.breaking import ELLIPSIS, cut
from bot.line.cleaning import clean, in_one_line, is_visible
from bot.line.pickers import bounds_of
from bot.words import Words
from dialogue.prompt import AnyButton, Button, Link, Opener, Picker
from dialogue.tap import Tap

Json: TypeAlias = dict[str, object]
"""An object of LINE's, ready to be written as JSON."""

_OPENS: Final = {"place": "location", "camera": "camera", "album": "cameraRoll"}
_KEPT: Final = "!$%&'()*+,/:;=?@~"  # RFC 3986: what has a meaning in an address, and what is quoted
_STRAY_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")


def action_of(button: AnyButton, language: Language, words: Words) -> Json | None:
    """Return the action of a button; None when LINE could not carry it."""
    said = words.say(button.label, language)
    if isinstance(button, Button):
        return postback(button.tap, label=said, shown=said)
    if isinstance(button, Picker):
        return _picker(button, label_of(said))
    if isinstance(button, Opener):
        return {"type": _OPENS[button.opens], "label": label_of(said)}
    return _link(button, label_of(said))


def postback(tap: Tap, *, label: str, shown: str) -> Json | None:
    """Return a postback: `shown` is what the person seems to have said by tapping, unless empty."""
    data = _data(tap)
    if data is None:
        return None
    action: Json = {"type": "postback", "label": label_of(label), "data": data}
    shown = cut(in_one_line(shown), limits.DISPLAY_TEXT)
    if is_visible(shown):
        action["displayText"] = shown
    return action


def label_of(text: str) -> str:
    """Shorten a label to what LINE shows; one that would be empty becomes "…"."""
    label = cut(in_one_line(text), limits.LABEL)
    return label if is_visible(label) else ELLIPSIS


def uri_of(link: Link) -> str | None:
    """Return the address of a link as RFC 3986 writes it; None when LINE does not open such."""
    before, mark, after = clean(link.uri).strip().partition("#")
    uri = _STRAY_PERCENT.sub("%25", quote(before, safe=_KEPT) + mark + quote(after, safe=_KEPT))
    return uri if _opens(uri) and limits.utf16(uri) <= limits.URI else None


def _opens(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        _ = parts.port  # raises where it is none
    except ValueError:
        return False
    if parts.scheme not in limits.URI_SCHEMES:
        return False
    return bool(parts.netloc if parts.scheme.startswith("http") else parts.netloc or parts.path)


def _link(link: Link, label: str) -> Json | None:
    uri = uri_of(link)
    return None if uri is None else {"type": "uri", "label": label, "uri": uri}


def _data(tap: Tap) -> str | None:
    try:
        data = tap.data()
    except ValueError:
        return None
    return data if len(data) <= limits.DATA else None


def _picker(picker: Picker, label: str) -> Json | None:
    data = _data(picker.tap)
    if data is None:
        return None
    kind = {"type": "datetimepicker", "label": label, "data": data, "mode": picker.mode}
    return {**kind, **bounds_of(picker)}
