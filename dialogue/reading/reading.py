"""What a reader gives back when it cannot give a value."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Why: TypeAlias = Literal[
    "blank", "not_a_number", "not_whole", "not_a_date", "no_such_day", "not_a_time", "not_a_choice"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Nothing was read, and why."""

    why: Why
