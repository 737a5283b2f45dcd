"""Ids as LINE writes them, the same in every run from the same seed."""

import hashlib
from datetime import datetime
from itertools import count

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def milliseconds(at: datetime) -> int:
    """Count `at` the way LINE stamps events: milliseconds since 1970."""
    return int(at.timestamp() * 1000)


class Ids:
    """A source of ids.

    Two worlds that meet the same database need seeds of their own, else the second repeats the
    first one's event ids and is taken for a duplicate.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._counter = count(1)

    def named(self, letter: str, name: str) -> str:
        """Make the lasting id of something that has a name: `U`, `C` or `R` and 32 digits."""
        return letter + self._digest(f"{letter}{name}")[:32]

    def event(self, at: datetime) -> str:
        """Make a webhook event id: a ULID, the first ten letters of which tell the time."""
        stamp, chance = milliseconds(at), int(self._fresh()[:20], 16)
        return _letters(stamp, 10) + _letters(chance, 16)

    def message(self, at: datetime) -> str:
        """Make a message id: 18 digits that grow with time."""
        return f"{milliseconds(at):013d}{next(self._counter) % 100_000:05d}"

    def token(self) -> str:
        """Make a token that nobody guesses from the last: 32 digits."""
        return self._fresh()[:32]

    def request(self) -> str:
        """Make a request id in the form of a UUID."""
        text = self._fresh()[:32]
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def _fresh(self) -> str:
        return self._digest(f"#{next(self._counter)}")

    def _digest(self, text: str) -> str:
        return hashlib.sha256(f"{self._seed}\x00{text}".encode()).hexdigest()


def _letters(number: int, width: int) -> str:
    letters = []
    for _ in range(width):
        number, rest = divmod(number, 32)
        letters.append(_CROCKFORD[rest])
    return "".join(reversed(letters))
