"""Content that ships with the program: loaded once, replaced while nobody has changed it."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, Self, TypeAlias

from sqlalchemy.orm import Session

from bot import consent_card
from bot.locks import hold
from bot.publication import NotPublishableError, publish
from bot.publishing.check import check
from bot.store import Store
from models.form import Form, Forms
from models.note import Notes

CONTENT: Final = Path(__file__).parent.parent / "content"

_ENDINGS: Final = (".csv", ".md", ".xlsx")

State: TypeAlias = Literal["new", "loaded", "outdated", "changed", "withdrawn", "faulty"]
"""Where a shipped item stands.

"new": not loaded yet. "loaded": as it ships. "outdated": as an older release shipped it. "changed"
or "withdrawn": by a coordinator, and so left alone. "faulty": cannot be published.
"""

DIFFERS: Final[tuple[State, ...]] = ("changed", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One shipped file, with its state; `was` is the state that loading found."""

    name: str
    path: Path
    state: State
    was: State
    why: str = ""

    @property
    def is_form(self) -> bool:
        """Tell a form from other content."""
        return self.name.startswith("forms/")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What is remembered of an item that was loaded: its hash, and what it became."""

    digest: str
    form_id: str
    version_id: str

    @classmethod
    def read(cls, text: str) -> Self:
        digest, form_id, version_id = text.split("\n")
        return cls(digest=digest, form_id=form_id, version_id=version_id)

    def write(self) -> str:
        return f"{self.digest}\n{self.form_id}\n{self.version_id}"


def load(store: Store, at: datetime, folder: Path = CONTENT) -> list[Item]:
    """Load what ships: what is new or outdated; several that do so at once do it once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each is checked in a process of its own
        return list(pool.map(partial(_loaded, store, at), standing(store, folder)))


def standing(store: Store, folder: Path = CONTENT) -> list[Item]:
    """Tell where every shipped item stands; nothing is changed."""
    paths = sorted(path for path in (folder / "forms").glob("*") if path.suffix in _ENDINGS)
    with store.thinking() as session:
        return [*_card(session, folder), *(_item(session, path) for path in paths)]


def _card(session: Session, folder: Path) -> list[Item]:
    path = folder / consent_card.NAME
    if not path.exists():
        return []
    state, why = consent_card.state_of(session, path)
    return [Item(name=path.name, path=path, state=state, was=state, why=why)]


def _loaded(store: Store, at: datetime, item: Item) -> Item:
    if item.state not in ("new", "outdated"):
        return item
    if not item.is_form:
        state, why = consent_card.load_card(store, at, item.path)
        return _as(item, state, why)

    source = item.path.read_bytes()
    checked = check(source, item.path.name)  # takes seconds: before the lock

    with store.writing() as session:
        hold(session.connection())
        now_is = _item(session, item.path)
        if now_is.state not in ("new", "outdated"):
            return now_is
        form_id = None if checked.identity is None else checked.identity.form_id
        if _published_by_hand(session, now_is, form_id):
            return _as(item, "changed", "a form of this id was published by hand")
        try:
            version = publish(session, checked, at)
        except NotPublishableError as refused:
            return _as(item, "faulty", str(refused))
        mark = _Mark(digest=_digest(source), form_id=version.form_id, version_id=version.id)
        Notes(session).put(_note(item.path), mark.write())
    return _as(item, "loaded")


def _item(session: Session, path: Path) -> Item:
    state, why = _state(session, path)
    return Item(name=f"forms/{path.name}", path=path, state=state, was=state, why=why)


def _state(session: Session, path: Path) -> tuple[State, str]:
    note = Notes(session).get(_note(path))
    if note is None:
        return "new", ""
    mark, source = _Mark.read(note.text), path.read_bytes()
    current = Forms(session).current(mark.form_id)
    if current is None:
        return "withdrawn", "a coordinator withdrew it"
    if current.workbook == source:
        return "loaded", ""
    if current.id != mark.version_id:
        return "changed", f"version {current.version} was published by hand"
    return ("loaded" if mark.digest == _digest(source) else "outdated"), ""


def _published_by_hand(session: Session, item: Item, form_id: str | None) -> bool:
    return item.state == "new" and form_id is not None and session.get(Form, form_id) is not None


def _as(item: Item, state: State, why: str = "") -> Item:
    return Item(name=item.name, path=item.path, state=state, was=item.was, why=why)


def _note(path: Path) -> str:
    return f"content forms/{path.name}"[:120]


def _digest(source: bytes) -> str:
    return sha256(source).hexdigest()
