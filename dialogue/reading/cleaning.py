"""Typed text made safe to keep, or made plain to compare."""

import re
import unicodedata

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) cannot carry: NUL and other controls, lone surrogates, U+FFFE."""

_DIGITS = {
    zero + step: str(step)
    for zero in (0x0E50, 0x0ED0, 0xFF10)  # Thai, Lao, full width
    for step in range(10)
}
_EDGES = " \t\n.,!?;:…·\"'“”‘’()[]"


def legal(text: str) -> str:
    """Keep the text as typed, but for what XML cannot carry and the blanks around it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("\ufffd", plain).strip()


def visible(text: str) -> str:
    """Drop what cannot be seen: controls, zero-width marks, marks of direction, lone surrogates."""
    return "".join(
        " " if letter in "\t\n\r\u00a0" else letter
        for letter in text
        if letter in "\t\n\r" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )


def digits(text: str) -> str:
    """Write Thai, Lao and full-width digits as 0-9."""
    return text.translate(_DIGITS)


def folded(text: str) -> str:
    """Make two spellings of the same words equal.

    Case, digits, blanks, unseen marks and edge punctuation do not count, nor does the way Thai am
    and the Lao letters am, HO NO and HO MO are encoded (NFKC; then blanks, which Thai and Lao
    writers set at will, are taken out).
    """
    plain = unicodedata.normalize("NFKC", digits(visible(text))).casefold()
    return "".join(plain.strip(_EDGES).split())
