"""Words with which people ask for the picture of the month."""

from typing import Final

from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems

_MONTH: Final = "ภาพเดือนนี้|รูปเดือนนี้|ขอภาพเดือนนี้|ຮູບເດືອນນີ້|ຂໍຮູບເດືອນນີ້|ພາບເດືອນນີ້|picture of the month"
_WORDS: Final = frozenset(folded(word) for word in _MONTH.split("|"))


def says_month(text: str) -> bool:
    """Tell whether the whole message asks for the picture of the month."""
    return any(word in _WORDS for word in stems(text))
