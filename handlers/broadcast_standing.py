"""Where a broadcast stands: held, waiting for approval, going, over; and what can be done then."""

from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Say
from handlers.broadcast_making import areas_within
from handlers.broadcast_steps import FRONT, areas_of
from handlers.buttons import button, to_menu
from handlers.colleagues import called, reach_of
from handlers.context import Context
from models.broadcast import (
    APPROVING,
    CANCELLED,
    DRAFT,
    HELD,
    HOLD,
    SENDING,
    SENT,
    Broadcast,
)

LOOK, APPROVE, STOP, AGAIN, ONE = "bc.look", "bc.yes", "bc.stop", "bc.again", "bc.one"
STOPPABLE: Final = frozenset({APPROVING, HELD, SENDING})
STOPS: Final = (msgid("Hold it back"), msgid("Stop it"))
"""The acts of buttons about a broadcast that was made."""

_STATES: Final = {
    DRAFT: msgid("is not sent"),
    APPROVING: msgid("waits for a second coordinator"),
    HELD: msgid("waits for its time"),
    SENDING: msgid("is being sent"),
    SENT: msgid("is over"),
    CANCELLED: msgid("was stopped"),
}


def subject_of(broadcast_id: str) -> str:
    """Name what parked words about a broadcast are about."""
    return f"broadcast:{broadcast_id}"


def may_see(broadcast: Broadcast, ctx: Context) -> bool:
    """Tell whether all of its areas lie in what the contact coordinates."""
    if broadcast.is_demo != ctx.someone.is_demo or not reach_of(ctx):
        return False
    return areas_within(broadcast, areas_of(ctx))


def waits_for(ctx: Context, broadcast: Broadcast) -> bool:
    """Tell whether it is for the contact to decide."""
    return broadcast.state == APPROVING and broadcast.made_by != ctx.someone.id


def name_of(contact_id: str | None, ctx: Context) -> Words:
    """Name a coordinator as colleagues do."""
    held = [] if contact_id is None else ctx.memberships.of(contact_id)
    found = next((one for one in held if one.role == "coordinator"), None)
    return phrase(msgid("Somebody")) if found is None else called(found)


def state_words(broadcast: Broadcast) -> Phrase:
    """Tell in a few words where it stands."""
    return phrase(_STATES[broadcast.state])


def standing(broadcast: Broadcast, ctx: Context) -> Say:
    """Tell where it stands, with what can be done now."""
    lines: list[Words] = [phrase(msgid("This broadcast {state}."), state=state_words(broadcast))]
    if waits_for(ctx, broadcast):
        lines.append(phrase(msgid("People: {people}"), people=broadcast.counted))
        lines.append(phrase(msgid("Is it to go?")))
    if broadcast.state == HELD and broadcast.held_until is not None:
        at = broadcast.held_until.astimezone(ctx.moment.zone)
        is_soon = at <= ctx.moment.now + HOLD
        if is_soon:
            text = msgid("It goes at {at}. Until then nobody has got it.")
            lines.append(phrase(text, at=at.time()))
        else:
            text = msgid("It goes on {at}. Until then nobody has got it.")
            lines.append(phrase(text, at=at))
    if broadcast.state in {SENDING, SENT, CANCELLED}:
        lines += outcome_words(broadcast, ctx)
    return Say(lines=tuple(lines), buttons=_ways_on(broadcast, ctx))


def outcome_words(broadcast: Broadcast, ctx: Context) -> list[Phrase]:
    """Count what came of it, in people."""
    told = ctx.broadcasts.progress(broadcast.id)
    if not told:
        if broadcast.state == SENT:
            return [phrase(msgid("It comes with their next replies, and costs no message."))]
        return []
    people = sum(told.values())
    text = msgid("Sent: {sent} of {people}")
    return [
        phrase(text, sent=told.get("accepted", 0), people=people),
        *(phrase(text, count=told[state]) for state, text in _OUTCOMES.items() if told.get(state)),
    ]


def has_rest(broadcast: Broadcast, ctx: Context) -> bool:
    """Tell whether it is over and some certainly did not get it."""
    told = ctx.broadcasts.progress(broadcast.id) if broadcast.ended_at is not None else {}
    return bool(told.get("failed") or told.get("not_sent"))


def _ways_on(broadcast: Broadcast, ctx: Context) -> tuple[AnyButton, ...]:
    buttons: list[AnyButton] = []
    if waits_for(ctx, broadcast):
        buttons.append(button(msgid("Approve"), APPROVE, broadcast.id))
    if broadcast.state in STOPPABLE:
        text = STOPS[broadcast.state != HELD]
        buttons.append(button(text, STOP, broadcast.id))
    if broadcast.state == SENDING:
        buttons.append(button(msgid("How far is it?"), ONE, broadcast.id))
    if has_rest(broadcast, ctx):
        buttons.append(button(msgid("Send to the rest"), AGAIN, broadcast.id))
    if broadcast.texts:
        buttons.append(button(msgid("Look at it"), LOOK, broadcast.id))
    buttons.append(button(msgid("Broadcasts"), FRONT))
    return (*buttons, to_menu())


_OUTCOMES: Final = {
    "failed": msgid("LINE did not take: {count}"),
    "not_sent": msgid("Not sent, for the month has no messages left: {count}"),
    "unknown": msgid("Not known after a day: {count}"),
}
