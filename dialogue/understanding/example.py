"""Examples: what people ask, each with the topic that it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

OUT_OF_SCOPE: Final = "out_of_scope"
"""The intent of what no topic answers; it is learned, and never guessed."""

EMERGENCY: Final = "emergency"
"""The intent of a life in danger now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One question; `lang` is th, lo, mix (Lao in Thai letters, or both) or en.

    `is_danger` marks what tells of a life in danger now, whatever topic answers it.
    """

    text: str
    lang: str
    intent: str
    is_danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """All that is learned from; `keywords` are short words of a topic, in either script."""

    examples: Sequence[Example]
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
