"""Changing facilities: within the areas that somebody coordinates, and written down."""

from collections.abc import Iterator, Mapping

from dialogue.facilities.position import position_in
from handlers.context import Context
from handlers.marking import CHANGED, mark
from models.facility import SERVICES, Facility
from models.facility_proposal import CLOSED, PHONES, PLACE

FACILITY = "facility"
"""What the audit log calls a facility."""


def areas_of(ctx: Context) -> tuple[str, ...]:
    """Name the areas (prefixes) that the contact coordinates; none for anybody else."""
    held = ctx.memberships.of(ctx.someone.id)
    return tuple(dict.fromkeys(one.area for one in held if one.role == "coordinator"))


def may_change(facility: Facility, ctx: Context) -> bool:
    """Tell whether the contact coordinates where a facility lies."""
    areas = areas_of(ctx)
    return bool(areas) and facility.area.startswith(areas)


def cells_of(facility: Facility, ctx: Context) -> Mapping[str, str]:
    """Give what is known of a facility, by its columns."""
    return ctx.facility_book.cells_of(facility)


def change(facility: Facility, cells: Mapping[str, str], ctx: Context) -> None:
    """Write some cells of a facility, and mark who did so."""
    ctx.facility_book.put({**cells_of(facility, ctx), **cells})
    mark(CHANGED, FACILITY, facility.code, ctx, area=facility.area)


def cells_for(aspect: str, value: str) -> dict[str, str]:
    """Give the cells that a correction of one aspect changes; none where it is plain words."""
    return dict(_cells_for(aspect, value))


def _cells_for(aspect: str, value: str) -> Iterator[tuple[str, str]]:
    if aspect in {PHONES, CLOSED, *SERVICES}:
        yield aspect, value
    if aspect == PLACE and (position := position_in(value)) is not None:
        yield "latitude", str(position[0])
        yield "longitude", str(position[1])
