"""Follow-ups are worked out anew whenever something happens that they hang on."""

import re
from datetime import timedelta
from typing import Final

from dialogue.rules.anchors import day_in
from handlers.context import Context
from handlers.happened import (
    EntityDropped,
    EntityKept,
    Happened,
    NeedClosed,
    NeedFound,
    PersonKept,
    PersonLeft,
    ReferralClosed,
    Referred,
    Submitted,
    VisitEnded,
)
from handlers.owing import work_out
from handlers.roles import scope_of
from handlers.router import Says
from models.entity import Entity
from models.follow_up import DONE, DROPPED, FOLLOW_UPS, OPEN, FollowUp
from models.person import Person

_BEFORE: Final = timedelta(days=7)
"""How long before the day that a form wrote it is shown."""

_AFTER: Final = timedelta(days=30)
"""How long after that day it is still asked for."""

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DONE: Final = frozenset({"done", "closed", "complete", "completed"})
_DROPPED: Final = frozenset({"dropped", "cancelled", "canceled"})


def after_submission(event: Happened, ctx: Context) -> Says:
    """Work out what is owed to whom a form was about; after a correction too."""
    if isinstance(event, Submitted) and event.person_id is not None:
        work_out(event.person_id, ctx, told={event.submission_id: event.filled})
    return ()


def after_visit(event: Happened, ctx: Context) -> Says:
    """Work out what is owed to whom was visited."""
    if isinstance(event, VisitEnded):
        work_out(event.person_id, ctx)
    return ()


def after_person(event: Happened, ctx: Context) -> Says:
    """Work out what is owed to somebody who changed; to who left, nothing is."""
    if isinstance(event, PersonKept | PersonLeft):
        work_out(event.person_id, ctx)
    return ()


def after_need(event: Happened, ctx: Context) -> Says:
    """Work out what is owed to whose need was found or closed."""
    need = ctx.needs.get(event.need_id) if isinstance(event, NeedFound | NeedClosed) else None
    if need is not None:
        work_out(need.person_id, ctx)
    return ()


def after_referral(event: Happened, ctx: Context) -> Says:
    """Work out what is owed to who was sent to a facility, or came back."""
    if not isinstance(event, Referred | ReferralClosed):
        return ()
    referral = ctx.referrals.get(event.referral_id)
    if referral is not None:
        work_out(referral.person_id, ctx)
    return ()


def after_entity(event: Happened, ctx: Context) -> Says:
    """Keep a follow-up that a form wrote into the entity list in step with it."""
    if not isinstance(event, EntityKept) or event.list != FOLLOW_UPS:
        return ()
    entity = ctx.entities.get(FOLLOW_UPS, event.entity_id)
    properties = {} if entity is None or entity.content is None else entity.told.properties
    person = ctx.persons.get(properties.get("person", ""))
    if entity is not None and person is not None and _is_in_sight(person, ctx):
        _mirror(entity, person, ctx)
        work_out(person.id, ctx)
    return ()


def after_entity_dropped(event: Happened, ctx: Context) -> Says:
    """Erase the follow-up of an entity that was erased."""
    if isinstance(event, EntityDropped) and event.list == FOLLOW_UPS:
        row = ctx.follow_ups.get(event.entity_id)
        if row is not None:
            ctx.follow_ups.drop(row)
    return ()


def _is_in_sight(person: Person, ctx: Context) -> bool:
    return scope_of(ctx).opens(person.area, person.assignee_id, is_demo=person.is_demo)


def _mirror(entity: Entity, person: Person, ctx: Context) -> None:
    properties = entity.told.properties
    due_on = day_in(properties.get("due_date", ""))
    row = ctx.follow_ups.get(entity.id)
    if due_on is None and row is None:
        return
    if row is None:
        row = ctx.follow_ups.add(_new(entity, person, ctx))
    if due_on is not None and row.due_on != due_on:
        row.opens_on, row.due_on, row.lapses_on = due_on - _BEFORE, due_on, due_on + _AFTER
    row.person_id = person.id
    row.task = _code(properties.get("task", ""))
    row.form_id = properties.get("form_id", "") or None
    _settle(row, properties.get("status", "").strip().lower(), ctx)


def _new(entity: Entity, person: Person, ctx: Context) -> FollowUp:
    return FollowUp(
        id=entity.id,
        person_id=person.id,
        household_id=person.household_id,
        assignee_id=person.assignee_id,
        area=person.area,
        subject=f"form:{entity.id}",
        status=OPEN,
        closed_how="",
        rule="",
        made_at=ctx.moment.now,
        is_demo=person.is_demo,
    )


def _settle(row: FollowUp, status: str, ctx: Context) -> None:
    """Take the word of the form for it that it is done, is not needed, or is owed again."""
    if status in _DONE | _DROPPED and row.is_open:
        row.status = DONE if status in _DONE else DROPPED
        row.closed_how, row.closed_at = "form", ctx.moment.now
    elif status in {"", "open"} and row.closed_how == "form" and row.status == DROPPED:
        row.status, row.closed_how, row.closed_at = OPEN, "", None


def _code(task: str) -> str:
    """Keep a code in clear; words, which may say more than a code, are not."""
    return task if _CODE.fullmatch(task) else "follow_up"
