"""Pictures of broadcasts: sent to many, and opened by whoever has the address."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import LargeBinary, String, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.broadcast import Broadcast
from models.columns import Utc, Vault, place, vault_of

MEDIA = "image/jpeg"


class BroadcastPicture(Row):
    """A picture without any metadata; it belongs to nobody, and bears no name.

    It is opened by a token, of which only the keyed hash is kept, for as long as a broadcast names
    it (`Broadcast.picture_id`), or somebody is writing one with it. `message_hash` is that of the
    message at LINE which brought it, "" for one from a file.
    """

    __tablename__ = "broadcast_pictures"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(32), unique=True)
    message_hash: Mapped[str] = mapped_column(String(32), index=True, default="")
    kept_at: Mapped[datetime] = mapped_column(Utc)
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)


class BroadcastPictures:
    """The shelf of pictures of broadcasts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, picture: BroadcastPicture, *, token: str, content: bytes) -> BroadcastPicture:
        """Keep a picture (JPEG) that is opened by this token."""
        picture.token_hash = self._hashed(f"broadcast picture:{token}")
        self._session.add(picture)
        cell = place(BroadcastPicture.__tablename__, "content_sealed", picture.id)
        picture.content_sealed = vault_of(picture).seal(content, cell)
        return picture

    def get(self, picture_id: str) -> BroadcastPicture | None:
        """Find a picture."""
        return self._session.get(BroadcastPicture, picture_id) if picture_id else None

    def offered(self, token: str) -> BroadcastPicture | None:
        """Find what a token opens; None when it is wrong, or the picture gone."""
        wanted = self._hashed(f"broadcast picture:{token}")
        query = select(BroadcastPicture).where(BroadcastPicture.token_hash == wanted)
        return self._session.scalars(query).first()

    def of_message(self, message_id: str) -> list[BroadcastPicture]:
        """List what came with a message of LINE."""
        wanted = self._hashed(f"message:{message_id}")
        query = select(BroadcastPicture).where(BroadcastPicture.message_hash == wanted)
        return list(self._session.scalars(query))

    def content(self, picture: BroadcastPicture) -> bytes:
        """Open a picture; nothing when it is gone."""
        if picture.content_sealed is None:
            return b""
        cell = place(BroadcastPicture.__tablename__, "content_sealed", picture.id)
        return vault_of(picture).unseal(picture.content_sealed, cell)

    def drop_unused(self, picture_id: str) -> None:
        """Erase a picture, unless a broadcast names it."""
        found = self.get(picture_id)
        used = select(Broadcast.id).where(Broadcast.picture_id == picture_id).limit(1)
        if found is not None and self._session.scalar(used) is None:
            self.drop(found)

    def unused(self, before: datetime, besides: Collection[str]) -> list[BroadcastPicture]:
        """List those kept before that no broadcast names, `besides` some that are being used."""
        named = exists().where(Broadcast.picture_id == BroadcastPicture.id)
        query = select(BroadcastPicture).where(BroadcastPicture.kept_at < before, ~named)
        return [one for one in self._session.scalars(query) if one.id not in besides]

    def drop(self, picture: BroadcastPicture) -> None:
        """Erase a picture."""
        self._session.info["erases"] = True
        self._session.delete(picture)

    def _hashed(self, text: str) -> str:
        vault: Vault = self._session.info["vault"]
        return vault.hashed(text)
