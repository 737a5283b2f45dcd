"""A question that a button carries, so that nothing of it is kept until that is agreed to."""

import base64
import binascii
from typing import Final

from dialogue.topics.masking import NAME

MOST: Final = 190
"""So many letters of a question are carried; of a longer one its beginning."""

_MOST_BYTES: Final = 195  # in base64, with the act of a tap, within the 300 letters of LINE
_BLOCKS: Final = {1: 0x0E00, 2: 0x0E80}  # Thai and Lao, 128 letters each
_MASK: Final = 3  # what stands for a name


def carried(text: str) -> str:
    """Write a text in letters of base64: a byte for a letter, and one where the script changes.

    What is neither ASCII nor Thai nor Lao is left out, but for the mark of a masked name.
    """
    out, block = bytearray(), 0
    for letter in text[:MOST]:
        code = ord(letter)
        wanted = next((key for key, start in _BLOCKS.items() if 0 <= code - start < 0x80), 0)
        if letter == NAME:
            said = bytes([_MASK])
        elif 0x20 <= code < 0x7F:
            said = bytes([code])
        elif wanted:
            said = bytes([0x80 | code & 0x7F])
        else:
            continue
        if wanted and wanted != block:
            said, block = bytes([wanted]) + said, wanted
        if len(out) + len(said) > _MOST_BYTES:
            break
        out += said
    return base64.urlsafe_b64encode(bytes(out)).decode().rstrip("=")


def uncarried(letters: str) -> str:
    """Read what `carried` wrote; "" for anything else."""
    try:
        raw = base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return ""
    text, start = "", 0
    for byte in raw:
        if byte in _BLOCKS:
            start = _BLOCKS[byte]
        elif byte == _MASK:
            text += NAME
        elif byte >= 0x80 and start:
            text += chr(start + (byte & 0x7F))
        elif 0x20 <= byte < 0x7F:
            text += chr(byte)
    return text
