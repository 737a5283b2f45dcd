"""Planning: the individual quality-of-life plan, made from needs in few taps."""

from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Picker, Say
from dialogue.reading.steering import steering
from dialogue.rules.anchors import day_in
from dialogue.tap import Tap, read
from handlers.asking import ask, asked, number_in, tap_of
from handlers.context import Context
from handlers.few_words import taken
from handlers.incoming import Incoming, Picked, Tapped, Wrote
from handlers.need_cards import PLAN, button, gone, needed, the_card
from handlers.needing import OF_NEED, kind_words, meet
from handlers.plan_lines import FILE, WHO, in_lines
from handlers.register import Known, called, known
from handlers.router import Router, Says
from models.need import PLANNED as NEED_PLANNED
from models.need import Need
from models.plan import DONE, PLANNED, PlanItem

LIST: Final = "plan.list"
_ADD, _WHAT, _WHO, _WHEN = "plan.add", "plan.what", "plan.who", "plan.when"
_RESULT, _CAME, _WORDS = "plan.result", "plan.came", "plan.words"
_PAGE: Final = 5
_NEEDS: Final = 7

router = Router()


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show a person's plan, some lines on each page."""
    tap = tap_of(event, LIST)
    if tap is None:
        return None
    person_id, _, first = tap.value.partition(".")
    person = known(person_id, ctx)
    if person is None:
        return (gone(),)
    return (_plan(person, ctx, first=number_in(first)),)


@router.on(Tapped)
def add(event: Tapped, ctx: Context) -> Says | None:
    """Choose the need that a new line is for, then ask what is done about it."""
    tap = tap_of(event, _ADD, PLAN)
    if tap is None:
        return None
    if tap.act == PLAN:
        found = needed(tap.value, ctx)
        return (gone(),) if found is None or not found[0].is_open else (_what(*found, ctx),)
    person = known(tap.value, ctx)
    return (gone(),) if person is None else (_which_need(person, ctx),)


@router.on(Wrote)
def tell(event: Wrote, ctx: Context) -> Says | None:
    """Take what is done, or what came of it, in few words."""
    question = asked(_WHAT, ctx) or asked(_WORDS, ctx)
    steers = steering(event.text)
    if question is None or steers not in {None, "skip", "back", "cancel"}:
        return None
    if question.act == _WHAT:
        found = needed(question.about, ctx)
        is_over = found is None or not found[0].is_open
        return (gone(),) if found is None or is_over else _told_what(event.text, *found, ctx)
    item_id, _, state = question.about.partition(".")
    line = _line(item_id, ctx)
    return (gone(),) if line is None else _told_result(event.text, *line, state, ctx)


@router.on(Tapped, Picked)
def complete(event: Incoming, ctx: Context) -> Says | None:
    """Take who does it, then by when."""
    tap = read(event.data) if isinstance(event, Tapped | Picked) else None
    if tap is None or tap.act not in {_WHO, _WHEN}:
        return None
    item_id, _, chosen = tap.value.partition(".")
    line = _line(item_id, ctx)
    if line is None:
        return (gone(),)
    item, person = line
    if tap.act == _WHO:
        item.who = chosen if chosen in WHO else item.who
        return (_when(item, ctx),)
    if isinstance(event, Picked):
        day = day_in(event.value)
        if day is None:
            return (_when(item, ctx),)
        item.by_on = max(day, ctx.moment.today)
    else:
        today = ctx.moment.today
        item.by_on = max(item.by_on or today, today) if chosen else None
    done = phrase(msgid("Noted in the plan."))
    return (Say(lines=(done,)), _plan(person, ctx))


@router.on(Tapped)
def result(event: Tapped, ctx: Context) -> Says | None:
    """Ask what came of a line, then for a few words about it."""
    tap = tap_of(event, _RESULT, _CAME, _WORDS)
    if tap is None:
        return None
    item_id, _, state = tap.value.partition(".")
    line = _line(item_id, ctx)
    if line is None:
        return (gone(),)
    item, person = line
    if item.status != PLANNED:
        return (_plan(person, ctx),)
    if tap.act == _RESULT or state not in {"met", "not"}:
        return (_how_did_it_go(item, person),)
    if tap.act == _CAME:
        return (_in_words(item, state, ctx),)
    return _closed(item, person, state, "", ctx)


def _plan(person: Known, ctx: Context, *, first: int = 0) -> Say:
    lines = ctx.plan_items.of_person(person.id)
    page = lines[first : first + _PAGE]
    head: Words = phrase(msgid("The plan of {name}"), name=called(person))
    numbered = list(enumerate(page, start=first + 1))
    if not lines:
        none = phrase(msgid("Nothing is planned yet. Begin from a need."))
        told: tuple[Words, ...] = (head, none)
    else:
        told = (head, *(said for number, item in numbered for said in in_lines(item, number)))
    results = tuple(
        button(phrase(msgid("Result of {number}"), number=number), _RESULT, item.id)
        for number, item in numbered
        if item.status == PLANNED
    )
    later = first + _PAGE if len(lines) > first + _PAGE else 0
    more = phrase(msgid("More")) if later else phrase(msgid("From the first"))
    turns = (button(more, LIST, f"{person.id}.{later}"),) if len(lines) > _PAGE else ()
    return Say(
        lines=told,
        buttons=(
            *results,
            button(phrase(msgid("Plan for a need")), _ADD, person.id),
            *turns,
            *((button(phrase(msgid("As a file (Excel)")), FILE, person.id),) if lines else ()),
            the_card(person.id),
        ),
    )


def _which_need(person: Known, ctx: Context) -> Say:
    planned = {item.need_id for item in ctx.plan_items.of_person(person.id)}
    held = ctx.needs.open_of(person.id)
    needs = sorted(held, key=lambda need: need.id in planned)[:_NEEDS]
    back = button(phrase(msgid("Back to the plan")), LIST, person.id)
    if not needs:
        text = phrase(msgid("No need of {name} is noted."), name=called(person))
        return Say(
            lines=(text,),
            buttons=(button(phrase(msgid("Add a need")), "need.add", person.id), back),
        )
    return Say(
        lines=(phrase(msgid("For which need?")),),
        buttons=(*(button(kind_words(need), PLAN, need.id) for need in needs), back),
    )


def _what(need: Need, person: Known, ctx: Context) -> Say:
    ask(_WHAT, ctx, about=need.id)
    return Say(
        lines=(
            phrase(msgid("{name}: {kind}"), name=called(person), kind=kind_words(need)),
            phrase(msgid("What will be done? Write it in a few words.")),
        ),
        buttons=(button(phrase(msgid("Back to the plan")), LIST, person.id),),
    )


def _told_what(text: str, need: Need, person: Known, ctx: Context) -> Says:
    if steering(text) in {"back", "cancel"}:
        return (_plan(person, ctx),)
    words = taken(text)
    if isinstance(words, tuple):
        return (Say(lines=words), _what(need, person, ctx))
    item = ctx.plan_items.add(
        PlanItem(
            id=ctx.moment.new_id(),
            person_id=person.id,
            need_id=need.id,
            area=need.area,
            status=PLANNED,
            by_on=need.due_on,
            made_at=ctx.moment.now,
            contact_id=ctx.someone.id,
            is_demo=need.is_demo,
        )
    )
    item.problem, item.what = need.detail or f"{OF_NEED}{need.kind}", words
    need.status = NEED_PLANNED
    return (_who(item, person),)


def _who(item: PlanItem, person: Known) -> Say:
    choices = (button(said, _WHO, f"{item.id}.{code}") for code, said in WHO.items())
    back = button(phrase(msgid("Back to the plan")), LIST, person.id)
    return Say(lines=(phrase(msgid("Who does it?")),), buttons=(*choices, back))


def _when(item: PlanItem, ctx: Context) -> Say:
    today = ctx.moment.today
    day = max(item.by_on or today, today)
    other = Picker(
        label=phrase(msgid("Another date")),
        tap=Tap(act=_WHEN, value=f"{item.id}.day"),
        mode="date",
        initial=day.isoformat(),
        least=today.isoformat(),
    )
    return Say(
        lines=(phrase(msgid("By {date}?"), date=day),),
        buttons=(
            button(phrase(msgid("Yes")), _WHEN, f"{item.id}.yes"),
            other,
            button(phrase(msgid("Not known yet")), _WHEN, item.id),
        ),
    )


def _how_did_it_go(item: PlanItem, person: Known) -> Say:
    return Say(
        lines=(*in_lines(item, 1)[:2], phrase(msgid("What came of it?"))),
        buttons=(
            button(phrase(msgid("The need is met")), _CAME, f"{item.id}.met"),
            button(phrase(msgid("It did not help")), _CAME, f"{item.id}.not"),
            button(phrase(msgid("Back to the plan")), LIST, person.id),
        ),
    )


def _in_words(item: PlanItem, state: str, ctx: Context) -> Say:
    about = f"{item.id}.{state}"
    ask(_WORDS, ctx, about=about)
    return Say(
        lines=(phrase(msgid("Write the result in a few words, or skip.")),),
        buttons=(
            button(phrase(msgid("Skip")), _WORDS, about),
            button(phrase(msgid("Back")), _RESULT, item.id),
        ),
    )


def _told_result(text: str, item: PlanItem, person: Known, state: str, ctx: Context) -> Says:
    steers = steering(text)
    if steers in {"back", "cancel"}:
        return (_plan(person, ctx),)
    if item.status != PLANNED:
        return (_plan(person, ctx),)
    words = "" if steers == "skip" else taken(text)
    if isinstance(words, tuple):
        return (Say(lines=words), _in_words(item, state, ctx))
    return _closed(item, person, state, words, ctx)


def _closed(item: PlanItem, person: Known, state: str, words: str, ctx: Context) -> Says:
    item.status, item.closed_at = DONE, ctx.moment.now
    item.result = words or None
    need = None if item.need_id is None else ctx.needs.get(item.need_id)
    if state != "met":
        text = phrase(msgid("Noted. The need stays open: plan something else for it."))
        return (Say(lines=(text,)), _plan(person, ctx))
    told = () if need is None else meet(need, ctx, how=words or None)
    return (Say(lines=(phrase(msgid("Noted: this need is met.")),)), *told, _plan(person, ctx))


def _line(item_id: str, ctx: Context) -> tuple[PlanItem, Known] | None:
    item = ctx.plan_items.get(item_id)
    person = None if item is None else known(item.person_id, ctx)
    return None if item is None or person is None else (item, person)
