"""Drawings of our own: signs on buttons, a sticker, a map, a picture as from a camera."""

import io
from typing import Final

from PIL import Image, ImageDraw


def _sign(path: str) -> str:
    return (
        '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        f' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">{path}</svg>'
    )


SIGNS: Final = {
    "picture": _sign(
        '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="10" r="1.6"/>'
        '<path d="m4 18 5.5-5 4 3.5 3-2.5 4.5 4"/>'
    ),
    "place": _sign(
        '<path d="M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21z"/>'
        '<circle cx="12" cy="9.5" r="2.4"/>'
    ),
    "sticker": _sign(
        '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 14c1.8 2.6 5.2 2.6 7 0"/>'
        '<path d="M9 9.5v.1M15 9.5v.1"/>'
    ),
    "voice": _sign(
        '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0'
        ' 13 0M12 18v3"/>'
    ),
    "file": _sign(
        '<path d="M14 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V7z"/>'
        '<path d="M14 3v4h4"/>'
    ),
    "send": _sign('<path d="M4 12 20 4l-5 16-3.5-6.5z"/><path d="m11.5 13.5 4-4.5"/>'),
}
"""Signs for buttons, as SVG in the colour of the text."""

STICKER: Final = (
    '<svg viewBox="0 0 120 120" width="120" height="120">'
    '<circle cx="60" cy="62" r="46" fill="#ffd95e" stroke="#b7791f" stroke-width="3"/>'
    '<circle cx="44" cy="54" r="5" fill="#3b2f14"/><circle cx="76" cy="54" r="5" fill="#3b2f14"/>'
    '<path d="M38 72c10 16 34 16 44 0" fill="#fff" stroke="#3b2f14" stroke-width="3"/>'
    '<circle cx="34" cy="68" r="6" fill="#f6a48c"/><circle cx="86" cy="68" r="6" fill="#f6a48c"/>'
    "</svg>"
)

MAP: Final = (
    '<svg viewBox="0 0 220 100" width="220" height="100" preserveAspectRatio="xMidYMid slice">'
    '<rect width="220" height="100" fill="#e4ecd9"/>'
    '<path d="M-5 78C50 60 90 96 140 74s60-14 85-26v60H-5z" fill="#b8d8ee"/>'
    '<path d="M20-5 60 105M-5 30 225 44M150-5 130 105" stroke="#fff" stroke-width="6" fill="none"/>'
    '<path d="M110 62s16-15 16-27a16 16 0 0 0-32 0c0 12 16 27 16 27z" fill="#d43d2f"/>'
    '<circle cx="110" cy="35" r="6" fill="#fff"/></svg>'
)

_SKY, _GROUND, _WALL, _ROOF = (186, 216, 236), (142, 178, 116), (214, 182, 138), (134, 74, 52)
_HILL, _SUN, _DOOR, _POST = (110, 150, 112), (250, 214, 120), (90, 60, 44), (104, 78, 56)


def snapshot(width: int = 640, height: int = 480) -> bytes:
    """Make a picture as a phone's camera would: a house on posts in a village that is nowhere."""
    image = Image.new("RGB", (width, height), _SKY)
    pen = ImageDraw.Draw(image)
    x, y = width / 100, height / 100
    pen.ellipse((74 * x, 8 * y, 88 * x, 26 * y), fill=_SUN)
    pen.ellipse((-30 * x, 38 * y, 60 * x, 130 * y), fill=_HILL)
    pen.ellipse((40 * x, 44 * y, 140 * x, 130 * y), fill=_HILL)
    pen.rectangle((0, 72 * y, width, height), fill=_GROUND)
    for post in (32, 44, 56, 66):
        pen.rectangle((post * x, 64 * y, (post + 2) * x, 84 * y), fill=_POST)
    pen.rectangle((30 * x, 42 * y, 70 * x, 66 * y), fill=_WALL)
    pen.rectangle((46 * x, 48 * y, 54 * x, 66 * y), fill=_DOOR)
    pen.polygon([(24 * x, 44 * y), (50 * x, 22 * y), (76 * x, 44 * y)], fill=_ROOF)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=85)
    return stream.getvalue()
