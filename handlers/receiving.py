"""Receiving: whoever works at a facility says by the code of a card that the person has come."""

from datetime import timedelta
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers.asking import tap_of
from handlers.codes import referral_code_in
from handlers.consenting import SHARE, stands
from handlers.context import Context
from handlers.happened import ReferralClosed
from handlers.incoming import Tapped, Wrote
from handlers.marking import SAW, mark
from handlers.need_cards import button
from handlers.referral_cards import CAME, for_the_counter
from handlers.router import Router, Says
from models.person import PERSONS
from models.referral import ARRIVED, Referral

RECEIVER: Final = "receiver"
_TRIES_AN_HOUR: Final = 5

router = Router()


@router.on(Wrote)
def show(event: Wrote, ctx: Context) -> Says | None:
    """Show the card of a code, and nothing else; the same words for wrong, closed and elsewhere."""
    code = referral_code_in(event.text)
    if code is None or not ctx.has_role(RECEIVER):
        return None
    now = ctx.moment.now
    spent = ctx.invites.wrong_tries(ctx.someone.id, now - timedelta(hours=1)) >= _TRIES_AN_HOUR
    referral = _shared(_theirs(ctx.referrals.coded(code), ctx), ctx)
    if referral is None or spent:
        ctx.invites.note_wrong_try(ctx.someone.id, now)
        return (_refusal(),)
    mark(SAW, "referral", referral.id, ctx, area=referral.area)
    card = for_the_counter(referral, _speaks(referral, ctx))
    come = button(phrase(msgid("The person has come")), CAME, referral.id)
    return (Say(lines=card.lines, buttons=(come,)),)


@router.on(Tapped)
def take(event: Tapped, ctx: Context) -> Says | None:
    """Note that the person has come."""
    tap = tap_of(event, CAME)
    if tap is None:
        return None
    referral = _theirs(ctx.referrals.get(tap.value), ctx) if ctx.has_role(RECEIVER) else None
    if referral is None:
        return (_refusal(),)
    referral.status, referral.closed_at = ARRIVED, ctx.moment.now
    referral.outcome = "came"
    text = phrase(msgid("Noted: the person has come. Thank you."))
    return (Say(lines=(text,)), ReferralClosed(referral_id=referral.id))


def _theirs(referral: Referral | None, ctx: Context) -> Referral | None:
    """Give back an open referral of an area in which the contact receives people."""
    if referral is None or not referral.is_open or referral.is_demo != ctx.someone.is_demo:
        return None
    held = (one for one in ctx.memberships.of(ctx.someone.id) if one.role == RECEIVER)
    return referral if any(referral.area.startswith(one.area) for one in held) else None


def _shared(referral: Referral | None, ctx: Context) -> Referral | None:
    """Give back a referral whose person still agrees that a facility is told why they come."""
    is_shared = referral is not None and stands(referral.person_id, SHARE, ctx)
    return referral if is_shared else None


def _speaks(referral: Referral, ctx: Context) -> str:
    entity = ctx.entities.get(PERSONS, referral.person_id)
    told = None if entity is None or entity.content is None else entity.told
    return "" if told is None else told.properties.get("speaks", "")


def _refusal() -> Say:
    text = msgid("This code is wrong, or is not open in your area any more.")
    return Say(lines=(phrase(text),), buttons=(button(phrase(msgid("Menu")), "menu", ""),))
