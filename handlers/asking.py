"""Asking outside of forms: one question, answered by what is typed or shared next or never."""

from dialogue.tap import Tap, read
from handlers.context import Asked, Context
from handlers.incoming import Incoming, Tapped


def ask(act: str, ctx: Context, *, about: str = "") -> None:
    """Let the next typed words, or a place, answer `act`; whatever else is done takes it back."""
    ctx.someone.asked, ctx.someone.asked_about = act, about


def asked(act: str, ctx: Context) -> Asked | None:
    """Tell what these words, or this place, answer; None when `act` was not asked just before."""
    return ctx.asked if ctx.asked is not None and ctx.asked.act == act else None


def number_in(text: str) -> int:
    """Read the number that a button carries; 0 where it carries none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def tap_of(event: Incoming, *acts: str) -> Tap | None:
    """Read a tap on a button of these acts; None for any other event."""
    tap = read(event.data) if isinstance(event, Tapped) else None
    return tap if tap is not None and tap.act in acts else None
