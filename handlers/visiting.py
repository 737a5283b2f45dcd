"""Visits: whom to visit, the card before the door, the forms one by one, and the end."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Picker, Say
from dialogue.reading.steering import says_visit, says_what_to_do, steering
from dialogue.tap import Tap, read
from handlers import calls, choosing
from handlers.applying import forms_for, is_for, version_for
from handlers.asking import ask, asked, tap_of
from handlers.buttons import to_menu
from handlers.cards import FORM, card, start_button
from handlers.choosing import SOMEONE, someone_else
from handlers.context import Context
from handlers.drafting import About, begin
from handlers.giving import given_to
from handlers.incoming import Incoming, Picked, Tapped, Wrote
from handlers.knowing import Known, known
from handlers.marking import PERSON, SAW, mark
from handlers.referral_cards import heard_of
from handlers.roles import FILLS_FORMS
from handlers.router import Router, Says
from handlers.tasks import CARD, OF
from models.visit import PAPER, Visit

FORMS: Final = "visit.forms"
END: Final = "visit.end"
LOOKED_IN: Final = "visit.look"
CALL_OFF: Final = "visit.drop"
NEXT: Final = "visit.next"
ON_PAPER: Final = "visit.paper"

_BACK_DAYS: Final = 60
"""So long after a visit it can still be noted from paper."""

_FORMS_SHOWN: Final = 5

router = Router()


@router.on(Wrote, Tapped)
def whom(event: Incoming, ctx: Context) -> Says | None:
    """Ask whom to visit: those to whom something is due stand first."""
    tap = tap_of(event, SOMEONE)
    is_word = isinstance(event, Wrote) and says_visit(event.text)
    if tap is None and not is_word:
        return None
    if not ctx.has_role(*FILLS_FORMS):
        return (_only_workers(),)
    page = int(tap.value) if tap is not None and tap.value.isdecimal() else 0
    ask(SOMEONE, ctx)
    return (*calls.close_others(ctx, besides=_going_to(ctx)), choosing.whom(page, ctx))


@router.on(Wrote)
def search(event: Wrote, ctx: Context) -> Says | None:
    """Find whom someone typed: one person is shown at once, of several one is chosen."""
    if asked(SOMEONE, ctx) is None or steering(event.text) is not None:
        return None
    if not ctx.has_role(*FILLS_FORMS):
        return None
    people = choosing.matching(event.text, ctx)
    if len(people) == 1:
        return (_card(people[0], ctx),)
    if not people and says_what_to_do(event.text):
        return None
    ask(SOMEONE, ctx)
    return (choosing.several(people) if people else choosing.nobody(),)


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show the card of a person."""
    tap = tap_of(event, CARD)
    if tap is None:
        return None
    person = _seen(tap.value, ctx)
    return (_gone(ctx),) if person is None else (_card(person, ctx),)


@router.on(Tapped)
def offer_forms(event: Tapped, ctx: Context) -> Says | None:
    """Show which other forms are for this person, and what else a visit may come to."""
    tap = tap_of(event, FORMS)
    if tap is None:
        return None
    person_id, _, first = tap.value.partition(":")
    person = _seen(person_id, ctx)
    if person is None:
        return (_gone(ctx),)
    return (_forms(person, int(first) if first.isdecimal() else 0, ctx),)


@router.on(Tapped)
def start(event: Tapped, ctx: Context) -> Says | None:
    """Begin a form about a person, and with the first one the visit."""
    tap = tap_of(event, FORM)
    if tap is None:
        return None
    person_id, _, form_id = tap.value.partition(":")
    person, version = _seen(person_id, ctx), version_for(form_id, ctx)
    if person is None or not _may_be_visited(person):
        return (_gone(ctx),)
    if version is None or not is_for(version, person, ctx):
        text = msgid("This form is not for you or not for this person, or is not here any more.")
        return (Say(lines=(phrase(text),)), _card(person, ctx))
    closed = calls.close_others(ctx, besides=person.id)
    visit = calls.visiting(person, ctx)
    given = given_to(ctx.compiled(version), person, visit.id, ctx)
    about = About(person_id=person.id, visit_id=visit.id, given=given)
    return (*closed, *begin(version, ctx, about))


@router.on(Picked)
def note_from_paper(event: Picked, ctx: Context) -> Says | None:
    """Begin to note a visit that was on another day, from paper."""
    tap = read(event.data)
    if tap is None or tap.act != ON_PAPER:
        return None
    person, day = _seen(tap.value, ctx), _day(event.value)
    if person is None or not _may_be_visited(person):
        return (_gone(ctx),)
    if day is None or not timedelta() <= ctx.moment.today - day <= timedelta(days=_BACK_DAYS):
        text = msgid("Choose today or a day of the last {days} days.")
        return (Say(lines=(phrase(text, days=_BACK_DAYS),)), _forms(person, 0, ctx))
    closed = calls.close_others(ctx)
    at = ctx.moment.now
    if day != ctx.moment.today:
        at = datetime.combine(day, time(12), tzinfo=ctx.moment.zone)
    calls.begin(person, ctx, source=PAPER, at=at)
    return (*closed, _forms(person, 0, ctx))


@router.on(Tapped)
def finish(event: Tapped, ctx: Context) -> Says | None:
    """End a visit, also one at which no form was filled in; or note that there was none."""
    tap = tap_of(event, END, LOOKED_IN, CALL_OFF)
    if tap is None:
        return None
    if tap.act == LOOKED_IN:
        person = _seen(tap.value, ctx)
        if person is None or not _may_be_visited(person):
            return (_gone(ctx),)
        closed = calls.close_others(ctx, besides=person.id)
        return (*closed, *calls.end(calls.visiting(person, ctx), ctx))
    visit = _mine(tap.value, ctx)
    if visit is None:
        text = msgid("This visit is over already.")
        return (Say(lines=(phrase(text),), buttons=(someone_else(),)),)
    if tap.act == END:
        return calls.end(visit, ctx) or (_gone(ctx),)
    calls.call_off(visit)
    text = msgid("Noted: there was no visit.")
    return (Say(lines=(phrase(text),), buttons=(someone_else(),)),)


@router.on(Tapped)
def go_next(event: Tapped, ctx: Context) -> Says | None:
    """End the visit and show the card of the next person of the home."""
    tap = tap_of(event, NEXT)
    if tap is None:
        return None
    person = _seen(tap.value, ctx)
    closed = calls.close_others(ctx, besides=tap.value)
    return (*closed, _gone(ctx) if person is None else _card(person, ctx))


def _card(person: Known, ctx: Context) -> Say:
    mark(SAW, PERSON, person.id, ctx, area=person.area)
    visit = calls.going_on(ctx)
    return Say(lines=card(person, visit, ctx), buttons=_buttons(person, visit, ctx))


def _buttons(person: Known, visit: Visit | None, ctx: Context) -> tuple[AnyButton, ...]:
    starts: Sequence[AnyButton] = ()
    if _may_be_visited(person):
        done = _done(person, visit, ctx)
        forms = forms_for(person, ctx, done=done)[:2]
        end = (_end(visit),) if visit is not None and done else ()
        others = Button(label=phrase(msgid("Other forms")), tap=Tap(act=FORMS, value=person.id))
        starts = (*(start_button(form, person, ctx) for form in forms), others, *end)
    arrived = heard_of(person, ctx)
    return (*(*arrived, *starts, *_leading_on(person))[:8], someone_else())


def _leading_on(person: Known) -> tuple[Button, ...]:
    acts = (
        (msgid("Needs"), "need.list"),
        (msgid("Plan"), "plan.list"),
        (msgid("Refer"), "refer.new"),
        (msgid("Details"), "person.edit"),
        (msgid("What is due"), OF),
    )
    return tuple(
        Button(label=phrase(text), tap=Tap(act=act, value=person.id)) for text, act in acts
    )


def _forms(person: Known, first: int, ctx: Context) -> Say:
    visit = calls.going_on(ctx)
    forms = forms_for(person, ctx, done=_done(person, visit, ctx))
    shown = forms[first : first + _FORMS_SHOWN]
    more = first + _FORMS_SHOWN
    turner = Tap(act=FORMS, value=f"{person.id}:{more if more < len(forms) else 0}")
    return Say(
        lines=(phrase(msgid("{name}: choose a form."), name=person.name), _hint()),
        buttons=(
            *(start_button(form, person, ctx) for form in shown),
            *((_more(turner),) if len(forms) > _FORMS_SHOWN else ()),
            *_without_form(person, visit, ctx),
            Button(label=phrase(msgid("Back to the card")), tap=Tap(act=CARD, value=person.id)),
        ),
    )


def _without_form(person: Known, visit: Visit | None, ctx: Context) -> tuple[AnyButton, ...]:
    """Offer to end the visit; before it is begun, that it was short, or on another day."""
    if visit is not None and visit.person_id == person.id:
        return (_end(visit),)
    label, today = phrase(msgid("From paper")), ctx.moment.today
    return (
        Button(label=phrase(msgid("Just looked in")), tap=Tap(act=LOOKED_IN, value=person.id)),
        Picker(
            label=label,
            tap=Tap(act=ON_PAPER, value=person.id),
            mode="date",
            initial=today.isoformat(),
            least=(today - timedelta(days=_BACK_DAYS)).isoformat(),
            most=today.isoformat(),
        ),
    )


def _hint() -> Phrase:
    return phrase(
        msgid(
            "“Just looked in” notes a visit without a form. “From paper” is for a visit on another"
            " day."
        )
    )


def _end(visit: Visit) -> Button:
    return Button(label=phrase(msgid("End the visit")), tap=Tap(act=END, value=visit.id))


def _more(turner: Tap) -> Button:
    return Button(label=phrase(msgid("More forms")), tap=turner)


def _done(person: Known, visit: Visit | None, ctx: Context) -> frozenset[str]:
    """Name the forms that were filled in at this visit."""
    if visit is None or visit.person_id != person.id:
        return frozenset()
    return frozenset(one.form_id for one in ctx.submissions.of_visit(visit.id))


def _seen(person_id: str, ctx: Context) -> Known | None:
    return known(person_id, ctx) if ctx.has_role(*FILLS_FORMS) else None


def _mine(visit_id: str, ctx: Context) -> Visit | None:
    return next((one for one in ctx.visits.open_of(ctx.someone.id) if one.id == visit_id), None)


def _going_to(ctx: Context) -> str | None:
    visit = calls.going_on(ctx)
    return None if visit is None else visit.person_id


def _may_be_visited(person: Known) -> bool:
    return person.status in {"", "active"}


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _only_workers() -> Say:
    text = msgid("Only volunteers can record visits. Type your invite code first.")
    menu = to_menu()
    return Say(lines=(phrase(text),), buttons=(menu,))


def _gone(ctx: Context) -> Say:
    text = msgid("This person cannot be shown: another volunteer visits them, or they are gone.")
    return Say(lines=(phrase(text),), buttons=(someone_else(),) if ctx.contact else ())
