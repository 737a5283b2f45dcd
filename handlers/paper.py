"""On paper: what was done and only written down is closed by the day on which it was done."""

from datetime import date, datetime, time, timedelta
from typing import Final

from dialogue.rules.facts import PAPER
from dialogue.rules.rule import FORM, VISIT
from handlers.context import Context
from handlers.marking import CHANGED, mark
from handlers.owing import work_out
from models.follow_up import DONE, FollowUp
from models.visit import DONE as OVER
from models.visit import PAPER as ON_PAPER
from models.visit import Visit

_AT: Final = time(12)  # of the day on which something was done on paper


def close_on_paper(row: FollowUp, day: date, ctx: Context) -> None:
    """Close it by the day on which it was done; that this was typed late does not count."""
    at = datetime.combine(day, _AT, tzinfo=ctx.moment.zone)
    row.status, row.closed_how, row.closed_at = DONE, PAPER, at
    _note_visit(row, at, ctx)
    mark(CHANGED, "follow_up", row.id, ctx, area=row.area)
    work_out(row.person_id, ctx)


def is_for_paper(row: FollowUp, ctx: Context) -> bool:
    """Tell whether a visit or a form closes it, which may be on paper: a need is met, or not."""
    if not row.rule:
        return True
    rulings = ctx.rules.of(row.area, is_demo=row.is_demo)
    closes = next((one.rule.closes.split() for one in rulings if one.rule.code == row.rule), [])
    return any(one == VISIT or one.startswith(FORM) for one in closes)


def _note_visit(row: FollowUp, at: datetime, ctx: Context) -> None:
    """Count what is on paper as a visit of that day, unless there was one."""
    person = ctx.persons.get(row.person_id)
    history = ctx.histories.of(row.person_id, (), at - timedelta(days=1))
    days = {one.started_at.astimezone(ctx.moment.zone).date() for one in history.visits}
    if person is None or at.date() in days:
        return
    ctx.visits.add(
        Visit(
            id=ctx.moment.new_id(),
            person_id=person.id,
            household_id=person.household_id,
            contact_id=ctx.someone.id,
            area=person.area,
            source=ON_PAPER,
            status=OVER,
            started_at=at,
            ended_at=at,
            is_demo=person.is_demo,
        )
    )
    person.visited_at = max(person.visited_at or at, at)
