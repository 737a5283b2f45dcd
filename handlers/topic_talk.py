"""What is said about topics by whatever feature: an answer, a guess, or that none was found."""

from collections.abc import Sequence
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Say
from dialogue.reading.unfit import unfit
from dialogue.tap import Tap
from dialogue.topics.carrying import carried
from dialogue.topics.masking import masked
from dialogue.topics.topic import Topic
from handlers import opening, topic_cards
from handlers.buttons import call, to_menu
from handlers.context import Context
from handlers.happened import TopicOpens
from handlers.router import Says
from handlers.topic_book import count, title_of, topic_of
from models.topic import ANSWERED, WITHHELD

_OTHERS: Final = 2
_OFFERED: Final = 3
_FEWEST: Final = 8
"""A question of fewer letters teaches nothing; it may be a name."""

_MANNERS: Final = frozenset({"greeting", "thanks"})
"""Topics that nobody means by choosing them."""

_EMERGENCY: Final = call("1669")
_TOPICS: Final = Button(label=phrase(msgid("My rights")), tap=Tap(act=topic_cards.BROWSE))
_MENU: Final = to_menu()


def told(topic: Topic, ctx: Context, *, others: Sequence[str] = (), question: str = "") -> Says:
    """Answer with a topic; `others` are topics it may be instead, of what was asked in words.

    `question` is what was asked, "" where a button was tapped.
    """
    is_withheld = topic.is_withheld(ctx.moment.today)
    count(WITHHELD if is_withheld else ANSWERED, ctx, topic)
    around = _around(topic, ctx, others=others, question=question)
    act = opening.opens(topic, ctx) if opening.is_at_once(topic) and not is_withheld else None
    if topic.is_brief and not is_withheld:
        calls = topic_cards.calls_of(topic, ctx)
        said = Say(lines=(topic.answer.spoken(ctx.language),), buttons=(*calls, *around))
    else:
        card = topic_cards.answer(topic, ctx)
        said = Say(lines=(), cards=(card,), buttons=around, private=topic.is_private)
    if act is None:
        return (said,)
    return (said, TopicOpens(contact_id=ctx.someone.id, act=act, topic_id=topic.id))


def offered(guesses: Sequence[str], ctx: Context, *, question: str) -> Say:
    """Ask which of these topics is meant."""
    titles = _titles(guesses, ctx)[:_OFFERED]
    choices = [_to(topic_id, title) for topic_id, title in titles]
    none = _none(guesses, ctx, question)
    card = Card(
        title=phrase(msgid("Do you mean one of these?")),
        lines=(phrase(msgid("Choose what is nearest to your question.")),),
        buttons=(*choices, none, _EMERGENCY),
    )
    return Say(lines=(), cards=(card,), buttons=(_TOPICS, _MENU))


def not_found(ctx: Context, *, question: str, says: str) -> Says:
    """Say that no answer was found, and what to do; ask whether the question may be kept."""
    keep = _may_keep(question)
    lines = (
        phrase(says),
        phrase(msgid("Try other words, choose from the menu, or call 1330, day or night.")),
        *(_MAY_KEEP if keep else ()),
    )
    return (
        Say(lines=lines, buttons=(*keep, _TOPICS, person_button())),
        TopicOpens(contact_id=ctx.someone.id, act="menu"),
    )


def not_here() -> Say:
    """Say that a topic is there no more."""
    text = msgid("This answer is not here any more.")
    return Say(lines=(phrase(text),), buttons=(_TOPICS, _EMERGENCY, _MENU))


def person_button(topic_id: str = "") -> Button:
    """Give the button that leads to a person."""
    return Button(
        label=phrase(msgid("Talk to a person")), tap=Tap(act=topic_cards.PERSON, value=topic_id)
    )


def carried_question(topics: Sequence[str], question: str, ctx: Context) -> str:
    """Write a question as a button carries it: masked; "" where the likeliest topic is private."""
    likeliest = topic_of(topics[0], ctx) if topics else None
    if not question or (likeliest is not None and likeliest.is_private):
        return ""
    return carried(masked(question))


def _around(
    topic: Topic, ctx: Context, *, others: Sequence[str], question: str
) -> tuple[AnyButton, ...]:
    """Give what stands below an answer: other topics, a way out, and news of changes."""
    found = _titles([*(() if topic.is_brief else others), *topic.related], ctx)
    choices = [_to(key, title) for key, title in found if key != topic.id][:_OTHERS]
    none = (_none([topic.id], ctx, question),) if question else ()
    watch = () if topic.is_private or topic.is_brief else (_watch(topic, ctx),)
    return (*topic_cards.exits(topic), *choices, *none, *watch, _TOPICS, _MENU)


def _titles(topics: Sequence[str], ctx: Context) -> list[tuple[str, str]]:
    """Name topics that may be chosen: each once, in their order."""
    named = [(one, title_of(one, ctx)) for one in dict.fromkeys(topics) if one not in _MANNERS]
    return [(one, title) for one, title in named if title is not None]


def _to(topic_id: str, title: str) -> Button:
    return Button(label=title, tap=Tap(act=topic_cards.SHOW, value=topic_id))


def _none(topics: Sequence[str], ctx: Context, question: str) -> Button:
    value = carried_question(topics, question, ctx)
    return Button(label=phrase(msgid("None of these")), tap=Tap(act=topic_cards.NONE, value=value))


def _watch(topic: Topic, ctx: Context) -> Button:
    if ctx.topics.watched(ctx.someone.id, topic.id) is not None:
        label, act = msgid("No more news of it"), topic_cards.UNWATCH
    else:
        label, act = msgid("Tell me of changes"), topic_cards.WATCH
    return Button(label=phrase(label), tap=Tap(act=act, value=topic.id))


def _may_keep(question: str) -> tuple[Button, ...]:
    """Offer to keep a question; never one that tells of violence."""
    if len(question) < _FEWEST or unfit(question) == "violence":
        return ()
    return (
        Button(
            label=phrase(msgid("You may keep it")),
            tap=Tap(act=topic_cards.KEEP, value=carried(masked(question))),
        ),
        Button(label=phrase(msgid("Do not keep it")), tap=Tap(act=topic_cards.KEEP)),
    )


_MAY_KEEP: Final = (
    phrase(msgid("May we keep your question, without numbers and names, so that we learn?")),
    phrase(msgid("It is kept for up to 90 days. Nobody sees who asked.")),
)
