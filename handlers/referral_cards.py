"""Referrals on the screen: the card for the counter, the card for the person, and the question."""

from typing import Final

from dialogue.phrase import Phrase, Value, Words, msgid, phrase
from dialogue.prompt import Button, Say
from handlers.context import Context
from handlers.marking import mark
from handlers.need_cards import button, the_card
from handlers.needing import OF_NEED
from handlers.register import Known, called, known
from models.referral import Referral

NEW: Final = "refer.new"
SHOW: Final = "refer.show"
ASK: Final = "refer.ask"
CAME: Final = "refer.came"
_SHOWN: Final = "showed"
_REFERRAL: Final = "referral"
_REASONS: Final = {
    "food": phrase(msgid("help with food")),
    "clothing": phrase(msgid("help with clothing")),
    "housing": phrase(msgid("help with housing")),
    "medicine": phrase(msgid("medicine or treatment")),
    "income": phrase(msgid("help with income")),
    "right": phrase(msgid("checking or getting a health right")),
    "paper": phrase(msgid("help with documents")),
    "equipment": phrase(msgid("equipment")),
    "referral": phrase(msgid("seeing a doctor")),
    "other": phrase(msgid("help")),
}
_THAI: Final = frozenset({"th", "both"})


def referred(referral_id: str, ctx: Context) -> tuple[Referral, Known] | None:
    """Find a referral with whom it is of; None where they are out of scope, or gone."""
    referral = ctx.referrals.get(referral_id)
    person = None if referral is None else known(referral.person_id, ctx)
    return None if referral is None or person is None else (referral, person)


def reason_words(referral: Referral) -> Words:
    """Say what is asked for: the kind of the need, or the words that were typed."""
    reason = referral.reason or ""
    if reason.startswith(OF_NEED):
        return _REASONS.get(reason.removeprefix(OF_NEED), _REASONS["other"])
    return reason


def for_the_counter(referral: Referral, speaks: str) -> Say:
    """Make the card for the counter, in Thai: no diagnosis, no name, no number of any card."""
    lines = (
        _said("th", msgid("Referral card, code {code}"), code=referral.code),
        _said("th", msgid("To: {facility}"), facility=referral.facility or ""),
        _said("th", msgid("Asks for: {reason}"), reason=reason_words(referral)),
        *_language(speaks),
        _said(
            "th", msgid("Sent by health volunteers. Questions about rights: 1330, day or night.")
        ),
    )
    return Say(lines=lines)


def for_the_person(referral: Referral, speaks: str, ctx: Context) -> Say:
    """Make the card for the person: where to go, what to say, what to bring, whom to ask."""
    spoken = speaks if speaks in {"th", "lo"} else ctx.language
    lines = (
        _said(spoken, msgid("Go to: {facility}"), facility=referral.facility or ""),
        _said(spoken, msgid("Show the card with the code {code} there."), code=referral.code),
        _said(spoken, msgid("Say: I come for {reason}."), reason=reason_words(referral)),
        _said(
            spoken,
            msgid("Bring any card or paper that you have, and the medicine that you take."),
        ),
        _said(
            spoken,
            msgid("Without papers, go all the same, and ask for the social worker if refused."),
        ),
        _said(spoken, msgid("Asking about rights is free: call 1330, day or night.")),
    )
    return Say(lines=lines)


def cards(referral: Referral, person: Known, ctx: Context) -> tuple[Say, ...]:
    """Show both cards, each a bubble that can be sent on, and what comes next."""
    mark(_SHOWN, _REFERRAL, referral.id, ctx, area=referral.area)
    lines = (
        phrase(
            msgid("The first message is for the counter, the second for {name}."), **_of(person)
        ),
        phrase(msgid("Hold a message to send it on. Keep it out of groups.")),
        phrase(msgid("On {date} it is asked whether they got there."), date=referral.ask_on),
    )
    next_up = Say(
        lines=lines,
        buttons=(
            button(phrase(msgid("Did they get there?")), ASK, referral.id),
            the_card(person.id),
        ),
    )
    first = for_the_counter(referral, person.speaks)
    return (first, for_the_person(referral, person.speaks, ctx), next_up)


def _language(speaks: str) -> tuple[Phrase, ...]:
    if speaks in _THAI:
        return (_said("th", msgid("Speaks Thai.")),)
    if speaks == "lo":
        return (_said("th", msgid("Speaks Lao. An interpreter is needed.")),)
    if speaks:
        return (_said("th", msgid("Speaks neither Thai nor Lao. An interpreter is needed.")),)
    return ()


def _said(spoken: str, text: str, /, **values: Value) -> Phrase:
    return Phrase(msgid=text, values=values, spoken=spoken)


def _of(person: Known) -> dict[str, Value]:
    return {"name": called(person)}


def heard_of(person: Known, ctx: Context) -> tuple[Button, ...]:
    """Make the button that asks whether a person got there, where nobody has heard of it yet."""
    waits = (one for one in ctx.referrals.of_person(person.id) if one.is_open)
    text = phrase(msgid("Did they get there?"))
    return tuple(button(text, ASK, one.id) for one in waits)[:1]
