"""What must never be kept of anybody, wherever it stands: ID numbers, phones, house numbers."""

import re
import unicodedata
from typing import Final

from dialogue.reading.cleaning import visible

_GAP: Final = r"[\W_]{0,3}"
_ID: Final = re.compile(rf"\d(?:{_GAP}\d){{12}}", re.ASCII)
_PHONE: Final = re.compile(rf"(?<!\d)(?:0|66|856){_GAP}[2-9](?:{_GAP}\d){{7,9}}(?!\d)", re.ASCII)
_DIGIT: Final = re.compile(r"\d")  # of any script
_FEWEST: Final = 9  # digits of a phone number
_HOUSE: Final = re.compile(r"เลขที่\s*\d|ເລກທີ\s*\d|\d\s*/\s*\d", re.ASCII)


def has_id_number(text: str) -> bool:
    """Tell whether 13 digits of any script stand in a text, whatever stands between them."""
    return _is_long(text) and _ID.search(_plain(text)) is not None


def has_phone(text: str) -> bool:
    """Tell whether a Thai or Lao phone number stands in a text."""
    return _is_long(text) and _PHONE.search(_plain(text)) is not None


def has_house_number(text: str) -> bool:
    """Tell whether the number of a house stands in a text, which would be an address."""
    return _DIGIT.search(text) is not None and _HOUSE.search(_plain(text)) is not None


def _is_long(text: str) -> bool:
    """Tell whether so many digits stand there at all: nearly always they do not."""
    return len(_DIGIT.findall(text)) >= _FEWEST


def _plain(text: str) -> str:
    """Write the digits of every script as 0-9, without what cannot be seen."""
    return "".join(
        letter if (value := unicodedata.decimal(letter, None)) is None else str(value)
        for letter in visible(text)
    )
