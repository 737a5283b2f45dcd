"""Hours: when a phone may ring, by night and as its owner chose."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

EARLIEST, LATEST = time(8), time(20)
"""Between these hours notices are pushed (domain: 08:00 to 20:00 in Bangkok), never outside."""

_DAYS_AHEAD: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From when until when, and on which weekdays not (1 is Monday); within the hours of all."""

    opens: time = EARLIEST
    closes: time = LATEST
    days_off: frozenset[int] = frozenset()

    def holds(self, at: datetime) -> bool:
        """Tell whether a phone may ring now (aware, in the zone of the programme)."""
        opens, closes = self._within()
        return at.isoweekday() not in self.days_off and opens <= at.time() < closes

    def next_from(self, at: datetime) -> datetime:
        """Give the first moment from `at` on at which it may; with every day off, the next day."""
        if self.holds(at):
            return at
        opens, _ = self._within()
        for days in range(_DAYS_AHEAD):
            day = at.date() + timedelta(days=days)
            start = datetime.combine(day, opens, tzinfo=at.tzinfo)
            if start > at and start.isoweekday() not in self.days_off:
                return start
        return datetime.combine(at.date() + timedelta(days=1), opens, tzinfo=at.tzinfo)

    def _within(self) -> tuple[time, time]:
        opens, closes = max(self.opens, EARLIEST), min(self.closes, LATEST)
        return (opens, closes) if opens < closes else (EARLIEST, LATEST)
