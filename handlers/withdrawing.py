"""Taking consent back, and telling a coordinator who looked at a record."""

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.consent_words import (
    SEEN,
    SHORT,
    TAKE,
    TAKEN,
    back,
    erase_button,
    named,
    not_seen,
    show_card,
)
from handlers.consenting import RECORD, coordinates, name_of, standing, withdraw
from handlers.context import Context
from handlers.incoming import Tapped
from handlers.marking import SAW
from handlers.router import Router, Says
from models.consent import PURPOSES

_LAST = 10  # marks that are shown

router = Router()


@router.on(Tapped)
def take_back(event: Tapped, ctx: Context) -> Says | None:
    """Ask what is taken back."""
    person, _ = named(event, ctx, TAKE)
    if person is None:
        return not_seen(event, TAKE)
    stand = standing(person.id, ctx)
    if not stand:
        return show_card(person, ctx)
    every = Button(
        label=phrase(msgid("All of it")), tap=Tap(act=TAKEN, value=f"{person.id}:{RECORD}")
    )
    others = (
        Button(label=phrase(SHORT[purpose]), tap=Tap(act=TAKEN, value=f"{person.id}:{purpose}"))
        for purpose in PURPOSES
        if purpose in stand and purpose != RECORD
    )
    lines = (phrase(msgid("What does the person take back?")),)
    return (Say(lines=lines, buttons=(every, *others, back(person))),)


@router.on(Tapped)
def taken_back(event: Tapped, ctx: Context) -> Says | None:
    """Take it back at once; without consent to keep anything, offer to erase what is kept."""
    person, rest = named(event, ctx, TAKEN)
    if person is None or len(rest) != 1 or rest[0] not in PURPOSES:
        return not_seen(event, TAKEN)
    purposes = PURPOSES if rest[0] == RECORD else (rest[0],)
    withdraw(person.id, purposes, ctx)
    done = phrase(msgid("Taken back. It holds from now on."))
    if rest[0] != RECORD:
        return (Say(lines=(done,), buttons=(back(person),)),)
    ask = phrase(msgid("Should what is kept of this person be erased now?"))
    return (Say(lines=(done, ask), buttons=(erase_button(person), back(person))),)


@router.on(Tapped)
def who_saw(event: Tapped, ctx: Context) -> Says | None:
    """Tell a coordinator who saw or changed a person's record."""
    person, _ = named(event, ctx, SEEN)
    if person is None or not coordinates(person, ctx):
        return not_seen(event, SEEN)
    lines: tuple[Words, ...] = (
        phrase(
            msgid("{name}: the record was looked at {count} times."),
            name=name_of(person, ctx),
            count=ctx.audits.count(person.id, SAW),
        ),
    )
    shown = (
        phrase(
            msgid("{at}: {act} (by {who})"),
            at=one.at.astimezone(ctx.moment.zone),
            act=phrase(_DONE.get(one.action, _DONE["changed"])),
            who=_who(one.actor, ctx),
        )
        for one in ctx.audits.latest(person.id, _LAST)
    )
    return (Say(lines=(*lines, *shown), buttons=(back(person),)),)


_DONE = {
    "saw": msgid("seen"),
    "changed": msgid("changed"),
    "left": msgid("left the register"),
    "agreed": msgid("consent given"),
    "withdrew": msgid("consent taken back"),
    "exported": msgid("exported"),
    "erased": msgid("erased"),
}


def _who(actor: str, ctx: Context) -> Words:
    """Name whoever did it by a short code that stays the same: no names of volunteers are kept."""
    if actor == ctx.someone.id:
        return phrase(msgid("you"))
    return actor[:6].upper()
