"""The net: which signs of danger stand in what somebody typed, made up of words near each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final, Self

from dialogue.danger.folding import Folded, folded
from dialogue.danger.sign import Certainty, Sign
from dialogue.danger.table import Line, Near, read_signs, read_words
from dialogue.danger.words import Span, Word

_GAP: Final = 16  # folded letters between two words that belong together
_LONGEST: Final = 1500  # letters that are looked through; panic is short
_PLACES: Final = 20  # of one word that are looked at
_BEFORE: Final = 14  # folded letters before a sign in which it may be denied
_NEVER_DOUBTED: Final = frozenset({"self_harm"})
"""Kinds of which an "if" or a "how" tells as much as the thing itself."""

_NEGATED, _PAST, _STILL, _OVER = "negated", "past", "still", "over"
_SUPPOSED, _ASKS = "supposed", "asks_about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """What is looked for: the words, and the signs that they make up."""

    words: Mapping[str, Word]
    lines: Sequence[Line]

    @classmethod
    def read(cls, words: str, signs: str) -> Self:
        """Read the two tables.

        Raises:
            ValueError: where a line cannot be used, or a word is missing that the net itself needs.
        """
        known = read_words(words)
        if missing := {_NEGATED, _PAST, _STILL, _OVER, _SUPPOSED, _ASKS} - set(known):
            raise ValueError(f"these words are missing: {', '.join(sorted(missing))}")
        return cls(words=known, lines=read_signs(signs, known))

    def signs(self, text: str) -> tuple[Sign, ...]:
        """Find the signs in a text: the certain ones first, each as the table orders them."""
        catch = _Catch(net=self, text=folded(text[:_LONGEST]))
        found = [sign for line in self.lines if (sign := catch.sign(line)) is not None]
        return tuple(sorted(found, key=lambda sign: sign.certainty != "now"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """Words near each other that were found; `is_denied` where one of them is denied."""

    start: int
    is_denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Catch:
    """One text as it is looked through."""

    net: Net
    text: Folded
    _spans: dict[str, list[Span]] = field(default_factory=dict)

    def sign(self, line: Line) -> Sign | None:
        if any(self._of(word) for word in line.unless):
            return None
        is_doubted = line.kind not in _NEVER_DOUBTED
        certainties = {self._certainty(way, is_doubted=is_doubted) for way in line.ways} - {None}
        if not certainties:
            return None
        is_now = "now" in certainties and line.certainty == "now"
        return Sign(kind=line.kind, id=line.id, certainty="now" if is_now else "unclear")

    def _certainty(self, way: Sequence[Near], *, is_doubted: bool) -> Certainty | None:
        """Tell how certain a way to find a sign is; None where it is not there.

        What is only supposed or asked about is `is_doubted`, or is as good as said.
        """
        hits = list(takewhile(bool, map(self._hits, way)))
        if len(hits) < len(way):
            return None
        if self._is_past() or (is_doubted and self._of(_ASKS)):
            return "unclear"
        are_meant = [[hit for hit in some if not hit.is_denied] for some in hits]
        if not all(are_meant):
            return "unclear"
        first = min(hit.start for some in are_meant for hit in some)
        is_supposed = is_doubted and any(word.start <= first for word in self._of(_SUPPOSED))
        return "unclear" if is_supposed else "now"

    def _hits(self, near: Near) -> list[_Hit]:
        """Find all words of `near` in the text, each not far from the others."""
        if not all(map(self._of, near)):
            return []
        hits = [[span] for span in self._of(near[0])]
        for name in near[1:]:
            hits = [[*some, span] for some in hits for span in self._of(name) if _fits(span, some)]
        return [
            _Hit(
                start=min(span.start for span in some),
                is_denied=any(self._is_denied(span) for span in some),
            )
            for some in hits
        ]

    def _is_denied(self, span: Span) -> bool:
        """Tell whether "not" stands right before, with nothing between."""
        if span.start in self.text.breaks:
            return False
        return self.net.words[_NEGATED].ends_at(self.text, span.start, most=_BEFORE)

    def _is_past(self) -> bool:
        return bool(self._of(_OVER)) or (bool(self._of(_PAST)) and not self._of(_STILL))

    def _of(self, name: str) -> list[Span]:
        if name not in self._spans:
            self._spans[name] = self.net.words[name].spans(self.text)[:_PLACES]
        return self._spans[name]


def _fits(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a word stands near one of others, and is no part of any."""
    apart = [max(span.start - one.end, one.start - span.end) for one in others]
    return min(apart) <= _GAP and all(gap >= 0 for gap in apart)
