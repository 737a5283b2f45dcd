"""Ending roles: all that came with them stops in the same turn."""

from collections.abc import Sequence

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers.checked import forget
from handlers.colleagues import REMOVED, noted
from handlers.context import Context
from handlers.happened import RoleEnded
from handlers.roles import FILLS_FORMS, PUBLISHES_FORMS
from handlers.router import Says
from handlers.submitting import erase
from models.contact import Contact
from models.organization import Membership


def end(roles: Sequence[Membership], ctx: Context) -> Says:
    """End roles of one contact: drafts, waiting questions and words, invitations and permissions.

    People whom they visited there have nobody until a coordinator gives them to somebody.
    """
    contact = ctx.contacts.get(roles[0].contact_id) if roles else None
    if contact is None:
        return ()
    for one in roles:
        one.left_at = ctx.moment.now
        noted(REMOVED, one, ctx)
    left = ctx.memberships.of(contact.id)
    _let_people_go(contact, left, ctx)
    contact.asked = contact.asked_about = contact.noting = None
    ctx.parked.drop_all(contact.id)
    if not any(one.role in FILLS_FORMS for one in left):
        _stop_filling(contact, ctx)
    if not any(one.role in PUBLISHES_FORMS for one in left):
        _stop_coordinating(contact, ctx)
    ended = (RoleEnded(contact_id=one.contact_id, role=one.role, area=one.area) for one in roles)
    return tuple(ended)


def farewell(contact_id: str) -> Say:
    """Tell somebody else that they are in the team no more, with their next reply."""
    text = msgid(
        "Your role in the team has ended. What you had begun and not sent is erased. You can still"
        " ask about rights and care here."
    )
    return Say(lines=(phrase(text),), subject="role ended", to=contact_id)


def _let_people_go(contact: Contact, left: Sequence[Membership], ctx: Context) -> None:
    """Take people from whoever may see them no more, with what is owed to them."""
    areas = tuple(one.area for one in left if one.role in FILLS_FORMS)
    for person in ctx.persons.visited_by(contact.id):
        if not person.area.startswith(areas):
            person.assignee_id = None
    for owed in ctx.follow_ups.owed_by(contact.id):
        if not owed.area.startswith(areas):
            owed.assignee_id = None
    for need in ctx.needs.owned_by(contact.id):
        if not need.area.startswith(areas):
            need.owner_id = None


def _stop_filling(contact: Contact, ctx: Context) -> None:
    for draft in ctx.drafts.of(contact.id):
        erase(draft, ctx)
    for permission in ctx.permissions.of(contact.id):
        ctx.permissions.drop(permission)
    pair = ctx.pairs.of(contact.id)
    if pair is not None:
        ctx.pairs.drop(pair)


def _stop_coordinating(contact: Contact, ctx: Context) -> None:
    for invite in ctx.invites.issued_by(contact.id):
        ctx.invites.end(invite, ctx.moment.now, by=None)
    workbook = ctx.workbooks.of(contact.id)
    if workbook is not None:
        forget(workbook, ctx)
