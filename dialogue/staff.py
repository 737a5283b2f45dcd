"""The staff: when people answer, and the number at which they can be called."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

_FARTHEST: Final = 60  # days looked ahead


def _never(_day: date) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Days of the week (Monday is 0) from `first` to `last`, with hours, but for holidays.

    `phone` is the organisation's own number as it is dialled; "" where there is none.
    """

    first: int = 0
    last: int = 4
    opens: time = time(8, 30)
    closes: time = time(16, 30)
    is_holiday: Callable[[date], bool] = _never
    phone: str = ""

    def is_there(self, at: datetime) -> bool:
        """Tell whether somebody answers at this time, which is in the zone of the programme."""
        return self._works_on(at.date()) and self.opens <= at.time() < self.closes

    def next_at(self, at: datetime) -> datetime | None:
        """Tell when somebody answers next; `at` itself when it is now, None when it is never."""
        if self.is_there(at):
            return at
        days = (at.date() + timedelta(days=ahead) for ahead in range(_FARTHEST))
        openings = (datetime.combine(d, self.opens, at.tzinfo) for d in days if self._works_on(d))
        return next((opening for opening in openings if opening > at), None)

    def _works_on(self, day: date) -> bool:
        weekday = day.weekday()
        if self.first <= self.last:
            is_weekday = self.first <= weekday <= self.last
        else:
            is_weekday = weekday >= self.first or weekday <= self.last
        return is_weekday and not self.is_holiday(day)


USUAL: Final = Staff()
"""Monday to Friday, half past eight to half past four."""
