"""A second coordinator for a broadcast: who could be asked, and the card that asks."""

from collections.abc import Iterator
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Card, Say
from handlers.broadcast_standing import APPROVE, LOOK, STOP, subject_of
from handlers.broadcast_steps import areas_of
from handlers.buttons import button
from handlers.colleagues import called
from handlers.context import Context

_ASKED: Final = 3


def needs_second(people: int, ctx: Context) -> bool:
    """Tell whether so many people are more than one coordinator may write to alone."""
    return people > ctx.alone


def nobody_to_ask(ctx: Context) -> Words:
    """Say that a second coordinator is needed, and that there is none."""
    text = msgid(
        "More than {most} people need a second coordinator of your areas who approves, and"
        " there is none. Invite one (type “team”), or choose fewer people."
    )
    return phrase(text, most=ctx.alone)


def others(ctx: Context) -> list[str]:
    """Name other coordinators of all of the contact's areas, the nearest first."""
    me = ctx.someone
    every = [ctx.memberships.coordinating(area, is_demo=me.is_demo) for area in areas_of(ctx)]
    everywhere = set(every[0]).intersection(*every[1:])
    return [one for one in every[0] if one in everywhere and one != me.id]


def asked(broadcast_id: str, who: list[str], ctx: Context) -> Iterator[Say]:
    """Ask the nearest of them, each by a card that they cannot miss."""
    for contact_id in who[:_ASKED]:
        title = phrase(msgid("A broadcast waits for you to approve it."))
        lines: tuple[Words, ...] = (
            phrase(
                msgid("{name} wrote it. Look at it, then approve it or stop it."), name=_me(ctx)
            ),
        )
        buttons = (
            button(msgid("Look at it"), LOOK, broadcast_id),
            button(msgid("Approve"), APPROVE, broadcast_id),
            button(msgid("Stop it"), STOP, broadcast_id),
        )
        card = Card(title=title, lines=lines, buttons=buttons)
        yield Say(
            lines=(), cards=(card,), to=contact_id, subject=subject_of(broadcast_id), urgent=True
        )


def _me(ctx: Context) -> Words:
    held = next(one for one in ctx.memberships.of(ctx.someone.id) if one.role == "coordinator")
    return called(held)
