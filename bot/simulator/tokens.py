"""Reply tokens: who may be answered, once, for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_LIFE = timedelta(minutes=1)  # from the webhook that carried it
_LONGEST = timedelta(minutes=20)  # from the event, however often it is redelivered


@dataclass(slots=True, kw_only=True)
class ReplyToken:
    """A reply token, from the event that made it to the reply that spends it.

    `carried_at` is when a webhook last brought it and starts its minute again.
    """

    token: str
    chat_id: str
    event_at: datetime
    carried_at: datetime
    used_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Tell whether a reply with it would be accepted now."""
        if self.used_at is not None:
            return False
        return now - self.carried_at <= _LIFE and now - self.event_at <= _LONGEST


class ReplyTokens:
    """All reply tokens that were given out."""

    def __init__(self) -> None:
        self._all: dict[str, ReplyToken] = {}

    def give(self, token: str, *, chat_id: str, at: datetime) -> None:
        """Note a token that an event of `at` carries."""
        self._all[token] = ReplyToken(token=token, chat_id=chat_id, event_at=at, carried_at=at)

    def carry(self, token: str, *, at: datetime) -> None:
        """Start the minute again: a webhook brings the token, for the first time or again."""
        if token in self._all:
            self._all[token].carried_at = at

    def good(self, token: str, *, now: datetime) -> ReplyToken | None:
        """Find a token that may still be used; None when it is unknown, used or too old."""
        found = self._all.get(token)
        return found if found is not None and found.is_good(now) else None

    def use(self, token: ReplyToken, *, at: datetime) -> None:
        """Spend it."""
        token.used_at = at

    def find(self, token: str) -> ReplyToken | None:
        """Find a token whatever became of it; None when it was never given out."""
        return self._all.get(token)
