"""Needs to see to: those that nobody sees to yet for coordinators, else one's own."""

from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import says_needs
from handlers.asking import number_in, tap_of
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.need_cards import SHOW, button
from handlers.needing import URGENCIES, kind_words
from handlers.register import Known, called, known
from handlers.roles import FILLS_FORMS, scope_of
from handlers.router import Router, Says
from models.need import Need

_MINE: Final = "need.mine"
_PAGE: Final = 7

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """List open needs, the most urgent first, some on each page."""
    tap = tap_of(event, _MINE)
    if tap is None and not (isinstance(event, Wrote) and says_needs(event.text)):
        return None
    if not ctx.has_role(*FILLS_FORMS):
        return None
    first = 0 if tap is None else number_in(tap.value)
    everybodys = ctx.has_role("coordinator")
    held = (
        ctx.needs.unowned_in(scope_of(ctx), first=first, most=_PAGE + 1)
        if everybodys
        else ctx.needs.to_do_of(ctx.someone.id, first=first, most=_PAGE + 1)
    )
    seen = [
        (number, need, person)
        for number, need in enumerate(held[:_PAGE], start=first + 1)
        if (person := known(need.person_id, ctx)) is not None
    ]
    more = first + _PAGE if len(held) > _PAGE else None
    return (_listed(seen, more, everybodys=everybodys),)


def _listed(seen: list[tuple[int, Need, Known]], more: int | None, *, everybodys: bool) -> Say:
    to_menu = button(phrase(msgid("Menu")), "menu", "")
    if not seen:
        return Say(lines=(phrase(msgid("No need waits here.")),), buttons=(to_menu,))
    head = (
        phrase(msgid("Needs that the coordinator sees to:"))
        if everybodys
        else phrase(msgid("Needs that you see to:"))
    )
    on = () if more is None else (button(phrase(msgid("More")), _MINE, str(more)),)
    return Say(
        lines=(head, *(_in_short(number, need, person) for number, need, person in seen)),
        buttons=(
            *(button(_number(number, person), SHOW, need.id) for number, need, person in seen),
            *on,
            to_menu,
        ),
    )


def _in_short(number: int, need: Need, person: Known) -> Phrase:
    text = msgid("{number}. {name}: {kind} · {urgency}")
    return phrase(
        text,
        number=number,
        name=called(person),
        kind=kind_words(need),
        urgency=URGENCIES.get(need.urgency, URGENCIES[1]),
    )


def _number(number: int, person: Known) -> Phrase:
    return phrase(msgid("{number}. {name}"), number=number, name=called(person, 14))
