"""Words of danger: one meaning in all its spellings, and where it stands in a folded text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from dialogue.danger.folding import Folded, folded

_NUMBERS: Final = (
    *("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ"),
    *("ໜຶ່ງ", "ສອງ", "ສາມ", "ສີ່", "ຫ້າ", "ຫົກ", "ເຈັດ", "ແປດ", "ເກົ້າ", "ສິບ", "ซาว", "ຊາວ"),
)
_ANY_NUMBER: Final = "(?:[0-9]{1,3}|" + "|".join(folded(word).text for word in _NUMBERS) + ")"
_A_FEW_LETTERS: Final = ".{0,12}?"
_NO_HALF_SYLLABLE: Final = "(?<![เแโไ])"
_NO_MORE_VOWEL: Final = "(?![ะ-ฺ])"
_CONSONANT: Final = re.compile("[ก-ฮ]$")
_WILD: Final = re.compile("([#…])")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a word stands: from `start` up to, and without, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One meaning; `pattern` finds what is meant as "hit", and longer words that are not first.

    One of `keys` stands in every text in which it is meant: far faster looked for.
    """

    name: str
    pattern: re.Pattern[str]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, name: str, spellings: Iterable[str], besides: Iterable[str]) -> Self:
        """Take a meaning with its spellings, and the longer words in which it is not meant.

        In a spelling, "#" stands for a number, "##" for one of ten or more, and "…" for a few
        letters.
        """
        spellings = list(spellings)
        meant, others = _either(spellings), _either(besides)
        pattern = f"(?P<hit>{meant})" if not others else f"(?:{others})|(?P<hit>{meant})"
        keys = tuple(dict.fromkeys(_key(one) for one in spellings))
        return cls(name=name, pattern=re.compile(pattern), keys=keys)

    def spans(self, text: Folded) -> list[Span]:
        """Find all places where this is meant."""
        if not any(key in text.text for key in self.keys):
            return []
        found = (hit.span("hit") for hit in self.pattern.finditer(text.text) if hit["hit"])
        return [Span(start, end) for start, end in found if _is_whole(text, start, end)]

    def ends_at(self, text: Folded, at: int, *, most: int) -> bool:
        """Tell whether this ends where another word begins; it has `most` letters at most."""
        starts = range(max(at - most, 0), at)
        return any(self.pattern.fullmatch(text.text, start, at) for start in starts)


def _either(spellings: Iterable[str]) -> str:
    patterns = {_pattern(one) for one in spellings if one.strip()}
    if not patterns:
        return ""
    longest_first = sorted(patterns, key=lambda one: (-len(one), one))
    return f"{_NO_HALF_SYLLABLE}(?:{'|'.join(longest_first)})"


def _pattern(spelling: str) -> str:
    parts = [_part(part) for part in _WILD.split(spelling.strip())]
    return "".join(parts) + _ending(parts[-1])


def _key(spelling: str) -> str:
    """Give the longest part of a spelling that is written as it stands."""
    return max((folded(part).text for part in _WILD.split(spelling)), key=len)


def _part(part: str) -> str:
    if part == "#":
        return _ANY_NUMBER
    return _A_FEW_LETTERS if part == "…" else re.escape(folded(part).text)


def _ending(last: str) -> str:
    return _NO_MORE_VOWEL if _CONSONANT.search(last) else ""


def _is_whole(text: Folded, start: int, end: int) -> bool:
    """Tell whether a word in Latin letters is no part of another one."""
    return all(
        at in text.breaks or not (_is_latin(text.text[at - 1]) and _is_latin(text.text[at]))
        for at in (start, end)
    )


def _is_latin(letter: str) -> bool:
    return "a" <= letter <= "z"
