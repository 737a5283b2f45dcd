"""Sketches: broadcasts that coordinators are still writing, one each."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column

KEPT: Final = timedelta(hours=24)
"""How long a sketch is kept that nobody goes on with."""


class BroadcastSketch(Row):
    """What somebody is writing; `id` becomes that of the broadcast, so that it is made once.

    `content` is JSON (`dialogue.broadcasting.sketch`). A picture that is being fetched is the
    attachment whose `draft_id` is this `id`.
    """

    __tablename__ = "broadcast_sketches"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    touched_at: Mapped[datetime] = mapped_column(Utc, index=True)
    content_sealed: Mapped[bytes | None] = sealed_column()

    content = Sealed("content_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact


class Sketches:
    """The shelf of sketches."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, contact_id: str, now: datetime) -> BroadcastSketch | None:
        """Find what someone is writing, as this turn leaves it; None once it is too old."""
        new = (row for row in self._session.new if isinstance(row, BroadcastSketch))
        mine = [row for row in new if row.contact_id == contact_id] or self._kept(contact_id)
        return next((row for row in mine if row.touched_at >= now - KEPT), None)

    def put(self, sketch: BroadcastSketch, content: str) -> BroadcastSketch:
        """Begin a sketch; whatever its writer had before makes room."""
        self.drop(*self._kept(sketch.contact_id))
        self._session.add(sketch)
        sketch.content = content
        return sketch

    def drop(self, *sketches: BroadcastSketch) -> None:
        """Erase sketches."""
        for sketch in sketches:
            self._session.delete(sketch)

    def touched_since(self, at: datetime) -> list[BroadcastSketch]:
        """List the sketches that somebody has gone on with since."""
        query = select(BroadcastSketch).where(BroadcastSketch.touched_at >= at)
        return list(self._session.scalars(query))

    def untouched_since(self, before: datetime) -> list[BroadcastSketch]:
        """List the sketches that nobody has gone on with since."""
        query = select(BroadcastSketch).where(BroadcastSketch.touched_at < before)
        return list(self._session.scalars(query))

    def _kept(self, contact_id: str) -> list[BroadcastSketch]:
        query = select(BroadcastSketch).where(BroadcastSketch.contact_id == contact_id)
        newest = query.order_by(BroadcastSketch.touched_at.desc(), BroadcastSketch.id)
        return [row for row in self._session.scalars(newest) if row not in self._session.deleted]
