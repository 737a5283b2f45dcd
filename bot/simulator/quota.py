"""The month's messages: how many the plan allows, how many people were reached."""

from collections import Counter
from datetime import datetime, timedelta, timezone

_JAPAN = timezone(timedelta(hours=9))  # the month is said to turn in Japanese time


class Quota:
    """A plan of `limit` messages a month; None for a plan without a limit."""

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self._used: Counter[tuple[int, int]] = Counter()

    def used(self, now: datetime) -> int:
        """Count the people reached this month."""
        return self._used[_month(now)]

    def allows(self, people: int, *, now: datetime) -> bool:
        """Tell whether `people` more may be reached this month."""
        return self.limit is None or self.used(now) + people <= self.limit

    def spend(self, people: int, *, now: datetime) -> None:
        """Count `people` reached."""
        self._used[_month(now)] += people


def _month(at: datetime) -> tuple[int, int]:
    there = at.astimezone(_JAPAN)
    return there.year, there.month
