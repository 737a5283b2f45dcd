"""Writing a broadcast: its texts, what stands in for one that lacks, and what goes with them."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from dialogue.broadcasting.sketch import LONGEST, Lack, Sketch
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.cleaning import legal, visible
from dialogue.reading.steering import says_what_to_do, steering
from dialogue.topics.script import language_of
from handlers.asking import ask, asked, number_in
from handlers.broadcast_steps import (
    CHOOSING,
    DROP,
    EDIT,
    LACK,
    MORE,
    TEXT,
    WHO,
    Desk,
    desk_of,
    forget,
    question,
    tapped,
)
from handlers.broadcast_view import go_on
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.incoming import Tapped, Wrote
from handlers.router import Says
from handlers.typed_labels import LabelRouter

_WEB: Final = "bc.web"
_OTHERS: Final = {"th": "lo", "lo": "th"}

first = LabelRouter()
router = LabelRouter()


@first.on(Wrote)
def hold_back(event: Wrote, ctx: Context) -> Says | None:
    """Offer to use a text that tells of danger: a red card stands in front of it already."""
    wanted = asked(TEXT, ctx)
    now = [sign for sign in ctx.signs(event.text) if sign.certainty == "now"]
    desk = desk_of(ctx) if wanted is not None and now else None
    if wanted is None or desk is None:
        return None
    return _offer(
        msgid("If this is the text, press “Use it”."), event.text, wanted.about, desk, ctx
    )


@router.on(Wrote)
def write(event: Wrote, ctx: Context) -> Says | None:
    """Take the text that was typed, or go a step back."""
    wanted = asked(TEXT, ctx)
    desk = None if wanted is None else desk_of(ctx)
    if wanted is None or desk is None or says_what_to_do(event.text):
        return None
    word = steering(event.text)
    if word is None:
        return _taken(event.text, wanted.about, desk, ctx)
    if word == "cancel":
        return _thrown(ctx)
    if word not in {"back", "skip"}:
        return None
    sketch = desk.sketch
    if word == "skip":
        return _without(wanted.about, desk, ctx)
    return go_on(desk.keep(_back(sketch, wanted.about), ctx), ctx)


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Take what a button says about whom it is for, and about the texts."""
    found = tapped(event, ctx, WHO, TEXT, LACK)
    if found is None:
        return None
    tap, desk = found
    sketch = desk.sketch
    if tap.act == WHO:
        return go_on(desk.keep(replace(sketch, who=tap.value), ctx), ctx)
    if tap.act == LACK:
        lack: Lack = "other" if tap.value == "other" else "nobody"
        return go_on(desk.keep(replace(sketch, lack=lack), ctx), ctx)
    language, _, what = tap.value.partition(":")
    return _text_by_button(language, what, desk, ctx) if language in _OTHERS else None


@router.on(Tapped)
def add(event: Tapped, ctx: Context) -> Says | None:
    """Put a button with it, take it off again, or be done with it."""
    found = tapped(event, ctx, MORE)
    if found is None:
        return None
    tap, desk = found
    sketch = desk.sketch
    what, _, which = tap.value.partition(":")
    if what == "web":
        ask(_WEB, ctx)
        text = msgid("Type the address that the button is to open (https://…).")
        return (Say(lines=(phrase(text),), buttons=(_no_button(desk),)),)
    if what in {"form", "topic"} and (not which or which.startswith(_PAGE)):
        return (_choices(what, number_in(which.removeprefix(_PAGE)), desk, ctx),)
    if what in {"form", "topic"}:
        sketch = (
            replace(sketch, opens=what, target=which) if _is_there(what, which, ctx) else sketch
        )
    elif what == "unopen":
        sketch = replace(sketch, opens="", target="")
    elif what == "done":
        sketch = sketch.past("more")
    return go_on(desk.keep(sketch, ctx), ctx)


@router.on(Wrote)
def take_address(event: Wrote, ctx: Context) -> Says | None:
    """Take the address of a web page."""
    desk = desk_of(ctx) if asked(_WEB, ctx) is not None else None
    if desk is None or steering(event.text) is not None or says_what_to_do(event.text):
        return None
    address = visible(event.text).strip()
    if not _opens(address):
        ask(_WEB, ctx)
        text = msgid(
            "This is no address that LINE opens. It begins with https:// and has no blanks."
        )
        return (Say(lines=(phrase(text),), buttons=(_no_button(desk),)),)
    return go_on(desk.keep(replace(desk.sketch, opens="web", target=address), ctx), ctx)


def _opens(address: str) -> bool:
    """Tell whether it is the address of a page, and shows truly whose."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_whole = parts.scheme == "https" and "." in (parts.hostname or "") and " " not in address
    return is_whole and "@" not in parts.netloc and len(address) <= _LONGEST_ADDRESS


@router.on(Tapped)
def edit(event: Tapped, ctx: Context) -> Says | None:
    """Ask a question again, or all of it: which one?"""
    found = tapped(event, ctx, EDIT)
    if found is None:
        return None
    tap, desk = found
    sketch = desk.sketch
    if tap.value == "who":
        return go_on(desk.keep(replace(sketch, who=""), ctx), ctx)
    if tap.value == "picture":
        return None
    if tap.value in {"th", "lo", "more"}:
        return go_on(desk.keep(sketch.before(tap.value), ctx), ctx)
    return (_what_to_change(desk),)


@router.on(Tapped)
def drop(event: Tapped, ctx: Context) -> Says | None:
    """Throw away what was written."""
    return None if tapped(event, ctx, DROP) is None else _thrown(ctx)


def _taken(typed: str, language: str, desk: Desk, ctx: Context) -> Says:
    """Take a text, unless it is too long or seems to be in the other language."""
    text = legal(_lines(typed))
    if len(text) > LONGEST:
        said = msgid("This text has {count} letters; at most {most} will do. Type a shorter one.")
        ask(TEXT, ctx, about=language)
        return (Say(lines=(phrase(said, count=len(text), most=LONGEST),)),)
    if language_of(text) == _OTHERS[language]:
        return _offer(_SCRIPTS[language], text, language, desk, ctx)
    return go_on(desk.keep(desk.sketch.with_text(language, text), ctx), ctx)


def _text_by_button(language: str, what: str, desk: Desk, ctx: Context) -> Says:
    sketch = desk.sketch
    if what == "use" and sketch.offered:
        return go_on(desk.keep(sketch.with_text(language, sketch.offered), ctx), ctx)
    if what == "none":
        return _without(language, desk, ctx)
    return go_on(desk.keep(sketch.past(language), ctx), ctx)


def _lines(text: str) -> str:
    """Drop what cannot be seen, and keep the lines."""
    return "\n".join(visible(line).rstrip() for line in text.splitlines()).strip()


def _thrown(ctx: Context) -> Says:
    forget(ctx)
    text = msgid("The broadcast is thrown away. Nothing was sent.")
    return (Say(lines=(phrase(text),), buttons=(to_menu(),)),)


def _back(sketch: Sketch, language: str) -> Sketch:
    if language == "lo":
        return sketch.before("th", "lo")
    return replace(sketch, who="" if sketch.who != "chosen" else CHOOSING)


def _offer(text: str, typed: str, language: str, desk: Desk, ctx: Context) -> Says:
    """Ask whether what was typed is meant; `text` is a msgid."""
    desk.keep(replace(desk.sketch, offered=legal(_lines(typed))[:LONGEST]), ctx)
    ask(TEXT, ctx, about=language)
    use = desk.button(msgid("Use it"), TEXT, f"{language}:use")
    again = phrase(msgid("Or type another one."))
    return (Say(lines=(phrase(text), again), buttons=(use, desk.button(_DROP, DROP))),)


def _without(language: str, desk: Desk, ctx: Context) -> Says:
    sketch = desk.sketch.with_text(language, "")
    if "th" in sketch.passed and "lo" in sketch.passed and not sketch.th and not sketch.lo:
        desk.keep(sketch.before("th", "lo"), ctx)
        text = msgid("A broadcast needs a text in one language at least.")
        return (Say(lines=(phrase(text),)), question(desk, ctx))
    return go_on(desk.keep(sketch, ctx), ctx)


def _choices(what: str, first: int, desk: Desk, ctx: Context) -> Say:
    """Offer a page of what the button could open."""
    if what == "form":
        names = [(form.id, form.title_in(ctx.language)) for form in ctx.forms.all()]
    else:
        listed = ctx.topics.listed().values()
        names = [(one.id, one.title_in(ctx.language)) for one in listed if not one.is_private]
    shown = sorted(names)[first : first + _A_PAGE]
    buttons = [desk.labelled(title, MORE, f"{what}:{one}") for one, title in shown]
    if first + _A_PAGE < len(names):
        buttons.append(desk.button(msgid("More"), MORE, f"{what}:{_PAGE}{first + _A_PAGE}"))
    text = msgid("What is the button to open?") if shown else msgid("There is none here.")
    buttons.append(_no_button(desk))
    return Say(lines=(phrase(text),), buttons=tuple(buttons))


def _no_button(desk: Desk) -> Button:
    return desk.button(msgid("No button"), MORE, "unopen")


def _is_there(what: str, which: str, ctx: Context) -> bool:
    if what == "form":
        return ctx.forms.current(which) is not None
    topic = ctx.topics.listed().get(which)
    return topic is not None and not topic.is_private


def _what_to_change(desk: Desk) -> Say:
    return Say(
        lines=(phrase(msgid("What is to be changed?")),),
        buttons=(
            desk.button(msgid("Who gets it"), EDIT, "who"),
            desk.button(msgid("The Thai text"), EDIT, "th"),
            desk.button(msgid("The Lao text"), EDIT, "lo"),
            desk.button(msgid("The picture"), EDIT, "picture"),
            desk.button(msgid("The button"), EDIT, "more"),
            desk.button(msgid("Look at it"), MORE, "done"),
        ),
    )


_LONGEST_ADDRESS: Final = 1_000
_A_PAGE: Final = 7
_PAGE: Final = "@"
_DROP: Final = msgid("Throw it away")
_SCRIPTS: Final = {
    "th": msgid("This is written in Lao letters, but the Thai text is asked for."),
    "lo": msgid("This is written in Thai letters, but the Lao text is asked for."),
}
