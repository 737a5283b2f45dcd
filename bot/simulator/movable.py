"""A clock that can be moved forward, and stays so over a restart."""

from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock, now
from bot.store import Store
from models.note import Notes

_NOTE: Final = "simulator: seconds ahead"


class MovableClock:
    """Tells the time of `base`, `ahead` of it by what it was moved; it never goes back."""

    def __init__(self, base: Clock = now, *, ahead: timedelta = timedelta()) -> None:
        self._base = base
        self.ahead = ahead

    def __call__(self) -> datetime:
        """Tell the time, aware."""
        return self._base() + self.ahead

    def move(self, by: timedelta) -> None:
        """Move forward.

        Raises:
            ValueError: when it would go back: what was already noted would lie in the future.
        """
        if by < timedelta():
            raise ValueError("time goes forward")
        self.ahead += by


def left_at(store: Store) -> timedelta:
    """Tell how far ahead the clock of this database was left."""
    with store.thinking() as session:
        note = Notes(session).get(_NOTE)
        return timedelta(seconds=float(note.text)) if note is not None else timedelta()


def leave_at(store: Store, ahead: timedelta) -> None:
    """Remember how far ahead the clock of this database is."""
    with store.writing() as session:
        Notes(session).put(_NOTE, str(ahead.total_seconds()))
