"""The day of an area, for those who coordinate it: numbers, and what can be done about them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Say
from dialogue.reading.steering import says_day
from dialogue.reminding.budget import Rank, expected
from handlers.broadcast_standing import ONE, may_see
from handlers.broadcast_steps import FRONT
from handlers.budget import budget_of
from handlers.buttons import button, to_menu
from handlers.colleagues import ground_of
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Router, Says
from handlers.threads import WAITING, role_in
from models.broadcast import APPROVING, SENDING, Broadcast
from models.scope import Grant, Scope
from models.thread import Thread

_DAY: Final = timedelta(days=1)
_MONTH: Final = timedelta(days=30)  # whose share of free tellings is taken for the days to come
_SHOWN: Final = 3

router = Router()


@router.on(Wrote)
def show(event: Wrote, ctx: Context) -> Says | None:
    """Tell how the area stands today; others are not heard."""
    if not says_day(event.text) or not ctx.has_role("coordinator"):
        return None
    is_demo = ctx.someone.is_demo
    waiting = [one for one in ctx.threads.waiting(is_demo=is_demo) if role_in(one, ctx)]
    going = [one for one in ctx.broadcasts.to_come(is_demo=is_demo) if may_see(one, ctx)]
    lines = (*_waits(waiting, ctx), *_work(ctx), *_month(ctx), *_broadcasts(going, ctx))
    return (Say(lines=lines, buttons=tuple(_ways_on(waiting, going))),)


def _ways_on(waiting: Sequence[Thread], going: Sequence[Broadcast]) -> Iterator[AnyButton]:
    """Lead to what presses, the most pressing first."""
    if waiting:
        yield button(msgid("Who waits"), WAITING)
    if len(going) == 1:
        yield button(msgid("Look or stop it"), ONE, going[0].id)
    elif going:
        yield button(msgid("Broadcasts"), FRONT)
    yield button(msgid("Who is not visited"), "unvisited")
    yield to_menu()


def _waits(waiting: Sequence[Thread], ctx: Context) -> Iterator[Words]:
    if waiting:
        text = msgid("Waiting for an answer: {count}, the first since {at}")
        since = waiting[0].opened_at.astimezone(ctx.moment.zone)
        yield phrase(text, count=len(waiting), at=since)


def _work(ctx: Context) -> tuple[Words, ...]:
    scope, now = ground_of(ctx), ctx.moment.now
    morning = datetime.combine(ctx.moment.today, datetime.min.time(), tzinfo=ctx.moment.zone)
    monday = morning - ctx.moment.today.weekday() * _DAY
    visited = ctx.coverage.visits_since
    late = sum(one.overdue for one in ctx.coverage.by_area(scope, now, ctx.moment.today))
    needs = ctx.coverage.needs_since(scope, monday)
    return (
        phrase(
            msgid("Visits today: {today}, this week: {week}"),
            today=visited(scope, morning),
            week=visited(scope, monday),
        ),
        phrase(msgid("Overdue work: {overdue}."), overdue=late),
        phrase(
            msgid("New needs this week: {urgent} very urgent, {soon} urgent, {other} others"),
            urgent=needs.get(9, 0),
            soon=needs.get(5, 0),
            other=needs.get(1, 0),
        ),
    )


def _month(ctx: Context) -> Iterator[Words]:
    """Tell what is left of the month's pushes, and what reminders are going to take of it."""
    month = ctx.pushes.month()
    if month.left is None or month.allowed is None:
        return
    text = msgid("Pushes left this month: {left} of {allowed}")
    yield phrase(text, left=month.left, allowed=month.allowed)
    here = _expected(ground_of(ctx), ctx)
    if here:
        yield phrase(msgid("Reminders here will take about {count} of them"), count=here)
    everywhere = _expected(Scope(grants=(Grant(area=""),), is_demo=ctx.someone.is_demo), ctx)
    if here and not budget_of(ctx).may(Rank.TODAY, everywhere):
        yield phrase(
            msgid("They may not be enough. Ask volunteers to write here: replies remind for free.")
        )


def _expected(scope: Scope, ctx: Context) -> int:
    free = ctx.forecasts.free_share(ctx.moment.now - _MONTH)
    digests = sum(ctx.forecasts.digests(scope, ctx.moment.today).values())
    return expected(digests, free or 0.0)


def _broadcasts(going: Sequence[Broadcast], ctx: Context) -> Iterator[Words]:
    yield from (_broadcast(one, ctx) for one in going[:_SHOWN])
    if len(going) > _SHOWN:
        yield phrase(msgid("And {count} more"), count=len(going) - _SHOWN)


def _broadcast(one: Broadcast, ctx: Context) -> Phrase:
    """Tell of a broadcast in numbers, without its words."""
    if one.state == SENDING:
        told = ctx.broadcasts.progress(one.id)
        text = msgid("A broadcast is being sent: {sent} of {people} people")
        people = sum(told.values()) if one.frozen_at is not None else one.counted
        return phrase(text, sent=told.get("accepted", 0), people=people)
    if one.state == APPROVING:
        text = msgid("A broadcast to {people} people waits for a second coordinator")
        return phrase(text, people=one.counted)
    text = msgid("A broadcast goes at {at} to {people} people")
    return phrase(text, at=one.goes_at.astimezone(ctx.moment.zone), people=one.counted)
