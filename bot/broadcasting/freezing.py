"""Freezing: an audience becomes chunks with ids, words and retry keys of their own."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from typing import Final
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.calendar_words import Language, date_words
from bot.clock import Clock
from bot.store import Store
from dialogue.broadcasting.audience import Audience
from models.audience import Audiences, Recipient
from models.broadcast import SENDING, Broadcast, BroadcastChunk
from models.broadcast_queue import BroadcastQueue
from models.organization import Membership

CHUNK: Final = 500  # reference, "Send multicast message"
_AT_ONCE: Final = 25_000  # people of one transaction
_AT_ONCE_PERSONAL: Final = 1_000
_YOU: Final[dict[Language, str]] = {"th": "คุณ", "lo": "ທ່ານ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    language: str
    to: str
    count: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Freezer:
    """Freezes step by step; broken off, it goes on behind the last one who is in a chunk."""

    store: Store
    clock: Clock
    zone: tzinfo

    def freeze(self, broadcast_id: str) -> None:
        """Freeze all that is left of it; stops where another one does it, or it was cancelled."""
        with self.store.thinking() as session:
            broadcast = session.get(Broadcast, broadcast_id)
            if broadcast is None or broadcast.state != SENDING or broadcast.frozen_at is not None:
                return
            self._steps(session, broadcast)

    @property
    def _kind(self) -> str:
        return "sqlite" if self.store.is_sqlite else "postgresql"

    def _steps(self, session: Session, broadcast: Broadcast) -> None:
        texts, was, number = broadcast.texts, broadcast.cursor, broadcast.chunks
        kind = self._kind
        begun, _, after = (was or "").partition("|")
        if was is not None and begun != kind:  # it was moved: ids have another order here
            number, after = 0, ""
        people = Audiences(session).recipients(
            Audience.from_json(broadcast.audience),
            texts=tuple(texts),
            fallback=broadcast.fallback,
            after=after,
        )
        with closing(people):
            self._all(session, broadcast, people, was, number)

    def _all(
        self,
        session: Session,
        broadcast: Broadcast,
        people: Iterator[Recipient],
        was: str | None,
        number: int,
    ) -> None:
        texts, kind = broadcast.texts, self._kind
        bodies = {one: json.dumps(said, ensure_ascii=False) for one, said in texts.items()}
        while True:
            size = _AT_ONCE_PERSONAL if broadcast.is_personal else _AT_ONCE
            some = list(islice(people, size))
            if broadcast.is_personal:
                chunks = list(self._personal(session, some, bodies))
            else:
                chunks = list(_chunks(some, bodies))
            cursor = f"{kind}|{some[-1][0]}" if some else was
            is_last = len(some) < size
            if not self._keep(broadcast.id, was, cursor, number, chunks, is_last=is_last):
                return
            if is_last:
                return
            was, number = cursor, number + len(chunks)

    def _keep(
        self,
        broadcast_id: str,
        was: str | None,
        cursor: str | None,
        number: int,
        chunks: list[_Chunk],
        *,
        is_last: bool,
    ) -> bool:
        now = self.clock()
        with self.store.writing() as session:
            queue = BroadcastQueue(session)
            if not queue.freeze(
                broadcast_id,
                was=was,
                cursor=cursor,
                chunks=number + len(chunks),
                at=now if is_last else None,
            ):
                return False
            if number == 0:
                mine = BroadcastChunk.broadcast_id == broadcast_id
                session.execute(delete(BroadcastChunk).where(mine))
            for offset, chunk in enumerate(chunks):
                queue.add(_row(broadcast_id, number + offset, chunk, now), chunk.to, chunk.body)
            return True

    def _personal(
        self, session: Session, people: list[Recipient], bodies: dict[str, str]
    ) -> Iterator[_Chunk]:
        names = _names(session, [one for one, _, _ in people])
        today = self.clock().astimezone(self.zone).date()
        for contact_id, line_id, language in people:
            said: Language = "lo" if language == "lo" else "th"
            body = bodies[language].replace(
                "{name}", json.dumps(names.get(contact_id, _YOU[said]), ensure_ascii=False)[1:-1]
            )
            body = body.replace("{date}", date_words(today, said))
            yield _Chunk(language=language, to=json.dumps([line_id]), count=1, body=body)


def _chunks(people: list[Recipient], bodies: dict[str, str]) -> Iterator[_Chunk]:
    for language in sorted({language for _, _, language in people}):
        ids = [line_id for _, line_id, spoken in people if spoken == language]
        for first in range(0, len(ids), CHUNK):
            some = ids[first : first + CHUNK]
            yield _Chunk(
                language=language, to=json.dumps(some), count=len(some), body=bodies[language]
            )


def _row(broadcast_id: str, number: int, chunk: _Chunk, now: datetime) -> BroadcastChunk:
    return BroadcastChunk(
        id=str(uuid4()),
        broadcast_id=broadcast_id,
        number=number,
        language=chunk.language,
        count=chunk.count,
        again_at=now,
    )


def _names(session: Session, contact_ids: list[str]) -> dict[str, str]:
    query = select(Membership).where(
        Membership.contact_id.in_(contact_ids),
        Membership.left_at.is_(None),
        Membership.name_sealed.is_not(None),
    )
    return {row.contact_id: row.name or "" for row in session.scalars(query)}
