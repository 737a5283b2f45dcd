"""Narrowing a broadcast down: role, area, language, group, last seen, an answer, or a list."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from dialogue.broadcasting.sketch import Sketch
from dialogue.people.groups import GROUPS, group
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.steering import says_what_to_do, steering
from dialogue.tap import Tap
from handlers.asking import ask, asked, number_in
from handlers.broadcast_answers import ask_answer, chosen
from handlers.broadcast_steps import CHOOSE, CHOSEN, TAG, Desk, areas_of, desk_of, tapped
from handlers.broadcast_view import go_on
from handlers.broadcast_words import roles_words
from handlers.context import Context
from handlers.incoming import Tapped, Wrote
from handlers.places import sought, which
from handlers.roles import ALL_ROLES
from handlers.router import Says
from handlers.typed_labels import LabelRouter

_AREA: Final = "bc.area"
_DAYS: Final = (7, 30, 90)
_A_PAGE: Final = 7

router = LabelRouter()


@router.on(Tapped)
def narrow(event: Tapped, ctx: Context) -> Says | None:
    """Ask for one more mark of those who are to get it, or take it."""
    found = tapped(event, ctx, CHOOSE)
    if found is None:
        return None
    tap, desk = found
    what, _, value = tap.value.partition(":")
    if what == "done":
        return go_on(desk.keep(replace(desk.sketch, who=CHOSEN), ctx), ctx)
    if what == "answer":
        return _answer(value, desk, ctx)
    if value and not value.startswith("@"):
        return go_on(desk.keep(_with(desk.sketch, what, value, ctx), ctx), ctx)
    if what == "area":
        ask(_AREA, ctx)
    elif what == "list":
        desk.keep(replace(desk.sketch, waits="list"), ctx)
    elif what == "tag":
        return (_ask_tag(desk, ctx),)
    asks = _ASKS.get(what)
    return go_on(desk, ctx) if asks is None else (asks(desk, number_in(value[1:])),)


@router.on(Wrote)
def take_area(event: Wrote, ctx: Context) -> Says | None:
    """Take the area that was typed, if it lies in what the contact coordinates."""
    desk = desk_of(ctx) if asked(_AREA, ctx) is not None else None
    if desk is None or steering(event.text) is not None or says_what_to_do(event.text):
        return None
    match = sought(event.text, ctx, within=areas_of(ctx))
    if match.only is not None:
        sketch = _with(desk.sketch, "area", match.only.code, ctx)
        return go_on(desk.keep(sketch, ctx), ctx)
    ask(_AREA, ctx)

    def tap(code: str) -> Tap:
        return desk.labelled("", CHOOSE, f"area:{code}").tap

    if not match.areas:
        text = msgid("No such place lies in your areas. Type another tambon or district.")
        return (Say(lines=(phrase(text),), buttons=(_back(desk),)),)
    return (which(match, ctx, tap, buttons=(_back(desk),)),)


def _with(sketch: Sketch, what: str, value: str, ctx: Context) -> Sketch:
    """Put a mark with the others, or take it off again; what nobody offered changes nothing."""
    is_mine = any(value.startswith(one) for one in areas_of(ctx))
    if what == "role" and value in ALL_ROLES:
        sketch = replace(sketch, roles=_toggled(sketch.roles, value))
    elif what == "area" and is_mine:
        sketch = replace(sketch, areas=_toggled(sketch.areas, value))
    elif what == "language" and value in {"th", "lo", "any"}:
        sketch = replace(sketch, language="" if value == "any" else value)
    elif what == "group" and value in GROUPS:
        sketch = replace(sketch, groups=_toggled(sketch.groups, value))
    elif what == "tag" and value in ctx.contact_tags.known(areas_of(ctx)):
        sketch = replace(sketch, tags=_toggled(sketch.tags, value))
    elif what == "seen" and value.isdecimal():
        sketch = replace(sketch, seen_days=int(value[:4]))
    elif what == "clear":
        sketch = sketch.anew()
    return sketch


def _toggled(those: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(each for each in those if each != one) if one in those else (*those, one)


def _answer(value: str, desk: Desk, ctx: Context) -> Says:
    """Ask for what an answer lacks, or take it."""
    answer = chosen(value)
    if answer:
        return go_on(desk.keep(replace(desk.sketch, answer=answer), ctx), ctx)
    return (ask_answer(value, desk, ctx, _back(desk)),)


def _ask_area(desk: Desk, _first: int) -> Say:
    text = msgid("Type the name of a tambon or district in your areas.")
    return Say(lines=(phrase(text),), buttons=(_back(desk),))


def _ask_role(desk: Desk, _first: int) -> Say:
    buttons = (desk.labelled(roles_words(one), CHOOSE, f"role:{one}") for one in ALL_ROLES)
    text = msgid("Which roles? Press each; once more takes it off.")
    return Say(lines=(phrase(text),), buttons=(*buttons, _back(desk)))


def _ask_language(desk: Desk, _first: int) -> Say:
    buttons = (
        desk.button(msgid("Those who read Thai"), CHOOSE, "language:th"),
        desk.button(msgid("Those who read Lao"), CHOOSE, "language:lo"),
        desk.button(msgid("Both languages"), CHOOSE, "language:any"),
    )
    return Say(lines=(phrase(msgid("Which language do they read?")),), buttons=buttons)


def _ask_group(desk: Desk, first: int) -> Say:
    every = list(GROUPS)
    shown = every[first : first + _A_PAGE]
    buttons = [desk.labelled(group(one), CHOOSE, f"group:{one}") for one in shown]
    if first + _A_PAGE < len(every):
        buttons.append(desk.button(msgid("More"), CHOOSE, f"group:@{first + _A_PAGE}"))
    text = msgid("Volunteers who visit which people? Press each; once more takes it off.")
    return Say(lines=(phrase(text),), buttons=(*buttons, _back(desk)))


def _ask_list(desk: Desk, _first: int) -> Say:
    return Say(lines=(phrase(_LIST),), buttons=(_back(desk),))


def _ask_tag(desk: Desk, ctx: Context) -> Say:
    tags = ctx.contact_tags.known(areas_of(ctx), most=_A_PAGE)
    buttons = [desk.labelled(one, CHOOSE, f"tag:{one}") for one in tags]
    off = [
        desk.labelled(phrase(msgid("Take off: {tag}"), tag=one), TAG, f"off:{one}")
        for one in desk.sketch.tags[:2]
    ]
    text = msgid("Which tag?") if tags else msgid("Nobody has a tag yet.")
    new = desk.button(msgid("Tag these people"), TAG, "new")
    return Say(lines=(phrase(text),), buttons=(*buttons, new, *off, _back(desk)))


def _ask_seen(desk: Desk, _first: int) -> Say:
    buttons = tuple(
        desk.labelled(phrase(msgid("In {days} days"), days=days), CHOOSE, f"seen:{days}")
        for days in _DAYS
    )
    ever = desk.button(msgid("Any time"), CHOOSE, "seen:0")
    text = msgid("Only those who used the bot within …")
    return Say(lines=(phrase(text),), buttons=(*buttons, ever))


def _back(desk: Desk) -> Button:
    return desk.button(msgid("Back"), CHOOSE, "panel")


_ASKS: Final[Mapping[str, Callable[[Desk, int], Say]]] = {
    "role": _ask_role,
    "area": _ask_area,
    "language": _ask_language,
    "group": _ask_group,
    "seen": _ask_seen,
    "list": _ask_list,
}
_LIST: Final = msgid(
    "Send the list as a file, .xlsx or .csv, with the codes of people or volunteers in its first"
    " column. Those who visit these people get the message, and these volunteers."
)
