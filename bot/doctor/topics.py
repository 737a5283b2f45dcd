"""What the doctor sees of topics: which are not said, because they expired or are drafts."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from bot.doctor.finding import Finding
from bot.shipped import Item
from models.topic import Topics

_REMEDY = "Check their facts, and load them again with new dates (docs/topics.md)."


def of_topics(session: Session, today: date) -> Finding:
    """Tell how many topics are said, and name those that are not."""
    listed = Topics(session).listed().values()
    drafts = [one.id for one in listed if one.status == "draft"]
    lapsed = [one.id for one in listed if one.status != "draft" and one.expires_on < today]
    if not listed:
        return Finding(
            what="topics",
            health="note",
            told="none is loaded: no question about rights is answered",
            remedy="`python -m bot content load` loads those that ship.",
        )
    told = f"{len(listed)} are loaded"
    if drafts:
        told += f"; drafts, which are not said: {', '.join(drafts)}"
    if not lapsed:
        return Finding(what="topics", health="well", told=told)
    return Finding(
        what="topics",
        health="note",
        told=f"{told}; expired: {', '.join(lapsed)}",
        remedy=_REMEDY,
    )


def of_shipped_topics(items: Iterable[Item]) -> Finding:
    """Hold what is used against what ships."""
    other = [item for item in items if item.state != "loaded"]
    if not other:
        return Finding(what="content", health="well", told="topics are as they ship")
    told = "; ".join(f"{item.name} ({item.state})" for item in other)
    return Finding(
        what="content",
        health="note",
        told=f"shipped text differs: {told}",
        remedy="`python -m bot content load` loads what is new; a changed one is kept.",
    )
