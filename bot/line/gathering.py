"""Lines that were typed one after the other, as the cards of one push."""

from collections.abc import Sequence
from typing import Final

from bot.calendar_words import Language
from bot.line import limits
from bot.line.actions import Json
from bot.line.breaking import head, pieces
from bot.line.cards import message_of
from bot.line.cleaning import clean, in_one_line
from bot.words import Words
from dialogue.phrase import Words as Sayable
from dialogue.prompt import Card, Say

_A_CARD: Final = 1_800  # UTF-16 units; reference, "Flex Message": a text takes 2,000


def gathered(
    title: Sayable,
    texts: Sequence[str],
    *,
    speaker: Sayable | None = None,
    icon: str | None = None,
    language: Language,
    words: Words,
) -> tuple[list[Json], int]:
    """Return at most 5 messages, and how many of the texts, from the first, are in them.

    The phone announces them in neutral words. `speaker` and `icon` (an https address) tell who
    speaks.
    """
    cards, count = _dealt(texts)
    messages = []
    for lines in cards:
        say = Say(lines=(), cards=(Card(title=title, lines=tuple(lines)),), private=True)
        message = message_of(say, language, words)
        if message is not None:
            messages.append(message)
    sender = _sender(None if speaker is None else words.say(speaker, language), icon)
    return [{**message, **sender} for message in messages], count


def _dealt(texts: Sequence[str]) -> tuple[list[list[str]], int]:
    cards: list[list[str]] = [[]]
    for count, text in enumerate(texts):
        trial = [list(card) for card in cards]
        for piece in pieces(clean(text), _A_CARD):
            if sum(map(limits.utf16, [*trial[-1], piece])) > _A_CARD:
                trial.append([])
            trial[-1].append(piece)
        if len(trial) > limits.MESSAGES:
            return cards, count
        cards = trial
    return cards, len(texts)


def _sender(speaker: str | None, icon: str | None) -> Json:
    if speaker is None:
        return {}
    sender: Json = {"name": head(in_one_line(speaker), limits.SENDER)}
    if icon is not None:
        sender["iconUrl"] = icon
    return {"sender": sender}
