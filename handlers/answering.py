"""Answering: a question in anybody's words is understood, and a topic answers it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.steering import says_hello, steering
from dialogue.tap import Tap
from dialogue.topics.carrying import uncarried
from dialogue.topics.script import language_of
from dialogue.topics.topic import Language
from dialogue.understanding.understood import Guess, Understood
from handlers import topic_cards
from handlers.asking import tap_of
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.happened import TopicOpens
from handlers.incoming import Tapped, Wrote
from handlers.plain_menu import plain_menu
from handlers.router import Router, Says
from handlers.topic_book import count, topic_of
from handlers.topic_talk import not_found, not_here, offered, told
from models.topic import ASKED, HUMAN, NONE_OF_THESE, NOT_UNDERSTOOD, OFFERED, PLAINER

first = Router()
router = Router()


@first.on(Wrote)
def answer_first(event: Wrote, ctx: Context) -> Says | None:
    """Answer whoever asks before any language was chosen in that of the question.

    What is not understood is left to the question which language it is to be.
    """
    language = language_of(event.text)
    if ctx.contact is None or ctx.contact.language is not None or language is None:
        return None
    if _is_no_question(event.text) or ctx.drafts.open_of(ctx.contact.id) is not None:
        return None
    understood = ctx.understand(event.text)
    if understood.band == "none":
        return None
    ctx.contact.language = language
    plain_menu(ctx.contact.id, ctx)
    says = _about(event.text, understood, ctx)
    return _with_language("th" if language == "lo" else "lo", says)


@router.on(Wrote)
def answer(event: Wrote, ctx: Context) -> Says | None:
    """Answer what was typed, ask back which topic is meant, or say that it was not understood."""
    if _is_no_question(event.text):
        return None
    understood = ctx.understand(event.text)
    says = _about(event.text, understood, ctx)
    language = language_of(event.text)
    if language is None or language == ctx.language or understood.band == "none":
        return says
    return _with_language(language, says)


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Answer with the topic of a button."""
    tap = tap_of(event, topic_cards.SHOW)
    if tap is None:
        return None
    topic = topic_of(tap.value, ctx)
    return (not_here(),) if topic is None else told(topic, ctx)


@router.on(Tapped)
def tell_more(event: Tapped, ctx: Context) -> Says | None:
    """Give the details of a topic, or say it in plainer words."""
    tap = tap_of(event, topic_cards.MORE, topic_cards.PLAINER)
    if tap is None:
        return None
    topic = topic_of(tap.value, ctx)
    if topic is None:
        return (not_here(),)
    if tap.act == topic_cards.PLAINER:
        count(PLAINER, ctx, topic)
        card = topic_cards.plainer(topic, ctx)
    else:
        card = topic_cards.details(topic, ctx)
    menu = to_menu()
    return (Say(lines=(), cards=(card,), buttons=(menu,), private=topic.is_private),)


@router.on(Tapped)
def none_of_these(event: Tapped, ctx: Context) -> Says | None:
    """Say sorry to whoever meant none of what was offered."""
    tap = tap_of(event, topic_cards.NONE)
    if tap is None:
        return None
    count(NONE_OF_THESE, ctx)
    text = msgid("Sorry that this was not it.")
    return not_found(ctx, question=uncarried(tap.value), says=text)


@router.on(Tapped)
def lead_to_person(event: Tapped, ctx: Context) -> Says | None:
    """Lead to a person."""
    tap = tap_of(event, topic_cards.PERSON)
    if tap is None:
        return None
    topic = topic_of(tap.value, ctx) if tap.value else None
    count(HUMAN, ctx, topic)
    on = TopicOpens(contact_id=ctx.someone.id, act="human", topic_id=tap.value)
    own = () if topic is None else topic_cards.own_calls(topic, ctx)
    if topic is None or not own:
        return (on,)
    lines = (
        phrase(msgid("These people answer the phone. You need not say your name.")),
        phrase(msgid("If you have no credit, ask a health volunteer near you to call with you.")),
    )
    return (Say(lines=lines, buttons=(*own, *topic_cards.exits(topic))), on)


def _about(text: str, understood: Understood, ctx: Context) -> Says:
    guesses = [guess.topic_id for guess in understood.guesses]
    topic = topic_of(guesses[0], ctx) if guesses else None
    if understood.band == "answer" and topic is not None:
        count(ASKED, ctx, topic)
        if topic.id == _EMERGENCY and ctx.signs(text):
            return ()  # a red card stands there already, and says it better
        return told(topic, ctx, others=_others(understood.guesses, ctx), question=text)
    known = [one for one in guesses if one in ctx.topics.listed()]
    if understood.band != "none" and known:
        count(OFFERED, ctx)
        return (offered(known, ctx, question=text),)
    count(NOT_UNDERSTOOD, ctx)
    question = "" if understood.is_danger or ctx.signs(text) else text
    return not_found(ctx, question=question, says=msgid("Sorry, I could not understand this."))


def _with_language(language: Language, says: Says) -> Says:
    """Offer another language below what is said, by its own name."""
    button = Button(label=_LANGUAGES[language], tap=Tap(act="lang", value=language))
    if not says:
        return says
    first, *rest = says
    if isinstance(first, Say):
        first = replace(first, buttons=(button, *first.buttons))
    return (first, *rest)


def _others(guesses: Sequence[Guess], ctx: Context) -> list[str]:
    """List what may be meant beside the likeliest; of private topics those that well may be."""
    listed = ctx.topics.listed()
    least = guesses[0].score * _WELL_MAY_BE
    return [
        guess.topic_id
        for guess in guesses[1:]
        if guess.topic_id in listed
        and (guess.score >= least or not listed[guess.topic_id].is_private)
    ]


def _is_no_question(text: str) -> bool:
    return steering(text) is not None or says_hello(text)


_EMERGENCY: Final = "emergency"

_WELL_MAY_BE: Final = 0.2
"""A private topic stands beside another answer if it is at least so likely, of that one's share."""

_LANGUAGES: Final = {"th": "ไทย", "lo": "ລາວ"}
