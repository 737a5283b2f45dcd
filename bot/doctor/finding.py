"""What the doctor finds."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Health: TypeAlias = Literal["well", "note", "ill"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: how it is, and what to do where it is not well.

    A "note" is something to know or to look at by hand; only what is "ill" is a fault.
    """

    what: str
    health: Health
    told: str
    remedy: str = ""
