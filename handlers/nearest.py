"""The nearest hospitals of someone whose areas are known, for when every minute counts."""

from typing import Final

from handlers.calls import going_on
from handlers.context import Context
from handlers.roles import areas_of
from models.facility import Facility, Wanted

_MOST: Final = 2
_LEVELS: Final = (6, 4, 2)  # digits of a tambon, a district and a province


def hospitals(ctx: Context) -> list[Facility]:
    """List hospitals that take emergencies and have a phone, the nearest first; two at most.

    They are those of the visit that goes on, else of the areas that the contact works in; none for
    anybody else, of whom no area is known.
    """
    visit = going_on(ctx)
    areas = areas_of(ctx) if visit is None else [visit.area]
    found = dict[str, Facility]()
    for level in _LEVELS:
        prefixes = [area[:level] for area in areas if len(area) >= level]
        if prefixes:
            near = ctx.facilities.in_areas(prefixes, Wanted(service="emergency"))
            found |= {one.code: one for one in near if one.phones and one.code not in found}
        if len(found) >= _MOST:
            break
    return list(found.values())[:_MOST]
