"""Reminding: what falls due is told in one notice, once, to whoever is to know."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dialogue.reminding.ladder import Step
from dialogue.reminding.planning import OVERTAKEN, planned
from handlers.context import Context
from handlers.incoming import Due
from handlers.receivers import NOBODY, receiver, why_not
from handlers.remembering import (
    MOVED,
    free_for,
    owed_of,
    plan,
    read,
    replan,
    stop,
)
from handlers.reminder_pushing import push_or_leave
from handlers.reminder_words import Digest, notice
from handlers.router import Router, Says
from handlers.tasks import Titles
from models.follow_up import FollowUp
from models.outbox import SENT
from models.reminder import PARKED, SKIPPED, SNOOZE, Reminder

inner = Router()


@inner.on(Due)
def tell(event: Due, ctx: Context) -> Says:
    """Tell of all that is due for somebody now, in one notice that rides on their next reply."""
    due = ctx.reminders.get(event.reminder_id)
    if due is None or not due.is_in_hand:
        return ()  # the notice of another one told of it
    mine = [due]
    if due.contact_id == event.lane:
        mine = [one for one in ctx.reminders.living_of(event.lane) if one.is_in_hand]
    told = [one for one in mine if _is_to_be_told(one, ctx)]
    return _told(told, ctx) if told else ()


def _is_to_be_told(one: Reminder, ctx: Context) -> bool:
    """Look at a reminder as things stand; what is not told is moved, or closed with a reason."""
    row = ctx.follow_ups.get(one.follow_up_id or "")
    now = ctx.moment.now
    if row is None or not row.is_open:
        stop([one], "gone" if row is None else row.closed_how or row.status, now)
        return False
    if row.lapses_on is not None and row.lapses_on < ctx.moment.today:
        stop([one], "lapsed", now)
        return False
    if one.step == SNOOZE:
        return _has_receiver(one, row, row.assignee_id, ctx)
    return _stands(one, row, ctx)


def _stands(one: Reminder, row: FollowUp, ctx: Context) -> bool:
    """Tell whether a step of the ladder still is what comes next, and for whom it is."""
    now, mine = ctx.moment.now, ctx.reminders.of_follow_ups([row.id])
    ladder = ctx.ladders.of(row.area)
    if ladder is None or one.rules != ladder.rules:
        replan(row, mine, ctx)
        return False
    if one.for_on != row.due_on:
        stop([one], MOVED, now)
        plan(row, mine, ctx)
        return False
    steps = {step.code: step for step in read(ladder)}
    done = {other.step for other in mine if other is not one and _is_done(other, row)}
    found = planned(
        tuple(steps.values()), owed_of(row), done=done, now=now, is_holiday=free_for(row, ctx)
    )
    if found.step is None or found.step.code != one.step:
        one.end(SKIPPED, now, OVERTAKEN)
        plan(row, mine, ctx)
        return False
    if found.at is not None and found.at > now:  # it is shown from a later day on
        _put_off(one, steps[one.step], found.at)
        return False
    return _has_receiver(one, row, receiver(steps[one.step].to, row, ctx), ctx)


def _is_done(one: Reminder, row: FollowUp) -> bool:
    return one.for_on == row.due_on and (not one.lives or one.told_in is not None)


def _put_off(one: Reminder, step: Step, at: datetime) -> None:
    one.put_back(at)
    if one.push_at is not None:
        one.push_at = at + timedelta(hours=step.waits)


def _has_receiver(one: Reminder, row: FollowUp, to: str | None, ctx: Context) -> bool:
    """Tell whether it is for whoever's lane this is; else it goes there, or is passed over."""
    now = ctx.moment.now
    reason = NOBODY if to is None else why_not(to, ctx)
    if reason:
        one.end(SKIPPED, now, reason)
        plan(row, ctx.reminders.of_follow_ups([row.id]), ctx)
        return False
    if to != one.contact_id or ctx.contact is None or to != ctx.contact.id:
        one.contact_id = to
        one.put_back(now)
        return False
    if not Titles(ctx).is_on(row):
        stop([one], "rule off", now)
        return False
    return True


def _told(told: Sequence[Reminder], ctx: Context) -> Says:
    """Park one notice that counts all that is to be told, what still waits there among it."""
    fresh = [one for one in told if one.told_in is None]
    push_or_leave([one for one in told if one.told_in is not None], ctx)
    waiting = [
        one
        for one in ctx.reminders.living_of(ctx.someone.id)
        if one.waits_to_ride and one not in fresh
    ]
    if not fresh:
        return ()
    notice_id = ctx.moment.new_id()
    counted = _counted([*waiting, *fresh], ctx)
    for one, row in counted:
        one.told_in = notice_id
        if one in fresh:
            _park(one, row, ctx)
    return (notice(Digest.of(counted, ctx)),)


def _counted(rows: Sequence[Reminder], ctx: Context) -> list[tuple[Reminder, FollowUp]]:
    """Put each reminder beside what it is about; an earlier one of the same is overtaken."""
    found = dict[str, tuple[Reminder, FollowUp]]()
    for one in rows:
        row = ctx.follow_ups.get(one.follow_up_id or "")
        if row is None or not row.is_open:
            stop([one], "gone", ctx.moment.now)
            continue
        earlier = found.get(row.id)
        if earlier is not None:
            earlier[0].end(SKIPPED, ctx.moment.now, OVERTAKEN)
        found[row.id] = one, row
    return list(found.values())


def _park(one: Reminder, row: FollowUp, ctx: Context) -> None:
    """Let it wait for a ride, and until when; then plan what comes after it."""
    mine = ctx.reminders.of_follow_ups([row.id])
    if one.channel == "push_untold" and any(_was_told(other, one) for other in mine):
        one.push_at = None
    if one.push_at is None:
        one.claimed_at, one.outcome = None, PARKED
    else:
        one.put_back(max(one.push_at, ctx.moment.now))
    plan(row, mine, ctx)


def _was_told(one: Reminder, now: Reminder) -> bool:
    return one.outcome == SENT and (one.contact_id, one.for_on) == (now.contact_id, now.for_on)
