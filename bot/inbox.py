"""Noting events: many at once, on disk before anybody is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import bindparam, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.many import Many
from bot.together import Kind, Writer
from models.columns import Utc, Vault, place

NOTES: Final = 1
"""Where notes share a transaction with other kinds they come first (`bot.together.Kind`)."""

_ADD_LANES = Many(
    "INSERT INTO lanes (key, version, applied_ms, minute_count)"
    " SELECT lane, 0, 0, 0 FROM given WHERE true ON CONFLICT DO NOTHING",
    lane=str,
)
_ADD_EVENTS = Many(
    "INSERT INTO inbox (event_id, lane, at_ms, noted_at, body_sealed, state, tries)"
    " SELECT event_id, lane, at_ms, noted_at, body, 0, 0 FROM given WHERE true"
    " ON CONFLICT DO NOTHING",
    event_id=str,
    lane=str,
    at_ms=int,
    noted_at=datetime,
    body=bytes,
)
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
    """Notes events, each once: what comes at the same time is stored in one transaction."""

    def __init__(self, writer: Writer, vault: Vault, clock: Clock) -> None:
        self._writer = writer
        self._notes = Kind(NOTES, partial(_store, vault, clock))

    async def note(self, events: Sequence[Noted]) -> None:
        """Store events, each once; returns after the commit. What fails is tried once more.

        Raises:
            NotNotedError: when the store keeps failing.
        """
        try:
            await self._writer.write(self._notes, events)
        except SQLAlchemyError:
            await self._note_again(events)

    async def _note_again(self, events: Sequence[Noted]) -> None:
        try:
            await self._writer.write(self._notes, events)
        except SQLAlchemyError as failed:
            raise NotNotedError(type(failed).__name__) from failed


def _store(vault: Vault, clock: Clock, session: Session, group: Sequence[Sequence[Noted]]) -> None:
    events = [event for events in group for event in events]
    note_in(session, events, vault=vault, now=clock())


def note_in(session: Session, events: Sequence[Noted], *, vault: Vault, now: datetime) -> None:
    """Store events in the transaction of `session`, and their lanes; known ones stay as they are.

    Sorted by what is the same on every machine, so that two webs that store the same events at
    once do not wait for each other. Within a lane LINE's time decides, then the order of arrival.
    """
    _ADD_LANES.store(session, [{"lane": key} for key in sorted({event.lane for event in events})])
    ordered = sorted(events, key=lambda event: (event.lane, event.at_ms))
    _ADD_EVENTS.store(session, [_row(event, vault, now) for event in ordered])
    again = sorted(event.event_id for event in events if event.redelivered)
    if again:
        session.execute(_REFRESH, [{"event_id": event_id, "now": now} for event_id in again])


def _row(event: Noted, vault: Vault, now: datetime) -> dict[str, object]:
    return {
        "event_id": event.event_id,
        "lane": event.lane,
        "at_ms": event.at_ms,
        "noted_at": now,
        "body": vault.seal(event.body, place("inbox", "body_sealed", event.event_id)),
    }
