"""Telling coordinators that a sign of danger was seen on a visit: by code, and nothing of it."""

from typing import Final

from dialogue.danger.sign import Sign
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Card, Say
from dialogue.tap import Tap
from handlers.calls import going_on
from handlers.colleagues import called
from handlers.context import Context
from handlers.places import named
from handlers.router import Says
from models.danger_flag import DangerFlag
from models.organization import Membership
from models.visit import Visit

SEEN: Final = "danger.seen"

_VISITS: Final = frozenset({"volunteer", "coordinator"})


def tell(sign: Sign, ctx: Context) -> tuple[Say, ...]:
    """Tell the coordinators of the area, once a visit and kind; silence where nobody is visited."""
    visit = going_on(ctx)
    if visit is None or sign.kind in ctx.danger_flags.kinds_of(visit.id):
        return ()
    flag = ctx.danger_flags.add(
        DangerFlag(
            id=ctx.moment.new_id(),
            at=ctx.moment.now,
            area=visit.area,
            kind=sign.kind,
            visit_id=visit.id,
            is_demo=visit.is_demo,
        )
    )
    held = _role_at(visit, ctx)
    return () if held is None else tuple(_notices(flag, visit, held, ctx))


def see_to(flag_id: str, ctx: Context) -> Says:
    """Note that the coordinator who is spoken with sees to a flag of theirs."""
    mine = [one.area for one in ctx.memberships.of(ctx.someone.id) if one.role == "coordinator"]
    flag = ctx.danger_flags.get(flag_id, mine, is_demo=ctx.someone.is_demo)
    if flag is None:
        return (Say(lines=(phrase(msgid("This is not open any more.")),)),)
    if flag.handled_by is None:
        flag.handled_by, flag.handled_at = ctx.someone.id, ctx.moment.now
    if flag.handled_by != ctx.someone.id:
        return (Say(lines=(phrase(msgid("Another coordinator is seeing to it.")),)),)
    return (Say(lines=(phrase(msgid("Thank you. It is noted that you see to it.")),)),)


def _role_at(visit: Visit, ctx: Context) -> Membership | None:
    """Find the role in which the volunteer makes a visit."""
    held = [one for one in ctx.memberships.of(ctx.someone.id) if one.role in _VISITS]
    here = [one for one in held if visit.area.startswith(one.area)]
    return next(iter(here or held), None)


def _notices(flag: DangerFlag, visit: Visit, held: Membership, ctx: Context) -> list[Say]:
    person = ctx.persons.get(visit.person_id or "")
    text = msgid(
        "During the visit to {code} in {area} a sign of danger was typed, and 1669 was shown."
        " Please call {name} now."
    )
    line = phrase(
        text,
        code="–" if person is None else person.code,
        area=named(visit.area, ctx),
        name=called(held),
    )
    card = Card(
        title=phrase(msgid("Danger on a visit")),
        lines=(line,),
        buttons=(Button(label=phrase(msgid("I am on it")), tap=Tap(act=SEEN, value=flag.id)),),
        tone="danger",
    )
    to = ctx.memberships.coordinators(held.organization_id, visit.area, is_demo=visit.is_demo)
    return [
        Say(lines=(), cards=(card,), subject=f"danger:{flag.id}", to=one, urgent=True)
        for one in to
        if one != ctx.someone.id
    ]
