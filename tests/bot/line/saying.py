"""Builders of what is said, with telling defaults."""

from collections.abc import Sequence

from bot.line.actions import Json
from dialogue.prompt import Button, Choice
from dialogue.tap import Tap

DRAFT = "01KBABCDEFGHJKMNPQRSTVWXYZ"


def tap(act: str = "answer", value: str = "") -> Tap:
    return Tap(act=act, draft=DRAFT, serial=3, value=value)


def choices(*labels: str, ticked: bool | None = None) -> tuple[Choice, ...]:
    return tuple(
        Choice(number=str(place), label=label, tap=tap(value=f"c{place}"), ticked=ticked)
        for place, label in enumerate(labels, start=1)
    )


def numbered(count: int) -> tuple[Choice, ...]:
    return choices(*(f"ข้อ {place}" for place in range(1, count + 1)))


def buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label=label, tap=tap(act=label)) for label in labels)


def texts(messages: Sequence[Json]) -> list[str]:
    return [str(message["text"]) for message in messages]


def actions(messages: Sequence[Json]) -> list[dict[str, str]]:
    """Read the actions of the quick replies on the last message."""
    replies = messages[-1].get("quickReply", {"items": []})
    assert isinstance(replies, dict)
    return [item["action"] for item in replies["items"]]


def labels(messages: Sequence[Json]) -> list[str]:
    return [action["label"] for action in actions(messages)]
