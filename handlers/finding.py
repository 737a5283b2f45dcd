"""Finding people by what someone types: a nickname, a code, or the mark of their home."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from dialogue.people import naming
from handlers.context import Context
from handlers.knowing import Known, opened
from handlers.roles import scope_of
from models.person import Glimpse, Person

_OWN_LOOKED_AT: Final = 1_000
_LOOKED_AT: Final = 2_000
"""People whose names are opened for one search, at most: one's own, and others of the areas."""

_SAME_HOMES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Whom a search found, the likeliest first.

    `is_partial` tells that there are more people than are looked through by parts of their names:
    the exact nickname, the code or the mark of the home finds them all the same.
    """

    people: tuple[Known, ...]
    is_partial: bool = False


def found(text: str, ctx: Context, *, most: int = 8) -> list[Known]:
    """Find people by nickname, code or the mark of their home, the likeliest first."""
    return list(search(text, ctx, most=most).people)


def search(text: str, ctx: Context, *, most: int = 8) -> Search:
    """Find people, and tell whether all of the scope were looked through.

    What is written exactly so is looked up, at any number of people; slips and parts of names are
    compared with those of one's own people, and of others only where nothing else was found.
    """
    exact = _exact(text, ctx, most=most)
    mine = ctx.persons.glimpsed_of(ctx.someone.id, scope_of(ctx), most=_OWN_LOOKED_AT + 1)
    is_partial = len(mine) > _OWN_LOOKED_AT
    near = _nearest(text, mine)
    if not exact and not near:
        others = ctx.persons.glimpsed(scope_of(ctx), most=_LOOKED_AT + 1)
        is_partial = len(others) > _LOOKED_AT
        near = _nearest(text, others)
    ids = dict.fromkeys((*(person.id for person in exact), *near))
    return Search(people=tuple(_several(list(ids)[:most], ctx)), is_partial=is_partial)


def of_household(household_id: str, ctx: Context, *, most: int = 50) -> list[Known]:
    """List the people of a home as far as they are in scope, who was noted first comes first."""
    people = ctx.persons.at_homes([household_id], scope_of(ctx), most=most)
    return opened(people, ctx)


def same_name(name: str, area: str, ctx: Context, *, most: int = 8) -> list[Known]:
    """List the people of an area who have exactly this nickname, as far as they are in scope."""
    people = ctx.persons.named(ctx.hashed(naming.name_key(name)), scope_of(ctx), most=50)
    return opened([one for one in people if one.area == area][:most], ctx)


def alike_in(name: str, area: str, household_id: str | None, ctx: Context) -> list[Known]:
    """Find who may be the same as someone new: of the very name in the area, or like it at home.

    At the home, and among one's own people in the area, a slip is forgiven.
    """
    exact = same_name(name, area, ctx)
    at_home = of_household(household_id, ctx) if household_id else []
    mine = ctx.persons.glimpsed_of(ctx.someone.id, scope_of(ctx), most=_OWN_LOOKED_AT)
    near = [one.id for one in mine if naming.alike(name, one.told.label)]
    own = [one for one in _several(near, ctx) if one.area == area]
    known = [*exact, *(one for one in at_home if naming.alike(name, one.name)), *own]
    return list({one.id: one for one in known}.values())


def _exact(text: str, ctx: Context, *, most: int) -> list[Person]:
    scope, code = scope_of(ctx), naming.code_of(text)
    coded = None if code is None else ctx.persons.coded(code, scope)
    homes = ctx.households.called(ctx.hashed(naming.mark_key(text)), scope, most=_SAME_HOMES)
    return [
        *([] if coded is None else [coded]),
        *ctx.persons.named(ctx.hashed(naming.name_key(text)), scope, most=most),
        *(ctx.persons.at_homes([one.id for one in homes], scope, most=most) if homes else ()),
    ]


def _nearest(text: str, glimpses: Iterable[Glimpse]) -> list[str]:
    """Name those who are alike to what was typed by their own name or their home's, best first."""
    likeness = naming.likened(text)
    scored = (
        (max(likeness(one.told.label), likeness(one.told.properties.get("household", ""))), one.id)
        for one in glimpses
    )
    alike = [(score, person_id) for score, person_id in scored if score >= naming.FINDABLE]
    return [person_id for _, person_id in sorted(alike, key=lambda one: (-one[0], one[1]))]


def _several(ids: Collection[str], ctx: Context) -> list[Known]:
    """Open these people in their order, whoever is not there any more after the others."""
    people = {one.id: one for one in ctx.persons.some(ids, scope_of(ctx))} if ids else {}
    ordered = sorted(
        (people[one] for one in ids if one in people), key=lambda one: not one.is_active
    )
    return opened(ordered, ctx)
