"""Fewer pushes: what coordinators are told when LINE's plan allows fewer than before."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Card, Say
from handlers.broadcast_steps import FRONT
from handlers.buttons import button
from handlers.context import Context
from models.broadcast import SENDING, Broadcast

SUBJECT: Final = "fewer pushes"
"""What the parked words are about; newer ones take the place of those that wait."""

_WAITS: Final = timedelta(days=31)
_NAMED: Final = 3


def told_of_fall(was: int | None, ctx: Context) -> tuple[Say, ...]:
    """Tell every coordinator, with their next reply; `was` is what the plan allowed (None: all)."""
    return tuple(_alarms(was, _coordinators(ctx), ctx))


def told_of_rise(was: int | None, ctx: Context) -> tuple[Say, ...]:
    """Say it anew to those whom nothing was told yet, or nothing where all is as it was.

    `was` is what the plan allowed before it fell, None where it allows as much again.
    """
    waiting = [one for one in _coordinators(ctx) if _waits(one, ctx)]
    if was is not None:
        return tuple(_alarms(was, waiting, ctx))
    for contact_id in waiting:
        ctx.parked.drop(contact_id, SUBJECT)
    return ()


def _coordinators(ctx: Context) -> Collection[str]:
    held = [one for demo in (False, True) for one in ctx.memberships.everybody("", is_demo=demo)]
    return dict.fromkeys(one.contact_id for one in held if one.role == "coordinator")


def _waits(contact_id: str, ctx: Context) -> bool:
    waiting = ctx.parked.waiting(contact_id, ctx.moment.now)
    return any(one.subject == SUBJECT for one in waiting)


def _alarms(was: int | None, to: Collection[str], ctx: Context) -> Iterator[Say]:
    unfit = _unfit(ctx)
    for contact_id in to:
        card = _card(was, unfit.get(contact_id, ()), ctx)
        until = ctx.moment.now + _WAITS
        yield Say(lines=(), cards=(card,), to=contact_id, subject=SUBJECT, until=until)


def _unfit(ctx: Context) -> dict[str, list[Broadcast]]:
    """Find by who made them the broadcasts to come that their month has too few messages for."""
    month, today = ctx.pushes.month(), ctx.moment.today
    room = {(today.year, today.month): month.beside(ctx.reserve) or 0}
    found = defaultdict[str, list[Broadcast]](list)
    for one in ctx.broadcasts.to_come():
        if one.state == SENDING:
            continue  # what is left is counted without it
        on = max(one.goes_at, ctx.moment.now).astimezone(ctx.moment.zone)
        whole = max(0, (month.allowed or 0) - ctx.reserve)
        left = room.setdefault((on.year, on.month), whole)
        if one.counted <= left:
            room[on.year, on.month] = left - one.counted
        elif one.made_by is not None:
            found[one.made_by].append(one)
    return found


def _card(was: int | None, unfit: Sequence[Broadcast], ctx: Context) -> Card:
    month = ctx.pushes.month()
    numbers = {"allowed": month.allowed or 0, "left": month.left or 0}
    without = msgid("There was no limit. Now: {allowed} a month. Left this month: {left}.")
    before = msgid("Before: {was} a month. Now: {allowed}. Left this month: {left}.")
    return Card(
        title=phrase(msgid("LINE allows fewer pushes now")),
        lines=(
            phrase(without, **numbers) if was is None else phrase(before, was=was, **numbers),
            phrase(msgid("Reminders go on with replies, for free. Broadcasts may not go.")),
            *(_named(unfit, ctx) if unfit else ()),
            phrase(msgid("If nobody meant this, whoever runs the LINE account changes it back.")),
        ),
        buttons=(button(msgid("Broadcasts"), FRONT),),
    )


def _named(unfit: Sequence[Broadcast], ctx: Context) -> Iterator[Words]:
    yield phrase(msgid("For these broadcasts of yours there are too few messages:"))
    for one in unfit[:_NAMED]:
        at = one.goes_at.astimezone(ctx.moment.zone)
        text = msgid("{at}: {text} ({people} people)")
        yield phrase(text, at=at, text=one.title, people=one.counted)
    if len(unfit) > _NAMED:
        yield phrase(msgid("And {count} more"), count=len(unfit) - _NAMED)
    yield phrase(msgid("Stop them below, and send them “with next replies” instead: it is free."))
