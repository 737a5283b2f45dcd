"""What came out of a comparison: how much was compared, and what differs."""

import re
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """What came out for one form: `differing` counts what no fork explains, `forked` the rest.

    `sent` counts the values of submissions that went the way back, among all that was `compared`.
    """

    compared: int = 0
    sent: int = 0
    differing: Counter[str] = field(default_factory=Counter)
    forked: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    refused: str = ""

    @property
    def raw(self) -> int:
        """How many values differ at all."""
        return self.differing.total() + self.forked.total()


def squeezed(text: str) -> str:
    """Leave out blanks, which JavaRosa drops between two outputs, and the mark of no text."""
    squeezed = "".join(text.split())
    return "" if squeezed == "-" else squeezed


def even(text: str) -> str:
    """Write numbers in one way, also those of places: engines differ in ".0" alone."""
    return re.sub(r"(?<=\d)\.0+(?![\d])", "", text).replace("; ", ";")
