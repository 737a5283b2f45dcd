"""Words and buttons that the consent card and what follows from it share."""

from collections.abc import Sequence

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.consenting import card_lines, in_sight
from handlers.context import Context
from handlers.incoming import Tapped
from handlers.router import Says
from models.consent import CARER, PARENT, PURPOSES, SELF
from models.person import Person

SHOW, READ, SEEN = "consent.show", "consent.read", "consent.seen"
YES, UNKEPT, NO = "consent.yes", "consent.unkept", "consent.no"
TICK, SAVE, TAKE, TAKEN = "consent.tick", "consent.save", "consent.take", "consent.taken"
CARD = "visit.card"
ERASE = "erase.ask"

SHORT = {
    "record": msgid("Keep what is found"),
    "share": msgid("Share with the clinic"),
    "reminders": msgid("Remind of visits"),
}
LONG = {
    "record": msgid("Keep what is found on visits"),
    "share": msgid("Share it with a health facility when the person is sent there"),
    "reminders": msgid("Remind of visits and appointments"),
}
BY = {
    SELF: msgid("The person"),
    PARENT: msgid("Parent or guardian"),
    CARER: msgid("Carer"),
}


def named(event: Tapped, ctx: Context, act: str) -> tuple[Person | None, Sequence[str]]:
    """Read whom a tap of this act names, if they may be seen, and what else it carries."""
    tap = tap_of(event, act)
    if tap is None:
        return None, ()
    person_id, *rest = tap.value.split(":")
    return in_sight(person_id, ctx), rest


def not_seen(event: Tapped, act: str) -> Says | None:
    """Answer a button about somebody who is gone, or is somebody else's; pass on any other."""
    if tap_of(event, act) is None:
        return None
    text = msgid("This person is not in your list any more. Type “menu” to go on.")
    return (Say(lines=(phrase(text),)),)


def show_card(person: Person, ctx: Context) -> Says:
    """Show the card to be read aloud, and ask."""
    card = ctx.consent_cards.current()
    if card is None:
        text = msgid("There is no consent card here yet. Ask your coordinator.")
        return (Say(lines=(phrase(text),), buttons=(back(person),)),)
    lead = phrase(msgid("Please read these words aloud to the person first."))
    ask = Say(
        lines=(phrase(msgid("Does the person agree?")),),
        buttons=(
            button(msgid("Agree to keep"), YES, person),
            button(msgid("Answer, do not keep"), UNKEPT, person),
            button(msgid("Do not agree"), NO, person),
            back(person),
        ),
    )
    return (Say(lines=(lead, *card_lines(card, ctx))), ask)


def erase_button(person: Person) -> Button:
    """Offer to erase what is kept of a person."""
    return button(msgid("Erase what is kept"), ERASE, person)


def button(label: str, act: str, person: Person) -> Button:
    """Make a button about a person."""
    return Button(label=phrase(label), tap=Tap(act=act, value=person.id))


def back(person: Person) -> Button:
    """Lead back to what is known of a person."""
    return Button(label=phrase(msgid("Back to the person")), tap=Tap(act=CARD, value=person.id))


def purposes_in(written: str) -> frozenset[str]:
    """Read what is ticked."""
    return frozenset(written.split()) & frozenset(PURPOSES)


def value_of(person: Person, by: str, ticked: frozenset[str]) -> str:
    """Write who agrees by whom, and to what."""
    return f"{person.id}:{by}:{' '.join(one for one in PURPOSES if one in ticked)}"


def ticked_short(purpose: str, *, is_on: bool) -> Phrase:
    """Say on a button whether a purpose is ticked."""
    what = phrase(SHORT[purpose])
    return phrase(msgid("✓ {what}"), what=what) if is_on else phrase(msgid("☐ {what}"), what=what)


def ticked_long(purpose: str, *, is_on: bool) -> Phrase:
    """Say in a line whether a purpose is ticked."""
    what = phrase(LONG[purpose])
    return phrase(msgid("✓ {what}"), what=what) if is_on else phrase(msgid("☐ {what}"), what=what)
