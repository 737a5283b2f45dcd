"""Checks of flex messages: size, bubbles and the components in them."""

import json
from typing import Final

from bot.simulator.checking.actions import check_action
from bot.simulator.checking.parts import Details, Part, address, colour, listed, one_of, words

_BUBBLE_BYTES: Final = 30_000  # LINE writes 30 KB: read as the smaller
_CAROUSEL_BYTES: Final = 50_000
_BLOCKS: Final = ("header", "hero", "body", "footer")
_SIZES: Final = ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")
_COLOURS: Final = ("color", "backgroundColor", "borderColor")
_IN_BOX: Final = ("box", "button", "image", "text", "separator", "filler")
_IN_LINE: Final = ("icon", "text", "filler")  # of a box laid out along a baseline
_HEROES: Final = ("box", "image", "video")


def check_flex(message: Part) -> Details:
    """Check a flex message."""
    yield from words(message, "altText", 1500)
    container = message.part("contents")
    if container is None:
        yield message.wrong("contents", "Must be specified")
    elif container.fields.get("type") == "bubble":
        yield from _bubble(container)
    elif container.fields.get("type") == "carousel":
        yield from _carousel(container)
    else:
        yield from one_of(container, "type", "bubble", "carousel")


def _carousel(part: Part) -> Details:
    yield from listed(part, "contents", 1, 12)
    yield from _bytes(part, _CAROUSEL_BYTES)
    bubbles = part.parts("contents")
    for bubble in bubbles:
        yield from one_of(bubble, "type", "bubble")
        yield from _bubble(bubble)
    if len({str(bubble.fields.get("size", "mega")) for bubble in bubbles}) > 1:
        yield part.wrong("contents", "all bubbles need the same size")


def _bubble(part: Part) -> Details:
    yield from _bytes(part, _BUBBLE_BYTES)
    yield from one_of(part, "size", *_SIZES, required=False)
    yield from _whole_action(part)
    if not any(block in part.fields for block in _BLOCKS):
        yield part.wrong("body", "at least one block must be specified")
    for block in ("header", "body", "footer"):
        if block in part.fields:
            yield from _component(part.part(block), part, block, among=("box",))
    if "hero" in part.fields:
        yield from _component(part.part("hero"), part, "hero", among=_HEROES)


def _component(part: Part | None, owner: Part, key: str, *, among: tuple[str, ...]) -> Details:
    if part is None:
        yield owner.wrong(key, "Must be specified")
        return
    yield from one_of(part, "type", *among)
    for key_of_colour in _COLOURS:
        yield from colour(part, key_of_colour)
    match part.fields.get("type"):
        case "box":
            yield from _box(part)
        case "button":
            yield from check_action(part.part("action"), part, "action", stands="flex button")
        case "text":
            yield from _text(part)
        case "image" | "icon":
            yield from address(part, "url")
            yield from _whole_action(part)
        case "video":
            yield from address(part, "url")
            yield from address(part, "previewUrl")
            among = ("box", "image")
            yield from _component(part.part("altContent"), part, "altContent", among=among)
        case _:
            return


def _box(part: Part) -> Details:
    yield from one_of(part, "layout", "horizontal", "vertical", "baseline")
    yield from _whole_action(part)
    if not isinstance(part.fields.get("contents"), list):
        yield part.wrong("contents", "Must be specified")
    along = part.fields.get("layout") == "baseline"
    for child in part.parts("contents"):
        yield from _component(child, part, "contents", among=_IN_LINE if along else _IN_BOX)


def _text(part: Part) -> Details:
    spans = part.parts("contents")
    if not spans:
        yield from words(part, "text", 5000)
    for span in spans:
        yield from one_of(span, "type", "span")
        yield from words(span, "text", 5000)
        yield from colour(span, "color")
    yield from _whole_action(part)


def _whole_action(part: Part) -> Details:
    if "action" in part.fields:
        yield from check_action(part.part("action"), part, "action", stands="flex")


def _bytes(part: Part, most: int) -> Details:
    size = len(json.dumps(part.fields, ensure_ascii=False, separators=(",", ":")).encode())
    if size > most:
        yield part.wrong("", f"JSON of {size} bytes, at most {most}")
