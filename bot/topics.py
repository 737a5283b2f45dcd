"""Topics that ship: read from their files, loaded once, and replaced while nobody changed them."""

import os
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot.locks import hold
from bot.shipped import CONTENT, Item, State
from bot.store import Store
from dialogue.topics.checking import dead_references, faults
from dialogue.topics.reading import TopicError, read_file
from dialogue.topics.topic import PUBLISHED
from models.topic import WITHDRAWN, TopicRow, Topics

FOLDER: Final = "topics"
"""Where they stand in the folder of content, one file (.toml) each."""


def load(store: Store, at: datetime, folder: Path = CONTENT) -> list[Item]:
    """Load the topics that ship: what is new or outdated; what was changed here is kept."""
    was = standing(store, folder)
    if all(item.state not in {"new", "outdated"} for item in was):
        return was
    sources = _sources(folder)
    with store.writing() as session:
        hold(session.connection())
        shelf = Topics(session)
        for topic_id, state in _stand(session, sources).items():
            row = shelf.get(topic_id)
            if state in {"new", "outdated"} and topic_id in sources:
                _put(shelf, sources[topic_id], topic_id, at).shipped = _digest(sources[topic_id])
            elif state == "outdated" and row is not None:
                shelf.drop(row)  # no release has it any more, and nobody changed it
        _learn_anew(shelf, at)
        session.flush()
        now_are = _stand(session, sources)
    before = {item.path.stem: item.state for item in was}
    return [
        _item(folder, topic_id, state, sources, was=before.get(topic_id, state))
        for topic_id, state in now_are.items()
    ]


def standing(store: Store, folder: Path = CONTENT) -> list[Item]:
    """Tell where each topic that ships stands; nothing is changed."""
    sources = _sources(folder)
    if not sources:
        return []
    with store.thinking() as session:
        stands = _stand(session, sources)
    return [_item(folder, topic_id, state, sources) for topic_id, state in stands.items()]


def complaints(folder: Path = CONTENT) -> list[str]:
    """List all that is wrong with the topics that ship, dead references among it."""
    sources = _sources(folder)
    found: list[str] = []
    for topic_id, source in sources.items():
        try:
            topic = read_file(source, topic_id)
        except TopicError as wrong:
            found += str(wrong).splitlines()
            continue
        found += [*faults(topic), *dead_references(topic, sources)]
    return found


def put(session: Session, source: str, topic_id: str, at: datetime) -> None:
    """Write a topic by hand, over the one of the same id: later releases leave it alone.

    Raises:
        TopicError: when it may not be said; the text says why, a sentence a line.
    """
    shelf = Topics(session)
    _put(shelf, source, topic_id, at)
    _learn_anew(shelf, at)


def withdraw(session: Session, row: TopicRow, at: datetime) -> None:
    """Take a topic out, whatever later releases bring."""
    row.status, row.said, row.told_to, row.changed_at = WITHDRAWN, "", "", at
    _learn_anew(Topics(session), at)


def _put(shelf: Topics, source: str, topic_id: str, at: datetime) -> TopicRow:
    topic = read_file(source, topic_id)
    if wrong := faults(topic):
        raise TopicError("\n".join(wrong))
    said = _digest(topic.said) if topic.status == PUBLISHED else ""
    row = shelf.get(topic_id)
    if row is None:
        row = TopicRow(id=topic_id, shipped="", said=said, told=said)
        shelf.put(row)
    if row.said != said:
        row.said, row.told_to = said, ""
    row.status = topic.status
    row.title_th, row.title_lo = topic.title.th, topic.title.lo
    row.is_private, row.stays, row.expires_on = topic.is_private, topic.stays, topic.expires_on
    row.text, row.digest, row.changed_at = source, _digest(source), at
    row.lapse_told = False
    return row


def _learn_anew(shelf: Topics, at: datetime) -> None:
    shelf.learn_anew(f"{at.isoformat()} {os.urandom(6).hex()}")


def _stand(session: Session, sources: Mapping[str, str]) -> dict[str, State]:
    """Tell how each topic stands that ships, or did so once and is still as it was then."""
    rows = {row.id: row for row in Topics(session).every()}
    stands: dict[str, State] = {
        topic_id: _state(rows.get(topic_id), source, topic_id)
        for topic_id, source in sources.items()
    }
    for topic_id, row in rows.items():
        if topic_id not in sources and row.shipped and row.digest == row.shipped:
            stands[topic_id] = "withdrawn" if row.status == WITHDRAWN else "outdated"
    return stands


def _state(row: TopicRow | None, source: str, topic_id: str) -> State:
    if row is not None and row.status == WITHDRAWN:
        return "withdrawn"
    if row is not None and row.text == source:
        return "loaded"
    if row is not None and row.digest != row.shipped:
        return "changed"
    if _why_not(source, topic_id):
        return "faulty"
    return "new" if row is None else "outdated"


def _item(
    folder: Path,
    topic_id: str,
    state: State,
    sources: Mapping[str, str],
    *,
    was: State | None = None,
) -> Item:
    path = folder / FOLDER / f"{topic_id}.toml"
    why = _WHY.get(state, "")
    if state == "faulty":
        why = _why_not(sources[topic_id], topic_id)
    return Item(name=f"{FOLDER}/{path.name}", path=path, state=state, was=was or state, why=why)


def _why_not(source: str, topic_id: str) -> str:
    """Tell the first thing for which a topic may not be said; "" when there is none."""
    try:
        wrong = faults(read_file(source, topic_id))
    except TopicError as unread:
        wrong = str(unread).splitlines()
    return wrong[0] if wrong else ""


def _sources(folder: Path) -> dict[str, str]:
    paths = sorted((folder / FOLDER).glob("*.toml"))
    return {path.stem: path.read_bytes().decode("utf-8", "replace") for path in paths}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


_WHY: Final[Mapping[State, str]] = {
    "changed": "a coordinator changed it",
    "withdrawn": "a coordinator withdrew it",
}
