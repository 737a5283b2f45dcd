"""Broadcasts at a glance: those that wait, go or are over, each looked at, stopped or repeated."""

from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Say
from dialogue.reading.broadcast_words import says_broadcast
from dialogue.reading.steering import steering
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.broadcast_asking import asked, needs_second, nobody_to_ask, others
from handlers.broadcast_shown import shown
from handlers.broadcast_standing import (
    AGAIN,
    APPROVE,
    LOOK,
    ONE,
    STOP,
    STOPPABLE,
    STOPS,
    has_rest,
    may_see,
    name_of,
    outcome_words,
    standing,
    state_words,
    subject_of,
    waits_for,
)
from handlers.broadcast_steps import (
    FRONT,
    GO_ON,
    NEW,
    Desk,
    areas_of,
    begin,
    desk_of,
    may_broadcast,
    reopen,
)
from handlers.broadcast_view import go_on
from handlers.buttons import button, to_menu, with_menu
from handlers.context import Context
from handlers.incoming import BroadcastEnded, Incoming, Tapped, Wrote
from handlers.marking import mark
from handlers.roles import ALL_ROLES
from handlers.router import Says
from handlers.typed_labels import LabelRouter, is_label
from models.broadcast import APPROVING, CANCELLED, DRAFT, HELD, HOLD, Broadcast

_SHOWN: Final = 5
_BROADCAST: Final = "broadcast"

router = LabelRouter()
inner = LabelRouter()


@inner.on(BroadcastEnded)
def tell(event: BroadcastEnded, ctx: Context) -> Says:
    """Tell whoever made it what came of it, with their next reply."""
    broadcast = ctx.broadcasts.get(event.broadcast_id)
    if broadcast is None:
        return ()
    title = phrase(msgid("Your broadcast {state}."), state=state_words(broadcast))
    buttons = (button(msgid("How far is it?"), ONE, broadcast.id),)
    rest = button(msgid("Send to the rest"), AGAIN, broadcast.id)
    card = Card(
        title=title,
        lines=(broadcast.title, *outcome_words(broadcast, ctx)),
        buttons=(rest, *buttons) if has_rest(broadcast, ctx) else buttons,
    )
    return (Say(lines=(), cards=(card,), subject=subject_of(broadcast.id)),)


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show what there is; where there is nothing yet, begin at once."""
    typed = isinstance(event, Wrote) and says_broadcast(event.text)
    if not typed and tap_of(event, FRONT) is None:
        return None
    if not may_broadcast(ctx):
        return (with_menu(_NOT_YOURS),) if ctx.has_role(*ALL_ROLES) or not typed else None
    made = ctx.broadcasts.of_area(areas_of(ctx), is_demo=ctx.someone.is_demo, most=_SHOWN)
    desk = desk_of(ctx)
    if not made and desk is None:
        return go_on(begin(ctx), ctx)
    return (_front([one for one in made if may_see(one, ctx)], desk),)


@router.on(Tapped)
def start(event: Tapped, ctx: Context) -> Says | None:
    """Begin a new one, or go on with what was begun."""
    tap = tap_of(event, NEW, GO_ON)
    if tap is None or not may_broadcast(ctx):
        return None
    desk = desk_of(ctx) if tap.act == GO_ON else None
    return go_on(desk or begin(ctx), ctx)


@router.on(Tapped)
def look_at(event: Tapped, ctx: Context) -> Says | None:
    """Show where one stands, or what it says."""
    tap = tap_of(event, ONE, LOOK)
    if tap is None:
        return None
    broadcast = ctx.broadcasts.get(tap.value)
    if broadcast is None or not may_see(broadcast, ctx):
        return (with_menu(_GONE),)
    if tap.act == ONE:
        return (standing(broadcast, ctx),)
    return (*shown(broadcast, ctx), standing(broadcast, ctx))


@router.on(Wrote)
def decide(event: Wrote, ctx: Context) -> Says | None:
    """Take a label of the card that asks, which came apart from any answer."""
    act = next((act for act, label in _ON_CARD if is_label(event.text, phrase(label), ctx)), None)
    if act is None or not may_broadcast(ctx):
        return None
    every = ctx.broadcasts.of_area(areas_of(ctx), is_demo=ctx.someone.is_demo)
    waiting = [one for one in every if may_see(one, ctx) and waits_for(ctx, one)]
    if len(waiting) != 1:
        return (_front(waiting, desk_of(ctx)),) if waiting else None
    if act == APPROVE:
        return _approved(waiting[0].id, ctx)
    return (*shown(waiting[0], ctx), standing(waiting[0], ctx))


@router.on(Tapped)
def approve(event: Tapped, ctx: Context) -> Says | None:
    """Let it go as the second coordinator; of two who tap at once, one is first."""
    tap = tap_of(event, APPROVE)
    return None if tap is None else _approved(tap.value, ctx)


def _approved(broadcast_id: str, ctx: Context) -> Says:
    broadcast = ctx.broadcasts.get(broadcast_id)
    if broadcast is None or not may_see(broadcast, ctx):
        return (with_menu(_GONE),)
    if broadcast.made_by == ctx.someone.id:
        return (with_menu(msgid("You wrote it: somebody else has to approve it.")),)
    if not ctx.broadcasts.approve(broadcast.id, ctx.someone.id, ctx.moment.now):
        return (_late(broadcast, ctx), standing(broadcast, ctx))
    mark("approved", _BROADCAST, broadcast.id, ctx)
    text = msgid("{name} has approved your broadcast. To stop it, type “broadcast”.")
    told = _to_maker(phrase(text, name=name_of(ctx.someone.id, ctx)), broadcast)
    return (*told, standing(broadcast, ctx))


@router.on(Tapped)
def stop(event: Tapped, ctx: Context) -> Says | None:
    """Stop it: what has gone already is gone, the rest stays here."""
    tap = tap_of(event, STOP)
    return None if tap is None else _stopped(tap.value, ctx)


@router.on(Wrote)
def stop_by_word(event: Wrote, ctx: Context) -> Says | None:
    """Stop the one broadcast of one's own that can be, however much was said since its button."""
    if steering(event.text) is not None or not may_broadcast(ctx):
        return None
    if not any(is_label(event.text, phrase(one), ctx) for one in STOPS):
        return None
    every = ctx.broadcasts.of_area(areas_of(ctx), is_demo=ctx.someone.is_demo)
    mine = [one for one in every if one.made_by == ctx.someone.id and one.state in STOPPABLE]
    if len(mine) != 1:
        return (_front(mine, desk_of(ctx)),) if mine else None
    return _stopped(mine[0].id, ctx)


def _stopped(broadcast_id: str, ctx: Context) -> Says:
    broadcast = ctx.broadcasts.get(broadcast_id)
    if broadcast is None or not may_see(broadcast, ctx):
        return (with_menu(_GONE),)
    was_held = broadcast.state in {APPROVING, HELD}
    if not ctx.broadcasts.cancel(broadcast.id, ctx.moment.now):
        return (_late(broadcast, ctx), standing(broadcast, ctx))
    mark("stopped", _BROADCAST, broadcast.id, ctx)
    text = msgid("Nobody got it.") if was_held else msgid("What is on its way still arrives.")
    lines, on = [phrase(text)], list[AnyButton]()
    if broadcast.made_by != ctx.someone.id:
        name = name_of(ctx.someone.id, ctx)
        told = _to_maker(phrase(msgid("{name} has stopped your broadcast."), name=name), broadcast)
        return (*told, Say(lines=tuple(lines)), standing(broadcast, ctx))
    if was_held and reopen(broadcast.id, ctx):
        lines.append(phrase(msgid("It is kept: type “broadcast” to change it and send it.")))
        on.append(button(msgid("Go on writing"), GO_ON))
    return (Say(lines=tuple(lines), buttons=tuple(on)), standing(broadcast, ctx))


@router.on(Tapped)
def repeat(event: Tapped, ctx: Context) -> Says | None:
    """Send it again to those alone who did not get it; of many a second coordinator decides."""
    tap = tap_of(event, AGAIN)
    if tap is None:
        return None
    broadcast = ctx.broadcasts.get(tap.value)
    if broadcast is None or not may_see(broadcast, ctx):
        return (with_menu(_GONE),)
    anew = ctx.broadcasts.repeat_failed(
        broadcast.id, new_id=ctx.moment.new_id(), by=ctx.someone.id, now=ctx.moment.now
    )
    return (standing(broadcast, ctx),) if anew is None else _again(anew, ctx)


def _again(anew: Broadcast, ctx: Context) -> Says:
    if anew.state != DRAFT:
        return (standing(anew, ctx),)  # the button was tapped twice
    is_many = needs_second(anew.counted, ctx)
    seconds = others(ctx) if is_many else []
    if is_many and not seconds:
        return (Say(lines=(nobody_to_ask(ctx),), buttons=(to_menu(),)),)
    anew.state = APPROVING if is_many else HELD
    anew.held_until = None if is_many else ctx.moment.now + HOLD
    mark("sent", _BROADCAST, anew.id, ctx)
    return (*asked(anew.id, seconds, ctx), standing(anew, ctx))


def _front(made: list[Broadcast], desk: Desk | None) -> Say:
    lines: list[Words] = [phrase(msgid("Broadcasts of your areas"))]
    for number, one in enumerate(made, start=1):
        text = msgid("{number}. {at}: {text} ({state})")
        at = one.held_until if one.state == HELD and one.held_until else one.made_at
        lines.append(phrase(text, number=number, at=at, text=one.title, state=state_words(one)))
    buttons: list[AnyButton] = []
    if desk is not None:
        lines.append(phrase(msgid("You have begun one that is not sent yet.")))
        buttons.append(button(msgid("Go on writing"), GO_ON))
    buttons.append(button(msgid("Write a new one"), NEW))
    buttons += [
        Button(
            label=phrase(msgid("Number {number}"), number=number), tap=Tap(act=ONE, value=one.id)
        )
        for number, one in enumerate(made, start=1)
    ]
    return Say(lines=tuple(lines), buttons=(*buttons, to_menu()))


def _late(broadcast: Broadcast, ctx: Context) -> Say:
    if broadcast.state == CANCELLED:
        return Say(lines=(phrase(msgid("It was stopped already.")),))
    if broadcast.approved_by is None or broadcast.approved_by == ctx.someone.id:
        return Say(lines=(phrase(msgid("That was decided already.")),))
    name = name_of(broadcast.approved_by, ctx)
    return Say(lines=(phrase(msgid("{name} has approved it already."), name=name),))


def _to_maker(line: Words, broadcast: Broadcast) -> tuple[Say, ...]:
    if broadcast.made_by is None:
        return ()
    return (Say(lines=(line,), to=broadcast.made_by, subject=subject_of(broadcast.id)),)


_ON_CARD: Final = ((APPROVE, msgid("Approve")), (LOOK, msgid("Look at it")))
_NOT_YOURS: Final = msgid("Only coordinators write broadcasts.")
_GONE: Final = msgid("This broadcast is not in your areas.")
