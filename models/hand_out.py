"""Hand-outs: personal files that wait to be fetched by a link, once and for a short time."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Index, LargeBinary, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, Vault, place, reference, sealed_column, vault_of

LASTS: Final = timedelta(minutes=15)
"""How long a link to a personal file can be used."""


class HandOut(Row):
    """One file for one contact; `subject` tells what it belongs to, of which there is one each.

    It is offered by a token, of which only the keyed hash is kept, until `expires_at`; both are
    None while it is not offered. `erase_at` is when the file itself goes. With `is_once` it goes as
    soon as it was fetched.
    """

    __tablename__ = "hand_outs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    subject: Mapped[str] = mapped_column(String(64), default="")
    media: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str | None] = mapped_column(String(32), default=None)
    expires_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    erase_at: Mapped[datetime] = mapped_column(Utc, index=True)
    is_once: Mapped[bool] = mapped_column(default=True)
    name_sealed: Mapped[bytes | None] = sealed_column()
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)

    name = Sealed("name_sealed", row="id")

    @property
    def is_shown(self) -> bool:
        """Tell whether it is a picture in the chat, which phones fetch as often as they show it."""
        return not self.is_once and self.media.startswith("image/")

    __table_args__ = (Index("ix_hand_outs_token_hash", "token_hash", unique=True),)


class HandOuts:
    """The shelf of hand-outs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, hand_out: HandOut, *, name: str, content: bytes) -> HandOut:
        """Keep a file that is to be handed out, called `name`."""
        self._session.add(hand_out)
        hand_out.name = name
        cell = place(HandOut.__tablename__, "content_sealed", hand_out.id)
        hand_out.content_sealed = vault_of(hand_out).seal(content, cell)
        return hand_out

    def of(self, contact_id: str, subject: str) -> HandOut | None:
        """Find the file of a contact for a subject, as this turn leaves it."""
        wanted = contact_id, subject
        new = (row for row in self._session.new if isinstance(row, HandOut))
        mine = next((one for one in new if (one.contact_id, one.subject) == wanted), None)
        query = select(HandOut).where(HandOut.contact_id == contact_id, HandOut.subject == subject)
        found = mine or self._session.scalars(query.limit(1)).first()
        return None if found in self._session.deleted else found

    def offer(self, hand_out: HandOut, token: str, now: datetime, lasts: timedelta = LASTS) -> None:
        """Let a file be fetched by this token, and by none that was given before."""
        hand_out.token_hash, hand_out.expires_at = self._hashed(token), now + lasts

    def offered(self, token: str, now: datetime) -> HandOut | None:
        """Find what a token stands for; None when it is wrong, spent or too old."""
        query = select(HandOut).where(
            HandOut.token_hash == self._hashed(token), HandOut.expires_at > now
        )
        return self._session.scalars(query).first()

    def spend(self, token: str, now: datetime) -> HandOut | None:
        """Spend a token: of all who bring it, one alone is given the file."""
        found = self.offered(token, now)
        if found is None:
            return None
        spent = self._session.execute(
            update(HandOut)
            .where(HandOut.id == found.id, HandOut.token_hash == self._hashed(token))
            .values(token_hash=None, expires_at=None)
            .execution_options(synchronize_session=False)
            .returning(HandOut.id)
        ).first()
        return None if spent is None else found

    def content(self, hand_out: HandOut) -> bytes:
        """Open a file; nothing when it is gone."""
        if hand_out.content_sealed is None:
            return b""
        cell = place(HandOut.__tablename__, "content_sealed", hand_out.id)
        return vault_of(hand_out).unseal(hand_out.content_sealed, cell)

    def drop(self, hand_out: HandOut) -> None:
        """Erase a file."""
        self._session.delete(hand_out)

    def drop_old(self, now: datetime) -> None:
        """Erase every file whose time is over."""
        self._session.execute(delete(HandOut).where(HandOut.erase_at <= now))

    def _hashed(self, token: str) -> str:
        vault: Vault = self._session.info["vault"]
        return vault.hashed(f"hand-out:{token}")
