"""Forecasts: on how many days of a month somebody has something due, and how much was told free."""

from calendar import monthrange
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.follow_up import OPEN, FollowUp
from models.push import SENT
from models.reminder import Reminder
from models.scope import Scope


class Forecasts:
    """The shelf of what is still to be expected of a month."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def free_share(self, since: datetime) -> float | None:
        """Tell which share of what was told since then was told for free; None without any."""
        query = select(func.count(), func.count(Reminder.retry_key)).where(
            Reminder.ended_at >= since, Reminder.outcome == SENT
        )
        every, pushed = self._session.execute(query).one()
        return (every - pushed) / every if every else None

    def digests(self, scope: Scope, today: date, digits: int = 0) -> dict[str, int]:
        """Count the days left of this month on which somebody has something due, by area.

        An area is named by its first `digits`. Whoever has something due in two areas on a day
        counts in both, and once where all areas are one (no digits).
        """
        last = today.replace(day=monthrange(today.year, today.month)[1])
        area = func.substr(FollowUp.area, 1, digits).label("area")
        days = (
            select(area, FollowUp.assignee_id, FollowUp.due_on)
            .where(
                scope.of_areas(FollowUp),
                FollowUp.status == OPEN,
                FollowUp.due_on.between(today, last),
                FollowUp.assignee_id.is_not(None),
            )
            .distinct()
            .subquery()
        )
        query = select(days.c.area, func.count()).group_by(days.c.area).order_by(days.c.area)
        return {name: int(count) for name, count in self._session.execute(query)}
