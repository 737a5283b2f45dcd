"""Giving people to a volunteer, with what is owed to them and what they need."""

from collections.abc import Sequence

from handlers.colleagues import HANDED, noted
from handlers.context import Context
from handlers.roles import FILLS_FORMS
from models.organization import Membership
from models.person import Person
from models.scope import Scope


def give(people: Sequence[Person], to: Membership, ctx: Context, scope: Scope) -> int:
    """Let somebody visit these people from now on; count those who are within their areas.

    Others stay with whom they are: their new visitor would not see them. `scope` is what whoever
    gives them may see.
    """
    held = ctx.memberships.of(to.contact_id)
    areas = tuple(one.area for one in held if one.role in FILLS_FORMS)
    given = [person for person in people if person.area.startswith(areas)]
    before = {person.id: person.assignee_id for person in given}
    for person in given:
        person.assignee_id = to.contact_id
    for owed in ctx.follow_ups.open_of_people(list(before), scope):
        owed.assignee_id = to.contact_id
    for owner in {one for one in before.values() if one is not None}:
        for need in ctx.needs.owned_by(owner):
            if need.person_id in before:
                need.owner_id = to.contact_id
    if given:
        noted(HANDED, to, ctx)
    return len(given)
