"""Folding: one rough spelling for Thai, Isan and Lao, in which slips and marks do not count."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_THRICE: Final = re.compile(r"([^\W\d])\1{2,}")
_SPELLED: Final = (
    ("เเ", "แ"),
    ("ເເ", "ແ"),
    ("ํา", "ำ"),
    ("ໍາ", "ຳ"),
    ("ม่าย", "ไม่"),
    ("บ่", "บอ"),  # "not" of Isan, as it is in Lao when the marks are gone
    ("ບໍ່", "บอ"),
    ("ບໍ", "บอ"),
    ("ບ່", "บอ"),
    ("ຫຼ", "หล"),
    ("ໜ", "หน"),
    ("ໝ", "หม"),
    ("ຽ", "ย"),
    ("ຍ", "ย"),
    ("ຢ", "ย"),
    ("ຊ", "ช"),
    ("\u0ecd", "อ"),
    ("\u0ebb", ""),
)
_MARKS: Final = re.compile("[\u0e47-\u0e4e\u0ec8-\u0ecc]")
_LAO: Final = {code: code - 0x80 for code in range(0x0E81, 0x0EDA)}
"""Letters of Lao stand where those of Thai do, in a block of their own."""

_SAME: Final = str.maketrans("ศษณญฎฏฐฑฒธฆภฬรซฌใีืู", "สสนยดตถทททคพลลชชไิึุ")
_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_SOUNDS: Final = (
    (re.compile("([เแ][ก-ฮ]{1,2})ั"), r"\1"),
    (re.compile("เ([ก-ฮ]{1,2})ิ?ย"), r"\1ย"),
    (re.compile("ัว"), "ว"),
)
_LETTER: Final = re.compile("[0-9a-zก-ฮะ-ฺเ-ไ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text without anything between its letters; `breaks` are where something stood there."""

    text: str
    breaks: frozenset[int]


def folded(text: str) -> Folded:
    """Fold a text: no blanks, no tones, long vowels as short ones, Lao letters as Thai ones."""
    parts = _LETTER.findall(_spelled(text))
    breaks, at = set[int](), 0
    for part in parts:
        breaks.add(at)
        at += len(part)
    return Folded(text="".join(parts), breaks=frozenset({*breaks, at}))


def _spelled(text: str) -> str:
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text).lower())
    text = _THRICE.sub(r"\1", text)
    for written, meant in _SPELLED:
        text = text.replace(written, meant)
    text = _MARKS.sub("", text).translate(_LAO).translate(_SAME).translate(_DIGITS)
    for sounds, said in _SOUNDS:
        text = sounds.sub(said, text)
    return text
