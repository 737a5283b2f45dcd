"""Places to get care, found: the nearest to a position, or those of an area and around it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal, TypeAlias

from dialogue.care import Search, Spotted
from handlers.care_hours import GENERAL, hours_of
from handlers.care_words import smallness
from handlers.context import Context
from models.area import parents_of
from models.facility import ANY, SCHEMES, SERVICES, Near, Wanted

SHOWN: Final = 9
"""So many places are shown at once."""

NEAR_KM: Final = 50
"""What is farther than this is not near."""
_FAR_SHOWN: Final = 3
_CLOSE_FIRST, _UNPLACED_FIRST = 6, 3  # of many near ones, some of the district come before others
_LOOKED_AT: Final = 60
_FEWEST: Final = 4  # an area with fewer is filled up with what lies near
_MOST_OF_AREA: Final = 200
_PROVINCE, _DISTRICT = 2, 4
_LAO: Final = "lo"

Fit: TypeAlias = Literal["fits", "farther", "others", "nothing"]
"""How what was found stands to what was looked for.

"fits": it is that. "farther": it is that, but not near, or not in the area. "others": nothing that
is known fits, and these do not either. "nothing": there is nothing at all.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Places to get care, the nearest or smallest first, and the area they lie around.

    `area` is the district of the nearest where a position was looked near, else what was typed; ""
    where nothing is near.
    """

    places: tuple[Near, ...]
    fit: Fit
    area: str = ""


def look(search: Search, ctx: Context) -> Found:
    """Find what is looked for; where nothing fits, what is nearest all the same."""
    if search.at is not None:
        return _near(search, search.at, ctx)
    return _inside(search, ctx)


def wanted(search: Search) -> Wanted:
    """Say to the shelf what is wanted; codes that it does not know do not matter."""
    return Wanted(
        service=search.service if search.service in SERVICES else GENERAL,
        scheme=search.scheme if search.scheme in SCHEMES else None,
        language=_LAO if search.in_lao else None,
    )


def _near(search: Search, at: Spotted, ctx: Context) -> Found:
    """Look near a position; those of its district without a position come later."""
    anyone = _measured(at, ANY, ctx, most=SHOWN)
    is_here = bool(anyone) and _km(anyone[0]) <= NEAR_KM
    area = anyone[0].facility.area[:_DISTRICT] if is_here else ""
    most = _LOOKED_AT if search.open_now else SHOWN
    fitting = _fitting(_measured(at, wanted(search), ctx, most=most), search, ctx)
    close = [near for near in fitting if _km(near) <= NEAR_KM]
    if close:
        inside = _fitting(_of_areas([area], wanted(search), ctx), search, ctx) if area else ()
        unplaced = [near for near in inside if near.facility.latitude is None]
        mixed = (*close[:_CLOSE_FIRST], *unplaced[:_UNPLACED_FIRST], *close, *unplaced)
        return Found(places=_first(mixed), fit="fits", area=area)
    if fitting:
        return Found(places=_first(fitting, most=_FAR_SHOWN), fit="farther", area=area)
    if anyone:
        most = SHOWN if is_here else _FAR_SHOWN
        return Found(places=_first(anyone, most=most), fit="others", area=area)
    return Found(places=(), fit="nothing")


def _inside(search: Search, ctx: Context) -> Found:
    """Look in an area: first in a tambon itself, then in its district, then in the province."""
    around = (search.area, *parents_of(search.area))
    close = [area for area in around if len(area) > _PROVINCE] or [search.area]
    for kind in (wanted(search), ANY):
        is_asked = kind == wanted(search)
        for areas in (close, around):
            every = [near for area in areas for near in _of_areas([area], kind, ctx)]
            fitting = _fitting(every, search, ctx) if is_asked else every
            if fitting:
                fit: Fit = "fits" if areas is close else "farther"
                beside = () if len(search.area) == _PROVINCE else _beside(every, kind, search, ctx)
                shown = _first((*fitting, *beside), most=max(len(fitting), _FEWEST))[:SHOWN]
                return Found(places=shown, fit=fit if is_asked else "others", area=search.area)
    return Found(places=(), fit="nothing", area=search.area)


def _beside(every: Sequence[Near], kind: Wanted, search: Search, ctx: Context) -> list[Near]:
    """List what lies near one of these places; how far it is from whoever asks is not known."""
    placed = (near.facility for near in every if near.facility.latitude is not None)
    one = next(placed, None)
    if one is None or one.latitude is None or one.longitude is None:
        return []
    there = Spotted(latitude=one.latitude, longitude=one.longitude)
    measured = _measured(there, kind, ctx, most=_LOOKED_AT if search.open_now else SHOWN)
    close = [near for near in measured if _km(near) <= NEAR_KM]
    fitting = _fitting(close, search, ctx) if kind != ANY else close
    return [Near(facility=near.facility, km=None) for near in fitting]


def _measured(at: Spotted, kind: Wanted, ctx: Context, *, most: int) -> list[Near]:
    return ctx.facilities.near(at.latitude, at.longitude, kind, most=most)


def _of_areas(areas: Sequence[str], kind: Wanted, ctx: Context) -> list[Near]:
    """List the places of areas, the large hospitals first; how far they are is not known."""
    rows = ctx.facilities.in_areas(areas, kind, most=_MOST_OF_AREA)
    ranked = sorted(rows, key=lambda row: smallness(row.kind))
    return [Near(facility=row, km=None) for row in ranked]


def _fitting(every: Iterable[Near], search: Search, ctx: Context) -> list[Near]:
    """Keep those that are open, where that is asked for: no more than are shown."""
    if not search.open_now:
        return list(every)
    are_open = (near for near in every if hours_of(near.facility, search.service, ctx).is_open)
    return list(islice(are_open, SHOWN))


def _first(every: Iterable[Near], *, most: int = SHOWN) -> tuple[Near, ...]:
    """Take the first few, each once."""
    once: dict[str, Near] = {}
    for near in every:
        once.setdefault(near.facility.code, near)
    return tuple(once.values())[:most]


def _km(near: Near) -> float:
    return math.inf if near.km is None else near.km
