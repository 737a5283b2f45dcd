"""Fitting any number of texts into the few messages that LINE takes at once."""

from collections.abc import Sequence
from typing import Final

from bot.line import limits
from bot.line.breaking import head, pieces

_BETWEEN: Final = "\n\n"


def packed(texts: Sequence[str], *, cut_short: str, most: int = limits.MESSAGES) -> list[str]:
    """Return `texts` as at most `most` (5) of at most 5,000 UTF-16 units, in their order.

    Long ones are split; then neighbours are joined, the last text as late as possible, for it asks
    the question. What does not fit at all is left out before that question, or at the end where
    the last text is itself too long, and `cut_short` says so.
    """
    if len(texts) <= most and all(len(text) * 2 <= limits.TEXT for text in texts):
        return list(texts)
    parts = _joined([piece for text in texts for piece in pieces(text, limits.TEXT)], most)
    if len(parts) <= most:
        return parts
    parts = pieces(_BETWEEN.join(texts), limits.TEXT, anywhere=True)
    if len(parts) <= most:
        return parts
    return _shortened(texts, cut_short, most)


def _joined(parts: list[str], most: int) -> list[str]:
    """Join the shortest neighbours until there are few enough, or none fit into one message."""
    parts = list(parts)
    sizes = [limits.utf16(part) for part in parts]
    while len(parts) > most:
        at = _shortest_pair(sizes)
        if at is None:
            break
        parts[at : at + 2] = [parts[at] + _BETWEEN + parts[at + 1]]
        sizes[at : at + 2] = [limits.utf16(parts[at])]
    return parts


def _shortest_pair(sizes: Sequence[int]) -> int | None:
    last = len(sizes) - 2
    pairs = [
        (at == last, sizes[at] + sizes[at + 1], at)
        for at in range(len(sizes) - 1)
        if sizes[at] + sizes[at + 1] + len(_BETWEEN) <= limits.TEXT
    ]
    return min(pairs)[2] if pairs else None


def _shortened(texts: Sequence[str], cut_short: str, most: int) -> list[str]:
    question = texts[-1]
    if most == 1 or len(texts) == 1 or limits.utf16(question) > limits.TEXT:
        return _first(_BETWEEN.join(texts), most, cut_short)
    return [*_first(_BETWEEN.join(texts[:-1]), most - 1, cut_short), question]


def _first(text: str, most: int, cut_short: str) -> list[str]:
    """Return the first `most` pieces of a text that has more, the last of them cut short."""
    parts = pieces(text, limits.TEXT, anywhere=True)
    ending = f"… {cut_short}"
    last = head(parts[most - 1], limits.TEXT - limits.utf16(ending))
    return [*parts[: most - 1], last + ending]
