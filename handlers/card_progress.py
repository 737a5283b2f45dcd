"""Cards and papers: asked for again and again, until the card is in hand."""

from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Picker, Say
from dialogue.rules.anchors import day_in
from dialogue.tap import Tap, read
from handlers.asking import tap_of
from handlers.context import Context
from handlers.facts import CARD_EXPIRES, CARD_TOLD
from handlers.happened import NeedFound, PersonKept
from handlers.incoming import Incoming, Picked, Tapped
from handlers.need_cards import OWED, SHOW, button, gone, listed, needed, shown
from handlers.needing import kind_words, meet
from handlers.register import Known, called, change
from handlers.router import Router, Says
from models.need import Need

_STATE: Final = "need.card"
_MONTH: Final = "need.month"
_STATES: Final = {
    "have": phrase(msgid("The card is in hand")),
    "waiting": phrase(msgid("Applied, waiting")),
    "refused": phrase(msgid("Refused")),
    "untried": phrase(msgid("Not tried yet")),
}
_NEXT: Final = {
    "waiting": msgid("Noted: it is applied for. I will ask again."),
    "refused": msgid(
        "Noted: it was refused. Call 1330 and ask why, or ask the social worker of the hospital."
    ),
    "untried": msgid(
        "Noted. Ask at the health centre or call 1330 what to bring. I will ask again."
    ),
}

router = Router()


@router.on(Tapped)
def ask(event: Tapped, ctx: Context) -> Says | None:
    """Ask how far a card or paper is."""
    tap = tap_of(event, OWED)
    if tap is None:
        return None
    found = needed(tap.value, ctx)
    if found is None:
        return (gone(),)
    return (_question(*found) if found[0].is_open else shown(*found, ctx),)


@router.on(Tapped)
def take(event: Tapped, ctx: Context) -> Says | None:
    """Take how far it is; in hand, the need is met, and the month of its end is asked."""
    tap = tap_of(event, _STATE)
    if tap is None:
        return None
    need_id, _, state = tap.value.partition(".")
    found = needed(need_id, ctx)
    if found is None or state not in _STATES:
        return (gone(),)
    need, person = found
    if not need.is_open:
        return (shown(need, person, ctx),)
    need.progress = state
    if state == "have":
        return (*meet(need, ctx), _when(need, ctx))
    return (Say(lines=(phrase(_NEXT[state]),)), NeedFound(need_id=need.id), listed(person, ctx))


@router.on(Tapped, Picked)
def note_month(event: Incoming, ctx: Context) -> Says | None:
    """Keep the month in which the card expires, and never its number."""
    tap = read(event.data) if isinstance(event, Tapped | Picked) else None
    if tap is None or tap.act != _MONTH:
        return None
    found = needed(tap.value, ctx)
    if found is None:
        return (gone(),)
    need, person = found
    row = ctx.persons.get(need.person_id)
    day = day_in(event.value) if isinstance(event, Picked) else None
    if day is None or row is None:
        return (listed(person, ctx),)
    told = {CARD_EXPIRES: day.isoformat()[:7], CARD_TOLD: ctx.moment.today.isoformat()}
    change(row, told, ctx)
    text = phrase(msgid("Noted. You will be reminded before it expires."))
    kept = PersonKept(person_id=person.id, is_new=False)
    return (Say(lines=(text,)), kept, listed(person, ctx))


def _question(need: Need, person: Known) -> Say:
    return Say(
        lines=(
            phrase(msgid("{name}: {kind}"), name=called(person), kind=kind_words(need)),
            phrase(msgid("How far is it? Ask only that: no card numbers, no pictures.")),
        ),
        buttons=(
            *(button(said, _STATE, f"{need.id}.{state}") for state, said in _STATES.items()),
            button(phrase(msgid("Back")), SHOW, need.id),
        ),
    )


def _when(need: Need, ctx: Context) -> Say:
    month = Picker(
        label=phrase(msgid("Choose the month")),
        tap=Tap(act=_MONTH, value=need.id),
        mode="date",
        initial=ctx.moment.today.isoformat(),
        least=ctx.moment.today.isoformat(),
    )
    return Say(
        lines=(
            phrase(msgid("Well done. This need is met.")),
            phrase(msgid("In which month does the card expire? Any day of it will do.")),
        ),
        buttons=(month, button(phrase(msgid("Not known")), _MONTH, need.id)),
    )
