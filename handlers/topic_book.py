"""Topics as a turn looks them up: read from their texts, counted, and named."""

from functools import lru_cache
from typing import Final

from dialogue.topics.reading import read_file
from dialogue.topics.topic import Topic
from handlers.context import Context
from models.topic import PRIVATE, TopicTick

_MANY: Final = 128


def topic_of(topic_id: str, ctx: Context) -> Topic | None:
    """Find a topic that was not withdrawn, withheld or not; None where there is none."""
    if topic_id not in ctx.topics.listed():
        return None
    row = ctx.topics.get(topic_id)
    return None if row is None else _read(row.text, row.id)


def title_of(topic_id: str, ctx: Context) -> str | None:
    """Name a topic in the language of the turn; None where there is none."""
    listed = ctx.topics.listed().get(topic_id)
    return None if listed is None else listed.title_in(ctx.language)


def count(kind: str, ctx: Context, topic: Topic | None = None) -> None:
    """Count once more for today, without whoever it was; private topics count together.

    Of violence nothing is kept, not even a count.
    """
    if ctx.someone.is_demo or (topic is not None and topic.opens == "violence"):
        return
    named = "" if topic is None else topic.id
    tick = TopicTick(
        id=ctx.moment.new_id(),
        day=ctx.moment.today,
        topic_id=PRIVATE if topic is not None and topic.is_private else named,
        language=ctx.language,
        kind=kind,
    )
    ctx.topics.count(tick)


@lru_cache(maxsize=_MANY)
def _read(text: str, topic_id: str) -> Topic:
    """Read the text of a topic, which was checked when it was loaded."""
    return read_file(text, topic_id)
