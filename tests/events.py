"""Events as LINE sends them, and a bench of the parts that apply them, for tests without a web."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.compiled import Compiled
from bot.inbox import Noted, note_in
from bot.postman import Postman
from bot.reading import Reader
from bot.secrets import Keyring
from bot.store import Store
from bot.turns import Turns
from handlers.desk import whole_desk
from handlers.router import Desk
from models.inbox import Event
from models.outbox import Reply
from tests.house import shipped_words

AT_MS = 1_764_046_800_000
AT = datetime.fromtimestamp(AT_MS / 1000, UTC)
SOMSRI = "U" + "a" * 32


def wrote(
    text: str, *, number: int = 1, by: str = SOMSRI, lane: str = "lane-a", at_ms: int | None = None
) -> Noted:
    """Write the event of a text; `number` makes its id, token and time."""
    time = AT_MS + number * 1000 if at_ms is None else at_ms
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": time,
        "source": {"type": "user", "userId": by},
        "webhookEventId": f"{lane}-{number}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token-{lane}-{number}",
        "message": {"id": str(number), "type": "text", "text": text, "quoteToken": "q"},
    }
    return Noted(
        event_id=f"{lane}-{number}", lane=lane, at_ms=time, body=json.dumps(event).encode()
    )


def note(store: Store, keys: Keyring, events: Sequence[Noted], *, now: datetime = AT) -> None:
    """Store events as the webhook does."""
    with store.writing() as session:
        note_in(session, events, vault=keys, now=now)


def turns(store: Store, keys: Keyring, desk: Desk | None = None) -> Turns:
    """Join what applies events."""
    return Turns(
        store=store,
        reader=Reader(vault=keys, zone=ZoneInfo("Asia/Bangkok"), compiled=Compiled()),
        desk=desk or whole_desk(),
        postman=Postman(words=shipped_words()),
    )


def drained(turns: Turns, lane: str = "lane-a") -> int:
    """Apply all that waits in a lane, and count it."""
    count = 0
    while turns.apply_next(lane) is not None:
        count += 1
    return count


def applied(store: Store) -> list[str]:
    """List the ids of applied events in the order of their turns."""
    with store.thinking() as session:
        return list(session.scalars(select(Reply.event_id).order_by(Reply.seq)))


def event_of(store: Store, event_id: str) -> Event:
    """Read how an event stands."""
    with store.thinking() as session:
        return session.scalars(select(Event).where(Event.event_id == event_id)).one()


def said(store: Store, event_id: str) -> str:
    """Read the texts that a turn left to be sent, joined."""
    with store.thinking() as session:
        reply = session.scalars(select(Reply).where(Reply.event_id == event_id)).one()
        return "\n".join(message["text"] for message in json.loads(reply.body or "[]"))
