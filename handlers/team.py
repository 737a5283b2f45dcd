"""The team: a coordinator sees who works in the area, and looks at one of them."""

from collections.abc import Sequence

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import says_team
from dialogue.tap import Tap
from handlers.asking import number_in, tap_of
from handlers.buttons import button, to_menu
from handlers.colleagues import (
    HAND,
    NOBODY,
    ONE,
    PERMITTED,
    TEAM,
    area_words,
    called,
    colleague,
    gone,
    ground_of,
    joined_up,
    noted,
    page_of,
    parted,
    reach_of,
    role_words,
    to_team,
)
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.roles import ALL_ROLES, FILLS_FORMS, asked_permissions
from handlers.router import Router, Says
from models.answerer import ANSWERS
from models.organization import Membership
from models.permission import Permission

_PERMIT = "team.permit"
_GIVE, _TAKE = "give", "take"
_A_PAGE = 5
_PERMISSIONS_SHOWN = 3

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show a page of the team to whoever coordinates it."""
    tap = tap_of(event, TEAM)
    typed = isinstance(event, Wrote) and says_team(event.text)
    if tap is None and not typed:
        return None
    if not reach_of(ctx):
        return _not_a_coordinator(ctx) if tap is not None or ctx.has_role(*ALL_ROLES) else None
    return (_page(number_in("" if tap is None else tap.value), ctx),)


@router.on(Tapped)
def look(event: Tapped, ctx: Context) -> Says | None:
    """Show one of the team, and what can be done about them."""
    tap = tap_of(event, ONE)
    if tap is None:
        return None
    one = colleague(tap.value, ctx)
    return (gone(),) if one is None else (_one(one, ctx),)


@router.on(Tapped)
def permit(event: Tapped, ctx: Context) -> Says | None:
    """Give or take a permission, once however often the button is tapped."""
    tap = tap_of(event, _PERMIT)
    if tap is None:
        return None
    what, whose, name = parted(tap.value, 3)
    one = colleague(whose, ctx)
    if one is None or one.role not in FILLS_FORMS or name not in _permissions(ctx):
        return (gone(),)
    held = {each.name: each for each in ctx.permissions.of(one.contact_id)}
    if what == _GIVE and name not in held:
        ctx.permissions.add(
            Permission(contact_id=one.contact_id, name=name, given_at=ctx.moment.now)
        )
        noted(PERMITTED, one, ctx)
    elif what == _TAKE and name in held:
        ctx.permissions.drop(held[name])
        noted(PERMITTED, one, ctx)
    return (_one(one, ctx),)


def _not_a_coordinator(ctx: Context) -> Says:
    text = (
        msgid("Only coordinators see the team. To leave it, type “leave the team”.")
        if ctx.has_role(*ALL_ROLES)
        else msgid("Only coordinators see the team.")
    )
    menu = to_menu()
    return (Say(lines=(phrase(text),), buttons=(menu,)),)


def _page(first: int, ctx: Context) -> Say:
    found = page_of(ctx, *ALL_ROLES, first=first, most=_A_PAGE + 1)
    shown = found[:_A_PAGE]
    lines = (
        phrase(msgid("Your team. Tap a name to see more.")),
        *_lines(shown, first, ctx),
        phrase(
            msgid("People without a visitor: {count}"),
            count=ctx.persons.count_unvisited(ground_of(ctx)),
        ),
    )
    names = tuple(
        Button(label=called(one), tap=Tap(act=ONE, value=one.id))
        for one in shown
        if one.contact_id != ctx.someone.id
    )
    return Say(lines=lines, buttons=(*names, *_doors(first, len(found))))


def _doors(first: int, found: int) -> tuple[AnyButton, ...]:
    more = str(first + _A_PAGE) if found > _A_PAGE else ""
    return (
        *((button(msgid("More names"), TEAM, more),) if more else ()),
        button(msgid("Invite someone"), "team.invite"),
        button(msgid("Unused codes"), "team.invites"),
        button(msgid("Without a visitor"), HAND, NOBODY),
    )


def _lines(shown: Sequence[Membership], first: int, ctx: Context) -> list[Phrase]:
    contacts = {one.contact_id for one in shown}
    ground = ground_of(ctx)
    people = ctx.persons.count_by_visitor(contacts, ground)
    overdue = ctx.follow_ups.count_overdue(contacts, ctx.moment.today, ground)
    return [
        phrase(
            msgid("{number}. {name} – {role}, {area}: people {people}, overdue {overdue}"),
            number=number,
            name=called(one),
            role=role_words(one.role, one.kind),
            area=area_words(one.area, ctx),
            people=people.get(one.contact_id, 0),
            overdue=overdue.get(one.contact_id, 0),
        )
        for number, one in enumerate(shown, start=first + 1)
    ]


def _one(one: Membership, ctx: Context) -> Say:
    ground = ground_of(ctx)
    contact = ctx.contacts.get(one.contact_id)
    known = frozenset({one.contact_id})
    people = ctx.persons.count_by_visitor(known, ground).get(one.contact_id, 0)
    overdue = ctx.follow_ups.count_overdue(known, ctx.moment.today, ground)
    lines = [called(one), *_roles(one, ctx)]
    if contact is not None:
        lines.append(phrase(msgid("Last active on {day}"), day=contact.seen_on))
    text = msgid("People visited: {people}, overdue: {overdue}")
    lines.append(phrase(text, people=people, overdue=overdue.get(one.contact_id, 0)))
    lines += (_permitted(each.name) for each in ctx.permissions.of(one.contact_id))
    return Say(lines=(*lines, *_buddy(one, ctx)), buttons=(*_acts(one, ctx), to_team()))


def _roles(one: Membership, ctx: Context) -> list[Phrase]:
    """Tell what someone is and where, as far as the contact works with them."""
    reach = reach_of(ctx)
    return [
        phrase(
            msgid("{role}, area {area}"),
            role=role_words(held.role, held.kind),
            area=area_words(held.area, ctx),
        )
        for held in ctx.memberships.of(one.contact_id)
        if any(each.opens(held.organization_id, held.area) for each in reach)
    ]


def _buddy(one: Membership, ctx: Context) -> tuple[Phrase, ...]:
    pair = ctx.pairs.of(one.contact_id)
    held = [] if pair is None else ctx.memberships.of(pair.besides(one.contact_id))
    buddy = next((each for each in held if each.role == "volunteer"), None)
    if buddy is None:
        return ()
    return (phrase(msgid("Visits together with {name}"), name=called(buddy)),)


def _acts(one: Membership, ctx: Context) -> tuple[AnyButton, ...]:
    """Offer what can be done: about oneself, nothing; about one who visits, all of it."""
    if one.contact_id == ctx.someone.id:
        return ()
    remove = button(msgid("Remove from the team"), "team.remove", one.id)
    if one.role not in FILLS_FORMS:
        return (remove,)
    return (
        *_permits(one, ctx),
        *((_pairing(one, ctx),) if one.role == "volunteer" else ()),
        button(msgid("Hand over people"), HAND, one.id),
        remove,
    )


def _pairing(one: Membership, ctx: Context) -> AnyButton:
    if ctx.pairs.of(one.contact_id) is None:
        return button(msgid("Pair with a buddy"), "pair.with", one.id)
    return button(msgid("End the pair"), "pair.end", one.id)


def _permits(one: Membership, ctx: Context) -> list[AnyButton]:
    """Offer to give or take the permissions that forms ask for; coordinators need none."""
    if one.role == "coordinator":
        return []
    held = {each.name for each in ctx.permissions.of(one.contact_id)}
    return [
        Button(
            label=_permit_words(name, is_held=name in held),
            tap=Tap(
                act=_PERMIT,
                value=joined_up(_TAKE if name in held else _GIVE, one.id, name),
            ),
        )
        for name in _permissions(ctx)[:_PERMISSIONS_SHOWN]
    ]


def _permissions(ctx: Context) -> list[str]:
    """Name what any published form asks for, and answering people who write."""
    versions = (ctx.forms.current(form.id) for form in ctx.forms.all())
    asked = (asked_permissions(one, ctx) for one in versions if one is not None)
    return [ANSWERS, *sorted(frozenset[str]().union(*asked) - {ANSWERS})]


def _permitted(name: str) -> Phrase:
    if name == ANSWERS:
        return phrase(msgid("May answer people who write"))
    return phrase(msgid("Has the permission {name}"), name=name.upper())


def _permit_words(name: str, *, is_held: bool) -> Phrase:
    if name == ANSWERS:
        return phrase(msgid("No more answering") if is_held else msgid("Let them answer"))
    text = msgid("Take {name} away") if is_held else msgid("Permit {name}")
    return phrase(text, name=name.upper())
