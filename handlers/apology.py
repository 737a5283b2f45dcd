"""The apology for an event that could not be worked on."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Link, Say
from handlers.context import Context
from handlers.drafting import show_waiting
from handlers.router import Says


def apologize(ctx: Context) -> Says:
    """Say sorry, and ask again what waits."""
    text = msgid(
        "Sorry, something went wrong on our side and this message could not be used."
        " Your earlier answers are kept."
    )
    return (Say(lines=(phrase(text),)), *show_waiting(ctx))


def slow_down() -> tuple[Say, ...]:
    """Ask someone to wait who writes more than can be read."""
    text = msgid("Too many messages at once. Please wait one minute, then write again.")
    call = Link(label=phrase(msgid("Call 1669")), uri="tel:1669")
    return (Say(lines=(phrase(text),), buttons=(call,)),)
