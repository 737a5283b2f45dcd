"""Notices: stopping them, and having them again."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reply import steering
from dialogue.tap import Tap, read
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.drafting import is_silent, show
from handlers.incoming import Tapped, Wrote
from handlers.router import Router, Says
from models.reminder import ABOUT

ACT = "notices"

at_once = Router()
router = Router()


@at_once.on(Wrote)
def by_word(event: Wrote, ctx: Context) -> Says | None:
    """Stop notices on the plain word, or have them again, in the midst of a form too."""
    wish = steering(event.text)
    if wish not in {"quit_notices", "have_notices"}:
        return None
    return _settle(ctx, wanted=wish == "have_notices")


@router.on(Wrote)
def ask(event: Wrote, _ctx: Context) -> Says | None:
    """Ask what is meant by "stop" when no form is open."""
    return (_question(),) if steering(event.text) == "pause" else None


@at_once.on(Tapped)
def tapped(event: Tapped, ctx: Context) -> Says | None:
    """Take the answer of a button."""
    tap = read(event.data)
    if tap is None or tap.act != ACT:
        return None
    wanted = ctx.someone.wants_notices if tap.value == "same" else tap.value != "no"
    return _settle(ctx, wanted=wanted)


def _question() -> Say:
    return Say(
        lines=(phrase(msgid("Do you want no more notices from this bot?")),),
        buttons=(
            Button(label=phrase(msgid("Stop reminders")), tap=Tap(act=ACT, value="no")),
            Button(label=phrase(msgid("Keep as before")), tap=Tap(act=ACT, value="same")),
        ),
    )


def _waiting(ctx: Context) -> Says:
    """Ask again what waits in a form, unless somebody else may hold the phone by now."""
    draft = ctx.drafts.open_of(ctx.someone.id)
    return () if draft is None or is_silent(draft, ctx) else show(draft, ctx)


def _settle(ctx: Context, *, wanted: bool) -> Says:
    ctx.someone.wants_notices = wanted
    waiting = _waiting(ctx)
    menu = () if waiting else (to_menu(),)
    if wanted:
        text = msgid("You will get notices as before.")
        return (Say(lines=(phrase(text),), buttons=menu), *waiting)
    ctx.parked.drop_all(ctx.someone.id)
    for subject in ABOUT:
        ctx.pushes.call_back(ctx.someone.id, subject, ctx.moment.now)
    text = msgid("Reminders are stopped. You can still ask at any time.")
    again = Button(label=phrase(msgid("Have notices again")), tap=Tap(act=ACT, value="yes"))
    return (Say(lines=(phrase(text),), buttons=() if waiting else (again, *menu)), *waiting)
