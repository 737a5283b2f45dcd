"""Arriving: whether someone who was sent to a facility got there, and what became of it there."""

from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Say
from dialogue.reading.steering import says_referrals
from handlers.asking import tap_of
from handlers.context import Context
from handlers.facts import ASK_AFTER
from handlers.happened import Happened, PersonLeft, ReferralClosed, Referred
from handlers.incoming import Tapped, Wrote
from handlers.need_cards import MET, REFER, button, gone, the_card
from handlers.need_cards import SHOW as SHOW_NEED
from handlers.referral_cards import ASK, NEW, SHOW, referred
from handlers.register import Known, called, known
from handlers.roles import FILLS_FORMS, scope_of
from handlers.router import Router, Says
from handlers.tasks import to_today
from models.referral import ARRIVED, BEGUN, CLOSED, NOT_ARRIVED, STUCK, Referral

_MOST: Final = 3  # times that "not yet" is taken
_PAGE: Final = 7
_LISTED: Final = 7

_SERVED, _REFUSED = "refer.served", "refer.refused"
_BARRIER, _NOT_YET, _UNWILLING = "refer.barrier", "refer.notyet", "refer.unwilling"
_BARRIERS: Final = {
    "papers": phrase(msgid("Papers incomplete")),
    "money": phrase(msgid("No money")),
    "language": phrase(msgid("Not understood")),
    "refused": phrase(msgid("Turned away")),
    "wait": phrase(msgid("Waited too long")),
    "service": phrase(msgid("Treated badly")),
    "unaware": phrase(msgid("Right not known")),
    "employer": phrase(msgid("Employer has the card")),
    "afraid": phrase(msgid("Afraid of being told")),
    "far": phrase(msgid("Far, or no vehicle")),
    "work": phrase(msgid("Could not leave work")),
    "self_care": phrase(msgid("Other medicine")),
    "other": phrase(msgid("Something else")),
}
"""Why care was not had, with the codes of the forms (visit-forms.md, section 8, item 6)."""

router = Router()
words = Router()


@router.on(Tapped)
def ask(event: Tapped, ctx: Context) -> Says | None:
    """Ask whether they got there."""
    tap = tap_of(event, ASK)
    if tap is None:
        return None
    found = referred(tap.value, ctx)
    return (gone(),) if found is None or not found[0].is_open else (_question(*found),)


@router.on(Tapped)
def take(event: Tapped, ctx: Context) -> Says | None:
    """Take what became of it."""
    tap = tap_of(event, _SERVED, _REFUSED, _BARRIER, _NOT_YET, _UNWILLING)
    if tap is None:
        return None
    referral_id, _, rest = tap.value.partition(".")
    found = referred(referral_id, ctx)
    if found is None or not found[0].is_open:
        return (gone(),)
    referral, person = found
    return _taken(tap.act, rest, referral, person, ctx)


@words.on(Wrote)
def show_open(event: Wrote, ctx: Context) -> Says | None:
    """List who was sent and not heard of yet: an area's for coordinators, else one's own."""
    if not says_referrals(event.text) or not ctx.has_role(*FILLS_FORMS):
        return None
    if ctx.has_role("coordinator"):
        held = ctx.referrals.open_in(scope_of(ctx), most=_LISTED * 2)
    else:
        held = [one for one in ctx.referrals.last_by(ctx.someone.id, most=20) if one.is_open]
    seen = [(one, person) for one in held if (person := known(one.person_id, ctx)) is not None]
    return (_listed(seen[:_LISTED]),)


def after_person_left(event: Happened, ctx: Context) -> Says:
    """Close what is still open: nobody asks for it any more."""
    if not isinstance(event, PersonLeft):
        return ()
    told: list[ReferralClosed] = []
    for referral in ctx.referrals.of_person(event.person_id):
        if referral.status == BEGUN:
            ctx.referrals.drop(referral)
        elif referral.is_open:
            told += _close(referral, CLOSED, "left", ctx)
    return tuple(told)


def _taken(act: str, rest: str, referral: Referral, person: Known, ctx: Context) -> Says:
    if act == _SERVED:
        return (*_close(referral, ARRIVED, "served", ctx), _after_care(referral, person, ctx))
    if act == _BARRIER and rest in _BARRIERS:
        told = _close(referral, ARRIVED, f"refused:{rest}", ctx)
        return (*told, _after_refusal(referral, person))
    if act == _NOT_YET:
        return _later(referral, person, ctx)
    if act == _UNWILLING:
        return (*_close(referral, NOT_ARRIVED, "unwilling", ctx), _noted(person))
    return (_why(referral, more=bool(rest)),)


def _question(referral: Referral, person: Known) -> Say:
    text = msgid("Did {name} get to {facility}?")
    asked = phrase(text, name=called(person), facility=referral.facility or "")
    return Say(
        lines=(asked,),
        buttons=(
            button(phrase(msgid("Yes, was cared for")), _SERVED, referral.id),
            button(phrase(msgid("Yes, but was refused")), _REFUSED, referral.id),
            button(phrase(msgid("Not gone yet")), _NOT_YET, referral.id),
            button(phrase(msgid("Does not want to")), _UNWILLING, referral.id),
            button(phrase(msgid("Show the cards")), SHOW, referral.id),
            the_card(person.id),
        ),
    )


def _why(referral: Referral, *, more: bool) -> Say:
    codes = list(_BARRIERS)[_PAGE:] if more else list(_BARRIERS)[:_PAGE]
    on = () if more else (button(phrase(msgid("More")), _REFUSED, f"{referral.id}.more"),)
    return Say(
        lines=(phrase(msgid("Why was there no care?")),),
        buttons=(
            *(button(_BARRIERS[code], _BARRIER, f"{referral.id}.{code}") for code in codes),
            *on,
            button(phrase(msgid("Back")), ASK, referral.id),
        ),
    )


def _after_care(referral: Referral, person: Known, ctx: Context) -> Say:
    need = ctx.needs.get(referral.need_id) if referral.need_id else None
    buttons: tuple[AnyButton, ...] = (the_card(person.id), to_today())
    lines = [phrase(msgid("Noted: they got there and were cared for."))]
    if need is not None and need.is_open:
        lines.append(phrase(msgid("Is the need met with that?")))
        met = button(phrase(msgid("It is met")), MET, need.id)
        buttons = (met, button(phrase(msgid("Not yet")), SHOW_NEED, need.id), *buttons)
    return Say(lines=tuple(lines), buttons=buttons)


def _after_refusal(referral: Referral, person: Known) -> Say:
    again = (REFER, referral.need_id) if referral.need_id is not None else (NEW, person.id)
    return Say(
        lines=(
            phrase(msgid("Noted: they were not cared for. The need stays open.")),
            phrase(msgid("Call 1330 and say what happened, or tell your coordinator.")),
        ),
        buttons=(button(phrase(msgid("Send elsewhere")), *again), the_card(person.id)),
    )


def _later(referral: Referral, person: Known, ctx: Context) -> Says:
    referral.asked += 1
    if referral.asked >= _MOST:
        referral.status = STUCK
        text = phrase(msgid("Noted. Your coordinator sees it now, and you are not asked again."))
    else:
        referral.ask_on = ctx.moment.today + ASK_AFTER
        text = phrase(msgid("Noted. It is asked again on {date}."), date=referral.ask_on)
    say = Say(lines=(text,), buttons=(the_card(person.id), to_today()))
    return (say, Referred(referral_id=referral.id))


def _noted(person: Known) -> Say:
    return Say(
        lines=(phrase(msgid("Noted. It is their choice; they can change their mind.")),),
        buttons=(the_card(person.id), to_today()),
    )


def _listed(seen: list[tuple[Referral, Known]]) -> Say:
    to_menu = button(phrase(msgid("Menu")), "menu", "")
    if not seen:
        none = phrase(msgid("Nobody is on the way to a facility."))
        return Say(lines=(none,), buttons=(to_menu,))
    lines = [phrase(msgid("Sent to a facility, and not heard of yet:"))]
    for referral, person in seen:
        text = (
            msgid("{name} → {facility} ({date}) needs you: asked three times")
            if referral.status == STUCK
            else msgid("{name} → {facility} ({date})")
        )
        values = {"name": called(person), "facility": referral.facility or ""}
        lines.append(phrase(text, **values, date=referral.made_at.date()))
    return Say(
        lines=tuple(lines),
        buttons=(*(button(called(person), ASK, one.id) for one, person in seen), to_menu),
    )


def _close(
    referral: Referral, status: str, outcome: str, ctx: Context
) -> tuple[ReferralClosed, ...]:
    referral.status, referral.closed_at = status, ctx.moment.now
    referral.outcome = outcome
    return (ReferralClosed(referral_id=referral.id),)
