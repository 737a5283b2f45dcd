"""The month's pushes: LINE is asked now and then how many are used, and the answer is kept."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.line.account import Account, AccountError, Allowance
from bot.store import Store
from models.note import PUSHED, Notes

EVERY: Final = timedelta(minutes=10)
AFTER_SILENCE: Final = timedelta(minutes=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What LINE told last, and when; `fell_from` is the plan's number before it last fell."""

    allowance: Allowance
    at: datetime
    fell_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The plan allows another number than when LINE was last asked.

    `was` is the number before a fall (None: without limit); after a rise that of before it fell,
    None where it allows as much again.
    """

    is_fall: bool
    was: int | None


def _tells_nobody(_session: Session, _change: Change, _now: datetime) -> None:
    """Tell nobody of a change of the plan."""


class PushCount:
    """Asks LINE when it is time again; one that was just made asks at once.

    What LINE told last stays while it tells nothing. `tell` lets people know when the plan changed,
    in the transaction that keeps it.
    """

    def __init__(
        self,
        *,
        store: Store,
        account: Account,
        clock: Clock,
        tell: Callable[[Session, Change, datetime], None] = _tells_nobody,
    ) -> None:
        self._store, self._account, self._clock, self._tell = store, account, clock, tell
        self._due: datetime | None = None

    async def pass_once(self) -> None:
        """Ask if it is time."""
        now = self._clock()
        if self._due is None or self._due <= now:
            told = await asyncio.to_thread(self._ask, now)
            self._due = now + (EVERY if told else AFTER_SILENCE)

    def _ask(self, now: datetime) -> bool:
        try:
            told = Kept(allowance=self._account.allowance(), at=now)
            with self._store.writing() as session:
                change = keep(session, told)
                if change is not None:
                    self._tell(session, change, now)
        except AccountError as silent:
            log.warning("pushes not told", why=str(silent))
            return False
        except SQLAlchemyError as broken:
            log.warning("pushes not kept", why=type(broken).__name__)
            return False
        return True


def keep(session: Session, told: Kept) -> Change | None:
    """Keep what LINE told, and give what changed; raise the alarm where the plan fell."""
    before = kept(session)
    fell_from = _fell_from(before, told.allowance)
    change = None if before is None else _change(before.allowance, told.allowance, fell_from)
    if change is not None and change.is_fall:
        log.warning("plan fell", before=change.was, allowed=told.allowance.allowed)
    fields = {
        "fell_from": fell_from,
        "used": told.allowance.used,
        "allowed": told.allowance.allowed,
        "at": told.at.isoformat(),
    }
    Notes(session).put(PUSHED, json.dumps(fields))
    return change


def kept(session: Session) -> Kept | None:
    """Give what LINE told last; None when it never did."""
    note = Notes(session).get(PUSHED)
    if note is None:
        return None
    fields = json.loads(note.text)
    allowance = Allowance(allowed=fields["allowed"], used=fields["used"])
    at = datetime.fromisoformat(fields["at"])
    return Kept(allowance=allowance, at=at, fell_from=fields.get("fell_from"))


def _change(before: Allowance, told: Allowance, fell_from: int | None) -> Change | None:
    """Compare two plans; None where they allow the same."""
    was, allowed = before.allowed, told.allowed
    if was == allowed:
        return None
    if allowed is not None and (was is None or allowed < was):
        return Change(is_fall=True, was=was)
    return Change(is_fall=False, was=fell_from)


def _fell_from(before: Kept | None, told: Allowance) -> int | None:
    """Give what the plan allowed before it fell, as long as it allows fewer than that."""
    if before is None or told.allowed is None:
        return None
    last = before.allowance.allowed
    known = max((one for one in (last, before.fell_from) if one is not None), default=None)
    return known if known is not None and told.allowed < known else None
