"""Making: the mind of a running bot, which learns from what is loaded and taught there."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.store import Store
from bot.understanding.embedder import embedder, no_embedder
from bot.understanding.examples import FROZEN, lessons_of, shipped_bridge, shipped_examples
from bot.understanding.examples import labelled as read_labelled
from bot.understanding.mind import Mind
from bot.understanding.vectors import FILE
from dialogue.phrase import Phrase
from dialogue.understanding.example import Example, Lessons
from models.note import Notes
from models.question import taught_examples
from models.topic import LEARNING, WITHDRAWN, Topics

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def mind_of(store: Store, directory: Path, *, has_embedder: bool) -> Mind:
    """Make the mind of a bot; vectors of phrases are kept in `directory`."""
    return Mind(
        lessons=partial(loaded_lessons, store),
        bridge=shipped_bridge(),
        embedder=embedder if has_embedder else no_embedder,
        vectors=directory / FILE,
        measured=frozen(),
        stamp=partial(_stamp, store),
    )


def reasons_against(
    store: Store, directory: Path, topic_id: str, source: str, *, has_embedder: bool
) -> tuple[Phrase, ...]:
    """Say why a topic is not to be published: what is understood worse with it; () if nothing.

    It takes the time of learning twice, and none where phrases and keywords are as before.

    Raises:
        NothingLearnedError: when nothing could be learned.
    """
    lessons = loaded_lessons(store, {topic_id: source})
    if lessons == loaded_lessons(store):
        return ()
    mind = mind_of(store, directory, has_embedder=has_embedder)
    mind.learn()
    return mind.trial(lessons)


def frozen() -> Sequence[Example]:
    """Read the questions that are for measuring only."""
    return read_labelled(FROZEN) if FROZEN.exists() else []


def loaded_lessons(store: Store, instead: Mapping[str, str] = _NOTHING) -> Lessons:
    """Gather what is to be learned: the topics as they stand, what was taught, what ships.

    Topics (TOML, by their ids) that stand in `instead` go before those that are loaded.
    """
    with store.thinking() as session:
        sources = {row.id: row.text for row in Topics(session).every() if row.status != WITHDRAWN}
        taught = [
            Example(text=one.text, lang=one.lang, intent=one.intent)
            for one in taught_examples(session)
        ]
    lessons = lessons_of({**sources, **instead})
    return Lessons(
        examples=[*lessons.examples, *shipped_examples(), *taught], keywords=lessons.keywords
    )


def _stamp(store: Store) -> str:
    with store.thinking() as session:
        note = Notes(session).get(LEARNING)
        return "" if note is None else note.text
