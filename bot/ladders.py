"""Ladders of reminders as tables: what ships, what a district writes, and how they are kept."""

from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot.locks import hold
from bot.shipped import CONTENT, Item, State
from bot.store import Store
from dialogue.reminding.ladder import LadderError, steps_of
from models.ladder import Ladders
from models.note import Notes

SHEET: Final = CONTENT / "reminders.csv"
"""The ladder that ships; it holds for every area where no other is written."""

_NAME: Final = "reminders.csv"
_NOTE: Final = f"content {_NAME}"


def put(session: Session, area: str, source: str) -> bool:
    """Write a ladder for an area; false where nothing is changed by it.

    Raises:
        LadderError: when it is none.
    """
    steps_of(source)
    return Ladders(session).put(area, _tidy(source))


def load(store: Store, path: Path = SHEET) -> list[Item]:
    """Load the ladder that ships: one that is new or outdated; one that was changed is kept."""
    was = standing(store, path)
    if not was or was[0].state not in {"new", "outdated"}:
        return was
    source = path.read_text("utf-8")
    with store.writing() as session:
        hold(session.connection())
        if _stand(session, source) in {"new", "outdated"}:
            put(session, "", source)
            Notes(session).put(_NOTE, _digest(_tidy(source)))
    return [_item(path, "loaded", was=was[0].state)]


def standing(store: Store, path: Path = SHEET) -> list[Item]:
    """Tell where the ladder that ships stands; nothing is changed."""
    if not path.exists():
        return []
    source = path.read_text("utf-8")
    try:
        steps_of(source)
    except LadderError as wrong:
        return [_item(path, "faulty", why=str(wrong).partition("\n")[0])]
    with store.thinking() as session:
        state = _stand(session, source)
    return [_item(path, state, why="changed here" if state == "changed" else "")]


def _stand(session: Session, source: str) -> State:
    row, note = Ladders(session).written_for(""), Notes(session).get(_NOTE)
    if row is None:
        return "new"
    if row.steps == _tidy(source):
        return "loaded"
    return "outdated" if note is not None and note.text == _digest(row.steps) else "changed"


def _item(path: Path, state: State, *, was: State | None = None, why: str = "") -> Item:
    return Item(name=_NAME, path=path, state=state, was=was or state, why=why)


def _tidy(source: str) -> str:
    return source.removeprefix("\ufeff").replace("\r\n", "\n").strip() + "\n"


def _digest(steps: str) -> str:
    return sha256(steps.encode()).hexdigest()
