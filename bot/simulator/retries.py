"""Retry keys: what was accepted under each, for a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

_KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A request that was accepted under a retry key."""

    request_id: str
    at: datetime
    body: bytes
    sent: tuple[dict[str, str], ...]  # the sentMessages of its answer


class RetryKeys:
    """The retry keys of one channel; those of a day ago are forgotten."""

    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}

    def keep(self, key: str, accepted: Accepted) -> None:
        """Remember that a request was accepted under `key`."""
        self._accepted[key.lower()] = accepted

    def find(self, key: str, *, now: datetime) -> Accepted | None:
        """Find what was accepted under `key` within 24 hours."""
        found = self._accepted.get(key.lower())
        return found if found is not None and now - found.at < _KEPT else None


def is_uuid(key: str) -> bool:
    """Tell whether `key` is a UUID in its usual 36 letters."""
    try:
        return str(UUID(key)) == key.lower()
    except ValueError:
        return False
