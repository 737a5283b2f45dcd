"""What is said as a visit goes on: after each form what is next, and at its end what was set."""

from collections.abc import Iterator
from typing import Final

from dialogue.people.naming import clipped
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.tap import Tap
from handlers import calls
from handlers.applying import forms_for
from handlers.cards import ahead, start_button
from handlers.choosing import someone_else
from handlers.context import Context
from handlers.finding import of_household
from handlers.happened import FormLeft, Happened, RoleEnded, Submitted, VisitEnded
from handlers.incoming import VisitLeft
from handlers.knowing import Known, called, known
from handlers.roles import FILLS_FORMS
from handlers.router import Router, Says
from handlers.submitting import CORRECT, erase
from handlers.tasks import CARD
from models.person import ACTIVE
from models.visit import OPEN, Visit

END: Final = "visit.end"
CALL_OFF: Final = "visit.drop"
NEXT: Final = "visit.next"

_FORMS_OFFERED: Final = 3
_NEXT_OFFERED: Final = 2
_AHEAD_SHOWN: Final = 3

inner = Router()


@inner.on(VisitLeft)
def close_by_itself(event: VisitLeft, ctx: Context) -> Says:
    """Close a visit that was left open for too long."""
    visit = ctx.visits.get(event.visit_id)
    if visit is None or visit.status != OPEN or visit.contact_id != ctx.someone.id:
        return ()
    return calls.close(visit, ctx)


def after_submission(event: Happened, ctx: Context) -> Says:
    """Say that a form of a visit is saved, and what can be done next."""
    if not isinstance(event, Submitted) or event.visit_id is None or event.corrects is not None:
        return ()
    form = ctx.forms.get(event.form_id)
    title = event.form_id if form is None else form.title_in(ctx.language)
    correct = Button(
        label=phrase(msgid("Correct it")), tap=Tap(act=CORRECT, value=event.submission_id)
    )
    return (
        Say(
            lines=(phrase(msgid("Saved: {form}"), form=title), *_question(event.visit_id, ctx)),
            buttons=(*_onward(event.visit_id, event.person_id or "", ctx), correct),
            subject=f"saved:{event.submission_id}",
        ),
    )


def after_leaving(event: Happened, ctx: Context) -> Says:
    """Offer what can be done next after a form of which nothing is kept."""
    if not isinstance(event, FormLeft):
        return ()
    visit = ctx.visits.get(event.visit_id)
    if visit is None or visit.status != OPEN:
        return ()
    nothing = not ctx.submissions.of_visit(visit.id)
    off = Button(label=phrase(msgid("There was no visit")), tap=Tap(act=CALL_OFF, value=visit.id))
    return (
        Say(
            lines=_question(visit.id, ctx),
            buttons=(
                *_onward(visit.id, event.person_id, ctx),
                *((off,) if nothing else ()),
            ),
        ),
    )


def after_visit(event: Happened, ctx: Context) -> Says:
    """Say what was set at a visit that is over, and who is next."""
    if not isinstance(event, VisitEnded):
        return ()
    person, visit = known(event.person_id, ctx), ctx.visits.get(event.visit_id)
    if person is None or visit is None:
        return ()
    return (
        Say(
            lines=(
                phrase(msgid("The visit to {name} is noted. Thank you."), name=person.name),
                *_ahead(person, ctx),
                *_open_needs(person, ctx),
            ),
            buttons=(
                *_next(person, ctx),
                someone_else(),
                Button(label=phrase(msgid("Today’s work")), tap=Tap(act="today")),
                Button(label=phrase(msgid("Back to the card")), tap=Tap(act=CARD, value=person.id)),
            ),
        ),
    )


def after_role(event: Happened, ctx: Context) -> Says:
    """Close at once what someone who may not visit any more had begun; nothing of it is kept."""
    if not isinstance(event, RoleEnded):
        return ()
    held = [one for one in ctx.memberships.of(event.contact_id) if one.left_at is None]
    areas = [one.area for one in held if one.role in FILLS_FORMS]
    for draft in ctx.drafts.of(event.contact_id):
        person = None if draft.person_id is None else ctx.persons.get(draft.person_id)
        if not areas or (person is not None and not _within(person.area, areas)):
            erase(draft, ctx)
    for visit in ctx.visits.open_of(event.contact_id):
        if not _within(visit.area, areas):
            calls.call_off(visit)
    return ()


def _within(area: str, areas: list[str]) -> bool:
    return any(area.startswith(one) for one in areas)


def _question(visit_id: str, ctx: Context) -> tuple[Words, ...]:
    visit = ctx.visits.get(visit_id)
    if visit is None or visit.status != OPEN:
        return ()
    return (phrase(msgid("Another form, or is the visit over?")),)


def _onward(visit_id: str, person_id: str, ctx: Context) -> tuple[AnyButton, ...]:
    """Offer another form, the end, and the next of the home; only the card once it is over."""
    visit, person = ctx.visits.get(visit_id), known(person_id, ctx)
    if person is None:
        return (someone_else(),)
    back = Button(label=phrase(msgid("Back to the card")), tap=Tap(act=CARD, value=person.id))
    if visit is None or visit.status != OPEN:
        return (back, someone_else())
    end = Button(label=phrase(msgid("End the visit")), tap=Tap(act=END, value=visit.id))
    return (end, *_next(person, ctx), *_forms(person, visit, ctx), back)


def _forms(person: Known, visit: Visit, ctx: Context) -> Iterator[Button]:
    done = frozenset(one.form_id for one in ctx.submissions.of_visit(visit.id))
    for form in forms_for(person, ctx, done=done)[:_FORMS_OFFERED]:
        yield start_button(form, person, ctx)


def _next(person: Known, ctx: Context) -> Iterator[Button]:
    """Offer who lives in the same home and was not visited today."""
    if person.household_id is None:
        return
    waiting = [
        one
        for one in of_household(person.household_id, ctx)
        if one.id != person.id and one.status == ACTIVE and not _was_visited_today(one, ctx)
    ]
    for one in waiting[:_NEXT_OFFERED]:
        yield Button(label=clipped(f"→ {called(one)}"), tap=Tap(act=NEXT, value=one.id))


def _was_visited_today(person: Known, ctx: Context) -> bool:
    if person.visited_at is None:
        return False
    return person.visited_at.astimezone(ctx.moment.zone).date() == ctx.moment.today


def _ahead(person: Known, ctx: Context) -> Iterator[Words]:
    for one, what in ahead(person, ctx)[:_AHEAD_SHOWN]:
        yield phrase(msgid("Next: {what}, by {day}"), what=what, day=one.due_on)


def _open_needs(person: Known, ctx: Context) -> Iterator[Words]:
    count = len(ctx.needs.open_of(person.id))
    if count:
        yield phrase(msgid("Open needs: {count}"), count=count)
