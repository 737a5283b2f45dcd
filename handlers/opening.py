"""What a topic may open: the acts that are on the desk, each with its button."""

from collections.abc import Mapping
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button
from dialogue.tap import Tap
from dialogue.topics.topic import Topic
from handlers.context import Context
from handlers.roles import FILLS_FORMS

ON_DESK: Final[Mapping[str, str]] = {
    "menu": msgid("Menu"),
    "language": msgid("Change language"),
    "mydata": msgid("My data"),
    "care": msgid("Find care"),
    "visit": msgid("Visit someone"),
    "human": msgid("Talk to a person"),
    "rights": msgid("Which right have I?"),
    "danger": msgid("Help in danger"),
    "violence": msgid("Help, safe and quiet"),
}
"""The label of the button by the act: each act is tapped so, and heard as `TopicOpens`."""

AT_ONCE: Final = frozenset({"menu", "language", "mydata", "care", "human"})
"""Acts that a question asks for by itself: they are done with the answer."""


def opens(topic: Topic, ctx: Context) -> str | None:
    """Name the act that a topic opens for this contact; None where it opens nothing here."""
    if topic.opens not in ON_DESK or (topic.opens == "visit" and not ctx.has_role(*FILLS_FORMS)):
        return None
    return topic.opens


def is_at_once(topic: Topic) -> bool:
    """Tell whether what a topic opens is done with its answer, and not by a button."""
    return topic.opens in AT_ONCE or topic.is_brief


def button(act: str, value: str = "") -> Button:
    """Give the button of an act that is on the desk."""
    return Button(label=phrase(ON_DESK[act]), tap=Tap(act=act, value=value))
