"""Rate limits: how often each endpoint may be asked."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

_SECOND, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_USUAL = (2000, _SECOND)
_LIMITS = {
    "multicast": (200, _SECOND),
    "broadcast": (60, _HOUR),
    "webhook/test": (60, _HOUR),
    "webhook/endpoint:GET": (1000, _MINUTE),
    "webhook/endpoint:PUT": (1000, _MINUTE),
    "loading/start": (100, _SECOND),
    "richmenu:create": (100, _HOUR),
    "richmenu:delete": (100, _HOUR),
    "richmenu/alias:delete": (100, _HOUR),
}


class Rates:
    """Counts the requests of one channel, an endpoint at a time."""

    def __init__(self) -> None:
        self._asked: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def allows(self, endpoint: str, *, now: datetime) -> bool:
        """Count a request; False when it is one too many in its window."""
        most, window = _LIMITS.get(endpoint, _USUAL)
        asked = self._asked[endpoint]
        while asked and now - asked[0] >= window:
            asked.popleft()
        if len(asked) >= most:
            return False
        asked.append(now)
        return True
