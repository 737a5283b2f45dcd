"""Corrections: whoever works for the programme says what is wrong with a facility."""

from typing import Final

from dialogue.facilities import sheet
from dialogue.facilities.fault import Fault
from dialogue.facilities.position import position_in
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.asking import ask, asked, tap_of
from handlers.buttons import to_menu, with_menu
from handlers.context import Context
from handlers.facility_changing import cells_for, cells_of, change, may_change
from handlers.facility_words import FIX, SERVICE_NAMES, aspect_name, begins_something, value_told
from handlers.incoming import Incoming, Shared, Tapped, Wrote
from handlers.roles import ALL_ROLES
from handlers.router import Router, Says
from models.facility import SERVICES, Facility
from models.facility_proposal import (
    ASPECTS,
    CLOSED,
    OTHER,
    PHONES,
    PLACE,
    FacilityProposal,
)

_WHAT, _HOURS, _GONE, _NEW = "fac_what", "fac_hours", "fac_gone", "fac_new"
_LONGEST: Final = 300  # letters of a correction in plain words
_MOST: Final = 20  # corrections of one person that wait
_TOLD: Final = 5  # coordinators
_TYPE: Final = {
    PHONES: msgid("Type the right telephone number, or several with commas between them."),
    PLACE: msgid(
        "Are you there now? Share your location here. Or type where it is: a landmark, or the two"
        " numbers that the map shows."
    ),
    OTHER: msgid("Type what is wrong, in a few words. Please name nobody."),
}
_TYPE_HOURS: Final = msgid(
    "Type when it is open. For instance: Mo-Fr 08:00-16:00; PH off. Or 24/7."
)

router = Router()
asking = Router()


@router.on(Tapped)
def begin(event: Tapped, ctx: Context) -> Says | None:
    """Ask what is wrong with a facility, then for what is right."""
    tap = tap_of(event, FIX, _HOURS, _WHAT, _GONE)
    if tap is None or not ctx.has_role(*ALL_ROLES):
        return None
    code, _, aspect = tap.value.partition(":")
    facility = ctx.facilities.get(code)
    if facility is None:
        return (with_menu(msgid("This place is not in the list any more.")),)
    if tap.act == _HOURS:
        return (_which_hours(facility, ctx),)
    if tap.act == _GONE:
        return _kept(facility, CLOSED, "yes", ctx)
    if tap.act == FIX or aspect not in ASPECTS:
        return (_what(facility, ctx),)
    return (_ask(facility, aspect, ctx),)


@asking.on(Wrote, Shared)
def take(event: Incoming, ctx: Context) -> Says | None:
    """Take what is right, as it was typed or shared."""
    question = asked(_NEW, ctx)
    if question is None or not ctx.has_role(*ALL_ROLES):
        return None
    code, _, aspect = question.about.partition(":")
    facility = ctx.facilities.get(code)
    if facility is None or aspect not in ASPECTS:
        return None
    if isinstance(event, Shared):
        text = f"{event.latitude:.6f} {event.longitude:.6f}"
        return _kept(facility, PLACE, text, ctx)
    if not isinstance(event, Wrote) or begins_something(event.text):
        return None
    return _taken(facility, aspect, event.text, ctx)


def _what(facility: Facility, ctx: Context) -> Say:
    return Say(
        lines=(phrase(msgid("What is wrong with {name}?"), name=facility.name_in(ctx.language)),),
        buttons=(
            _button(aspect_name(PHONES), _WHAT, f"{facility.code}:{PHONES}"),
            _button(phrase(msgid("Opening hours")), _HOURS, facility.code),
            _button(aspect_name(PLACE), _WHAT, f"{facility.code}:{PLACE}"),
            _button(aspect_name(CLOSED), _WHAT, f"{facility.code}:{CLOSED}"),
            _button(aspect_name(OTHER), _WHAT, f"{facility.code}:{OTHER}"),
            to_menu(),
        ),
    )


def _which_hours(facility: Facility, ctx: Context) -> Say:
    known = cells_of(facility, ctx)
    offered = [one for one in SERVICES if known[one] and one != "emergency"] or ["general"]
    if len(offered) == 1:
        return _ask(facility, offered[0], ctx)
    return Say(
        lines=(phrase(msgid("Hours of which service?")),),
        buttons=tuple(
            _button(phrase(SERVICE_NAMES[one]), _WHAT, f"{facility.code}:{one}") for one in offered
        ),
    )


def _ask(facility: Facility, aspect: str, ctx: Context) -> Say:
    if aspect == CLOSED:
        text = msgid("Has {name} closed for good?")
        return Say(
            lines=(phrase(text, name=facility.name_in(ctx.language)),),
            buttons=(_button(phrase(msgid("Yes, it has")), _GONE, facility.code), to_menu()),
        )
    ask(_NEW, ctx, about=f"{facility.code}:{aspect}")
    now = cells_of(facility, ctx).get(aspect, "")
    lines: tuple[Words, ...] = (phrase(_TYPE.get(aspect, _TYPE_HOURS)),)
    if now:
        known = phrase(msgid("Here it says: {value}"), value=value_told(aspect, now, ctx.language))
        lines = (known, *lines)
    return Say(lines=lines, buttons=(to_menu(),))


def _taken(facility: Facility, aspect: str, text: str, ctx: Context) -> Says:
    if aspect in {PLACE, OTHER}:
        found = position_in(text) if aspect == PLACE else None
        plain = " ".join(text.split())[:_LONGEST]
        return _kept(facility, aspect, f"{found[0]} {found[1]}" if found else plain, ctx)
    value = sheet.value(aspect, text, today=ctx.moment.today)
    if isinstance(value, Fault):
        ask(_NEW, ctx, about=f"{facility.code}:{aspect}")
        return (Say(lines=(value.reason, value.remedy), buttons=(to_menu(),)),)
    return _kept(facility, aspect, value, ctx)


def _kept(facility: Facility, aspect: str, value: str, ctx: Context) -> Says:
    """Change what a coordinator of the place says; let what others say wait for one."""
    cells = cells_for(aspect, value)
    if cells and may_change(facility, ctx):
        change(facility, cells, ctx)
        return (with_menu(msgid("Thank you. It is changed, and shown so from now on.")),)
    if ctx.facility_proposals.count_of(ctx.someone.id) >= _MOST:
        text = msgid("Many of your corrections still wait to be checked. Please try again later.")
        return (with_menu(text),)
    proposal = FacilityProposal(
        id=ctx.moment.new_id(),
        facility_code=facility.code,
        contact_id=ctx.someone.id,
        aspect=aspect,
        is_words=not cells,
        proposed_at=ctx.moment.now,
        is_demo=ctx.someone.is_demo,
    )
    ctx.facility_proposals.add(proposal, value=value)
    thanks = with_menu(msgid("Thank you. A coordinator checks it; then it is shown to everybody."))
    return (*_notices(facility, ctx), thanks)


def _notices(facility: Facility, ctx: Context) -> Says:
    """Tell the coordinators of the place, the nearest first."""
    me = ctx.someone
    found = ctx.memberships.coordinating(facility.area, is_demo=me.is_demo)
    text = msgid("Somebody says that something is wrong with {name}. Type “check facilities”.")
    return tuple(
        Say(
            lines=(phrase(text, name=facility.name_th),),
            subject=f"facility:{facility.code}",
            to=contact_id,
        )
        for contact_id in [one for one in found if one != me.id][:_TOLD]
    )


def _button(label: Words, act: str, value: str) -> Button:
    return Button(label=label, tap=Tap(act=act, value=value))
