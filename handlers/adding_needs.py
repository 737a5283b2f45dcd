"""Needs by hand: someone tells what a person needs, in a few taps and a few words."""

from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.cleaning import folded
from dialogue.reading.steering import steering
from dialogue.rules.anchors import day_in
from dialogue.tap import read
from handlers.asking import ask, asked, number_in, tap_of
from handlers.context import Context
from handlers.few_words import taken
from handlers.happened import NeedFound
from handlers.incoming import Incoming, Picked, Tapped, Wrote
from handlers.need_cards import (
    ADD,
    LIST,
    button,
    day_picker,
    gone,
    listed,
    needed,
    the_card,
)
from handlers.needing import KINDS, URGENCIES, grade, open_need
from handlers.register import Known, called, known
from handlers.router import Router, Says
from models.need import Need

_KIND, _WHOM, _URGENCY = "need.kind", "need.whom", "need.urgency"
_WORDS, _OWNER, _BY = "need.words", "need.owner", "need.by"
_FIRST_KINDS: Final = ("food", "clothing", "housing", "medicine", "income", "right", "paper")
_MORE_KINDS: Final = ("equipment", "other")
_WHOSE: Final = frozenset({"person", "carer"})
_OWN_WORDS: Final = frozenset({"equipment", "other"})
"""Kinds of which somebody may have several needs, told apart by their words."""

router = Router()


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Ask of which kind, for whom and how urgent, one after the other; then for a few words."""
    tap = tap_of(event, ADD, _KIND, _WHOM, _URGENCY)
    if tap is None:
        return None
    person_id, *chosen = tap.value.split(".")
    person = known(person_id, ctx)
    if person is None:
        return (gone(),)
    if person.status != "active":
        text = phrase(msgid("{name} is not visited any more."), name=called(person))
        return (Say(lines=(text,), buttons=(the_card(person.id),)),)
    if not chosen or chosen == ["more"]:
        return (_kinds(person, *chosen),)
    return (_next(person, chosen, ctx) or gone(),)


@router.on(Wrote)
def tell(event: Wrote, ctx: Context) -> Says | None:
    """Take the few words, and note the need."""
    question = asked(_WORDS, ctx)
    steers = steering(event.text)
    if question is None or steers not in {None, "skip", "back", "cancel"}:
        return None
    person = known(question.about.partition(".")[0], ctx)
    if person is None:
        return (gone(),)
    if steers in {"back", "cancel"}:
        return (listed(person, ctx),)
    words = "" if steers == "skip" else taken(event.text)
    if isinstance(words, tuple):
        return (Say(lines=words), _words(person, question.about, ctx))
    return _noted(person, question.about, words, ctx)


@router.on(Tapped)
def skip_words(event: Tapped, ctx: Context) -> Says | None:
    """Note the need without words."""
    tap = tap_of(event, _WORDS)
    if tap is None:
        return None
    person = known(tap.value.partition(".")[0], ctx)
    return (gone(),) if person is None else _noted(person, tap.value, "", ctx)


@router.on(Tapped)
def give(event: Tapped, ctx: Context) -> Says | None:
    """Take who sees to it, and ask by when."""
    tap = tap_of(event, _OWNER)
    if tap is None:
        return None
    need_id, _, whose = tap.value.partition(".")
    found = needed(need_id, ctx)
    if found is None:
        return (gone(),)
    need, _person = found
    need.owner_id = None if whose == "coordinator" else ctx.someone.id
    return (_by_when(need, ctx),)


@router.on(Tapped, Picked)
def set_day(event: Incoming, ctx: Context) -> Says | None:
    """Take by when it is to be seen to, and show the list."""
    tap = read(event.data) if isinstance(event, Tapped | Picked) else None
    if tap is None or tap.act != _BY:
        return None
    found = needed(tap.value, ctx)
    if found is None:
        return (gone(),)
    need, person = found
    if isinstance(event, Picked):
        day = day_in(event.value)
        if day is None:
            return (_by_when(need, ctx),)
        need.due_on = max(day, ctx.moment.today)
    done = phrase(msgid("Noted. It stands in the list until it is met."))
    return (Say(lines=(done,)), NeedFound(need_id=need.id), listed(person, ctx))


def _next(person: Known, chosen: list[str], ctx: Context) -> Say | None:
    """Ask what is not chosen yet: for whom, how urgent, in which words; None where that is odd."""
    about = ".".join((person.id, *chosen))
    match chosen:
        case [kind] if kind in KINDS:
            return _whom(person, kind)
        case [kind, "person" | "carer"] if kind in KINDS:
            return _urgency(person, about)
        case [kind, "person" | "carer", urgency] if kind in KINDS and urgency.isdecimal():
            return _words(person, about, ctx)
    return None


def _kinds(person: Known, page: str = "") -> Say:
    head = phrase(msgid("What does {name} need?"), name=called(person))
    shown = _MORE_KINDS if page else _FIRST_KINDS
    more = () if page else (button(phrase(msgid("More")), ADD, f"{person.id}.more"),)
    back = button(phrase(msgid("Back")), *((ADD, person.id) if page else (LIST, person.id)))
    choices = (button(KINDS[kind], _KIND, f"{person.id}.{kind}") for kind in shown)
    return Say(lines=(head,), buttons=(*choices, *more, back))


def _whom(person: Known, kind: str) -> Say:
    about = f"{person.id}.{kind}"
    return Say(
        lines=(KINDS[kind], phrase(msgid("Who needs it?"))),
        buttons=(
            button(called(person), _WHOM, f"{about}.person"),
            button(phrase(msgid("The carer")), _WHOM, f"{about}.carer"),
            button(phrase(msgid("Back")), ADD, person.id),
        ),
    )


def _urgency(person: Known, about: str) -> Say:
    choices = (button(said, _URGENCY, f"{about}.{grade}") for grade, said in URGENCIES.items())
    return Say(
        lines=(
            phrase(msgid("How urgent is it?")),
            phrase(msgid("If a life is in danger, call 1669 now.")),
        ),
        buttons=(*choices, button(phrase(msgid("Back")), ADD, person.id)),
    )


def _words(person: Known, about: str, ctx: Context) -> Say:
    ask(_WORDS, ctx, about=about)
    lines: tuple[Words, ...] = (
        phrase(msgid("What is it about? Write it in a few words, or skip.")),
        phrase(msgid("No card numbers, no phone numbers.")),
    )
    skip = button(phrase(msgid("Skip")), _WORDS, about)
    return Say(lines=lines, buttons=(skip, button(phrase(msgid("Back")), ADD, person.id)))


def _noted(person: Known, about: str, words: str, ctx: Context) -> Says:
    """Note the need at once, so that nothing is lost; then ask who sees to it."""
    kind, whom, urgency = (*about.split(".")[1:4], "", "", "")[:3]
    if kind not in KINDS or whom not in _WHOSE or person.status != "active":
        return (gone(),)
    subject = kind
    if words and kind in _OWN_WORDS:
        subject = f"{kind}:{ctx.hashed(f'need:{folded(words)}')[:20]}"
    row = ctx.persons.get(person.id)
    level = number_in(urgency) if number_in(urgency) in URGENCIES else 1
    need = ctx.needs.standing(person.id, subject, whom)
    if need is not None:
        if words:
            need.detail = words
        text = phrase(msgid("This need is on the list already. Its urgency is set anew."))
        return (Say(lines=(text,)), *grade(need, level, ctx), _whose(need))
    if row is None:
        return (gone(),)
    found = open_need(
        row,
        ctx,
        kind=kind,
        subject=subject,
        urgency=level,
        whom=whom,
        owner_id=ctx.someone.id,
        words=words,
    )
    made = ctx.needs.get(found.need_id)
    return (gone(),) if made is None else (found, _whose(made))


def _whose(need: Need) -> Say:
    return Say(
        lines=(phrase(msgid("Noted.")), phrase(msgid("Who sees to it?"))),
        buttons=(
            button(phrase(msgid("I see to it")), _OWNER, f"{need.id}.me"),
            button(phrase(msgid("The coordinator")), _OWNER, f"{need.id}.coordinator"),
        ),
    )


def _by_when(need: Need, ctx: Context) -> Say:
    text = phrase(msgid("By {date}?"), date=need.due_on or ctx.moment.today)
    return Say(
        lines=(text,),
        buttons=(
            button(phrase(msgid("Yes")), _BY, need.id),
            day_picker(phrase(msgid("Another date")), _BY, need, ctx),
        ),
    )
