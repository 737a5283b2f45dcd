"""The icon that stands beside the words of a person, drawn by the program itself."""

from functools import cache
from io import BytesIO
from typing import Final

from fastapi import FastAPI, Response

PATH: Final = "/icon/person.png"

_SIDE: Final = 256  # pixels; LINE takes a square PNG of at most 1 MB
_BLUE: Final = "#1565C0"
_WHITE: Final = "#FFFFFF"


def register(web: FastAPI) -> None:
    """Show the icon at its address."""
    web.add_api_route(PATH, _show, include_in_schema=False)


def _show() -> Response:
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(drawn(), media_type="image/png", headers=headers)


@cache
def drawn() -> bytes:
    """Draw a head and shoulders, white on blue, as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # few ask, and it takes its time

    picture = Image.new("RGB", (_SIDE, _SIDE), _BLUE)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((80, 44, 176, 140), fill=_WHITE)
    pen.ellipse((36, 156, 220, 340), fill=_WHITE)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
