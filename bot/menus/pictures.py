"""The pictures of the menus: large words and pictograms for small phones."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from bot.line.menus import PICTURE, Box, Menu, MenuError
from bot.menus import letters
from bot.menus.letters import Colour
from bot.menus.pictograms import DRAW, Pen
from bot.menus.plans import Icon, Plan, Tile, all_plans
from bot.words import Words

MEDIA: Final = "image/png"

_FINE: Final = 2  # drawn so many times as large, and made smaller: edges are smooth then
_COLOURS: Final = 96
_GAP: Final = 9  # pixels around each tile
_ROUND: Final = 26
_ICON: Final = 124
_ICON_OVER_TWO: Final = 106  # lines
_SIZES: Final = (68, 64, 60, 56, 52, 48, 44)  # of letters, in pixels of the picture
_IN_BOTH: Final = 50  # the largest where two lines stand below one another
_PADDING: Final = 14
_NUMBER: Final = "1669"
_NUMBER_SIZE: Final = 150
_OF_HELP: Final = ("phone", "danger")
_ICON_OF_HELP: Final = 104

_GROUND: Final[Colour] = (214, 224, 230)
_PAPER: Final[Colour] = (255, 255, 255)
_TEXT: Final[Colour] = (20, 33, 43)
_RED: Final[Colour] = (196, 0, 26)
_PALE: Final[Colour] = (255, 226, 226)
_BLUE: Final[Colour] = (0, 92, 138)
_GREEN: Final[Colour] = (20, 112, 64)
_VIOLET: Final[Colour] = (112, 52, 148)
_BROWN: Final[Colour] = (158, 74, 0)
_GREY: Final[Colour] = (64, 80, 98)
_INK: Final[dict[Icon, Colour]] = {
    "care": _BLUE,
    "rights": _GREEN,
    "human": _VIOLET,
    "language": _BROWN,
    "menu": _GREY,
    "visit": _GREEN,
    "today": _BROWN,
    "people": _VIOLET,
    "team": _GREEN,
    "report": _GREY,
    "waiting": _BLUE,
    "phone": _RED,
    "danger": _RED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A menu with its picture (PNG); `digest` changes when anything that people see or tap does."""

    name: str
    menu: Menu
    picture: bytes
    digest: str


def all_drawn(words: Words) -> tuple[Drawn, ...]:
    """Draw every menu, once in a process, which takes a second; none without raqm.

    Raises:
        MenuError: when one is not as LINE takes it.
    """
    return tuple(map(drawn, all_plans(words))) if letters.can_shape() else ()


@cache
def drawn(plan: Plan) -> Drawn:
    """Draw a menu.

    Raises:
        MenuError: when a label does not fit, or the picture is heavier than LINE takes.
    """
    image = _paint(plan.tiles, plan.menu.width, plan.menu.height)
    shown = hashlib.sha256(image.tobytes())
    shown.update(json.dumps(plan.menu.as_line(plan.name), sort_keys=True).encode())
    out = BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", optimize=True)
    if out.tell() > PICTURE:
        raise MenuError(f"the picture of {plan.name} has {out.tell()} bytes")
    return Drawn(name=plan.name, menu=plan.menu, picture=out.getvalue(), digest=shown.hexdigest())


def _paint(tiles: Sequence[Tile], width: int, height: int) -> Image.Image:
    image = Image.new("RGB", (width * _FINE, height * _FINE), _GROUND)
    draw = ImageDraw.Draw(image)
    size = _size(tiles)
    for tile in tiles:
        if tile.item.icon in _OF_HELP:
            _help(draw, tile)
        else:
            _usual(draw, tile, size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _size(tiles: Sequence[Tile]) -> int:
    """Find the largest letters in which all labels fit their tiles."""
    usual = [tile for tile in tiles if tile.item.icon not in _OF_HELP]
    for size in _SIZES:
        if all(_fits(tile, _size_in(tile, size)) for tile in usual):
            return size
    raise MenuError("a label does not fit its tile: " + " / ".join(_labels(usual)))


def _fits(tile: Tile, size: int) -> bool:
    room = tile.box.width - 2 * (_GAP + _PADDING)
    return all(letters.width(line, size) <= room for line in tile.lines)


def _labels(tiles: Sequence[Tile]) -> list[str]:
    return [line for tile in tiles for line in tile.lines]


def _size_in(tile: Tile, size: int) -> int:
    return size if len(tile.lines) == 1 else min(size, _IN_BOTH)


def _usual(draw: ImageDraw.ImageDraw, tile: Tile, size: int) -> None:
    """Draw a pictogram over a label."""
    box, size = tile.box, _size_in(tile, size)
    _card(draw, box, _PAPER, None)
    step, icon = round(size * 1.36), _ICON if len(tile.lines) == 1 else _ICON_OVER_TWO
    high = icon + _PADDING + step * len(tile.lines)
    top = box.top + (box.height - high) / 2
    middle = box.left + box.width / 2
    _icon(draw, tile.item.icon, (middle - icon / 2, top), icon, _PAPER)
    baseline = top + icon + _PADDING + size
    for line in tile.lines:
        _centred(draw, line, middle, baseline, size, _TEXT)
        baseline += step


def _help(draw: ImageDraw.ImageDraw, tile: Tile) -> None:
    """Draw a pictogram before the words; the number to call, as large as there is room."""
    box = tile.box
    _card(draw, box, _PALE, _RED)
    middle = box.top + box.height / 2
    left = float(box.left + _GAP + 24)
    _icon(draw, tile.item.icon, (left, middle - _ICON_OF_HELP / 2), _ICON_OF_HELP, _PALE)
    left += _ICON_OF_HELP + 24
    if tile.item.uri:
        _written(draw, _NUMBER, (left, middle + _NUMBER_SIZE * 0.36), _NUMBER_SIZE, _RED)
        left += letters.width(_NUMBER, _NUMBER_SIZE) + 24
    room = box.right - _GAP - _PADDING - left
    size = _size_within(tile.lines, room)
    step = round(size * 1.32)
    baseline = middle - step * (len(tile.lines) - 1) / 2 + size * 0.34
    for line in tile.lines:
        _centred(draw, line, left + room / 2, baseline, size, _RED)
        baseline += step


def _size_within(lines: Sequence[str], room: float) -> int:
    for size in _SIZES:
        if all(letters.width(line, size) <= room for line in lines):
            return size
    raise MenuError("a label does not fit its tile: " + " / ".join(lines))


def _card(draw: ImageDraw.ImageDraw, box: Box, paper: Colour, rim: Colour | None) -> None:
    corners = (
        ((box.left + _GAP) * _FINE, (box.top + _GAP) * _FINE),
        ((box.right - _GAP) * _FINE, (box.bottom - _GAP) * _FINE),
    )
    draw.rounded_rectangle(corners, _ROUND * _FINE, paper, rim, 5 * _FINE)


def _icon(
    draw: ImageDraw.ImageDraw, icon: Icon, corner: tuple[float, float], size: float, paper: Colour
) -> None:
    x, y = corner
    DRAW[icon](Pen(draw, (x * _FINE, y * _FINE), size * _FINE, _INK[icon], paper))


def _centred(
    draw: ImageDraw.ImageDraw, text: str, middle: float, baseline: float, size: int, of: Colour
) -> None:
    left = middle - letters.width(text, size * _FINE) / _FINE / 2
    _written(draw, text, (left, baseline), size, of)


def _written(
    draw: ImageDraw.ImageDraw, text: str, at: tuple[float, float], size: int, of: Colour
) -> None:
    letters.write(draw, (at[0] * _FINE, at[1] * _FINE), text, size * _FINE, of)
