"""Parked words pushed instead: those that are urgent, and those that no reply brought."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.store import Store
from models.contact import Contacts
from models.outbox import ParkedWords
from models.push import Push, Pushes

_KEYS: Final = UUID("6f0c2a34-5c5e-5f0e-9a53-3f9a6a7b1c11")  # a namespace of ours, any would do

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """Lets what is urgent wait for nobody's next reply, whatever the month has left."""

    store: Store
    clock: Clock

    async def pass_once(self) -> None:
        """Make pushes of what is urgent; the database is held in a worker thread."""
        await asyncio.to_thread(self._done)

    def _done(self) -> None:
        with self.store.thinking() as session:
            found = ParkedWords(session).urgent()
        if not found:
            return
        with self.store.writing() as session:
            for parked_id in found:
                push_instead(session, parked_id, asked_by=None, now=self.clock())


def push_instead(session: Session, parked_id: str, *, asked_by: str | None, now: datetime) -> None:
    """Make a push of parked words, unless they ride on a reply by now or have expired.

    `asked_by` is told if the push cannot be sent.
    """
    parked = ParkedWords(session).seize(parked_id)
    if parked is None:
        return
    if parked.expires_at <= now:
        session.delete(parked)
        return
    contact = Contacts(session).get(parked.contact_id)
    language = "lo" if contact is not None and contact.language == "lo" else "th"
    messages = json.loads(parked.body or "{}").get(language, [])
    push = Push(
        id=str(uuid5(_KEYS, parked.id)),
        contact_id=parked.contact_id,
        asked_by=asked_by,
        subject=parked.subject,
        made_at=now,
        again_at=now,
    )
    Pushes(session).add(push, json.dumps(messages, ensure_ascii=False))
    session.delete(parked)
    log.info("pushed instead", push_id=push.id)
