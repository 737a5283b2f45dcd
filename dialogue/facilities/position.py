"""A position as people send it in words: two numbers, or a link of a map that holds them."""

import re
from typing import Final

from dialogue.reading.cleaning import digits, visible

_PAIR: Final = re.compile(r"(?<![\d.])(\d{1,2}\.\d{2,})\s*°?\s*[Nn]?\s*[,; ]\s*(\d{2,3}\.\d{2,})")
_LATITUDES: Final = (5.0, 21.0)
_LONGITUDES: Final = (97.0, 106.5)


def position_in(text: str) -> tuple[float, float] | None:
    """Find latitude and longitude in a text (degrees); None where none in Thailand is there."""
    for found in _PAIR.finditer(digits(visible(text))):
        latitude, longitude = round(float(found[1]), 6), round(float(found[2]), 6)
        if (
            _LATITUDES[0] <= latitude <= _LATITUDES[1]
            and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
        ):
            return latitude, longitude
    return None
