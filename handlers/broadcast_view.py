"""Looking at a broadcast before it is sent: the message, who gets it, and what it costs."""

from collections.abc import Iterator
from typing import Final

from dialogue.broadcasting.sketch import Sketch
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Picker, Say
from dialogue.tap import Tap
from handlers.broadcast_asking import needs_second
from handlers.broadcast_making import Count, count, looks
from handlers.broadcast_steps import (
    CHOOSE,
    DROP,
    EDIT,
    MORE,
    PICTURE,
    SEND,
    WHEN,
    Desk,
    areas_of,
    can_show,
    question,
)
from handlers.broadcast_words import is_night, when_words, who_words
from handlers.context import Context
from handlers.router import Says

PICK: Final = "at"
"""What the button carries that opens the phone's calendar."""


def go_on(desk: Desk, ctx: Context) -> Says:
    """Ask what comes next, or show what would be sent."""
    if desk.sketch.step == "picture" and not can_show(ctx):
        desk.keep(desk.sketch.past("picture"), ctx)
    match desk.sketch.step:
        case "choose":
            return (_panel(desk, ctx),)
        case "look":
            return preview(desk, ctx)
        case _:
            return (question(desk, ctx),)


def preview(desk: Desk, ctx: Context) -> Says:
    """Show the message in both languages as it will look, then the counts and the buttons."""
    last = _waiting(desk) if desk.sketch.fetching else _card(desk, ctx)
    return (*looks(desk.sketch, ctx), last)


def _waiting(desk: Desk) -> Say:
    text = msgid("The picture is not here yet. Wait a little, then look at it again.")
    return Say(
        lines=(phrase(text),),
        buttons=(
            desk.button(msgid("Look at it"), MORE, "done"),
            desk.button(msgid("Without a picture"), PICTURE, "none"),
            desk.button(msgid("Change it"), EDIT),
        ),
    )


def _card(desk: Desk, ctx: Context) -> Say:
    sketch, counted = desk.sketch, count(desk.sketch, ctx)
    lines: list[Words] = [
        phrase(msgid("This is how it will look. Nothing is sent yet.")),
        *who_words(sketch, areas_of(ctx), ctx),
        *_numbers(counted, sketch, ctx),
        *_left_out(counted),
        *(_timing(sketch, ctx) if counted.people and not sketch.parks else ()),
    ]
    if needs_second(counted.people, ctx) and not sketch.parks:
        text = msgid("More than {most} people: another coordinator has to approve it.")
        lines.append(phrase(text, most=ctx.alone))
    send = desk.button(msgid("Send"), SEND)
    is_few = not needs_second(counted.people, ctx)
    rides = counted.short and is_few and not sketch.parks and not sketch.is_personal
    return Say(
        lines=tuple(lines),
        buttons=(
            *((send,) if counted.people else ()),
            *((desk.button(msgid("With next replies"), WHEN, "park"),) if rides else ()),
            *((desk.button(msgid("Send it as pushes"), WHEN, "push"),) if sketch.parks else ()),
            desk.button(msgid("Change it"), EDIT),
            picker(desk, ctx),
            desk.button(msgid("Every week"), WHEN, "week"),
            desk.button(msgid("Every month"), WHEN, "month"),
            *((desk.button(msgid("At once"), WHEN, "now"),) if sketch.at or sketch.every else ()),
            desk.button(msgid("Throw it away"), DROP),
        ),
    )


def _numbers(counted: Count, sketch: Sketch, ctx: Context) -> Iterator[Words]:
    if not counted.people:
        yield phrase(msgid("Nobody would get it. Change who gets it."))
        return
    yield phrase(msgid("People: {people}"), people=counted.people)
    if sketch.parks:
        yield phrase(msgid("It costs no message: each gets it with their next reply, for 7 days."))
        return
    yield phrase(msgid("Messages that LINE counts: {messages}"), messages=counted.people)
    if sketch.is_personal:
        yield phrase(msgid("Each gets a text of their own: one message each, but it goes slower."))
    month = ctx.pushes.month()
    if month.left is None:
        is_free = month.is_known
        text = (
            msgid("This plan has no limit.")
            if is_free
            else msgid("LINE has not told what is left.")
        )
        yield phrase(text)
        return
    if ctx.reserve:
        text = msgid("Left this month: {left}, of which {kept} stay for what is urgent")
        yield phrase(text, left=month.left, kept=min(ctx.reserve, month.left))
    else:
        yield phrase(msgid("Left this month: {left}"), left=month.left)
    if counted.takes_on and not counted.short:
        yield phrase(msgid("It takes what reminders of the coming days may need."))
    if counted.short:
        text = msgid("{count} people will not get it: the month has too few messages left.")
        yield phrase(text, count=counted.short)


def _left_out(counted: Count) -> Iterator[Words]:
    for why, text in _REASONS.items():
        if counted.left_out.get(why):
            yield phrase(text, count=counted.left_out[why])


def _timing(sketch: Sketch, ctx: Context) -> Iterator[Words]:
    yield when_words(sketch.goes_at, sketch.every)
    if is_night(sketch.goes_at or ctx.moment.now, ctx):
        yield phrase(msgid("It is night then: phones make no sound."))


def picker(desk: Desk, ctx: Context) -> Picker:
    """Make the button that opens the phone's calendar."""
    now = ctx.moment.now
    return Picker(
        label=phrase(msgid("Choose day and hour")),
        tap=Tap(act=WHEN, draft=desk.row.id, value=PICK),
        mode="datetime",
        initial=f"{now:%Y-%m-%dt%H:%M}",
        least=f"{now:%Y-%m-%dt%H:%M}",
    )


def _panel(desk: Desk, ctx: Context) -> Say:
    """Show who is chosen so far, with what can narrow it down."""
    sketch = desk.sketch
    counted = count(sketch, ctx)
    lines = (
        *who_words(sketch, areas_of(ctx), ctx),
        phrase(msgid("People: {people}"), people=counted.people),
        *_left_out(counted),
        phrase(msgid("Narrow it down below, or press “That is all”.")),
    )
    return Say(
        lines=lines,
        buttons=(
            desk.button(msgid("That is all"), CHOOSE, "done"),
            *(desk.button(text, CHOOSE, what) for text, what in _MARKS),
        ),
    )


_MARKS: Final = (
    (msgid("Role"), "role"),
    (msgid("Area"), "area"),
    (msgid("Language"), "language"),
    (msgid("People they visit"), "group"),
    (msgid("Tag"), "tag"),
    (msgid("Last active"), "seen"),
    (msgid("An answer"), "answer"),
    (msgid("Send a list"), "list"),
)
_REASONS: Final = {
    "unfollowed": msgid("Left out, because they blocked the bot: {count}"),
    "opted_out": msgid("Left out, because they want no notices: {count}"),
    "no_text": msgid("Left out, because there is no text in their language: {count}"),
    "elsewhere": msgid("Of the list, not in your areas: {count}"),
    "unknown": msgid("Of the list, not on LINE any more: {count}"),
}
