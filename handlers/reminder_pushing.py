"""Pushing a notice that rode on no reply: by day, one a day, while the month has room for it."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from dialogue.moment import Moment
from dialogue.reminding.budget import Rank
from handlers.budget import budget_of
from handlers.context import Context
from handlers.phone_hours import hours_of
from models.draft import AT_IT
from models.outbox import Parked
from models.push import CALLED_BACK, REMINDERS, Push
from models.reminder import ABOUT, PARKED, PUSHED, Reminder

ONE_A_DAY, NO_BUDGET, TAKEN_BACK = "one a day", "no budget", "taken back"

_AGAIN: Final = timedelta(minutes=1)


def push_or_leave(rows: Sequence[Reminder], ctx: Context, subject: str = REMINDERS) -> None:
    """Push the notice that counts these, or leave it for a later hour or the next reply."""
    if not rows:
        return
    later = _later(rows, ctx)
    if later is not None:
        for one in rows:
            one.put_back(later)
        return
    notice, reason = _notice(ctx, subject), ""
    key = _key(ctx, subject)
    if notice is None:
        reason = TAKEN_BACK
    elif (earlier := ctx.pushes.get(key)) is not None and earlier.why != CALLED_BACK:
        reason = ONE_A_DAY
    elif not budget_of(ctx).may(_rank(rows, ctx)):
        reason = NO_BUDGET
    else:
        ctx.pushes.take_room()
        _push(notice, key, ctx, subject)
        return
    for one in rows:
        one.claimed_at, one.outcome, one.reason = None, PARKED, reason


def _later(rows: Sequence[Reminder], ctx: Context) -> datetime | None:
    """Tell when it may be pushed; None for now. Who fills in a form is told at its end."""
    now = ctx.moment.now
    if any(one.rides_on is not None for one in rows):
        return now + _AGAIN  # the outcome of that reply is not known yet
    draft = ctx.drafts.open_of(ctx.someone.id)
    if draft is not None and draft.touched_at > now - AT_IT:
        return now + AT_IT
    at = hours_of(ctx.wishes.of(ctx.someone.id)).next_from(now)
    return at if at > now else None


def _rank(rows: Sequence[Reminder], ctx: Context) -> Rank:
    """Rank a notice by what presses most in it: what is due today goes before what was told."""
    return Rank.TODAY if any(one.for_on == ctx.moment.today for one in rows) else Rank.LATER


def _notice(ctx: Context, subject: str) -> Parked | None:
    waiting = ctx.parked.waiting(ctx.someone.id, ctx.moment.now)
    return next((one for one in waiting if one.subject == subject), None)


def _key(ctx: Context, subject: str) -> str:
    """Give the retry key of someone's one push of the day on a subject."""
    seed = ctx.hashed(f"{subject}:{ctx.someone.id}:{ctx.moment.today}")
    return Moment(now=ctx.moment.now, seed=seed).new_uuid()


def _push(notice: Parked, key: str, ctx: Context, subject: str) -> None:
    now, both = ctx.moment.now, json.loads(notice.body or "{}")
    body = json.dumps(both.get(ctx.language, []), ensure_ascii=False)
    if (earlier := ctx.pushes.get(key)) is not None:
        ctx.pushes.make_again(earlier, body, now)
    else:
        push = Push(
            id=key,
            contact_id=ctx.someone.id,
            subject=subject,
            made_at=now,
            again_at=now,
        )
        ctx.pushes.add(push, body)
    ctx.parked.drop(ctx.someone.id, subject)
    for one in ctx.reminders.living_of(ctx.someone.id, ABOUT[subject]):
        if one.waits_to_ride:
            one.claimed_at, one.outcome, one.reason, one.retry_key = None, PUSHED, "", key
