"""Trying again with the same retry key: when, how long, and what is certain of earlier tries."""

from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.line.sender import Answer

_KEY_LIVES: Final = timedelta(hours=23)  # LINE knows a retry key for 24; after that it sends anew
_SOONEST: Final = timedelta(seconds=10)
_LATEST: Final = timedelta(hours=1)
_DOUBLINGS: Final = 9
_REFUSED: Final = "refused "  # and the number of tries, which is old where one of them was killed
_CERTAIN: Final[frozenset[Answer]] = frozenset({"busy", "too_many", "unreached"})


class Sent(Protocol):
    """What is sent with a retry key: a push, or a chunk of a broadcast."""

    tries: int
    why: str
    first_at: datetime | None


def none_arrived(sent: Sent) -> bool:
    """Tell whether LINE certainly took none of the tries before the one that was just made."""
    return sent.tries == 1 or sent.why == f"{_REFUSED}{sent.tries - 1}"


def refused_all(sent: Sent, answer: Answer) -> bool:
    """Tell whether LINE certainly took none, the try that was just answered included."""
    return answer in _CERTAIN and none_arrived(sent)


def note(sent: Sent, answer: Answer) -> None:
    """Note on what is to be tried again whether LINE may have taken it by now."""
    sent.why = f"{_REFUSED}{sent.tries}" if refused_all(sent, answer) else ""


def again_at(sent: Sent, now: datetime, *, at_least: timedelta = timedelta(0)) -> datetime | None:
    """Tell when it is tried next; None when LINE would not know the key any more."""
    doublings = min(max(sent.tries - 1, 0), _DOUBLINGS)
    at = now + max(at_least, min(_SOONEST * (1 << doublings), _LATEST))
    return None if at - (sent.first_at or now) > _KEY_LIVES else at
