"""Needs on the screen: the list of a person's, one of them, and the buttons to both."""

from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Button, Picker, Say
from dialogue.tap import Tap
from handlers.context import Context
from handlers.needing import URGENCIES, kind_words
from handlers.register import Known, called, known
from models.need import CARDS, Need

LIST: Final = "need.list"
SHOW: Final = "need.show"
ADD: Final = "need.add"
MET, DROP, GRADE, DUE, OWED = "need.met", "need.drop", "need.grade", "need.due", "need.owed"
PLAN: Final = "plan.need"
REFER: Final = "refer.need"
CARD: Final = "visit.card"
_PAGE: Final = 6


def needed(need_id: str, ctx: Context) -> tuple[Need, Known] | None:
    """Find a need with whom it is of; None where they are out of scope, or gone."""
    need = ctx.needs.get(need_id)
    person = None if need is None else known(need.person_id, ctx)
    return None if need is None or person is None else (need, person)


def the_card(person_id: str) -> Button:
    """Make the way back to what is known of a person."""
    return button(phrase(msgid("Back to the person")), CARD, person_id)


def listed(person: Known, ctx: Context, *, first: int = 0) -> Say:
    """Say what a person needs, the most urgent first."""
    held = ctx.needs.open_of(person.id)
    page = held[first : first + _PAGE]
    head = phrase(msgid("What {name} needs:"), name=called(person))
    none = phrase(msgid("No need of {name} is noted."), name=called(person))
    numbered = list(enumerate(page, start=first + 1))
    lines = [head, *(line for number, need in numbered for line in in_short(need, number))]
    later = first + _PAGE if len(held) > first + _PAGE else 0
    more = phrase(msgid("More")) if later else phrase(msgid("From the first"))
    turns = (button(more, LIST, f"{person.id}.{later}"),) if len(held) > _PAGE else ()
    return Say(
        lines=tuple(lines) if held else (none,),
        buttons=(
            *(button(_numbered(number, need), SHOW, need.id) for number, need in numbered),
            button(phrase(msgid("Add a need")), ADD, person.id),
            *turns,
            the_card(person.id),
        ),
    )


def gone() -> Say:
    """Say that what a button names is not there, or not theirs to see."""
    return Say(
        lines=(phrase(msgid("This is not in your list any more. Nothing was changed.")),),
        buttons=(button(phrase(msgid("Menu")), "menu", ""),),
    )


def shown(need: Need, person: Known, ctx: Context) -> Say:
    """Show one need, with all that can be done about it."""
    owner = (
        phrase(msgid("Seen to by you."))
        if need.owner_id == ctx.someone.id
        else phrase(msgid("Seen to by the coordinator."))
        if need.owner_id is None
        else phrase(msgid("Seen to by another volunteer."))
    )
    head = phrase(msgid("What {name} needs:"), name=called(person))
    back = button(phrase(msgid("Back to the list")), LIST, person.id)
    if not need.is_open:
        closed = phrase(msgid("This need is closed."))
        return Say(lines=(head, *in_short(need), closed), buttons=(back,))
    card = (
        (button(phrase(msgid("Is the card in hand?")), OWED, need.id),)
        if need.kind in CARDS
        else ()
    )
    return Say(
        lines=(head, *in_short(need), owner),
        buttons=(
            button(phrase(msgid("It is met")), MET, need.id),
            *card,
            button(phrase(msgid("Put into the plan")), PLAN, need.id),
            button(phrase(msgid("Send to a facility")), REFER, need.id),
            button(phrase(msgid("Change the urgency")), GRADE, need.id),
            day_picker(phrase(msgid("Another date")), DUE, need, ctx),
            button(phrase(msgid("Not needed any more")), DROP, need.id),
            back,
        ),
    )


def day_picker(label: Phrase, act: str, need: Need, ctx: Context) -> Picker:
    """Make a button that picks the day by which a need is to be seen to, from today on."""
    today = ctx.moment.today
    initial = max(need.due_on or today, today)
    return Picker(
        label=label,
        tap=Tap(act=act, value=need.id),
        mode="date",
        initial=initial.isoformat(),
        least=today.isoformat(),
    )


def in_short(need: Need, number: int | None = None) -> tuple[Words, ...]:
    """Say in a line or more what a need is about, how urgent it is and by when."""
    urgency = URGENCIES.get(need.urgency, URGENCIES[1])
    kind = kind_words(need) if number is None else _numbered(number, need)
    if need.due_on is None:
        first = phrase(msgid("{kind} · {urgency}"), kind=kind, urgency=urgency)
    else:
        text = msgid("{kind} · {urgency} · by {date}")
        first = phrase(text, kind=kind, urgency=urgency, date=need.due_on)
    carer = (phrase(msgid("For whoever cares for this person.")),) if need.whom == "carer" else ()
    return (first, *carer, *((need.detail,) if need.detail else ()))


def _numbered(number: int, need: Need) -> Phrase:
    return phrase(msgid("{number}. {kind}"), number=number, kind=kind_words(need))


def button(label: Words, act: str, value: str) -> Button:
    """Make a button outside of forms."""
    return Button(label=label, tap=Tap(act=act, value=value))
