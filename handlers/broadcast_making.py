"""Where a sketch becomes a broadcast: who is counted, what is said, and how it is made."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from dialogue.broadcasting import recurring
from dialogue.broadcasting.audience import Audience
from dialogue.broadcasting.sketch import MONTHLY, Sketch, filled
from dialogue.broadcasting.title import title_of
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Link, Picture, Say
from dialogue.reminding.budget import Rank
from dialogue.tap import Tap
from handlers.broadcast_shown import arranged, sample
from handlers.broadcast_steps import Desk, areas_of
from handlers.broadcast_words import is_night
from handlers.budget import budget_of
from handlers.context import Context, Language
from handlers.marking import mark
from models.broadcast import APPROVING, HELD, HOLD, SENT, Broadcast

BROADCAST: Final = "broadcast"
_LANGUAGES: Final[tuple[Language, ...]] = ("th", "lo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many would get it, how many are left out by reason; `short` are over what is left.

    `takes_on` tells that reminders of the days to come would lack messages.
    """

    people: int
    left_out: dict[str, int]
    short: int
    takes_on: bool = False


def audience_of(sketch: Sketch, ctx: Context) -> Audience:
    """Tell who is meant, within the areas of the contact alone."""
    mine, is_demo = areas_of(ctx), ctx.someone.is_demo
    if sketch.who in {"volunteers", "everybody"}:
        roles = ("volunteer",) if sketch.who == "volunteers" else ()
        return Audience(areas=tuple(mine), roles=roles, is_demo=is_demo)
    chosen = tuple(one for one in sketch.areas if one.startswith(tuple(mine)))
    since = ctx.moment.today - timedelta(days=sketch.seen_days) if sketch.seen_days else None
    form_id, question, value = (*sketch.answer, "", "", "")[:3]
    return Audience(
        areas=chosen or tuple(mine),
        roles=sketch.roles,
        languages=(sketch.language,) if sketch.language else (),
        target_groups=sketch.groups,
        tags=sketch.tags,
        seen_since=since,
        answered=(form_id, question, value) if sketch.answer else None,
        listed=sketch.codes,
        is_demo=is_demo,
    )


def texts_of(sketch: Sketch) -> tuple[Language, ...]:
    """Name the languages that have a text; both while none is written."""
    return tuple(one for one in _LANGUAGES if (sketch.lo if one == "lo" else sketch.th)) or (
        _LANGUAGES
    )


def fallback_of(sketch: Sketch) -> str:
    """Name the language in which people get it whose own has no text; "refuse" for nothing."""
    return texts_of(sketch)[0] if sketch.lack == "other" and sketch.lacks else "refuse"


def count(sketch: Sketch, ctx: Context) -> Count:
    """Count who would get it now."""
    audience, fallback = audience_of(sketch, ctx), fallback_of(sketch)
    found = ctx.audiences.count(audience, texts=texts_of(sketch), fallback=fallback)
    left = ctx.pushes.month().beside(ctx.reserve)
    return Count(
        people=found.people,
        left_out={**found.left_out},
        short=0 if left is None else max(0, found.people - left),
        takes_on=not budget_of(ctx).may(Rank.BROADCAST, found.people),
    )


def message(sketch: Sketch, language: Language, ctx: Context) -> Say:
    """Say what people of a language get, with the marks that are filled for each of them."""
    text = filled(sketch.text(language))
    button = _button(sketch, language)
    title = "" if button is None else _title(sketch, language, ctx)
    return Say(
        lines=(text,),
        picture=Picture(uri=sketch.picture) if sketch.picture else None,
        cards=() if button is None else (Card(title=title, buttons=(button,)),),
    )


def looks(sketch: Sketch, ctx: Context) -> tuple[Say, ...]:
    """Show what a sketch says, in each language that has a text."""
    shown = [one for one in texts_of(sketch) if sketch.text(one)]
    return arranged(
        [
            replace(message(sketch, one, ctx), lines=(sample(sketch.text(one), one, ctx),))
            for one in shown
        ]
    )


def made(desk: Desk, people: int, ctx: Context, *, asks: bool) -> Broadcast:
    """Make it of a sketch, whose id it takes over, so that it is made once."""
    sketch, now = desk.sketch, ctx.moment.now
    at = sketch.goes_at or now
    broadcast = Broadcast(
        id=desk.row.id,
        made_by=ctx.someone.id,
        title=title_of(sketch.text(ctx.language) or sketch.th or sketch.lo),
        audience=audience_of(sketch, ctx).to_json(),
        fallback=fallback_of(sketch),
        is_silent=is_night(max(at, now + HOLD), ctx),
        is_personal=sketch.is_personal,
        is_demo=ctx.someone.is_demo,
        counted=people,
        state=SENT if sketch.parks else APPROVING if asks else HELD,
        made_at=now,
        held_until=None if asks or sketch.parks else max(now + HOLD, at),
        starts_at=sketch.goes_at,
        ended_at=now if sketch.parks else None,
        repeats=_repeats(sketch, ctx),
        picture_id=sketch.picture_id or None,
    )
    desk.keep(replace(sketch, sent=True), ctx)
    mark("sent", BROADCAST, broadcast.id, ctx)
    return ctx.broadcasts.add(broadcast, _messages(sketch, ctx))


def areas_within(broadcast: Broadcast, mine: list[str]) -> bool:
    """Tell whether all areas of a broadcast lie in these."""
    areas: list[str] = json.loads(broadcast.audience)["areas"]
    return all(any(area.startswith(one) for one in mine) for area in areas)


def _messages(sketch: Sketch, ctx: Context) -> dict[str, list[dict[str, Any]]]:
    """Write it as LINE takes it: as the preview shows it, so that this is what is sent."""
    return {
        one: ctx.rendered(message(sketch, one, ctx), one)
        for one in texts_of(sketch)
        if sketch.text(one)
    }


def _repeats(sketch: Sketch, ctx: Context) -> str:
    if not sketch.every:
        return ""
    first = (sketch.goes_at or ctx.moment.now).astimezone(ctx.moment.zone)
    if sketch.every == MONTHLY:
        return recurring.monthly(first.day)
    return recurring.weekly(first.weekday())


def _button(sketch: Sketch, language: Language) -> AnyButton | None:
    label = replace(phrase(msgid("Open")), spoken=language)
    match sketch.opens:
        case "form":
            return Button(label=label, tap=Tap(act="start", value=sketch.target))
        case "topic":
            return Button(label=label, tap=Tap(act="topic", value=sketch.target))
        case "web":
            return Link(label=label, uri=sketch.target)
        case _:
            return None


def _title(sketch: Sketch, language: Language, ctx: Context) -> str:
    if sketch.opens == "web":
        return sketch.target.removeprefix("https://").partition("/")[0]
    if sketch.opens == "topic":
        topic = ctx.topics.listed().get(sketch.target)
        return sketch.target if topic is None else topic.title_in(language)
    form = next((one for one in ctx.forms.all() if one.id == sketch.target), None)
    return sketch.target if form is None else form.title_in(language)
