"""What is wrong with one cell of a sheet of facilities."""

from dataclasses import dataclass

from dialogue.phrase import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A cell that cannot be read: what is wrong, and what to write instead."""

    reason: Phrase
    remedy: Phrase
