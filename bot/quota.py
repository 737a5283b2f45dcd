"""The quota as it stands: plan, use, room by rank, and a forecast by province."""

from calendar import monthrange
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final, TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.pushes import kept
from dialogue.reminding.budget import Budget, Rank, expected
from models.follow_up import OPEN, FollowUp
from models.push import SENT as TOLD
from models.push import Pushes
from models.reminder import Reminder

_MONTH: Final = timedelta(days=30)


class Quota(TypedDict):
    """What the command tells; None is without limit, or not told by LINE."""

    plan: int | None
    fell_from: int | None
    used: int | None
    left: int | None
    reserve: int
    free_share: float | None
    room: dict[str, int | None]
    forecast: dict[str, int]


def look(session: Session, now: datetime, reserve: int) -> Quota:
    """Tell how it stands at a moment (aware, in the zone of the programme)."""
    told, month, free = kept(session), Pushes(session).month(), _free_share(session, now)
    budget = Budget(allowed=month.allowed, left=month.left, today=now.date(), kept=reserve)
    digests = _digests(session, now.date())
    share = 0.0 if free is None else free
    return Quota(
        plan=month.allowed,
        fell_from=None if told is None else told.fell_from,
        used=None if told is None else told.allowance.used,
        left=month.left,
        reserve=reserve,
        free_share=None if free is None else round(free, 3),
        room={rank.name.lower(): budget.room(rank) for rank in Rank},
        forecast={area: expected(count, share) for area, count in sorted(digests.items())},
    )


def _free_share(session: Session, now: datetime) -> float | None:
    """Tell which share of what was told since a month was told for free; None without any."""
    query = select(func.count(), func.count(Reminder.retry_key)).where(
        Reminder.ended_at >= now - _MONTH, Reminder.outcome == TOLD
    )
    every, pushed = session.execute(query).one()
    return (every - pushed) / every if every else None


def _digests(session: Session, today: date) -> Counter[str]:
    """Count by province on how many days of this month somebody has something due."""
    last = today.replace(day=monthrange(today.year, today.month)[1])
    query = select(FollowUp.area, FollowUp.assignee_id, FollowUp.due_on).where(
        FollowUp.status == OPEN,
        FollowUp.due_on.between(today, last),
        FollowUp.assignee_id.is_not(None),
        FollowUp.is_demo.is_(False),
    )
    found = {(area[:2], who, day) for area, who, day in session.execute(query.distinct())}
    return Counter(province for province, _, _ in found)
