"""Rules of follow-ups in the chat: a coordinator sees them and switches them on and off."""

from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import says_rules
from dialogue.tap import Tap
from handlers.asking import number_in, tap_of
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.marking import CHANGED, mark
from handlers.places import named
from handlers.roles import ALL_ROLES
from handlers.router import Router, Says
from models.rule import Ruling

_LIST: Final = "owed.rules"
_ONE: Final = "owed.rule"
_SWITCH: Final = "owed.switch"
_A_PAGE: Final = 6

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """List the rules to a coordinator: which are on in their area."""
    tap = tap_of(event, _LIST, _ONE, _SWITCH)
    if tap is None and not (isinstance(event, Wrote) and says_rules(event.text)):
        return None
    area = _area(ctx)
    if area is None:
        if tap is None and not ctx.has_role(*ALL_ROLES):
            return None
        text = msgid("Only coordinators can see and change this.")
        return (Say(lines=(phrase(text),), buttons=(_menu(),)),)
    if tap is None or tap.act == _LIST:
        return (_list(0 if tap is None else number_in(tap.value), area, ctx),)
    code, _, wish = tap.value.partition(":")
    if tap.act == _SWITCH and wish in {"on", "off"}:
        return _switched(code, area, ctx, is_on=wish == "on")
    return (_one(code, area, ctx),)


def _list(first: int, area: str, ctx: Context) -> Say:
    rulings = ctx.rules.of(area, is_demo=ctx.someone.is_demo)
    first = first if first < len(rulings) else 0
    page = list(enumerate(rulings, start=1))[first : first + _A_PAGE]
    lines: list[Words] = [
        phrase(msgid("Rules of follow-ups in {area}:"), area=_named(area, ctx)),
        *(_line(number, one, ctx) for number, one in page),
        phrase(msgid("Choose a rule to see what it says, and to switch it on or off.")),
    ]
    following = first + _A_PAGE
    more = Button(label=phrase(msgid("More")), tap=Tap(act=_LIST, value=str(following)))
    return Say(
        lines=tuple(lines),
        buttons=(
            *(
                Button(
                    label=phrase(msgid("Rule {number}"), number=number),
                    tap=Tap(act=_ONE, value=one.rule.code),
                )
                for number, one in page
            ),
            *((more,) if following < len(rulings) else ()),
            _menu(),
        ),
    )


def _line(number: int, one: Ruling, ctx: Context) -> Words:
    text = msgid("{number}. {name} – on") if one.is_on else msgid("{number}. {name} – off")
    return phrase(text, number=number, name=one.rule.name_in(ctx.language))


def _one(code: str, area: str, ctx: Context) -> Say:
    rulings = ctx.rules.of(area, is_demo=ctx.someone.is_demo)
    one = next((each for each in rulings if each.rule.code == code), None)
    back = Button(label=phrase(msgid("Back to the rules")), tap=Tap(act=_LIST))
    if one is None:
        return Say(lines=(phrase(msgid("This rule is not there any more.")),), buttons=(back,))
    rule = one.rule
    state = msgid("{name}: it is on.") if one.is_on else msgid("{name}: it is off.")
    trust = (
        msgid("Its source was checked.")
        if rule.verified == "yes"
        else msgid("Its source was not checked: ask your district health office first.")
    )
    days = msgid("It is shown from day {opens}, due on day {due}, counted from what it hangs on.")
    switch = Button(
        label=phrase(msgid("Switch it off") if one.is_on else msgid("Switch it on")),
        tap=Tap(act=_SWITCH, value=f"{code}:{'off' if one.is_on else 'on'}"),
    )
    return Say(
        lines=(
            phrase(state, name=rule.name_in(ctx.language)),
            phrase(days, opens=rule.opens, due=rule.due),
            phrase(trust),
            phrase(msgid("Source: {source}"), source=rule.source or "–"),
        ),
        buttons=(switch, back),
    )


def _switched(code: str, area: str, ctx: Context, *, is_on: bool) -> Says:
    if all(one.rule.code != code for one in ctx.rules.of(area)):
        return (_one(code, area, ctx),)
    ctx.rules.switch(code, area, ctx.moment.today, is_on=is_on)
    mark(CHANGED, "rule", code, ctx, area=area)
    text = (
        msgid("Switched on in {area}. What is owed by it appears in the lists within the hour.")
        if is_on
        else msgid("Switched off in {area}. What was owed by it is not asked for any more.")
    )
    return (Say(lines=(phrase(text, area=_named(area, ctx)),)), _one(code, area, ctx))


def _area(ctx: Context) -> str | None:
    """Find the area that the contact coordinates, the widest where there are several."""
    held = ctx.memberships.of(ctx.someone.id)
    areas = [one.area for one in held if one.role == "coordinator"]
    return min(areas, key=len, default=None)


def _named(area: str, ctx: Context) -> Words:
    return named(area, ctx) if area else phrase(msgid("every area"))


def _menu() -> AnyButton:
    return to_menu()
