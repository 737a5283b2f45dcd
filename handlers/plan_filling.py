"""Plans by form: the lines of a plan that was filled in become lines of the person's plan."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from dialogue.filled import instances_in
from dialogue.reading.cleaning import folded
from dialogue.reading.unfit import unfit
from handlers.context import Context
from handlers.happened import Happened, NeedClosed, PersonLeft, Submitted
from handlers.needing import meet
from handlers.router import Says
from models.need import MET, Need
from models.need import PLANNED as NEED_PLANNED
from models.person import Person
from models.plan import DONE, DROPPED, PLANNED, PlanItem

FORM: Final = "quality_of_life_plan"
_REPEAT: Final = "item"
_KINDS: Final = {"rights": "right"}
"""Matters of the form whose kind of need has another name."""


def after_submission(event: Happened, ctx: Context) -> Says:
    """Write the lines of a plan about a person; a line that is there already is brought up to date.

    Lines that a correction does not hold any more are dropped.
    """
    if not isinstance(event, Submitted) or event.form_id != FORM or event.person_id is None:
        return ()
    person = ctx.persons.get(event.person_id)
    submission = ctx.submissions.get(event.submission_id)
    if person is None or not person.is_active or submission is None or submission.xml is None:
        return ()
    told: list[NeedClosed] = []
    written: list[PlanItem] = []
    for line in instances_in(submission.xml, _REPEAT):
        if any(unfit(line.get(name, "x")) == "violence" for name in ("problem", "need", "what")):
            continue
        item = _line(line, len(written), person, event, ctx)
        if item is not None:
            written.append(item)
            told += _carried_out(item, line, ctx)
    if event.corrects is not None:
        _drop_others(event, written, ctx)
    return tuple(told)


def after_person_left(event: Happened, ctx: Context) -> Says:
    """Drop what was planned and not done."""
    if not isinstance(event, PersonLeft):
        return ()
    for item in ctx.plan_items.of_person(event.person_id):
        if item.status == PLANNED:
            item.status, item.closed_at = DROPPED, ctx.moment.now
    return ()


def after_need_closed(event: Happened, ctx: Context) -> Says:
    """Close the lines for a need with it: done where it is met, dropped where it is none."""
    need = ctx.needs.get(event.need_id) if isinstance(event, NeedClosed) else None
    if need is None:
        return ()
    for item in ctx.plan_items.of_person(need.person_id):
        if item.need_id == need.id and item.status == PLANNED:
            item.status = DONE if need.status == MET else DROPPED
            item.closed_at, item.result = ctx.moment.now, item.result or need.outcome
    return ()


def _line(
    line: Mapping[str, str], number: int, person: Person, event: Submitted, ctx: Context
) -> PlanItem | None:
    problem = line.get("problem") or line.get("need") or ""
    what = line.get("what", "")
    if not problem and not what:
        return None
    item = _standing(person, problem, what, ctx) or _new(person, event, number, ctx)
    kind = _KINDS.get(line.get("matter", ""), line.get("matter", ""))
    need = _need_of(person, kind, ctx) if item.need_id is None else None
    if need is not None:
        item.need_id = need.id
        need.status = NEED_PLANNED
    item.submission_id = event.submission_id
    item.problem, item.what = problem or what, what
    item.who = line.get("owner") or item.who
    item.by_on = _day(line.get("by_when", "")) or item.by_on
    return item


def _carried_out(item: PlanItem, line: Mapping[str, str], ctx: Context) -> tuple[NeedClosed, ...]:
    """Take the result; what is done closes the need that the line is for."""
    if line.get("result"):
        item.result = line["result"]
    if line.get("progress") != "done" or item.status == DONE:
        return ()
    item.status, item.closed_at = DONE, ctx.moment.now
    need = None if item.need_id is None else ctx.needs.get(item.need_id)
    return () if need is None else meet(need, ctx, how=item.result, by=item.submission_id)


def _standing(person: Person, problem: str, what: str, ctx: Context) -> PlanItem | None:
    """Find the same line: the same problem, and nothing else to be done about it."""
    for item in ctx.plan_items.of_person(person.id):
        if folded(item.problem or "") == folded(problem or what) and folded(
            item.what or ""
        ) == folded(what):
            return item
    return None


def _new(person: Person, event: Submitted, number: int, ctx: Context) -> PlanItem:
    return ctx.plan_items.add(
        PlanItem(
            id=ctx.moment.new_id(),
            person_id=person.id,
            area=person.area,
            status=PLANNED,
            made_at=ctx.moment.now + timedelta(microseconds=number),  # in the order of the form
            contact_id=event.contact_id,
            is_demo=person.is_demo,
        )
    )


def _need_of(person: Person, kind: str, ctx: Context) -> Need | None:
    return next((need for need in ctx.needs.open_of(person.id) if need.kind == kind), None)


def _drop_others(event: Submitted, written: list[PlanItem], ctx: Context) -> None:
    first = ctx.submissions.get(event.root_id)
    chain = [] if first is None else [one.id for one in ctx.submissions.chain(first)]
    earlier = [one for one in chain if one != event.submission_id]
    for item in ctx.plan_items.written_by(earlier):
        if item not in written and item.status == PLANNED:
            item.status, item.closed_at = DROPPED, ctx.moment.now


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
