"""A made broadcast as it looks in the chat: read back from the messages that people get."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dialogue.broadcasting.sketch import NAMES
from dialogue.prompt import AnyButton, Button, Card, Link, Picture, Say
from dialogue.tap import read
from models.broadcast import Broadcast

SAMPLES: Final = {"th": "สมศรี", "lo": "ສົມສີ"}
"""Names that stand in for those of the people who get it."""


def shown(broadcast: Broadcast) -> tuple[Say, ...]:
    """Show what a broadcast says, in each language that it has."""
    return arranged([_read(messages, one) for one, messages in broadcast.texts.items()])


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


def _read(messages: Sequence[Mapping[str, Any]], language: str) -> Say:
    """Read what `outbound` wrote of one bubble: a text, a picture and a card."""
    of: dict[str, Mapping[str, Any]] = {str(one.get("type")): one for one in messages}
    text = str(of.get("text", {}).get("text", ""))
    for mark in NAMES:
        text = text.replace(mark, SAMPLES.get(language, ""))
    image, flex = of.get("image"), of.get("flex")
    return Say(
        lines=(text,),
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
