"""Inviting: a coordinator makes a code for a role in the own area, sees the unused, cancels one."""

from collections.abc import Callable
from typing import Final

from dialogue.phrase import in_both, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.steering import steering
from dialogue.tap import Tap
from handlers import places
from handlers.asking import ask, asked, tap_of
from handlers.codes import LIVES, drawn_code, link_of
from handlers.colleagues import (
    INVITED,
    area_words,
    joined_notice,
    joined_up,
    parted,
    reach_of,
    role_words,
    to_team,
)
from handlers.context import Context
from handlers.happened import Happened, Joined
from handlers.incoming import Tapped, Wrote
from handlers.marking import mark
from handlers.roles import ALL_ROLES
from handlers.router import Router, Says
from models.invite import Invite
from models.note import ACCOUNT
from models.organization import KINDS, Reach

_ACT = "team.invite"
_LIST = "team.invites"
_CANCEL = "team.uninvite"
_INVITE = "invite"
_SHOWN = 7
_LENGTHS: Final = (2, 4, 6)

router = Router()
answers = Router()


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Ask step by step for role, kind and area; then make the code."""
    tap = tap_of(event, _ACT)
    if tap is None:
        return None
    if not reach_of(ctx):
        return _refusal()
    return _next(*parted(tap.value, 3), ctx=ctx)


@answers.on(Wrote)
def take_area(event: Wrote, ctx: Context) -> Says | None:
    """Take the typed name or code of an area for the invitation that was begun."""
    question = asked(_ACT, ctx)
    if question is None or steering(event.text) is not None:
        return None
    role, kind = parted(question.about, 2)
    own = [one.area for one in reach_of(ctx)]
    match = places.sought(event.text, ctx, within=own)
    if match.only is not None:
        return _next(role, kind, match.only.code, ctx=ctx)
    ask(_ACT, ctx, about=question.about)
    return (places.which(match, ctx, _tap_of(role, kind), buttons=(to_team(),)),)


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show the codes that nobody has used yet; or cancel one, and show what is left."""
    tap = tap_of(event, _LIST, _CANCEL)
    if tap is None:
        return None
    reach = reach_of(ctx)
    if not reach:
        return _refusal()
    if tap.act == _CANCEL:
        invite = ctx.invites.get(tap.value, reach, ctx.moment.now)
        if invite is not None:
            ctx.invites.end(invite, ctx.moment.now, by=None)
            mark("cancelled", _INVITE, invite.id, ctx, area=invite.area)
    return (_unused(ctx.invites.waiting(reach, ctx.moment.now, most=_SHOWN), ctx),)


def after_joining(event: Happened, ctx: Context) -> Says:
    """Tell whoever gave the code who has come with it."""
    if not isinstance(event, Joined):
        return ()
    held = ctx.memberships.of(event.contact_id)
    return tuple(
        joined_notice(one, one.invited_by, ctx)
        for one in held
        if one.id == event.membership_id and one.invited_by is not None
    )


def _next(role: str, kind: str, area: str, *, ctx: Context) -> Says:
    if role not in ALL_ROLES:
        return (_roles(),)
    if role == "volunteer" and kind not in KINDS:
        return (_kinds(),)
    reach = _reach(area, ctx)
    if reach is None:
        return (_areas(role, kind, ctx),)
    return _made(role, kind if role == "volunteer" else None, area, reach, ctx)


def _reach(area: str, ctx: Context) -> Reach | None:
    """Find for whom the contact may invite into an area, the nearest first."""
    if len(area) not in _LENGTHS or not (area.isascii() and area.isdecimal()):
        return None
    fitting = [one for one in reach_of(ctx) if area.startswith(one.area)]
    return max(fitting, key=lambda one: len(one.area), default=None)


def _roles() -> Say:
    buttons = tuple(
        Button(label=role_words(role), tap=Tap(act=_ACT, value=role)) for role in ALL_ROLES
    )
    text = msgid("What will the person be whom you invite?")
    return Say(lines=(phrase(text),), buttons=(*buttons, to_team()))


def _kinds() -> Say:
    buttons = tuple(
        Button(
            label=role_words("volunteer", kind),
            tap=Tap(act=_ACT, value=joined_up("volunteer", kind)),
        )
        for kind in KINDS
    )
    return Say(lines=(phrase(msgid("Which kind of volunteer?")),), buttons=(*buttons, to_team()))


def _areas(role: str, kind: str, ctx: Context) -> Say:
    ask(_ACT, ctx, about=joined_up(role, kind))
    areas = dict.fromkeys(one.area for one in reach_of(ctx) if one.area)
    tap = _tap_of(role, kind)
    buttons = tuple(
        Button(label=area_words(area, ctx), tap=tap(area)) for area in list(areas)[:_SHOWN]
    )
    text = msgid("For which area? Choose one, or type the name of a tambon or district in it.")
    return Say(lines=(phrase(text),), buttons=(*buttons, to_team()))


def _tap_of(role: str, kind: str) -> Callable[[str], Tap]:
    """Make the taps that choose an area for an invitation."""
    return lambda area: Tap(act=_ACT, value=joined_up(role, kind, area))


def _made(role: str, kind: str | None, area: str, reach: Reach, ctx: Context) -> Says:
    code = drawn_code(lambda: ctx.hashed(f"drawn:{ctx.moment.new_id()}"))
    invite = Invite(
        id=ctx.moment.new_id(),
        code_hash=ctx.hashed(f"invite:{code}"),
        role=role,
        kind=kind,
        area=area,
        organization_id=reach.organization_id,
        made_at=ctx.moment.now,
        expires_at=ctx.moment.now + LIVES[role == "coordinator"],
        issued_by=ctx.someone.id,
    )
    ctx.invites.add(invite)
    mark(INVITED, _INVITE, invite.id, ctx, area=area)
    text = msgid(
        "This code is for one person: {role}, area {area}, until {until}. Send them the message"
        " above, to them alone: a code that is shown in a group with this bot is used up."
    )
    line = phrase(
        text, role=role_words(role, kind), area=area_words(area, ctx), until=invite.expires_at
    )
    another = Button(label=phrase(msgid("Invite another")), tap=Tap(act=_ACT))
    return (_to_pass_on(code, ctx), Say(lines=(line,), buttons=(another, to_team())))


def _to_pass_on(code: str, ctx: Context) -> Say:
    """Write what is sent on to whoever is invited, whose language is not known."""
    account = ctx.notes.get(ACCOUNT)
    if account is None or not account.text:
        text = msgid("You are invited to Siao. Send this code to the bot as a message: {code}")
        return Say(lines=in_both(text, code=code))
    text = msgid("You are invited to Siao. Open this link and send what stands there ({code}).")
    return Say(lines=(*in_both(text, code=code), link_of(account.text, code)))


def _unused(invites: list[Invite], ctx: Context) -> Say:
    text = (
        msgid("These codes can still be used. Tap one to cancel it.")
        if invites
        else msgid("There is no unused code.")
    )
    lines = [
        phrase(
            msgid("{number}. {role}, area {area}, until {until}"),
            number=number,
            role=role_words(one.role, one.kind),
            area=area_words(one.area, ctx),
            until=one.expires_at,
        )
        for number, one in enumerate(invites, start=1)
    ]
    buttons = tuple(
        Button(
            label=phrase(msgid("Cancel code {number}"), number=number),
            tap=Tap(act=_CANCEL, value=one.id),
        )
        for number, one in enumerate(invites, start=1)
    )
    return Say(lines=(phrase(text), *lines), buttons=(*buttons, to_team()))


def _refusal() -> Says:
    return (Say(lines=(phrase(msgid("Only coordinators invite others.")),)),)
