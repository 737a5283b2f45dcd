"""Who is told of something owed: whoever sees to it, their buddy, or a coordinator."""

from dialogue.reminding.ladder import To
from handlers.context import Context
from handlers.roles import FILLS_FORMS
from models.follow_up import FollowUp

NOBODY, BLOCKED, OPTED_OUT = "nobody", "blocked", "opted out"


def receiver(to: To, row: FollowUp, ctx: Context) -> str | None:
    """Name the contact who is told; None where there is nobody.

    Of the coordinators it is the nearest who can be told, those of the volunteer's own
    organisation first.
    """
    if to == "assignee":
        return _working(row.assignee_id, ctx)
    if to == "buddy":
        pair = row.assignee_id and ctx.pairs.of(row.assignee_id)
        return _working(pair.besides(row.assignee_id), ctx) if pair and row.assignee_id else None
    above = _coordinators(row, ctx)
    return next((one for one in above if not why_not(one, ctx)), next(iter(above), None))


def why_not(contact_id: str, ctx: Context) -> str:
    """Say why somebody cannot be told; "" where they can."""
    contact = ctx.contacts.get(contact_id)
    if contact is None:
        return NOBODY
    if not contact.follows:
        return BLOCKED
    return "" if contact.wants_notices else OPTED_OUT


def _working(contact_id: str | None, ctx: Context) -> str | None:
    held = [] if contact_id is None else ctx.memberships.of(contact_id)
    return contact_id if any(one.role in FILLS_FORMS for one in held) else None


def _coordinators(row: FollowUp, ctx: Context) -> list[str]:
    held = [] if row.assignee_id is None else ctx.memberships.of(row.assignee_id)
    own = [
        one
        for organization_id in dict.fromkeys(role.organization_id for role in held)
        for one in ctx.memberships.coordinators(organization_id, row.area, is_demo=row.is_demo)
    ]
    return own or ctx.memberships.coordinating(row.area, is_demo=row.is_demo)
