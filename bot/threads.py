"""Threads by the clock: lines gathered into pushes, silence ended, words erased in time."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

import structlog
from sqlalchemy.orm import Session

from bot.calendar_words import Language
from bot.clock import Clock
from bot.icon import PATH as ICON
from bot.inbox import Noted, note_in
from bot.instead import push_instead
from bot.line.gathering import gathered
from bot.store import Store
from bot.words import Words
from dialogue.phrase import Words as Sayable
from dialogue.phrase import msgid, phrase
from handlers.colleagues import role_words
from handlers.threads import GATHERED, SILENCE, lines_subject
from models.columns import Vault
from models.contact import Contacts
from models.draft import AT_IT, Drafts
from models.organization import Memberships
from models.push import Push, Pushes
from models.thread import GIVEN, HELPER, VISITOR, Thread, ThreadLine, Threads

LINES_KEPT: Final = timedelta(days=5)
"""How long lines are kept at most: then for a day as a push, or parked until the night after it."""

_PATIENCE: Final = timedelta(minutes=10)  # a helper's free replies are waited for so long
_AT_ONCE: Final = 200
_KEYS: Final = UUID("6f0c2a34-5c5e-5f0e-9a53-3f9a6a7b1c11")  # a namespace of ours, any would do

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadKeeper:
    """Sees to all threads; `wake` is told the lanes that hear of a silence."""

    store: Store
    vault: Vault
    words: Words
    clock: Clock
    wake: Callable[[str], None]
    public_url: str = ""

    async def pass_once(self) -> None:
        """Do what is due; the database is held in a worker thread."""
        for lane in await asyncio.to_thread(self._done):
            self.wake(lane)

    def _done(self) -> list[str]:
        now = self.clock()
        with self.store.thinking() as session:
            threads = Threads(session)
            due, late, lost = list[str](), list[str](), False
            if not Pushes(session).month().is_used_up:  # else all of it rides on replies
                due += threads.due(HELPER, now - GATHERED, _AT_ONCE)
                due += threads.ended_unsent(HELPER, _AT_ONCE)
                late += threads.due(VISITOR, now - _PATIENCE, _AT_ONCE)
                lost = bool(
                    threads.refused(HELPER, now - GATHERED)
                    or threads.refused(VISITOR, now - _PATIENCE)
                )
            silent = [(one.id, one.contact_id) for one in threads.silent_since(now - SILENCE, 50)]
            is_old = bool(threads.old_lines(now - LINES_KEPT) or threads.over())
        for thread_id in dict.fromkeys(due):
            self._push(thread_id, HELPER, now)
        for thread_id in late:
            self._push(thread_id, VISITOR, now)
        if lost:
            self._push_refused(now)
        if is_old:
            self._erase(now)
        return self._tell(silent, now) if silent else []

    def _push(self, thread_id: str, by: str, now: datetime) -> None:
        """Make one push of all that one side wrote; what a turn gave meanwhile is not in it."""
        with self.store.writing() as session:
            thread = session.get(Thread, thread_id, with_for_update=True)
            if thread is None:
                return
            to = thread.contact_id if by == HELPER else thread.helper_id
            if to is None or (by == VISITOR and _is_busy(session, to, now)):
                return
            lines = Threads(session).unsent(thread_id, by)
            if lines:
                self._make(session, thread, by, to, lines, now)

    def _make(
        self,
        session: Session,
        thread: Thread,
        by: str,
        to: str,
        lines: Sequence[ThreadLine],
        now: datetime,
    ) -> None:
        contact = Contacts(session).get(to)
        language: Language = "lo" if contact is not None and contact.language == "lo" else "th"
        title, speaker = _voice(session, thread, by)
        messages, count = gathered(
            title,
            [line.text or "" for line in lines],
            speaker=speaker,
            icon=f"{self.public_url}{ICON}" if self.public_url else None,
            language=language,
            words=self.words,
        )
        sent = lines[:count]
        for line in sent:
            line.state = GIVEN
        push = Push(
            id=str(uuid5(_KEYS, sent[0].id)),
            contact_id=to,
            asked_by=thread.helper_id if by == HELPER else None,
            subject=lines_subject(sent),
            made_at=now,
            again_at=now,
        )
        Pushes(session).add(push, json.dumps(messages, ensure_ascii=False))
        log.info("lines gathered", push_id=push.id, by=by, lines=count)

    def _push_refused(self, now: datetime) -> None:
        """Push what a reply was to bring and LINE refused, so that no answer is lost."""
        with self.store.writing() as session:
            for by, before in ((HELPER, now - GATHERED), (VISITOR, now - _PATIENCE)):
                for thread, parked in Threads(session).refused(by, before):
                    asked_by = thread.helper_id if by == HELPER else None
                    push_instead(session, parked.id, asked_by=asked_by, now=now)

    def _erase(self, now: datetime) -> None:
        """Erase what was kept for long enough, and threads of which nothing waits."""
        with self.store.writing() as session:
            threads = Threads(session)
            threads.drop(*threads.old_lines(now - LINES_KEPT))
            session.flush()
            threads.drop(*threads.over())

    def _tell(self, silent: Sequence[tuple[str, str]], now: datetime) -> list[str]:
        events = [_silence(thread_id, lane, now) for thread_id, lane in silent]
        with self.store.writing() as session:
            note_in(session, events, vault=self.vault, now=now)
        return sorted({event.lane for event in events})


def _is_busy(session: Session, contact_id: str, now: datetime) -> bool:
    draft = Drafts(session).open_of(contact_id)
    return draft is not None and now - draft.touched_at < AT_IT


def _voice(session: Session, thread: Thread, by: str) -> tuple[Sayable, Sayable | None]:
    """Tell under which title lines stand, and who speaks: a role, never a name."""
    if by == VISITOR:
        return phrase(msgid("{code} writes:"), code=thread.code), None
    role = role_words(thread.helper_role) if thread.helper_role else phrase(msgid("Answer"))
    name = Memberships(session).organization_of(thread.helper_id) if thread.helper_id else ""
    return name or role, role


def _silence(thread_id: str, lane: str, now: datetime) -> Noted:
    # Once an hour at most: what was set aside then is tried again.
    return Noted(
        event_id=f"thread silent:{thread_id}:{now:%Y%m%d%H}",
        lane=lane,
        at_ms=int(now.timestamp() * 1000),
        body=json.dumps({"type": "siao.threadSilent", "threadId": thread_id}).encode(),
    )
