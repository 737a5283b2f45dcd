"""Reminding: what falls due is claimed by the clock and handed to its people's lanes."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

import structlog
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.clock import Clock
from bot.inbox import Noted, note_in
from bot.line.inbound import CHANNEL
from bot.store import Store
from models.columns import Vault
from models.reminder import Claimed, Reminders
from models.reminder_outcomes import settle, settle_pushed

_AT_ONCE: Final = 2_000
_ROUNDS: Final = 10  # of one pass; the rest is found by the next
_SETTLED: Final = 500
_LEFT: Final = timedelta(hours=6)  # after which what is in a lane counts as set aside there
_KNOWN: Final = timedelta(days=2)  # as long as outcomes of pushes are looked for
_TRIES: Final = 3  # claims after which a reminder is given up

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """Claims what is due and notes it in the inbox in one transaction, so that none is lost.

    Any number may do so beside each other: each reminder goes to one of them. `wake` is told the
    lanes, after the commit.
    """

    store: Store
    vault: Vault
    wake: Callable[[str], None]
    clock: Clock
    zone: tzinfo

    async def pass_once(self) -> None:
        """Hand on what is due, and note what was carried by replies."""
        await asyncio.to_thread(self.settle)
        for _ in range(_ROUNDS):
            claimed = await asyncio.to_thread(self.claim)
            for lane in sorted({_lane(one) for one in claimed}):
                self.wake(lane)
            if len(claimed) < _AT_ONCE:
                return

    async def look_again(self) -> None:
        """Hand on once more what was claimed long ago and has no outcome."""
        for lane in await asyncio.to_thread(self.claim_again):
            self.wake(lane)

    def claim(self) -> Sequence[Claimed]:
        """Claim and note some of what is due, the longest due first; called in a worker thread."""
        now = self.clock()
        with self.store.thinking() as session:
            if not Reminders(session).has_due(now):
                return ()
        with self.store.writing() as session:
            claimed = Reminders(session).claim(now, _AT_ONCE)
            self._note(session, claimed, now)
        if claimed:
            log.info("reminders claimed", count=len(claimed))
        return claimed

    def settle(self) -> int:
        """Note what became of replies and pushes; what changes meanwhile is left for later."""
        with self.store.thinking() as session:
            ridden = Reminders(session).ridden(_SETTLED)
            pushed = Reminders(session).pushed(self.clock() - _KNOWN)
            if not ridden and not pushed:
                return 0
            try:
                with self.store.writing_in(session):
                    settle(ridden)
                    settle_pushed(pushed)
            except StaleDataError:
                return 0
        return len(ridden) + len(pushed)

    def claim_again(self) -> list[str]:
        """Claim what is long in a lane, or give it up; name the lanes."""
        now = self.clock()
        with self.store.writing() as session:
            shelf = Reminders(session)
            failed = shelf.give_up(now, now - _LEFT, _TRIES)
            claimed = shelf.claim_again(now, now - _LEFT, _AT_ONCE)
            self._note(session, claimed, now)
        if failed:
            log.warning("reminders given up", count=failed)
        return sorted({_lane(one) for one in claimed})

    def _note(self, session: Session, claimed: Sequence[Claimed], now: datetime) -> None:
        if claimed:
            note_in(session, [_noted(one, now) for one in claimed], vault=self.vault, now=now)


def _lane(one: Claimed) -> str:
    return one.contact_id or CHANNEL


def _noted(one: Claimed, now: datetime) -> Noted:
    return Noted(
        event_id=f"due:{one.id}:{one.step}:{one.version}",
        lane=_lane(one),
        at_ms=int(now.timestamp() * 1000),
        body=json.dumps({"type": "siao.due", "reminderId": one.id}).encode(),
    )
