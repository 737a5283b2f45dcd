"""The quota as it stands: plan, use, room by rank, and a forecast by province and district."""

from datetime import datetime, timedelta
from typing import Final, TypedDict

from sqlalchemy.orm import Session

from bot.pushes import kept
from dialogue.reminding.budget import Budget, Rank, expected
from models.forecast import Forecasts
from models.push import Pushes
from models.scope import Grant, Scope

_PROVINCE, _DISTRICT = 2, 4  # digits of their codes
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
    districts: dict[str, int]


def look(session: Session, now: datetime, reserve: int) -> Quota:
    """Tell how it stands at a moment (aware, in the zone of the programme)."""
    told, month = kept(session), Pushes(session).month()
    forecasts = Forecasts(session)
    free = forecasts.free_share(now - _MONTH)
    budget = Budget(allowed=month.allowed, left=month.left, today=now.date(), kept=reserve)

    def forecast(digits: int) -> dict[str, int]:
        digests = forecasts.digests(_EVERYWHERE, now.date(), digits)
        known = {area: count for area, count in digests.items() if len(area) == digits}
        return {area: expected(count, free or 0.0) for area, count in known.items()}

    return Quota(
        plan=month.allowed,
        fell_from=None if told is None else told.fell_from,
        used=None if told is None else told.allowance.used,
        left=month.left,
        reserve=reserve,
        free_share=None if free is None else round(free, 3),
        room={rank.name.lower(): budget.room(rank) for rank in Rank},
        forecast=forecast(_PROVINCE),
        districts=forecast(_DISTRICT),
    )
