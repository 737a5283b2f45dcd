"""Topics and a mind for tests: small files of their own, and exact phrases that are understood."""

from datetime import datetime
from pathlib import Path

from bot.store import Store
from bot.topics import load
from dialogue.reading.cleaning import folded
from dialogue.topics.reading import read_file
from dialogue.topics.topic import Topic
from dialogue.understanding.understood import NOTHING, Guess, Understood

TOPICS = Path(__file__).parent / "topics"


def topic(topic_id: str) -> Topic:
    """Read one of the topics."""
    path = TOPICS / "topics" / f"{topic_id}.toml"
    return read_file(path.read_text("utf-8"), topic_id)


def bring_topics(store: Store, at: datetime) -> None:
    """Load all of them."""
    items = load(store, at, TOPICS)
    assert {item.state for item in items} == {"loaded"}, items


def understand(text: str) -> Understood:
    """Answer a phrase of a topic, offer topics by a keyword, and understand nothing else."""
    topics = [topic(path.stem) for path in sorted((TOPICS / "topics").glob("*.toml"))]
    for one in topics:
        phrases = (*one.phrases.th, *one.phrases.lo, *one.phrases.mixed)
        if folded(text) in map(folded, phrases):
            others = [Guess(topic_id=other, score=0.1) for other in one.related]
            return Understood(band="answer", guesses=(Guess(topic_id=one.id, score=0.9), *others))
    meant = [
        one for one in topics if any(word in text for word in (*one.keywords.th, *one.keywords.lo))
    ]
    if not meant:
        return NOTHING
    ids = dict.fromkeys(
        [one.id for one in meant] + [other for one in meant for other in one.related]
    )
    return Understood(band="offer", guesses=tuple(Guess(topic_id=one, score=0.2) for one in ids))
