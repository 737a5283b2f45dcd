"""Leaving: a coordinator takes somebody out of the team, or someone goes of their own accord."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.steering import says_leave_team
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.buttons import to_menu
from handlers.colleagues import HAND, NOBODY, ONE, called, colleague, gone, role_words, to_team
from handlers.context import Context
from handlers.ending import end, farewell
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.router import Router, Says
from models.organization import Membership

REMOVE = "team.remove"
_REMOVED = "team.removed"
_LEAVE = "team.leave"
_LEFT = "team.left"
_TOLD = 5

router = Router()


@router.on(Tapped)
def remove(event: Tapped, ctx: Context) -> Says | None:
    """Ask whether somebody is to go, and let them go once that is confirmed."""
    tap = tap_of(event, REMOVE, _REMOVED)
    if tap is None:
        return None
    one = colleague(tap.value, ctx)
    if one is None or one.contact_id == ctx.someone.id:
        return (gone(),)
    if tap.act == REMOVE:
        return (_sure(one, ctx),)
    return _remove(one, ctx)


@router.on(Wrote, Tapped)
def leave(event: Incoming, ctx: Context) -> Says | None:
    """Ask whoever wants to leave whether they are sure, and let them go once they are."""
    typed = isinstance(event, Wrote) and says_leave_team(event.text)
    tap = tap_of(event, _LEAVE, _LEFT)
    if not typed and tap is None:
        return None
    roles = ctx.memberships.of(ctx.someone.id)
    if not roles:
        return (Say(lines=(phrase(msgid("You are not in a team now.")),)),)
    if tap is None or tap.act != _LEFT:
        return (_ask_to_leave(),)
    return _leave(roles, ctx)


def _sure(one: Membership, ctx: Context) -> Say:
    count = len(ctx.persons.visited_by(one.contact_id))
    lines = (
        phrase(
            msgid("Remove {name} ({role}) from the team? This takes effect at once."),
            name=called(one),
            role=role_words(one.role, one.kind),
        ),
        phrase(msgid("What they have begun and not sent is erased. What they sent stays.")),
        phrase(msgid("People who are then visited by nobody: {count}"), count=count),
    )
    yes = Button(label=phrase(msgid("Yes, remove")), tap=Tap(act=_REMOVED, value=one.id))
    no = Button(label=phrase(msgid("No, go back")), tap=Tap(act=ONE, value=one.id))
    return Say(lines=lines, buttons=(yes, no))


def _remove(one: Membership, ctx: Context) -> Says:
    """End the roles that someone has within reach, all at once."""
    held = ctx.memberships.of(one.contact_id)
    roles = [each for each in held if colleague(each.id, ctx) is not None]
    name = called(one)
    happened = end(roles, ctx)
    text = msgid("{name} is no longer in the team. Their people wait for somebody to visit them.")
    hand = Button(label=phrase(msgid("Without a visitor")), tap=Tap(act=HAND, value=NOBODY))
    said = Say(lines=(phrase(text, name=name),), buttons=(hand, to_team()))
    return (*happened, farewell(one.contact_id), said)


def _ask_to_leave() -> Say:
    lines = (
        phrase(msgid("Do you want to leave the team? This takes effect at once.")),
        phrase(msgid("What you have begun and not sent is erased. What you sent stays.")),
        phrase(msgid("To come back you need a new code from your coordinator.")),
    )
    yes = Button(label=phrase(msgid("Yes, leave the team")), tap=Tap(act=_LEFT))
    no = Button(label=phrase(msgid("No, stay")), tap=Tap(act="menu"))
    return Say(lines=lines, buttons=(yes, no))


def _leave(roles: list[Membership], ctx: Context) -> Says:
    notices = _notices(roles, ctx)
    happened = end(roles, ctx)
    text = msgid("You have left the team. Thank you for your work. You can still ask here.")
    menu = to_menu()
    return (*happened, *notices, Say(lines=(phrase(text),), buttons=(menu,)))


def _notices(roles: list[Membership], ctx: Context) -> Says:
    """Tell coordinators who has gone, the nearest first."""
    me = ctx.someone
    told = dict[str, Membership]()
    for one in roles:
        for contact_id in ctx.memberships.coordinators(
            one.organization_id, one.area, is_demo=me.is_demo
        ):
            told.setdefault(contact_id, one)
    told.pop(me.id, None)
    text = msgid(
        "{name} has left the team. Their people have nobody who visits them: type “team” to give"
        " them to somebody."
    )
    return tuple(
        Say(lines=(phrase(text, name=called(one)),), subject=f"left:{one.id}", to=contact_id)
        for contact_id, one in list(told.items())[:_TOLD]
    )
