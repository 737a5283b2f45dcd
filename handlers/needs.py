"""Needs in the chat: what someone needs, most urgent first, and what became of it."""

from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import steering
from dialogue.rules.anchors import day_in
from dialogue.tap import read
from handlers.asking import ask, asked, number_in, tap_of
from handlers.context import Context
from handlers.few_words import taken
from handlers.incoming import Picked, Tapped, Wrote
from handlers.need_cards import (
    DROP,
    DUE,
    GRADE,
    LIST,
    MET,
    SHOW,
    button,
    gone,
    listed,
    needed,
    shown,
)
from handlers.needing import URGENCIES, drop, grade, meet
from handlers.register import Known, known
from handlers.router import Router, Says
from models.need import Need

_HELPED: Final = "need.helped"
_GONE: Final = "need.gone"
_SET: Final = "need.set"

router = Router()


@router.on(Tapped)
def show_list(event: Tapped, ctx: Context) -> Says | None:
    """List what a person needs, some on each page."""
    tap = tap_of(event, LIST)
    if tap is None:
        return None
    person_id, _, first = tap.value.partition(".")
    person = known(person_id, ctx)
    if person is None:
        return (gone(),)
    return (listed(person, ctx, first=number_in(first)),)


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show one need, and what can be done about it."""
    tap = tap_of(event, SHOW)
    if tap is None:
        return None
    found = needed(tap.value, ctx)
    return (gone(),) if found is None else (shown(*found, ctx),)


@router.on(Tapped)
def change(event: Tapped, ctx: Context) -> Says | None:
    """Ask how urgent a need is, and set it."""
    tap = tap_of(event, GRADE, _SET)
    if tap is None:
        return None
    need_id, _, urgency = tap.value.partition(".")
    found = needed(need_id, ctx)
    if found is None:
        return (gone(),)
    need, _ = found
    level = number_in(urgency)
    if tap.act == GRADE or level not in URGENCIES:
        return (_how_urgent(need),)
    told = grade(need, level, ctx)
    return (*told, shown(*found, ctx))


@router.on(Picked)
def move(event: Picked, ctx: Context) -> Says | None:
    """Set the day by which a need is to be seen to."""
    tap = read(event.data)
    if tap is None or tap.act != DUE:
        return None
    found = needed(tap.value, ctx)
    day = day_in(event.value)
    if found is None or day is None:
        return (gone(),)
    found[0].due_on = max(day, ctx.moment.today)
    return (shown(*found, ctx),)


@router.on(Tapped)
def close(event: Tapped, ctx: Context) -> Says | None:
    """Ask what helped, or why it is needed no more; or close the need without words."""
    tap = tap_of(event, MET, _HELPED, DROP, _GONE)
    if tap is None:
        return None
    found = needed(tap.value, ctx)
    if found is None:
        return (gone(),)
    need, person = found
    if tap.act in {_HELPED, _GONE}:
        return _closed(need, person, tap.act, None, ctx)
    return (_ask_why(_HELPED if tap.act == MET else _GONE, need, ctx),)


@router.on(Wrote)
def tell(event: Wrote, ctx: Context) -> Says | None:
    """Take what helped, or why it is needed no more, in few words."""
    question = asked(_HELPED, ctx) or asked(_GONE, ctx)
    steers = steering(event.text)
    if question is None or steers not in {None, "skip", "back", "cancel"}:
        return None
    found = needed(question.about, ctx)
    if found is None:
        return (gone(),)
    need, person = found
    if steers in {"back", "cancel"}:
        return (shown(need, person, ctx),)
    words = None if steers == "skip" else taken(event.text)
    if isinstance(words, tuple):
        return (Say(lines=words), _ask_why(question.act, need, ctx))
    return _closed(need, person, question.act, words, ctx)


def _how_urgent(need: Need) -> Say:
    return Say(
        lines=(phrase(msgid("How urgent is it?")),),
        buttons=(
            *(button(words, _SET, f"{need.id}.{grade}") for grade, words in URGENCIES.items()),
            button(phrase(msgid("Back")), SHOW, need.id),
        ),
    )


def _ask_why(act: str, need: Need, ctx: Context) -> Say:
    ask(act, ctx, about=need.id)
    text = (
        msgid("What helped? Write it in a few words, or skip.")
        if act == _HELPED
        else msgid("Why is it not needed any more? Write it in a few words, or skip.")
    )
    return Say(
        lines=(phrase(text),),
        buttons=(
            button(phrase(msgid("Skip")), act, need.id),
            button(phrase(msgid("Back")), SHOW, need.id),
        ),
    )


def _closed(need: Need, person: Known, act: str, words: str | None, ctx: Context) -> Says:
    if act == _HELPED:
        told, text = meet(need, ctx, how=words), msgid("Noted: this need is met.")
    else:
        told, text = drop(need, ctx, why=words), msgid("Noted: this is not needed any more.")
    return (Say(lines=(phrase(text),)), *told, listed(person, ctx))
