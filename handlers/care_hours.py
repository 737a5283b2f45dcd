"""When a place to get care is open: by what is asked for, and its emergency room besides."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dialogue.facilities.hours import Open, Standing, Unknown, state
from dialogue.facilities.hours_told import told
from dialogue.phrase import Phrase, msgid, phrase
from handlers.context import Context
from models.facility import Facility

GENERAL: Final = "general"
_EMERGENCY: Final = "emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """How the service that is asked for stands now; `emergency` is None where no room is known."""

    asked: Standing
    emergency: Standing | None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody is there now, if only in the emergency room."""
        return isinstance(self.asked, Open) or isinstance(self.emergency, Open)

    @property
    def is_known(self) -> bool:
        """Tell whether it is known when the service that is asked for is open."""
        return not isinstance(self.asked, Unknown)


def hours_of(place: Facility, service: str, ctx: Context) -> Hours:
    """Look up how a place stands now; "" asks for care of any kind."""
    rows = {row.service: row.hours for row in ctx.facilities.services_of(place.code)}
    closed, now = ctx.facilities.closed_days(place.code), ctx.moment.now
    has_emergency = rows.get(_EMERGENCY) is not None and service != _EMERGENCY
    return Hours(
        asked=state(rows.get(service or GENERAL), now, closed),
        emergency=state(rows[_EMERGENCY], now, closed) if has_emergency else None,
    )


def hours_told(hours: Hours, ctx: Context) -> Iterator[Phrase]:
    """Say when it is open, as far as that is known."""
    now = ctx.moment.now
    if hours.is_known:
        yield told(hours.asked, now)
    if hours.emergency is not None:
        yield phrase(msgid("Emergency room: {hours}"), hours=told(hours.emergency, now))
