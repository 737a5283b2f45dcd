"""The month's pushes: LINE is asked now and then how many are used, and the answer is kept."""

import asyncio
import json
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


class PushCount:
    """Asks LINE when it is time again; one that was just made asks at once.

    What LINE told last stays while it tells nothing.
    """

    def __init__(self, *, store: Store, account: Account, clock: Clock) -> None:
        self._store, self._account, self._clock = store, account, clock
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
                keep(session, told)
        except AccountError as silent:
            log.warning("pushes not told", why=str(silent))
            return False
        except SQLAlchemyError as broken:
            log.warning("pushes not kept", why=type(broken).__name__)
            return False
        return True


def keep(session: Session, told: Kept) -> None:
    """Keep what LINE told; raise the alarm where the plan allows fewer than before."""
    before = kept(session)
    fell_from = _fell_from(before, told.allowance)
    if fell_from is not None and before is not None and fell_from != before.fell_from:
        log.warning("plan fell", before=fell_from, allowed=told.allowance.allowed)
    fields = {
        "fell_from": fell_from,
        "used": told.allowance.used,
        "allowed": told.allowance.allowed,
        "at": told.at.isoformat(),
    }
    Notes(session).put(PUSHED, json.dumps(fields))


def kept(session: Session) -> Kept | None:
    """Give what LINE told last; None when it never did."""
    note = Notes(session).get(PUSHED)
    if note is None:
        return None
    fields = json.loads(note.text)
    allowance = Allowance(allowed=fields["allowed"], used=fields["used"])
    at = datetime.fromisoformat(fields["at"])
    return Kept(allowance=allowance, at=at, fell_from=fields.get("fell_from"))


def _fell_from(before: Kept | None, told: Allowance) -> int | None:
    """Give what the plan allowed before it fell, as long as it allows fewer than that."""
    if before is None or told.allowed is None:
        return None
    last = before.allowance.allowed
    known = max((one for one in (last, before.fell_from) if one is not None), default=None)
    return known if known is not None and told.allowed < known else None
