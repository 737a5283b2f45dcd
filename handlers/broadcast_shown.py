"""A made broadcast as it looks in the chat: read back from the messages that people get."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dialogue.broadcasting.sketch import filled
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Link, Picture, Say
from dialogue.tap import read
from handlers.context import Context, Language
from models.broadcast import Broadcast

_SAMPLES: Final[dict[Language, str]] = {"th": "สมศรี", "lo": "ສົມສີ"}


def shown(broadcast: Broadcast, ctx: Context) -> tuple[Say, ...]:
    """Show what a broadcast says, in each language that it has."""
    texts = broadcast.texts
    return arranged([_read(texts[one], one, ctx) for one in _SAMPLES if one in texts])


def sample(text: str, language: Language, ctx: Context) -> str:
    """Fill a text with an example of a name, and with the day."""
    day = ctx.worded(phrase(msgid("{date}"), date=ctx.moment.today), language)
    return filled(text, _SAMPLES[language], day)


def arranged(looks: Sequence[Say]) -> tuple[Say, ...]:
    """Put the languages of one broadcast below each other, in at most 4 of LINE's 5 messages.

    A picture, which is the same for all, is shown once, below the texts, and with it the cards.
    """
    picture = next((one.picture for one in looks if one.picture is not None), None)
    if picture is None or len(looks) == 1:
        return tuple(looks)
    cards = tuple(card for one in looks for card in one.cards)
    last = Say(lines=looks[-1].lines, picture=picture, cards=cards)
    return (*(Say(lines=one.lines) for one in looks[:-1]), last)


def _read(messages: Sequence[Mapping[str, Any]], language: Language, ctx: Context) -> Say:
    """Read what `outbound` wrote of one bubble: a text, a picture and a card."""
    of: dict[str, Mapping[str, Any]] = {str(one.get("type")): one for one in messages}
    text = str(of.get("text", {}).get("text", ""))
    image, flex = of.get("image"), of.get("flex")
    return Say(
        lines=(sample(text, language, ctx),),
        picture=None if image is None else Picture(uri=str(image["originalContentUrl"])),
        cards=() if flex is None else (_card(flex["contents"]),),
    )


def _card(bubble: Mapping[str, Any]) -> Card:
    footer = bubble.get("footer", {"contents": []})
    title = str(bubble["header"]["contents"][0]["text"])
    return Card(title=title, buttons=tuple(_buttons(footer["contents"])))


def _buttons(contents: Sequence[Mapping[str, Any]]) -> Iterator[AnyButton]:
    for one in contents:
        action = one["action"]
        tap = read(str(action.get("data", "")))
        if action["type"] == "uri":
            yield Link(label=str(action["label"]), uri=str(action["uri"]))
        elif tap is not None:
            yield Button(label=str(action.get("displayText", action["label"])), tap=tap)
