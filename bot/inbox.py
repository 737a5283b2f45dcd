"""Noting events: many at once, on disk before anybody is told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.store import Store
from models.columns import Utc, Vault, place

_GROUP = 500  # rows at most in one transaction
_ADD_LANE = text(
    "INSERT INTO lanes (key, version, applied_ms, minute_count) VALUES (:key, 0, 0, 0)"
    " ON CONFLICT DO NOTHING"
)
_ADD_EVENT = text(
    "INSERT INTO inbox (event_id, lane, at_ms, noted_at, body_sealed, state, tries)"
    " VALUES (:event_id, :lane, :at_ms, :now, :body, 0, 0) ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=Utc()))
_REFRESH = text(
    "UPDATE outbox SET token_at = :now WHERE event_id = :event_id AND state = 'pending'"
).bindparams(bindparam("now", type_=Utc()))  # LINE lets a token live anew when it delivers again


class NotNotedError(Exception):
    """The events could not be stored: whoever brought them is to bring them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One event to be noted: `at_ms` is LINE's time, `body` the event as JSON."""

    event_id: str
    lane: str
    at_ms: int
    body: bytes
    redelivered: bool = False


class Inbox:
    """Notes events by group commit: whoever waits together is stored in one transaction."""

    def __init__(self, store: Store, vault: Vault, clock: Clock) -> None:
        self._store, self._vault, self._clock = store, vault, clock
        self._waiting: list[tuple[Sequence[Noted], asyncio.Future[None]]] = []
        self._busy: asyncio.Task[None] | None = None

    async def note(self, events: Sequence[Noted]) -> None:
        """Store events, each once; returns after the commit.

        Raises:
            NotNotedError: when the store fails.
        """
        stored = asyncio.get_running_loop().create_future()
        self._waiting.append((events, stored))
        if self._busy is None or self._busy.done():
            self._busy = asyncio.create_task(self._store_all())
        await stored

    async def _store_all(self) -> None:
        while self._waiting:
            group = self._next_group()
            rows = [event for events, _ in group for event in events]
            try:
                await asyncio.to_thread(self.store_group, rows)
            except SQLAlchemyError:
                await self._store_one_by_one(group)
            else:
                for _, stored in group:
                    _resolve(stored, None)

    def _next_group(self) -> list[tuple[Sequence[Noted], "asyncio.Future[None]"]]:
        size, taken = 0, 0
        for events, _ in self._waiting:
            if taken and size + len(events) > _GROUP:
                break
            size, taken = size + len(events), taken + 1
        group, self._waiting = self._waiting[:taken], self._waiting[taken:]
        return group

    async def _store_one_by_one(
        self, group: list[tuple[Sequence[Noted], "asyncio.Future[None]"]]
    ) -> None:
        for events, stored in group:
            try:
                for event in events:
                    await asyncio.to_thread(self.store_group, [event])
            except SQLAlchemyError as failed:
                _resolve(stored, NotNotedError(type(failed).__name__))
            else:
                _resolve(stored, None)

    def store_group(self, events: Sequence[Noted]) -> None:
        """Store events in one transaction, in a worker thread."""
        now = self._clock()
        with self._store.writing() as session:
            note_in(session, events, vault=self._vault, now=now)


def note_in(session: Session, events: Sequence[Noted], *, vault: Vault, now: datetime) -> None:
    """Store events in the transaction of `session`, and their lanes; known ones stay as they are.

    Sorted by what is the same on every machine, so that two webs that store the same events at
    once do not wait for each other. Within a lane LINE's time decides, then the order of arrival.
    """
    lanes = [{"key": lane} for lane in sorted({event.lane for event in events})]
    session.execute(_ADD_LANE, lanes)
    ordered = sorted(events, key=lambda event: (event.lane, event.at_ms))
    session.execute(_ADD_EVENT, [_row(event, vault, now) for event in ordered])
    again = [{"event_id": event.event_id, "now": now} for event in ordered if event.redelivered]
    if again:
        session.execute(_REFRESH, again)


def _row(event: Noted, vault: Vault, now: datetime) -> dict[str, object]:
    return {
        "event_id": event.event_id,
        "lane": event.lane,
        "at_ms": event.at_ms,
        "now": now,
        "body": vault.seal(event.body, place("inbox", "body_sealed", event.event_id)),
    }


def _resolve(stored: asyncio.Future[None], failure: Exception | None) -> None:
    if stored.done():  # whoever waited has gone
        return
    if failure is None:
        stored.set_result(None)
    else:
        stored.set_exception(failure)
