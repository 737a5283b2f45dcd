"""Bridging: Lao and Isan words as the Thai ones that mean the same."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from dialogue.understanding.lettering import lettered
from dialogue.understanding.normalising import normalised

_LEADING: Final = "เ-ไເ-ໄ"
_FOLLOWING: Final = "ะ-ฺๅ็-๎ະ-ຽ່-ໍ"
_ASKED: Final = re.compile("(?<!หรือ)ไม่(?= |$)")
_SHORT: Final = re.compile("[ก-ฮ0-9 ]+")
_THAI: Final = "ก-๎"
_LAO: Final = re.compile("[ກ-ໝ]")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand for others; of two that begin at one letter the longer is meant."""

    meanings: Mapping[str, str]
    _pattern: re.Pattern[str] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Take words with what they mean; words that no person would write so are spelt anew."""
        meanings = {normalised(word): meaning.strip() for word, meaning in pairs}
        meanings.pop("", None)
        if not meanings:
            return cls({})
        longest_first = sorted(meanings, key=lambda word: (-len(word), word))
        one_of = "|".join(map(_whole, longest_first))
        return cls(meanings, re.compile(f"(?<![{_LEADING}])(?:{one_of})(?![{_FOLLOWING}])"))

    def replaced(self, text: str) -> str:
        """Write every known word as what it means; never a part of a syllable."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self.meanings[found[0]], text)


def _whole(word: str) -> str:
    """Make a pattern of a word.

    Latin letters have blanks between words. What has no vowel is short for something, and has a
    blank or a sign on one side at least: its letters stand together in other words too.
    """
    pattern = re.escape(word)
    if word[0] < "\x7f":
        return f"(?<![a-z]){pattern}(?![a-z])"
    if _SHORT.fullmatch(word):
        return f"(?<![{_THAI}]){pattern}|{pattern}(?![{_THAI}])"
    return pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The way from Lao, in either script, and Isan to Thai."""

    lao: Words = field(default_factory=lambda: Words({}))
    isan: Words = field(default_factory=lambda: Words({}))

    def thai(self, text: str) -> str:
        """Write a question in Thai as well as word lists and letters can; it is normalised too."""
        text = normalised(text)
        if _LAO.search(text):
            text = lettered(self.lao.replaced(text))
        thai = " ".join(self.isan.replaced(text).split())
        return _ASKED.sub("ไหม", thai)
