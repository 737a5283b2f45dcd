"""Pictures of the page, as the documentation shows them."""

from pathlib import Path
from typing import Final

from PIL import Image

_DOCS: Final = Path(__file__).parents[2] / "docs"
_MOST_BYTES: Final = 150_000


def keep(shot: Path, name: str) -> None:
    """Put a picture among the documentation, small enough for it."""
    kept = _DOCS / f"{name}.png"
    Image.open(shot).convert("RGB").quantize(128).save(kept, optimize=True)
    assert kept.stat().st_size <= _MOST_BYTES
