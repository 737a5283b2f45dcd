"""Watching: whoever wants to hear if an answer changes says so, and takes it back."""

from datetime import timedelta
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers import topic_cards
from handlers.asking import tap_of
from handlers.buttons import to_menu, with_menu
from handlers.context import Context
from handlers.incoming import Tapped
from handlers.router import Router, Says
from handlers.topic_book import topic_of
from handlers.topic_talk import not_here

_LASTS: Final = timedelta(days=180)

router = Router()


@router.on(Tapped)
def watch(event: Tapped, ctx: Context) -> Says | None:
    """Note that someone wants to hear of changes; never for a private topic."""
    tap = tap_of(event, topic_cards.WATCH)
    if tap is None:
        return None
    topic = topic_of(tap.value, ctx)
    if topic is None:
        return (not_here(),)
    if topic.is_private:
        return (with_menu(msgid("Who asks about this is not kept, so no news can be sent.")),)
    if not ctx.someone.wants_notices:
        text = msgid("You stopped notices. Have them again first, then tap here again.")
        again = Button(label=phrase(msgid("Have notices again")), tap=Tap(act="notices"))
        return (Say(lines=(phrase(text),), buttons=(again, to_menu())),)
    until = ctx.moment.today + _LASTS
    ctx.topics.watch(ctx.someone.id, topic.id, until)
    text = msgid("If this changes before {date}, you are told when you next write here.")
    undo = Button(
        label=phrase(msgid("No more news of it")),
        tap=Tap(act=topic_cards.UNWATCH, value=topic.id),
    )
    return (Say(lines=(phrase(text, date=until),), buttons=(undo, to_menu())),)


@router.on(Tapped)
def take_back(event: Tapped, ctx: Context) -> Says | None:
    """Erase what was noted."""
    tap = tap_of(event, topic_cards.UNWATCH)
    if tap is None:
        return None
    watched = ctx.topics.watched(ctx.someone.id, tap.value)
    if watched is not None:
        ctx.topics.unwatch(watched)
    return (with_menu(msgid("You get no news of this. It is not kept any more that you asked.")),)
