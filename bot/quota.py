"""The quota as it stands: plan, use, room by rank, and a forecast by province."""

from datetime import datetime, timedelta
from typing import Final, TypedDict

from sqlalchemy.orm import Session

from bot.pushes import kept
from dialogue.reminding.budget import Budget, Rank, expected
from models.forecast import Forecasts
from models.push import Pushes
from models.scope import Grant, Scope

_MONTH: Final = timedelta(days=30)
_EVERYWHERE: Final = Scope(grants=(Grant(area=""),))


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
    told, month = kept(session), Pushes(session).month()
    forecasts = Forecasts(session)
    free = forecasts.free_share(now - _MONTH)
    budget = Budget(allowed=month.allowed, left=month.left, today=now.date(), kept=reserve)
    digests = forecasts.digests(_EVERYWHERE, now.date(), 2)
    share = 0.0 if free is None else free
    return Quota(
        plan=month.allowed,
        fell_from=None if told is None else told.fell_from,
        used=None if told is None else told.allowance.used,
        left=month.left,
        reserve=reserve,
        free_share=None if free is None else round(free, 3),
        room={rank.name.lower(): budget.room(rank) for rank in Rank},
        forecast={area: expected(count, share) for area, count in digests.items()},
    )
