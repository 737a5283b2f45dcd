"""Visits that nobody ended: their volunteers' lanes are told, where they are closed."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.clock import Clock
from bot.inbox import Noted, note_in
from bot.store import Store
from handlers.calls import LONGEST
from models.columns import Vault
from models.visit import Visit, Visits

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsLeft:
    """Tells of visits that were left open for too long, each once.

    `wake` is told the lane of each, after the commit.
    """

    store: Store
    vault: Vault
    wake: Callable[[str], None]
    clock: Clock

    async def pass_once(self) -> None:
        """Tell of those that are due; the database is held in a worker thread."""
        for lane in await asyncio.to_thread(self._told):
            self.wake(lane)

    def _told(self) -> list[str]:
        now = self.clock()
        with self.store.thinking() as session:
            left = Visits(session).left_open(now - LONGEST, most=_AT_ONCE)
            events = [_noted(visit, visit.contact_id, now) for visit in left if visit.contact_id]
        if not events:
            return []
        with self.store.writing() as session:
            note_in(session, events, vault=self.vault, now=now)
        return sorted({event.lane for event in events})


def _noted(visit: Visit, lane: str, now: datetime) -> Noted:
    # Once a day at most: what was set aside then is tried again.
    return Noted(
        event_id=f"visit left:{visit.id}:{now:%Y%m%d}"[:64],
        lane=lane,
        at_ms=int(now.timestamp() * 1000),
        body=json.dumps({"type": "siao.visitLeft", "visitId": visit.id}).encode(),
    )
