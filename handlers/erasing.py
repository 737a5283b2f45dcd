"""Erasing a person's record: asked once, done at once, with what was sent on told."""

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.buttons import to_menu
from handlers.consenting import in_sight, may_erase, name_of
from handlers.context import Context
from handlers.forgetting import Forgotten, forget_person, held_of_person
from handlers.incoming import Tapped
from handlers.marking import ERASED, PERSON, mark
from handlers.router import Router, Says
from models.person import Person

_ASK, _YES = "erase.ask", "erase.yes"
_CARD = "visit.card"

router = Router()


@router.on(Tapped)
def ask(event: Tapped, ctx: Context) -> Says | None:
    """Tell what would be erased, and ask once."""
    tap = tap_of(event, _ASK)
    if tap is None:
        return None
    person = in_sight(tap.value, ctx)
    if person is None:
        return (_gone(),)
    if not may_erase(person, ctx):
        text = msgid("Only a coordinator can erase this record. Please tell your coordinator.")
        return (Say(lines=(phrase(text),), buttons=(_back(person),)),)
    held = held_of_person(person, ctx.traces)
    lines = (
        phrase(msgid("Erase all that is kept of {name}?"), name=name_of(person, ctx)),
        phrase(
            msgid("Forms: {forms}. Pictures: {pictures}. Needs, plans and follow-ups go too."),
            forms=held.submissions,
            pictures=held.pictures,
        ),
        phrase(msgid("Only bare visit counts stay. This cannot be undone.")),
        *_sent(held),
    )
    buttons = (
        Button(label=phrase(msgid("Erase for good")), tap=Tap(act=_YES, value=person.id)),
        Button(label=phrase(msgid("Do not erase")), tap=Tap(act=_CARD, value=person.id)),
    )
    return (Say(lines=lines, buttons=buttons),)


@router.on(Tapped)
def erase(event: Tapped, ctx: Context) -> Says | None:
    """Erase at once; a second tap finds nobody any more."""
    tap = tap_of(event, _YES)
    if tap is None:
        return None
    person = in_sight(tap.value, ctx)
    if person is None or not may_erase(person, ctx):
        return (_gone(),)
    mark(ERASED, PERSON, person.id, ctx, area=person.area)
    held = forget_person(person, ctx.traces, ctx.moment.now)
    lines = (phrase(msgid("Erased. Nothing of this person is kept here any more.")), *_sent(held))
    menu = to_menu()
    return (Say(lines=lines, buttons=(menu,), subject=f"erased:{event.event_id}"[:120]),)


def _sent(held: Forgotten) -> tuple[Phrase, ...]:
    text = msgid("Sent to {server} before: {count}. Ask there too, it cannot be called back.")
    return tuple(
        phrase(text, server=server or phrase(msgid("another server")), count=count)
        for server, count in held.servers.items()
    )


def _gone() -> Say:
    text = msgid("This record is not here any more. Type “menu” to go on.")
    return Say(lines=(phrase(text),))


def _back(person: Person) -> Button:
    return Button(label=phrase(msgid("Back to the person")), tap=Tap(act=_CARD, value=person.id))
