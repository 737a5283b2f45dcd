"""Files of the page that we serve ourselves: fonts with Thai and Lao, its style, its script."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.responses import FileResponse

HEAD: Final = (
    '<link rel="stylesheet" href="/simulator/look.css">'
    '<link rel="preload" href="/simulator/fonts/thai.ttf" as="font" type="font/ttf" crossorigin>'
    '<script src="/simulator/hands.js"></script>'
)
"""What the head of the page loads; all of it is here."""

_HERE: Final = Path(__file__).parent
_FONTS: Final = {"thai.ttf": "notosansthai", "lao.ttf": "notosanslao"}
_A_DAY: Final = {"cache-control": "max-age=86400"}
_ASK_AGAIN: Final = {"cache-control": "no-cache"}


def serve_files(web: FastAPI) -> None:
    """Serve fonts, style and script under /simulator."""
    for name, family in _FONTS.items():
        _serve(web, f"fonts/{name}", _font(family), "font/ttf", _A_DAY)
    _serve(web, "look.css", _HERE / "look.css", "text/css", _ASK_AGAIN)
    _serve(web, "hands.js", _HERE / "hands.js", "text/javascript", _ASK_AGAIN)


def _font(family: str) -> Path:
    folder = Path(str(files("justmytype_intl_sea"))) / "fonts" / "ofl" / family
    return next(folder.glob("*.ttf"))


def _serve(web: FastAPI, name: str, path: Path, media_type: str, headers: dict[str, str]) -> None:
    async def answer() -> FileResponse:
        return FileResponse(path, media_type=media_type, headers=headers)

    web.add_api_route(f"/simulator/{name}", answer, methods=["GET"], response_model=None)
