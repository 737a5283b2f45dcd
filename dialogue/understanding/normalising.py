"""Normalising: one spelling for what phones type in many ways."""

import re
import unicodedata
from typing import Final

_DIGITS: Final = {ord(a): str(n) for n, a in enumerate("๐๑๒๓๔๕๖๗๘๙")} | {
    ord(a): str(n) for n, a in enumerate("໐໑໒໓໔໕໖໗໘໙")
}
_NOT_SEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_SWAPS: Final = (
    (
        re.compile("([\u0e48-\u0e4b\u0ec8-\u0ecb])([\u0e31\u0e34-\u0e3a\u0eb1\u0eb4-\u0ebb])"),
        r"\2\1",
    ),
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32"), "\\1\u0e33"),
    (re.compile("([\u0e48-\u0e4b])\u0e4d\u0e32"), "\\1\u0e33"),
    (re.compile("\u0ecd([\u0ec8-\u0ecb]?)\u0eb2"), "\\1\u0eb3"),
    (re.compile("([\u0ec8-\u0ecb])\u0ecd(\u0eb2)"), "\\1\u0eb3"),
    (re.compile("\u0e33([\u0e48-\u0e4b])"), "\\1\u0e33"),
    (re.compile("\u0eb3([\u0ec8-\u0ecb])"), "\\1\u0eb3"),
    (re.compile("([\u0ec8-\u0ecb])(\u0ecd)"), r"\2\1"),
    (re.compile("เเ"), "แ"),
    (re.compile("ເເ"), "ແ"),
    (re.compile("ຫນ"), "ໜ"),
    (re.compile("ຫມ"), "ໝ"),
    (re.compile("ຫລ"), "ຫຼ"),
)
_MARK_AGAIN: Final = re.compile(
    "([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd])\\1+"
)
_THRICE: Final = re.compile(r"([^\W\d_])\1{2,}")
_SAID_TWICE: Final = re.compile("[ๆໆ]")
_NO_LETTER: Final = re.compile("[^0-9a-z\u0e01-\u0e4e\u0e80-\u0edf]+")


def normalised(text: str) -> str:
    """Spell a text in one way: small letters, plain digits, marks in order, nothing unseen.

    Letters said thrice or more count once, signs are blanks, and blanks count once.
    """
    text = unicodedata.normalize("NFC", text).lower().translate(_DIGITS)
    text = _NOT_SEEN.sub("", text)
    for wrong, right in _SWAPS:
        text = wrong.sub(right, text)
    text = _MARK_AGAIN.sub(r"\1", text)
    text = _THRICE.sub(r"\1", text)
    text = _SAID_TWICE.sub(" ", text)
    return _NO_LETTER.sub(" ", text).strip()
