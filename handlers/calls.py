"""Visits as they go: begun, closed by hand or by themselves, and called off."""

from datetime import datetime, timedelta
from typing import Final

from handlers.context import Context
from handlers.happened import VisitEnded
from handlers.knowing import Known
from handlers.router import Says
from models.visit import CANCELLED, CHAT, DONE, OPEN, PAPER, Visit

LONGEST: Final = timedelta(hours=12)
"""After which a visit that nobody ended is over by itself."""


def going_on(ctx: Context) -> Visit | None:
    """Find the visit that the contact is at; None when they are at none, or it is long over."""
    mine = ctx.visits.open_of(ctx.someone.id)
    return next((one for one in mine if not is_over(one, ctx)), None)


def is_over(visit: Visit, ctx: Context) -> bool:
    """Tell whether a visit that is open was begun too long ago; one from paper is timed apart."""
    return visit.source != PAPER and ctx.moment.now - visit.started_at > LONGEST


def visiting(known: Known, ctx: Context) -> Visit:
    """Give the visit to a person that goes on, or begin it."""
    visit = going_on(ctx)
    return visit if visit is not None and visit.person_id == known.id else begin(known, ctx)


def begin(known: Known, ctx: Context, *, source: str = CHAT, at: datetime | None = None) -> Visit:
    """Begin a visit; `at` is when it was, if that is not now."""
    return ctx.visits.add(
        Visit(
            id=ctx.moment.new_id(),
            person_id=known.id,
            household_id=known.household_id,
            contact_id=ctx.someone.id,
            area=known.area,
            place="home",
            source=source,
            status=OPEN,
            started_at=at or ctx.moment.now,
            is_demo=ctx.someone.is_demo,
        )
    )


def end(visit: Visit, ctx: Context, *, at: datetime | None = None) -> Says:
    """End a visit; `at` is when, if that is not now. Tell of it."""
    visit.status = DONE
    visit.ended_at = visit.started_at if visit.source == PAPER else at or ctx.moment.now
    person = None if visit.person_id is None else ctx.persons.get(visit.person_id)
    if person is None:
        return ()
    person.visited_at = max(visit.ended_at, person.visited_at or visit.ended_at)
    return (VisitEnded(visit_id=visit.id, person_id=person.id),)


def call_off(visit: Visit) -> None:
    """Note that a visit did not take place after all."""
    visit.status = CANCELLED


def close(visit: Visit, ctx: Context) -> Says:
    """Close a visit that was left open: it was one if anything was answered, else it was none."""
    submissions = ctx.submissions.of_visit(visit.id)
    if not submissions:
        call_off(visit)
        return ()
    return end(visit, ctx, at=max(one.submitted_at for one in submissions))


def close_others(ctx: Context, *, besides: str | None = None) -> Says:
    """Close what the contact left open, but the visit to this person if it still goes on."""
    says: list[Says] = [
        close(visit, ctx)
        for visit in ctx.visits.open_of(ctx.someone.id)
        if visit.person_id != besides or is_over(visit, ctx)
    ]
    return tuple(item for each in says for item in each)
