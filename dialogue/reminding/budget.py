"""The budget: which pushes a month still has room for, the pressing ones first."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

KEPT: Final = 30
"""Messages of a month that only danger, answers and urgent words may spend, unless it is set."""


class Rank(IntEnum):
    """What goes first where not everything can go."""

    URGENT = 0
    TODAY = 1
    LATER = 2
    BROADCAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A month's pushes on one of its days; None is without limit, or not told by LINE.

    `kept` are those that only what is urgent may spend.
    """

    allowed: int | None
    left: int | None
    today: date
    kept: int

    def room(self, rank: Rank) -> int | None:
        """Count how many of a rank may go now; None is any number."""
        if self.left is None:
            return None
        return max(0, self.left - self.reserve(rank))

    def may(self, rank: Rank, count: int = 1) -> bool:
        """Tell whether so many of a rank may go now."""
        room = self.room(rank)
        return room is None or room >= count

    def reserve(self, rank: Rank) -> int:
        """Count the messages that a rank must leave.

        Nothing is kept from what is urgent. Today's follow-ups leave what is kept for that; other
        reminders leave half of what the days to come would have in an even month as well, and
        broadcasts all of it.
        """
        if rank is Rank.URGENT:
            return 0
        share = {Rank.TODAY: 0, Rank.LATER: 1, Rank.BROADCAST: 2}[rank]
        days = monthrange(self.today.year, self.today.month)[1]
        spread = max(0, (self.allowed or 0) - self.kept)
        return self.kept + -(-spread * (days - self.today.day) * share // (2 * days))


def expected(digests: int, free: float) -> int:
    """Foretell how many of so many digests will be pushed, by the share that was free, rounded up.

    Raises:
        ValueError: when the share is not between 0 and 1.
    """
    if not 0 <= free <= 1:
        raise ValueError(f"{free} is no share")
    thousandths = round((1 - free) * 1000)
    return -(-digests * thousandths // 1000)
