"""Checks of plain messages: text, place, media."""

import re
from typing import Final

from bot.simulator.checking.parts import Details, Part, address, listed, number, one_of, words

_KEY: Final = re.compile(r"[0-9A-Za-z_]{1,20}")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{(?P<key>[^{}]*)\}|[{}]")


def check_text(message: Part) -> Details:
    """Check a text message."""
    yield from words(message, "text", 5000)
    if "emojis" not in message.fields:
        return
    yield from listed(message, "emojis", 1, 20)
    for emoji in message.parts("emojis"):
        yield from _emoji(emoji, str(message.fields.get("text", "")))


def check_text_v2(message: Part) -> Details:
    """Check a text message whose braces are substituted."""
    yield from words(message, "text", 5000)
    substitution = message.part("substitution")
    keys = set(substitution.fields) if substitution else set()
    if len(keys) > 100:
        yield message.wrong("substitution", "Size must be between 0 and 100")
    for key in sorted(keys):
        if not _KEY.fullmatch(key):
            yield message.wrong(f"substitution.{key}", "invalid key")
    for brace in _BRACES.finditer(str(message.fields.get("text", ""))):
        if brace[0] not in ("{{", "}}") and brace["key"] not in keys:
            yield message.wrong("text", f"{brace[0]} has no substitution")


def check_sticker(message: Part) -> Details:
    """Check a sticker."""
    yield from words(message, "packageId", 20)
    yield from words(message, "stickerId", 20)


def check_picture(message: Part) -> Details:
    """Check a picture."""
    yield from address(message, "originalContentUrl")
    yield from address(message, "previewImageUrl")


def check_video(message: Part) -> Details:
    """Check a video."""
    yield from check_picture(message)
    yield from words(message, "trackingId", 100, required=False)


def check_audio(message: Part) -> Details:
    """Check a sound."""
    yield from address(message, "originalContentUrl")
    yield from number(message, "duration", 1, 86_400_000)


def check_location(message: Part) -> Details:
    """Check a place."""
    yield from words(message, "title", 100)
    yield from words(message, "address", 100)
    yield from number(message, "latitude", -90, 90)
    yield from number(message, "longitude", -180, 180)


def check_imagemap(message: Part) -> Details:
    """Check a picture with areas."""
    yield from address(message, "baseUrl")
    yield from words(message, "altText", 1500)
    size = message.part("baseSize")
    if size is None:
        yield message.wrong("baseSize", "Must be specified")
    else:
        yield from number(size, "width", 1040, 1040)
        yield from number(size, "height", 1, 10_000)
    yield from listed(message, "actions", 1, 50)
    for action in message.parts("actions"):
        yield from _area(action)


def check_coupon(message: Part) -> Details:
    """Check a coupon."""
    yield from words(message, "couponId", 200)
    yield from words(message, "deliveryTag", 30, required=False)


def _area(action: Part) -> Details:
    yield from one_of(action, "type", "message", "uri", "clipboard")
    if action.part("area") is None:
        yield action.wrong("area", "Must be specified")
    match action.fields.get("type"):
        case "message":
            yield from words(action, "text", 400)
        case "uri":
            schemes = ("http", "https", "line", "tel")
            yield from address(action, "linkUri", 1000, schemes=schemes)
        case "clipboard":
            yield from words(action, "clipboardText", 1000)
        case _:
            return


def _emoji(emoji: Part, text: str) -> Details:
    yield from words(emoji, "productId", 100)
    yield from words(emoji, "emojiId", 100)
    index = emoji.fields.get("index")
    letters = text.encode("utf-16-le", "surrogatepass")
    if not isinstance(index, int) or index < 0 or letters[2 * index : 2 * index + 2] != b"$\0":
        yield emoji.wrong("index", "does not point at a $")
