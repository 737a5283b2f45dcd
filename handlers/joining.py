"""Joining: an invite code gives a role in an area."""

from datetime import timedelta

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers.codes import code_in, is_surely_code
from handlers.context import Context
from handlers.happened import Joined
from handlers.incoming import Wrote
from handlers.router import Router, Says
from models.invite import Invite
from models.organization import Membership

_TRIES_AN_HOUR = 5

router = Router()


@router.on(Wrote)
def redeem(event: Wrote, ctx: Context) -> Says | None:
    """Take an invite code; the same words for wrong, used and expired."""
    code = code_in(event.text)
    if code is None:
        return None

    invite = ctx.invites.open(ctx.hashed(f"invite:{code}"), ctx.moment.now)
    answers_a_form = ctx.drafts.open_of(ctx.someone.id) is not None
    if invite is None and (answers_a_form or not is_surely_code(event.text)):
        return None
    if invite is None and ctx.forms.named(event.text) is not None:
        return None
    since = ctx.moment.now - timedelta(hours=1)
    spent = ctx.invites.wrong_tries(ctx.someone.id, since) >= _TRIES_AN_HOUR

    if invite is None or spent:
        ctx.invites.note_wrong_try(ctx.someone.id, ctx.moment.now)
        return (_refusal(),)
    return _joined(invite, ctx)


def _joined(invite: Invite, ctx: Context) -> Says:
    ctx.invites.end(invite, ctx.moment.now, by=ctx.someone.id)
    if not _holds(invite, ctx):
        ctx.memberships.add(
            Membership(
                id=ctx.moment.new_id(),
                contact_id=ctx.someone.id,
                organization_id=invite.organization_id,
                role=invite.role,
                area=invite.area,
                joined_at=ctx.moment.now,
            )
        )
    done = Say(lines=(phrase(msgid("The code is right. You have joined.")),), subject="joined")
    return (done, Joined(contact_id=ctx.someone.id, role=invite.role, area=invite.area))


def _holds(invite: Invite, ctx: Context) -> bool:
    wanted = (invite.organization_id, invite.role, invite.area)
    held = ctx.memberships.of(ctx.someone.id)
    return wanted in {(one.organization_id, one.role, one.area) for one in held}


def _refusal() -> Say:
    text = msgid("This code is wrong or has expired. Please ask the person who gave it to you.")
    return Say(lines=(phrase(text),))
