"""Corrections of facilities that wait: a coordinator accepts or declines each."""

from typing import Final

from dialogue.facilities.commands import says_check
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Say
from handlers.asking import tap_of
from handlers.buttons import button, to_menu, with_menu
from handlers.context import Context
from handlers.facility_changing import areas_of, cells_for, cells_of, change
from handlers.facility_words import aspect_name, value_told
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.router import Router, Says
from models.facility import Facility
from models.facility_proposal import FacilityProposal

_SHOW, _ACCEPT, _DECLINE = "fac_check", "fac_yes", "fac_no"
_MADE: Final = msgid("Your correction was taken for {name}. Thank you.")
_NOT_MADE: Final = msgid("Your correction was not taken for {name}: it was found otherwise.")

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show what waits, one after the other, and do what is decided."""
    tap = tap_of(event, _SHOW, _ACCEPT, _DECLINE)
    if tap is None and not (isinstance(event, Wrote) and says_check(event.text)):
        return None
    areas = areas_of(ctx)
    if not areas:
        return None
    waiting = ctx.facility_proposals.waiting(areas, is_demo=ctx.someone.is_demo)
    if tap is not None and tap.act != _SHOW:
        found = next((one for one in waiting if one[0].id == tap.value), None)
        if found is None:
            return (with_menu(msgid("This is decided already.")), *_next(waiting, "", ctx))
        said = _decided(*found, ctx, accepted=tap.act == _ACCEPT)
        rest = [one for one in waiting if one is not found]
        return (*said, *_next(rest, "", ctx))
    return _next(waiting, "" if tap is None else tap.value, ctx)


def _next(
    waiting: list[tuple[FacilityProposal, Facility]], after: str, ctx: Context
) -> tuple[Say, ...]:
    """Show the one after this one, or the first."""
    if not waiting:
        return (with_menu(msgid("No correction waits to be checked.")),)
    ids = [proposal.id for proposal, _ in waiting]
    place = (ids.index(after) + 1) % len(ids) if after in ids else 0
    return (_shown(*waiting[place], len(waiting), ctx),)


def _shown(proposal: FacilityProposal, facility: Facility, count: int, ctx: Context) -> Say:
    now = cells_of(facility, ctx).get(proposal.aspect, "")
    lines: list[Words] = [
        phrase(msgid("Corrections that wait: {count}"), count=count),
        facility.name_in(ctx.language),
        aspect_name(proposal.aspect),
    ]
    if not proposal.is_words:
        lines.append(
            phrase(
                msgid("Here it says: {value}"), value=value_told(proposal.aspect, now, ctx.language)
            )
        )
    told = value_told(proposal.aspect, proposal.value or "", ctx.language)
    lines.append(phrase(msgid("It should be: {value}"), value=told))
    lines.append(phrase(msgid("Said on {day}."), day=proposal.proposed_at.date()))
    if proposal.is_words:
        lines.append(phrase(msgid("Look into it, then change the place in the workbook.")))
    accept = msgid("I have seen to it") if proposal.is_words else msgid("Accept")
    more = (button(msgid("Later"), _SHOW, proposal.id),) if count > 1 else ()
    return Say(
        lines=tuple(lines),
        buttons=(
            button(accept, _ACCEPT, proposal.id),
            button(msgid("Decline"), _DECLINE, proposal.id),
            *more,
            to_menu(),
        ),
    )


def _decided(
    proposal: FacilityProposal, facility: Facility, ctx: Context, *, accepted: bool
) -> Says:
    if accepted and not proposal.is_words:
        change(facility, cells_for(proposal.aspect, proposal.value or ""), ctx)
    ctx.facility_proposals.drop(proposal)
    ctx.parked.drop(ctx.someone.id, f"facility:{facility.code}")
    text = _MADE if accepted else _NOT_MADE
    notice = Say(
        lines=(phrase(text, name=facility.name_th),),
        subject=f"fixed:{proposal.id}",
        to=proposal.contact_id,
    )
    return (notice,) if proposal.contact_id != ctx.someone.id else ()
