"""Joining: an invite code gives a role in an area."""

from datetime import timedelta

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers.codes import code_in, is_surely_code
from handlers.colleagues import JOINED, noted
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

    if invite is None or spent or not _is_ours(invite, ctx):
        ctx.invites.note_wrong_try(ctx.someone.id, ctx.moment.now)
        return (_refusal(),)
    return _joined(invite, ctx)


def _joined(invite: Invite, ctx: Context) -> Says:
    ctx.invites.end(invite, ctx.moment.now, by=ctx.someone.id)
    one = _held(invite, ctx) or _new(invite, ctx)
    done = Say(lines=(phrase(msgid("The code is right. You have joined.")),), subject="joined")
    joined = Joined(contact_id=ctx.someone.id, role=one.role, area=one.area, membership_id=one.id)
    return (done, joined)


def _held(invite: Invite, ctx: Context) -> Membership | None:
    """Find the role that the invitation gives among those that are held already."""
    wanted = (invite.organization_id, invite.role, invite.area)
    for one in ctx.memberships.of(ctx.someone.id):
        if (one.organization_id, one.role, one.area) == wanted:
            one.kind = invite.kind or one.kind
            return one
    return None


def _new(invite: Invite, ctx: Context) -> Membership:
    """Give the role; whoever has another one keeps the name that colleagues know."""
    names = (one.name for one in ctx.memberships.of(ctx.someone.id) if one.name)
    one = Membership(
        id=ctx.moment.new_id(),
        contact_id=ctx.someone.id,
        organization_id=invite.organization_id,
        role=invite.role,
        kind=invite.kind,
        area=invite.area,
        joined_at=ctx.moment.now,
        number=ctx.memberships.next_number(invite.organization_id, invite.role),
        invited_by=invite.issued_by,
    )
    ctx.memberships.add(one, name=next(names, None))
    noted(JOINED, one, ctx)
    return one


def _is_ours(invite: Invite, ctx: Context) -> bool:
    """Tell whether the code was given by one of one's own: practice and work stay apart."""
    issuer = None if invite.issued_by is None else ctx.contacts.get(invite.issued_by)
    return issuer is None or issuer.is_demo == ctx.someone.is_demo


def _refusal() -> Say:
    text = msgid("This code is wrong or has expired. Please ask the person who gave it to you.")
    return Say(lines=(phrase(text),))
