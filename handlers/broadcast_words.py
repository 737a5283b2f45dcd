"""What is said of a broadcast: who gets it, what it costs, and where it stands."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from dialogue.broadcasting.sketch import MONTHLY, Sketch
from dialogue.people.groups import group
from dialogue.phrase import Phrase, Words, msgid, phrase
from handlers.broadcast_answers import answer_words, form_title, question_words
from handlers.colleagues import area_words
from handlers.context import Context

_ROLES: Final = {
    "volunteer": msgid("volunteers"),
    "mentor": msgid("mentors"),
    "reader": msgid("readers"),
    "receiver": msgid("receivers of facilities"),
    "coordinator": msgid("coordinators"),
}
_READ: Final = {"th": msgid("who read Thai"), "lo": msgid("who read Lao")}
_NIGHT_BEGINS, _NIGHT_ENDS = 20, 8


def roles_words(role: str) -> Phrase:
    """Name all who have a role."""
    return phrase(_ROLES[role])


def is_night(at: datetime, ctx: Context) -> bool:
    """Tell whether phones are to make no sound then."""
    hour = at.astimezone(ctx.moment.zone).hour
    return hour >= _NIGHT_BEGINS or hour < _NIGHT_ENDS


def who_words(sketch: Sketch, areas: list[str], ctx: Context) -> Iterator[Words]:
    """Tell who gets it, a line for each mark; `areas` are those that the contact coordinates."""
    if sketch.who == "volunteers":
        yield phrase(msgid("To the volunteers of:"))
    elif sketch.who == "everybody":
        yield phrase(msgid("To everybody on LINE of:"))
    elif sketch.roles:
        yield phrase(msgid("To those who are:"))
        yield from (phrase(_ITEM, what=roles_words(one)) for one in sketch.roles)
        yield phrase(msgid("in:"))
    else:
        yield phrase(msgid("To everybody on LINE of:"))
    chosen = sketch.areas if sketch.who not in {"volunteers", "everybody"} else ()
    yield from (phrase(_ITEM, what=area_words(one, ctx)) for one in chosen or areas)
    if sketch.who not in {"volunteers", "everybody"}:
        yield from _marks(sketch, ctx)


def _marks(sketch: Sketch, ctx: Context) -> Iterator[Words]:
    if sketch.language:
        yield phrase(msgid("Only those {who}."), who=phrase(_READ[sketch.language]))
    if sketch.groups:
        yield phrase(msgid("Only volunteers who visit:"))
        yield from (phrase(_ITEM, what=group(one)) for one in sketch.groups)
    if sketch.seen_days:
        text = msgid("Only those who used the bot within {days} days.")
        yield phrase(text, days=sketch.seen_days)
    if sketch.answer:
        form_id, question, value = sketch.answer
        text = msgid("Only those who sent this answer: {form}, {question}: {value}.")
        yield phrase(
            text,
            form=form_title(form_id, ctx),
            question=question_words(form_id, question, ctx),
            value=answer_words(form_id, question, value, ctx),
        )
    if sketch.codes:
        yield phrase(
            msgid("Only those of the list: {count} people on LINE."), count=len(sketch.codes)
        )
    if sketch.lost:
        text = msgid("Codes of the list that nobody in your areas has: {count}")
        yield phrase(text, count=sketch.lost)
    for tag in sketch.tags:
        yield phrase(msgid("Only those with the tag {tag}."), tag=tag)


def when_words(at: datetime | None, every: str) -> Phrase:
    """Tell when it goes."""
    if every:
        text = (
            msgid("Every month from {at} on.")
            if every == MONTHLY
            else msgid("Every week from {at} on.")
        )
        return phrase(text, at=at or "")
    if at is None:
        return phrase(msgid("It goes at once, after 5 minutes in which you can stop it."))
    return phrase(msgid("It goes on {at}."), at=at)


_ITEM: Final = msgid("- {what}")
