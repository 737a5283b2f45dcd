"""The cards of a topic: its short answer, its details, plainer words, or whom to ask instead."""

from collections.abc import Iterator
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Link
from dialogue.tap import Tap
from dialogue.topics.topic import PUBLISHED, Topic
from handlers import opening
from handlers.appointment_words import offer
from handlers.buttons import call, quick_exit
from handlers.context import Context

SHOW: Final = "topic"
MORE: Final = "topic.more"
PLAINER: Final = "topic.plain"
PERSON: Final = "topic.person"
NONE: Final = "topic.none"
WATCH: Final = "topic.watch"
UNWATCH: Final = "topic.unwatch"
BROWSE: Final = "topics"
KEEP: Final = "topic.keep"

_WITH_APPOINTMENTS: Final = frozenset(
    {"pregnancy_care", "child_vaccination", "tuberculosis", "sti_hiv", "medicine"}
)
_SOURCES: Final = 3
_ALWAYS: Final = frozenset({"tel:1330", "tel:1669"})


def answer(topic: Topic, ctx: Context) -> Card:
    """Give the short answer, with its source and date, whom to call, and what more there is."""
    language = ctx.language
    if topic.is_withheld(ctx.moment.today):
        return _withheld(topic, ctx)
    act = opening.opens(topic, ctx)
    own = (opening.button(act),) if act is not None and not opening.is_at_once(topic) else ()
    more = () if topic.is_brief else (_button(msgid("Details"), MORE, topic),)
    return Card(
        title=topic.title.spoken(language),
        lines=(topic.answer.spoken(language),),
        buttons=(
            *own,
            *by_phone(topic, ctx),
            *more,
            _button(_NOT_CLEAR, PLAINER, topic),
            *((offer(),) if topic.id in _WITH_APPOINTMENTS else ()),
            *exits(topic),
        ),
        note=_note(topic, ctx),
        tone="danger" if topic.opens == "danger" else "plain",
    )


def details(topic: Topic, ctx: Context) -> Card:
    """Give all that is known beside the short answer."""
    if topic.is_withheld(ctx.moment.today):
        return _withheld(topic, ctx)
    return Card(
        title=topic.title.spoken(ctx.language),
        lines=tuple(_details(topic, ctx)),
        buttons=(
            *by_phone(topic, ctx),
            _button(_NOT_CLEAR, PLAINER, topic),
            *exits(topic),
        ),
        note=_note(topic, ctx, most=len(topic.sources)),
    )


def plainer(topic: Topic, ctx: Context) -> Card:
    """Say it in plainer words, and offer a person."""
    if topic.is_withheld(ctx.moment.today):
        return _withheld(topic, ctx)
    return Card(
        title=topic.title.spoken(ctx.language),
        lines=(topic.plainer.spoken(ctx.language),),
        buttons=(
            _button(msgid("Still not clear"), PERSON, topic),
            *by_phone(topic, ctx),
            *exits(topic),
        ),
        note=_note(topic, ctx),
    )


def exits(topic: Topic) -> tuple[Button, ...]:
    """Give the quick exit of what nobody else may see on the screen."""
    return (quick_exit(),) if topic.opens == "violence" else ()


def calls_of(topic: Topic, ctx: Context) -> tuple[Link, ...]:
    """Give the buttons that call whom a topic names."""
    return tuple(call(one.number, one.label.spoken(ctx.language)) for one in topic.calls)


def own_calls(topic: Topic, ctx: Context) -> tuple[Link, ...]:
    """Give the buttons that call whom this topic names beside those who are always named."""
    return tuple(link for link in calls_of(topic, ctx) if link.uri not in _ALWAYS)


def by_phone(topic: Topic | None, ctx: Context) -> tuple[AnyButton, ...]:
    """Give whom to call about a topic, 1330 where it names nobody."""
    return (() if topic is None else calls_of(topic, ctx)) or (call("1330"),)


def _withheld(topic: Topic, ctx: Context) -> Card:
    """Say that it is not sure what holds now, and who knows."""
    why = (
        msgid("What we know about this is being checked again, so we do not say it now.")
        if topic.status == PUBLISHED
        else msgid("We have no checked answer about this yet.")
    )
    return Card(
        title=topic.title.spoken(ctx.language),
        lines=(
            phrase(why),
            phrase(msgid("Call to ask before you go or pay. You need not say your name.")),
            phrase(msgid("If a life is in danger, call 1669 now.")),
        ),
        buttons=(
            *by_phone(topic, ctx),
            call("1669"),
        ),
    )


def _details(topic: Topic, ctx: Context) -> Iterator[Words]:
    parts = (
        (topic.more, None),
        (topic.who, msgid("For whom: {text}")),
        (topic.bring, msgid("What to bring: {text}")),
        (topic.cost, msgid("Cost: {text}")),
        (topic.where, msgid("Where: {text}")),
    )
    for both, heading in parts:
        if both is not None:
            text = both.spoken(ctx.language)
            yield text if heading is None else phrase(heading, text=text)


def _note(topic: Topic, ctx: Context, *, most: int = _SOURCES) -> tuple[Words, ...]:
    """Say where it is from, the first sources in short, and when that was checked."""
    if not topic.facts:
        return ()
    sources = ", ".join(topic.sources[:most])
    unseen = phrase(
        msgid(
            "This bot cannot delete what it has written here. Whoever holds this phone can read it."
        )
    )
    before = (unseen,) if exits(topic) else ()
    note = phrase(
        msgid("Source: {source}. Checked on {date}."), source=sources, date=topic.checked_on
    )
    if not topic.has_expired(ctx.moment.today):
        return (*before, note)
    return (
        *before,
        note,
        phrase(msgid("This was checked long ago. Ask again before you rely on it.")),
    )


def _button(label: str, act: str, topic: Topic) -> Button:
    return Button(label=phrase(label), tap=Tap(act=act, value=topic.id))


_NOT_CLEAR: Final = msgid("I do not understand")
