"""Cutting long texts where a reader would, never inside a letter and its marks."""

import re
from functools import cache
from typing import Any, Final

import regex

from bot.line.limits import CLUSTER

ELLIPSIS: Final = "…"

_CLUSTER_UNITS: Final = 20  # the longest emoji take 19; what is longer is an endless pile of marks
_BREAKS: Final = (
    re.compile(r".*\n", re.DOTALL),
    re.compile(r".*[.!?。ฯ][ \n]", re.DOTALL),
    re.compile(r".*\s", re.DOTALL),
)


def cut(text: str, most: int) -> str:
    """Shorten `text` to `most` grapheme clusters, "…" being the last where any were left out."""
    if len(text) <= most:
        return text
    end = _end_of(text, most)
    if end == len(text) and end <= most * _CLUSTER_UNITS:
        return text
    kept = text[: min(_end_of(text, most - 1), (most - 1) * _CLUSTER_UNITS)]
    return kept.rstrip() + ELLIPSIS


def fits(text: str, most: int) -> bool:
    """Tell whether `cut` would leave `text` whole."""
    return len(text) <= most or cut(text, most) == text


def pieces(text: str, most: int, *, anywhere: bool = False) -> list[str]:
    """Split `text` into pieces of at most `most` UTF-16 units, none of them blank at its ends.

    Each ends at a line end, else after a sentence, else at a space. Thai and Lao, which write no
    space between words, are split between grapheme clusters; so is every text where `anywhere`,
    which fills each piece to its limit.
    """
    found = []
    rest = text.strip()
    while rest:
        end = _end_of_piece(rest, most, anywhere=anywhere)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return found


def head(text: str, most: int) -> str:
    """Return what `pieces` would make the first piece, which may be all of `text`."""
    return text[: _end_of_piece(text, most)].rstrip()


def _end_of(text: str, most: int) -> int:
    """Find where the first `most` clusters of a text end."""
    return int(_beginning(most).match(text).end())


@cache
def _beginning(most: int) -> Any:  # noqa: ANN401  # regex has no types
    return regex.compile(rf"\X{{0,{most}}}+")  # type: ignore[no-untyped-call]  # as above


def _end_of_piece(text: str, most: int, *, anywhere: bool = False) -> int:
    window = _window(text, most)
    if len(window) == len(text):
        return len(text)
    for pattern in () if anywhere else _BREAKS:
        match = pattern.match(window)
        if match and match.end() > len(window) // 2:
            return match.end()
    return _cluster_start(text, len(window))


def _window(text: str, most: int) -> str:
    """Return the longest beginning of `text` that takes at most `most` UTF-16 units."""
    if len(text) * 2 <= most:
        return text
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def _cluster_start(text: str, index: int) -> int:
    """Find where the cluster that holds `text[index]` begins; `index` itself if that is 0."""
    start = 0
    for match in CLUSTER.finditer(text[: index + 1]):
        start = match.start()
    return start or index
