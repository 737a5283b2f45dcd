"""Lettering: Lao letters as Thai ones, so that both scripts meet in one index."""

import re
from typing import Final

_CONSONANT: Final = "[ກ-ຮໜໝ]"
_TONE: Final = "[່-໋]?"
_SHAPES: Final = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        ("ໜ", "ຫນ"),
        ("ໝ", "ຫມ"),
        ("ຼ", "ລ"),
        (f"ເ({_CONSONANT}{{1,2}})ຍ(?![າະິ-ົ])", r"ເ\1ຽ"),
        ("ັຽ", "ຽ"),
        (f"ເ?({_CONSONANT})({_TONE})ຽ", r"ເ\1ี\2ย"),
        (f"(ເ{_CONSONANT}{{1,2}})ີ({_TONE})ຍ", r"\1\2ย"),
        (f"(ເ{_CONSONANT}{{1,2}})ົ({_TONE})າ", r"\1\2າ"),
        (f"ົ({_TONE})ວ", r"ັ\1ວ"),
        ("ົ", ""),
        (f"ໍ({_TONE})", r"\1ອ"),
        (f"({_CONSONANT})ື({_TONE})(?![ກ-ຮອ່-໋])", r"\1ື\2ອ"),
        (f"([ເແ]{_CONSONANT}{{1,2}})ັ", r"\1໇"),
        (f"(ເ{_CONSONANT}{{1,2}})ີ({_TONE})(?=[ກ-ຮ])", r"\1ິ\2"),
        (f"(ເ{_CONSONANT}{{1,2}})ີ({_TONE})(?![ກ-ຮຽ່-໋])", r"\1\2ອ"),
    )
)
_ODD: Final = {"ຊ": "ช", "ຍ": "ย", "ຢ": "ย", "ດ": "ด", "ຮ": "ฮ", "ອ": "อ", "ໆ": "", "໌": "์"}
_LETTERS: Final = {
    code: chr(code - 0x80) for code in range(0x0E81, 0x0ECE) if 0x0E01 <= code - 0x80 <= 0x0E4E
} | {ord(lao): thai for lao, thai in _ODD.items()}


def lettered(text: str) -> str:
    """Write Lao letters as the Thai ones that stand in the same words; the rest stays."""
    for shape, thai_shape in _SHAPES:
        text = shape.sub(thai_shape, text)
    return text.translate(_LETTERS)
