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
from models.note import Notes

EVERY: Final = timedelta(minutes=10)
AFTER_SILENCE: Final = timedelta(minutes=1)

_NOTE: Final = "pushes of this month"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What LINE told last, and when."""

    allowance: Allowance
    at: datetime


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
    """Keep what LINE told."""
    fields = {
        "used": told.allowance.used,
        "allowed": told.allowance.allowed,
        "at": told.at.isoformat(),
    }
    Notes(session).put(_NOTE, json.dumps(fields))


def kept(session: Session) -> Kept | None:
    """Give what LINE told last; None when it never did."""
    note = Notes(session).get(_NOTE)
    if note is None:
        return None
    fields = json.loads(note.text)
    allowance = Allowance(allowed=fields["allowed"], used=fields["used"])
    return Kept(allowance=allowance, at=datetime.fromisoformat(fields["at"]))
