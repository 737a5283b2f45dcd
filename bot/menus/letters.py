"""Thai and Lao letters in pictures: shaped by raqm, each run in the font of its script."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal, TypeAlias

from PIL import ImageDraw, ImageFont, features

Colour: TypeAlias = tuple[int, int, int]
Script: TypeAlias = Literal["thai", "lao"]

_FAMILIES: Final[dict[Script, str]] = {"thai": "notosansthai", "lao": "notosanslao"}
_LANGUAGES: Final[dict[Script, str]] = {"thai": "th", "lao": "lo"}  # as OpenType features know them
_RUN: Final = re.compile(r"[\u0e80-\u0eff]+|[^\u0e80-\u0eff]+")  # Lao, or all else
_BOLD: Final = (700.0, 100.0)  # weight, and width in hundredths


def can_shape() -> bool:
    """Tell whether Pillow can lay out Thai and Lao here: without raqm vowels land elsewhere."""
    return bool(features.check("raqm"))


def width(text: str, size: int) -> float:
    """Measure a line in pixels, from its origin to where the next letter would stand."""
    return sum(
        _font(script, size).getlength(run, language=_LANGUAGES[script])
        for script, run in runs(text)
    )


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, colour: Colour
) -> None:
    """Write a line whose baseline begins at this point."""
    left, baseline = at
    for script, run in runs(text):
        font, language = _font(script, size), _LANGUAGES[script]
        draw.text((left, baseline), run, colour, font, anchor="ls", language=language)
        left += font.getlength(run, language=language)


def runs(text: str) -> Iterator[tuple[Script, str]]:
    """Part a line into runs of one font; digits and Latin letters stand in that of Thai."""
    for found in _RUN.finditer(text):
        run = found.group()
        yield ("lao" if "\u0e80" <= run[0] <= "\u0eff" else "thai"), run


@cache
def _font(script: Script, size: int) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM if can_shape() else ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(_path(script)), size, layout_engine=layout)
    font.set_variation_by_axes(list(_BOLD))
    return font


def _path(script: Script) -> Path:
    folder = Path(str(files("justmytype_intl_sea"))) / "fonts" / "ofl" / _FAMILIES[script]
    return next(folder.glob("*.ttf"))
