"""A sign of danger: of what kind it is, and how certain that it is there now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "medical",
    "pregnancy",
    "after_birth",
    "newborn",
    "child",
    "self_harm",
    "violence",
    "weapon",
]
Certainty: TypeAlias = Literal["now", "unclear"]
"""What is denied, long ago, only supposed or asked about is unclear: it is asked about."""

KINDS: tuple[str, ...] = get_args(Kind)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign that was seen; `id` names its line of `content/danger/signs.csv`."""

    kind: Kind
    id: str
    certainty: Certainty


Signs: TypeAlias = Callable[[str], tuple[Sign, ...]]
"""Looks for signs in what somebody typed: the certain ones first."""


def sees_nothing(_text: str) -> tuple[Sign, ...]:
    """See no sign anywhere: for tests that are about other things."""
    return ()
