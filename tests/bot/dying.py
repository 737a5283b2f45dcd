"""Lives of a process on a store, each of which may be killed around one of its commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from bot.store import Store

Side = Literal["before", "after"]


class Killed(BaseException):
    """The process is dead: nothing in the house may catch it."""


@dataclass(kw_only=True)
class Fate:
    """Kills whoever lives it `side` their commit of this number; 0 kills nobody."""

    number: int = 0
    side: Side = "before"
    commits: int = 0

    def strikes(self, side: Side) -> None:
        """Count a commit, and kill if this is the one.

        Raises:
            Killed: it is.
        """
        if _lived.get() is not self:
            return
        self.commits += side == "before"
        if side == self.side and self.commits == self.number:
            raise Killed


_lived: ContextVar[Fate | None] = ContextVar("_lived", default=None)
"""The fate of this thread, and of those that it starts for work of its own."""


def lived(store: Store, fate: Fate, life: Callable[[], None]) -> bool:
    """Live a life; false when it was killed."""
    token = _lived.set(fate)
    try:
        with _met(store, fate):
            life()
    except Killed:
        return False
    finally:
        _lived.reset(token)
    return True


@contextmanager
def _met(store: Store, fate: Fate) -> Iterator[None]:
    whole = store.writing_in

    @contextmanager
    def writing_in(session: Session) -> Iterator[None]:
        with whole(session):
            yield
        fate.strikes("after")

    def before(_connection: Connection) -> None:
        fate.strikes("before")

    event.listen(store.engine, "commit", before)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "writing_in", writing_in)
            yield
    finally:
        event.remove(store.engine, "commit", before)
