"""Sending a broadcast: when, once however often it is tapped, and who has to approve it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from dialogue.broadcasting.sketch import Sketch
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.tap import read
from handlers.asking import tap_of
from handlers.broadcast_asking import asked, needs_second, nobody_to_ask, others
from handlers.broadcast_making import (
    audience_of,
    count,
    fallback_of,
    made,
    message,
    texts_of,
)
from handlers.broadcast_standing import standing, subject_of
from handlers.broadcast_steps import EDIT, MORE, SEND, WHEN, Desk, desk_of, tapped
from handlers.broadcast_view import PICK, go_on, picker
from handlers.context import Context
from handlers.incoming import Picked, Tapped
from handlers.router import Says
from handlers.typed_labels import LabelRouter

_AHEAD: Final = timedelta(days=366)

router = LabelRouter()


@router.on(Tapped)
def time_it(event: Tapped, ctx: Context) -> Says | None:
    """Take when it goes, or how it is to go."""
    found = tapped(event, ctx, WHEN)
    if found is None:
        return None
    tap, desk = found
    if tap.value == PICK:
        return (_how_to_pick(desk, ctx),)
    sketch = desk.sketch
    changed = {
        "now": replace(sketch, at="", every=""),
        "week": replace(sketch, every="week", at=sketch.at or ctx.moment.now.isoformat()),
        "month": replace(sketch, every="month", at=sketch.at or ctx.moment.now.isoformat()),
        "park": replace(sketch, parks=_may_park(desk, ctx), at="", every=""),
        "push": replace(sketch, parks=False),
    }.get(tap.value, sketch)
    return go_on(desk.keep(changed, ctx), ctx)


@router.on(Picked)
def pick_time(event: Picked, ctx: Context) -> Says | None:
    """Take the day and hour of the phone's own picker."""
    found = _picked(event, ctx)
    if found is None:
        return None
    desk, at = found
    if not ctx.moment.now < at < ctx.moment.now + _AHEAD:
        text = msgid("Choose a time that is still to come, within a year.")
        return (Say(lines=(phrase(text),)), *go_on(desk, ctx))
    return go_on(desk.keep(replace(desk.sketch, at=at.isoformat()), ctx), ctx)


@router.on(Tapped)
def send(event: Tapped, ctx: Context) -> Says | None:
    """Let it go: a second tap finds what the first has made."""
    tap = tap_of(event, SEND)
    if tap is None:
        return None
    earlier = ctx.broadcasts.get(tap.draft)
    if earlier is not None and earlier.made_by == ctx.someone.id:
        return (standing(earlier, ctx),)
    found = tapped(event, ctx, SEND)
    if found is None:
        return None
    _, desk = found
    people = count(desk.sketch, ctx).people
    if desk.sketch.step != "look" or desk.sketch.fetching or not people:
        return go_on(desk, ctx)
    return _sent(desk, people, ctx)


def _how_to_pick(desk: Desk, ctx: Context) -> Say:
    """Say what to do, to somebody who typed what only a finger can do."""
    text = msgid("Press “Choose day and hour” below, and your phone shows its calendar.")
    buttons = (picker(desk, ctx), desk.button(msgid("Look at it"), MORE, "done"))
    return Say(lines=(phrase(text),), buttons=buttons)


def _may_park(desk: Desk, ctx: Context) -> bool:
    is_many = needs_second(count(desk.sketch, ctx).people, ctx)
    return not is_many and not desk.sketch.is_personal


def _sent(desk: Desk, people: int, ctx: Context) -> Says:
    asks = needs_second(people, ctx)
    seconds = others(ctx) if asks else []
    if asks and not seconds:
        return (Say(lines=(nobody_to_ask(ctx),), buttons=(desk.button(msgid("Change it"), EDIT),)),)
    sketch = desk.sketch
    broadcast = made(desk, people, ctx, asks=asks)
    if sketch.parks:
        return (*_parked(broadcast.id, sketch, ctx), standing(broadcast, ctx))
    return (*asked(broadcast.id, seconds, ctx), standing(broadcast, ctx))


def _parked(broadcast_id: str, sketch: Sketch, ctx: Context) -> Iterator[Say]:
    """Let each get it with their next reply."""
    audience, fallback = audience_of(sketch, ctx), fallback_of(sketch)
    found = ctx.audiences.recipients(audience, texts=texts_of(sketch), fallback=fallback)
    for contact_id, _, language in found:
        say = message(sketch, "lo" if language == "lo" else "th", ctx)
        yield replace(say, to=contact_id, subject=subject_of(broadcast_id))


def _picked(event: Picked, ctx: Context) -> tuple[Desk, datetime] | None:
    tap, desk = read(event.data), desk_of(ctx)
    if tap is None or tap.act != WHEN or desk is None or desk.row.id != tap.draft:
        return None
    try:
        at = datetime.fromisoformat(event.value)
    except ValueError:
        return None
    return desk, at.replace(tzinfo=ctx.moment.zone) if at.tzinfo is None else at
