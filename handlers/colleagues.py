"""Colleagues: whom a coordinator works with, what they are called, and how that is marked."""

from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.context import Context
from handlers.marking import mark
from handlers.places import named
from models.audit import Audit
from models.organization import Membership, Reach
from models.scope import Grant, Scope

TEAM: Final = "team"
ONE: Final = "team.one"
HAND: Final = "team.hand"
"""The acts of buttons that show the team, one of it, and whose people are to be handed over."""

NOBODY: Final = "-"
"""Stands for nobody where a colleague is named."""

ROLE: Final = "role"
INVITED, JOINED, REMOVED, PERMITTED, PAIRED, HANDED = (
    *("invited", "joined", "removed", "permitted"),
    *("paired", "handed over"),
)

_BETWEEN: Final = ":"
_ROLES: Final = {
    "volunteer": msgid("volunteer"),
    "mentor": msgid("mentor"),
    "reader": msgid("reader"),
    "receiver": msgid("receiver of a facility"),
    "coordinator": msgid("coordinator"),
}
_KINDS: Final = {
    "buddy": msgid("health buddy"),
    "occ_health": msgid("occupational health"),
    "caregiver": msgid("home caregiver"),
}


def reach_of(ctx: Context) -> list[Reach]:
    """Tell whom the contact works with: those of the organisations and areas they coordinate."""
    held = ctx.memberships.of(ctx.someone.id)
    return [
        Reach(organization_id=one.organization_id, area=one.area)
        for one in held
        if one.role == "coordinator"
    ]


def ground_of(ctx: Context) -> Scope:
    """Tell whose people the contact may give to others: everybody's of the areas they coordinate.

    People are shared by area among organisations; volunteers are not.
    """
    areas = dict.fromkeys(one.area for one in reach_of(ctx))
    return Scope(grants=tuple(Grant(area=area) for area in areas), is_demo=ctx.someone.is_demo)


def colleague(membership_id: str, ctx: Context) -> Membership | None:
    """Find a role of someone whom the contact works with; None for anybody else's."""
    reach = reach_of(ctx)
    return ctx.memberships.get(membership_id, reach, is_demo=ctx.someone.is_demo) if reach else None


def page_of(ctx: Context, *roles: str, first: int, most: int) -> list[Membership]:
    """List some of those whom the contact works with, beginning after the `first` of them."""
    return ctx.memberships.team(
        reach_of(ctx), is_demo=ctx.someone.is_demo, roles=roles, first=first, most=most
    )


def called(one: Membership) -> Words:
    """Tell what colleagues call someone: by the name they gave, else by role and number."""
    if one.name:
        return one.name
    return phrase(msgid("{role} {number}"), role=_short(one), number=one.number or 0)


def role_words(role: str, kind: str | None = None) -> Phrase:
    """Name a role, or the kind of a volunteer."""
    return phrase(_KINDS[kind] if kind in _KINDS else _ROLES[role])


def area_words(area: str, ctx: Context) -> Words:
    """Name an area."""
    return named(area, ctx) if area else phrase(msgid("everywhere"))


def parted(value: str, most: int) -> list[str]:
    """Read what a button carries: up to `most` parts, "" for those that are not there."""
    parts = value.split(_BETWEEN)[:most]
    return [*parts, *("" for _ in range(most - len(parts)))]


def joined_up(*parts: str) -> str:
    """Write what a button carries."""
    return _BETWEEN.join(parts)


def to_team() -> Button:
    """Lead back to the team."""
    return Button(label=phrase(msgid("Back to the team")), tap=Tap(act=TEAM))


def gone() -> Say:
    """Say that somebody is not in the team (any more)."""
    text = msgid("This person is not in your team any more.")
    return Say(lines=(phrase(text),), buttons=(to_team(),))


def joined_notice(one: Membership, issuer: str, ctx: Context) -> Say:
    """Tell whoever gave the code who has come with it, and how to undo that."""
    text = msgid(
        "{name} has joined with your code: {role}, area {area}. If this is not whom you invited,"
        " type “team”, choose this name and press “Remove from the team”."
    )
    line = phrase(
        text, name=called(one), role=role_words(one.role, one.kind), area=area_words(one.area, ctx)
    )
    return Say(lines=(line,), subject=f"joined:{one.id}", to=issuer)


def noted(action: str, one: Membership, ctx: Context) -> None:
    """Mark in the audit log what was done about a role; also where a command did it."""
    if ctx.contact is not None:
        mark(action, ROLE, one.id, ctx, area=one.area)
        return
    audit = Audit(
        at=ctx.moment.now,
        actor="command",
        action=action,
        kind=ROLE,
        subject=one.id,
        area=one.area,
    )
    ctx.audits.add(audit)


def _short(one: Membership) -> Phrase:
    return phrase(_ROLES[one.role])
