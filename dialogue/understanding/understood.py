"""What was understood of a question: the band it falls into, and the topics it may mean."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Band: TypeAlias = Literal["answer", "offer", "none"]
"""How sure it is: answered at once, asked back with three topics, or not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """One topic that may be meant; `score` is comparable within one model only."""

    topic_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a question was understood as; `guesses` are topics, the likeliest first, at most five.

    What is out of scope is no topic and stands in no guess. `danger` is the probability, 0 to 1,
    that somebody's life is in danger now; `is_danger` tells that it is high enough to say so.
    """

    band: Band = "none"
    guesses: tuple[Guess, ...] = ()
    danger: float = 0.0
    is_danger: bool = False


NOTHING = Understood()

Understand: TypeAlias = Callable[[str], Understood]
"""Understands one question; takes some milliseconds, and knows nothing of who asks."""


def understands_nothing(_question: str) -> Understood:
    """Understand nothing: what stands in where no model was trained."""
    return NOTHING


def remembered(understand: Understand) -> Understand:
    """Understand each question once, however many ask about it: for the time of one turn."""
    known = dict[str, Understood]()

    def once(question: str) -> Understood:
        if question not in known:
            known[question] = understand(question)
        return known[question]

    return once
