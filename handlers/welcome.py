"""The welcome: who follows, who leaves, and the language to speak."""

from dataclasses import replace
from typing import Literal

from dialogue.phrase import Phrase, in_both, msgid, phrase
from dialogue.prompt import Button, Link, Say
from dialogue.reading.cleaning import folded
from dialogue.reply import steering
from dialogue.tap import Tap, read
from handlers.asking import ask_labels
from handlers.context import Context
from handlers.happened import Happened, Joined, LanguageChosen, TopicOpens
from handlers.incoming import (
    Followed,
    Incoming,
    Left,
    Picked,
    Sent,
    Shared,
    Tapped,
    Unreadable,
    Wrote,
)
from handlers.router import Router, Says

ACT = "lang"
_BUTTONS = (
    Button(label="ไทย", tap=Tap(act=ACT, value="th")),
    Button(label="ລາວ", tap=Tap(act=ACT, value="lo")),
)
_EMERGENCY = Link(label=phrase(msgid("Call 1669")), uri="tel:1669")
_NAMES: dict[str, Literal["th", "lo"]] = {
    "ไทย": "th",
    "ภาษาไทย": "th",
    "thai": "th",
    "ລາວ": "lo",
    "ພາສາລາວ": "lo",
    "ลาว": "lo",
    "ภาษาลาว": "lo",
    "lao": "lo",
}
LANGUAGES: dict[Literal["th", "lo"], Phrase] = {
    "th": phrase(msgid("Thai")),
    "lo": phrase(msgid("Lao")),
}

router = Router()
asking = Router()


@router.on(Followed)
def greet(event: Followed, ctx: Context) -> Says:
    """Greet someone who added the bot, and ask for their language."""
    ctx.someone.follows = True
    if event.again:
        return (Say(lines=in_both(msgid("Good to see you again.")), buttons=_BUTTONS),)
    greeting = Say(
        lines=(
            *in_both(msgid("Hello. This is Siao, an automatic health helper.")),
            *in_both(msgid("It is not a doctor. If a life is in danger, call 1669.")),
        )
    )
    return (greeting, _question())


@router.on(Left)
def part(_event: Left, ctx: Context) -> Says:
    """Note that someone blocked the bot: nothing waits for them any more."""
    if ctx.contact is not None:  # a stranger who leaves stays one
        ctx.contact.follows = False
        ctx.parked.drop_all(ctx.contact.id)
    return ()


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Take the language of a button, or ask for it."""
    tap = read(event.data)
    if tap is None or tap.act not in {ACT, "language"}:
        return None
    if tap.value not in LANGUAGES:
        return _asking(ctx)
    return _chosen("lo" if tap.value == "lo" else "th", ctx)


@router.on(Wrote)
def ask(event: Wrote, ctx: Context) -> Says | None:
    """Ask for the language when it is asked for by word."""
    if steering(event.text) == "language":
        return _asking(ctx)
    named = _NAMES.get(event.text.strip().lower())
    if named is None or ctx.drafts.open_of(ctx.someone.id) is not None:
        return None
    return _chosen(named, ctx)


@asking.on(Wrote, Tapped, Picked, Shared, Sent, Unreadable)
def ask_first(_event: Incoming, ctx: Context) -> Says | None:
    """Ask whoever has not chosen yet for their language, before anything that can wait."""
    if ctx.contact is None or ctx.contact.language is not None:
        return None
    question = _question()
    return (replace(question, buttons=(*question.buttons, _EMERGENCY)),)


def after_joining(event: Happened, ctx: Context) -> Says:
    """Ask someone who came with a code for their language, if it is not known."""
    if not isinstance(event, Joined) or ctx.someone.language is not None:
        return ()
    return (_question(),)


def after_topic(event: Happened, _ctx: Context) -> Says:
    """Ask for the language whoever asked for another in other words."""
    return (_question(),) if isinstance(event, TopicOpens) and event.act == "language" else ()


def _asking(ctx: Context) -> Says:
    """Ask for the language; in the midst of a form, too, its name may be typed then."""
    names = {folded(name): Tap(act=ACT, value=its).data() for name, its in _NAMES.items()}
    ask_labels(names, ctx)
    return (_question(),)


def _question() -> Say:
    return Say(lines=in_both(msgid("Which language do you want to use?")), buttons=_BUTTONS)


def _chosen(language: Literal["th", "lo"], ctx: Context) -> Says:
    ctx.someone.language = language
    said = phrase(msgid("From now on I will answer in {language}."), language=LANGUAGES[language])
    return (Say(lines=(said,)), LanguageChosen(contact_id=ctx.someone.id))
