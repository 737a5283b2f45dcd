"""Confirming facilities: a coordinator says that all that is known of one is right."""

from typing import Final

from dialogue.facilities.commands import confirmed_in
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.asking import ask, asked, tap_of
from handlers.buttons import button, to_menu, with_menu
from handlers.context import Context
from handlers.facility_changing import areas_of, cells_of, change, may_change
from handlers.facility_words import FIX, begins_something, facts
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.router import Router, Says
from models.facility import Facility

_SHOW, _CONFIRM, _NAME = "fac_show", "fac_ok", "fac_name"
_OFFERED: Final = 8

router = Router()


@router.on(Wrote)
def find(event: Wrote, ctx: Context) -> Says | None:
    """Find the facility that is to be confirmed, by its name or code."""
    text = confirmed_in(event.text)
    if text is None and asked(_NAME, ctx) is not None and not begins_something(event.text):
        text = event.text.strip()
    areas = areas_of(ctx) if text is not None else ()
    if text is None or not areas:
        return None
    if not text:
        ask(_NAME, ctx)
        said = msgid("Which place do you want to confirm? Type its name, or a part of it.")
        return (with_menu(said),)
    found = ctx.facilities.called(text, areas, most=_OFFERED + 1)
    if not found:
        ask(_NAME, ctx)
        return (
            with_menu(msgid("No place in your area is called so. Type another part of its name.")),
        )
    if len(found) == 1:
        return (_shown(found[0], ctx),)
    return (_which(found, ctx),)


@router.on(Tapped)
def decide(event: Incoming, ctx: Context) -> Says | None:
    """Show a facility, or mark it as confirmed."""
    tap = tap_of(event, _SHOW, _CONFIRM)
    facility = None if tap is None else ctx.facilities.get(tap.value)
    if tap is None or facility is None or not may_change(facility, ctx):
        return None
    if tap.act == _SHOW:
        return (_shown(facility, ctx),)
    office = ctx.memberships.organization_of(ctx.someone.id)[:80]
    day = ctx.moment.today.isoformat()
    change(facility, {"verified_on": day, "verified_by": office}, ctx)
    text = msgid("{name} is confirmed today by {office}. People see it as confirmed from now on.")
    name = facility.name_in(ctx.language)
    return (Say(lines=(phrase(text, name=name, office=office),), buttons=(to_menu(),)),)


def _shown(facility: Facility, ctx: Context) -> Say:
    known = facts(facility, cells_of(facility, ctx), ctx)
    question = phrase(msgid("Is all of this right? Ask the place itself before you confirm."))
    return Say(
        lines=(*known, question),
        buttons=(
            button(msgid("Yes, confirm it"), _CONFIRM, facility.code),
            button(msgid("Something is wrong"), FIX, facility.code),
            to_menu(),
        ),
    )


def _which(found: list[Facility], ctx: Context) -> Say:
    shown = found[:_OFFERED]
    text = msgid("Which one is it?")
    if len(found) > _OFFERED:
        text = msgid("These are some of them. Which one is it? Or type more of its name.")
        ask(_NAME, ctx)
    numbers = [
        f"{number}. {one.name_in(ctx.language)}" for number, one in enumerate(shown, start=1)
    ]
    return Say(
        lines=(phrase(text), *numbers),
        buttons=tuple(
            Button(
                label=phrase(msgid("Number {number}"), number=number),
                tap=Tap(act=_SHOW, value=one.code),
            )
            for number, one in enumerate(shown, start=1)
        ),
    )
