"""Checks of rich menus: size, words, areas, picture."""

import io
from typing import Final

from PIL import Image, UnidentifiedImageError

from bot.simulator.checking.actions import check_action
from bot.simulator.checking.parts import Details, Part, clusters, listed, words
from bot.simulator.people import Json

_WIDTHS: Final = (800, 2500)
_LEAST_HEIGHT: Final = 250
_FLATTEST: Final = 1.45  # width over height, at least
_MOST_BYTES: Final = 1024 * 1024
_TYPES: Final = {"PNG": "image/png", "JPEG": "image/jpeg"}


def check_menu(part: Part) -> Details:
    """Check a rich menu as it is to be made."""
    yield from words(part, "name", 300, measure=clusters)
    yield from words(part, "chatBarText", 14, measure=clusters)
    if not isinstance(part.fields.get("selected"), bool):
        yield part.wrong("selected", "Must be specified")
    size = part.part("size")
    if size is None:
        yield part.wrong("size", "Must be specified")
    else:
        yield from _size(size)
    yield from listed(part, "areas", 0, 20)
    for area in part.parts("areas"):
        yield from _area(area)


def problem_of_picture(data: bytes, media_type: str, menu: Json) -> str | None:
    """Say what is wrong with the picture of a menu; None when nothing is."""
    if len(data) > _MOST_BYTES:
        return "The image is too large"
    try:
        with Image.open(io.BytesIO(data)) as image:
            kind, size = _TYPES.get(image.format or ""), image.size
    except (UnidentifiedImageError, OSError):
        return "The image cannot be read"
    if kind != media_type:
        return "The image is not of its content type"
    wanted = menu.get("size")
    if not isinstance(wanted, dict) or size != (wanted.get("width"), wanted.get("height")):
        return "The image size does not match the rich menu"
    return None


def _size(part: Part) -> Details:
    width, height = part.fields.get("width"), part.fields.get("height")
    if not isinstance(width, int) or not _WIDTHS[0] <= width <= _WIDTHS[1]:
        yield part.wrong("width", f"Must be between {_WIDTHS[0]} and {_WIDTHS[1]}")
    elif not isinstance(height, int) or height < _LEAST_HEIGHT or width / height < _FLATTEST:
        yield part.wrong("height", "Invalid height")


def _area(part: Part) -> Details:
    bounds = part.part("bounds")
    if bounds is None:
        yield part.wrong("bounds", "Must be specified")
    else:
        for side in ("x", "y", "width", "height"):
            value = bounds.fields.get(side)
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                yield bounds.wrong(side, "Must be a whole number")
    yield from check_action(part.part("action"), part, "action", stands="rich menu")
