"""Attachments that are awaited, and what becomes of them."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.store import Store
from models.attachment import Attachment, Attachments
from models.contact import Contact, Contacts
from models.inbox import Event

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok


class Watch:
    """A clock that moves when it is told to."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass(kw_only=True)
class Waiting:
    """A store in which contents are awaited; call it in worker threads."""

    store: Store

    def join(self, lane: str) -> None:
        with self.store.writing() as session:
            contact = Contact(id=lane, seen_on=date(2026, 11, 25))
            Contacts(session).add(contact, line_id=f"U-{lane}")

    def awaits(
        self, name: str, *, message: str = "17", media: str = "image", by: str = "somsri"
    ) -> None:
        with self.store.writing() as session:
            Attachments(session).add(
                Attachment(
                    id=name,
                    contact_id=by,
                    draft_id="draft",
                    path="/data/photo",
                    name="photo.jpg",
                    media=media,
                    sent_at=NOON,
                    again_at=NOON,
                ),
                message_id=message,
            )

    def get(self, name: str) -> Attachment | None:
        with self.store.thinking() as session:
            query = select(Attachment).where(Attachment.id == name)
            return session.scalars(query.options(undefer(Attachment.content_sealed))).first()

    def state(self, name: str) -> str | None:
        attachment = self.get(name)
        return None if attachment is None else attachment.state

    def erase(self, name: str) -> None:
        with self.store.writing() as session:
            shelf = Attachments(session)
            attachment = shelf.get(name)
            assert attachment is not None
            shelf.drop(attachment)

    def events(self) -> list[tuple[str, str, dict[str, str]]]:
        """List what the inbox holds: event, lane and body."""
        with self.store.thinking() as session:
            rows = session.scalars(select(Event).order_by(Event.event_id))
            return [(row.event_id, row.lane, json.loads(row.body or "null")) for row in rows]
