"""Pictures, painted anew so that nothing but the picture is left."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

LONGEST_SIDE: Final = 1600  # pixels
SHOWN: Final = 1_000_000  # bytes; reference, "Image message": previewImageUrl takes 1 MB
_QUALITY: Final = 85
_SMALLER: Final = ((1600, 70), (1280, 70), (1024, 60))  # longest side and quality, by turns
_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP")
_MOST_PIXELS: Final = 20_000_000  # decoded whole: 80 MB
_MOST_PIXELS_JPEG: Final = 50_000_000  # decoded at a fraction of its size
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
"""What Pillow raises at pictures that are cut short, broken or none."""


class NotAPictureError(ValueError):
    """These bytes are no whole picture of a kind that people send."""


class TooManyPixelsError(ValueError):
    """This picture would unfold to more than a computer should hold for it."""


def repainted(data: bytes, *, most: int | None = None) -> bytes:
    """Make a JPEG of a picture: upright, ≤ 1,600 pixels, on white, without any metadata.

    Of what moves, the first picture is taken. It is made smaller where it has more than `most`
    bytes. Takes up to a second: call it in a worker thread.

    Raises:
        NotAPictureError: when it cannot be read to its end.
        TooManyPixelsError: when it is a decompression bomb.
    """
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _refuse_bombs(image)
            image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a JPEG is decoded small
            image.load()
            _turn_upright(image)
            return _within(_on_white(image), most)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooManyPixelsError("too many pixels") from bomb
    except _BROKEN as broken:
        raise NotAPictureError("no picture") from broken


def _refuse_bombs(image: Image.Image) -> None:
    most = _MOST_PIXELS_JPEG if image.format in {"JPEG", "MPO"} else _MOST_PIXELS
    if image.width * image.height > most:
        raise Image.DecompressionBombError


def _turn_upright(image: Image.Image) -> None:
    with suppress(*_BROKEN):  # a broken note of the camera leaves the picture as it lies
        ImageOps.exif_transpose(image, in_place=True)


def _on_white(image: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", image.size, "white")  # a new one carries no note of the old
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        canvas.paste(seen, mask=seen.getchannel("A"))
    else:
        canvas.paste(image.convert("RGB"))
    return canvas


def _within(image: Image.Image, most: int | None) -> bytes:
    """Take the first size that fits; the last one fits into a megabyte whatever it shows."""
    painted = b""
    for side, quality in ((LONGEST_SIDE, _QUALITY), *_SMALLER):
        painted = _jpeg(image, side, quality)
        if most is None or len(painted) <= most:
            break
    return painted


def _jpeg(image: Image.Image, side: int, quality: int) -> bytes:
    image.thumbnail((side, side))
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
