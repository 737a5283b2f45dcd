"""Danger: seen before anything else is done, and answered in front of every other answer."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, cast

from dialogue.danger.sign import KINDS, Kind, Sign
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button
from dialogue.tap import Tap
from handlers import danger_cards as cards
from handlers.asking import as_tapped, tap_of
from handlers.buttons import call
from handlers.context import Context
from handlers.danger_telling import SEEN, see_to, tell
from handlers.drafting import show_waiting
from handlers.holding_back import asked_again, held_back
from handlers.incoming import Tapped, Wrote
from handlers.nearest import hospitals
from handlers.router import Router, Says
from handlers.typed_labels import LabelRouter

_TOLD_FOR: Final = timedelta(minutes=10)
"""How long somebody who was told in full is only told whom to call."""

_JUDGED: Final = 8
"""Letters from which on what was typed is judged by the whole of it, where no sign was seen."""

watcher = LabelRouter()
router = Router()


@watcher.on(Wrote)
def watch(event: Wrote, ctx: Context) -> Says | None:
    """Put a red card in front of the answer when what was typed tells of danger."""
    _forget(ctx)
    if _names_a_form(event, ctx):
        return None
    signs = ctx.signs(event.text)
    now = tuple(sign for sign in signs if sign.certainty == "now")
    if now:
        return _warned(now, ctx)
    if signs:
        return cards.asking(signs, ctx)
    if as_tapped(event, ctx) is not event:
        return None  # a label of ours is no cry for help
    is_long = sum(letter.isalpha() for letter in event.text) >= _JUDGED
    return cards.soft(ctx) if is_long and ctx.understand(event.text).is_danger else None


@router.on(Wrote)
def hold_back(event: Wrote, ctx: Context) -> Says | None:
    """Let a cry for help not be taken as the answer to a question that waits."""
    now = tuple(sign for sign in ctx.signs(event.text) if sign.certainty == "now")
    if not now or _names_a_form(event, ctx):
        return None
    return asked_again(ctx) or held_back(event, ctx, may_offer=not cards.is_quiet(now))


@router.on(Tapped)
def tapped(event: Tapped, ctx: Context) -> Says | None:
    """Do what a button of a red card asks for, then ask anew what waits."""
    tap = tap_of(event, cards.ACT)
    if tap is None:
        return None
    what, sign = _read(tap.value)
    if what == cards.CALLED:
        said = _called(ctx)
    elif what == cards.CANNOT:
        said = _without_phone(sign, ctx)
    elif what == cards.NO:
        line = phrase(msgid("If it comes back or gets worse, call 1669 at once."))
        said = cards.red(msgid("Thank you for telling."), (line,), (call("1669"),), ctx)
    elif what == cards.YES:
        said = _warned((sign,), ctx, in_full=True)
    else:  # nothing was typed: it was opened by hand, to see whom to call
        said = cards.full((sign,), ctx)
    return (*said, *show_waiting(ctx))


@router.on(Tapped)
def seen_to(event: Tapped, ctx: Context) -> Says | None:
    """Note which coordinator sees to a danger that was seen on a visit."""
    tap = tap_of(event, SEEN)
    return None if tap is None else see_to(tap.value, ctx)


def _names_a_form(event: Wrote, ctx: Context) -> bool:
    """Tell whether what was typed is the id or title of a form, such as suicide_8q."""
    return ctx.forms.named(event.text) is not None


def _forget(ctx: Context) -> None:
    """Forget that somebody was told in full, once that is some minutes ago."""
    contact = ctx.someone
    if contact.warned_at is not None and ctx.moment.now - contact.warned_at >= _TOLD_FOR:
        contact.warned_at = None


def _warned(signs: Sequence[Sign], ctx: Context, *, in_full: bool = False) -> Says:
    """Say whom to call; in full, unless that was done some minutes ago. Tell the coordinators."""
    if cards.is_quiet(signs):
        return cards.full(signs, ctx)  # of which nothing is kept, not even when it was
    contact = ctx.someone
    told, was_told = tell(signs[0], ctx), contact.warned_at is not None
    if was_told and not in_full:
        return (*cards.short(signs, ctx), *told)
    contact.warned_at = ctx.moment.now
    return (*cards.full(signs, ctx), *told)


def _called(ctx: Context) -> Says:
    lines = (
        phrase(msgid("Do what 1669 says. Keep the phone free.")),
        phrase(msgid("Send someone to the road to show the way.")),
        phrase(msgid("Stay with the person. Do not leave them alone.")),
    )
    return cards.red(msgid("Good. Help is called."), lines, (call("1669"),), ctx)


def _without_phone(sign: Sign, ctx: Context) -> Says:
    """Say what to do for whom no call goes through: others who can, and the nearest hospitals."""
    near = hospitals(ctx)
    lines = (
        phrase(msgid("Ask someone nearby to call 1669, or go to the nearest hospital.")),
        phrase(msgid("Ask the village head or a health volunteer. Any car or truck will do.")),
        phrase(msgid("Shout, sound a horn or wave a light, so that people come.")),
    )
    buttons: tuple[AnyButton, ...] = (
        call("1669"),
        *(call(one.phones[0], one.name_in(ctx.language)) for one in near),
        Button(label=phrase(msgid("Nearest hospital")), tap=Tap(act="care", value=".emergency")),
        cards.called(),
    )
    title = msgid("Get help without a phone.")
    if cards.is_quiet((sign,)):
        quiet: tuple[AnyButton, ...] = (call("1669"), *cards.exits((sign,)))
        return cards.red(title, lines[:1], quiet, ctx, private=True)
    return cards.red(title, lines, buttons, ctx)


def _read(value: str) -> tuple[str, Sign]:
    """Read what a button carries: what it asks for, and the sign that it is about."""
    what, kind, sign_id = (*value.split(":", 2), "", "", "")[:3]
    if kind not in KINDS:
        return what, cards.GENERAL
    return what, Sign(kind=cast("Kind", kind), id=sign_id, certainty="now")
