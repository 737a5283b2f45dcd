"""Pictures and files of drafts and submissions: awaited, then kept sealed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, case, func, literal_column, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, Vault, place, reference, sealed_column, vault_of

AWAITED, KEPT, FAILED = "awaited", "kept", "failed"
FOR_MANY = "broadcast"
"""The path of a picture that goes out with a broadcast, and is nobody's answer."""

_AWAITED = literal_column("state") == literal_column("'awaited'")


class Attachment(Row):
    """One picture or file; `id` is random and names it, `path` is its node in the form.

    It belongs to the newest submission of a chain that names it; earlier ones still name it too.

    While it is awaited, `message_id` tells LINE's message that holds it, `again_at` when to ask
    next, and a fetcher at work holds it until `leased_until`.
    """

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    draft_id: Mapped[str] = mapped_column(String(32), index=True)
    submission_id: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    path: Mapped[str] = mapped_column(String(500))
    name: Mapped[str] = mapped_column(String(200))
    media: Mapped[str] = mapped_column(String(8))
    message_hash: Mapped[str] = mapped_column(String(32), index=True, default="")
    message_sealed: Mapped[bytes | None] = sealed_column()
    state: Mapped[str] = mapped_column(String(8), default=AWAITED)
    sent_at: Mapped[datetime] = mapped_column(Utc)
    again_at: Mapped[datetime] = mapped_column(Utc)
    leased_until: Mapped[datetime | None] = mapped_column(Utc, default=None)
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)

    message_id = Sealed("message_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact
    __table_args__ = (
        Index(
            "ix_attachments_awaited", "again_at", sqlite_where=_AWAITED, postgresql_where=_AWAITED
        ),
    )


class Attachments:
    """The shelf of pictures and files."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, attachment_id: str) -> Attachment | None:
        """Find a picture or file."""
        return self._session.get(Attachment, attachment_id)

    def add(self, attachment: Attachment, *, message_id: str) -> Attachment:
        """Await a new picture or file, which LINE holds in this message."""
        self._session.add(attachment)
        attachment.message_id = message_id
        attachment.message_hash = self._hashed(message_id)
        return attachment

    def of_message(self, contact_id: str, message_id: str) -> list[Attachment]:
        """List what came with one message of someone."""
        query = select(Attachment).where(
            Attachment.contact_id == contact_id,
            Attachment.message_hash == self._hashed(message_id),
        )
        return list(self._session.scalars(query))

    def of_draft(self, draft_id: str) -> list[Attachment]:
        """List the pictures and files of a draft."""
        found = self._session.scalars(select(Attachment).where(Attachment.draft_id == draft_id))
        return [one for one in found if one.draft_id == draft_id]  # not what this turn moved

    def of_submissions(self, submission_ids: Sequence[str]) -> list[Attachment]:
        """List the pictures and files of these submissions, as this turn leaves them."""
        query = select(Attachment).where(Attachment.submission_id.in_(submission_ids))
        return [one for one in self._session.scalars(query) if one not in self._session.deleted]

    def counts(self, submission_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Count the files of each of these submissions that has any: those kept, and all."""
        kept = func.sum(case((Attachment.state == KEPT, 1), else_=0))
        query = select(Attachment.submission_id, kept, func.count()).where(
            Attachment.submission_id.in_(submission_ids)
        )
        rows = self._session.execute(query.group_by(Attachment.submission_id))
        return {str(of): (int(present), int(every)) for of, present, every in rows}

    def content(self, attachment: Attachment) -> bytes | None:
        """Open what is kept of a picture or file; None when nothing is."""
        if attachment.content_sealed is None:
            return None
        cell = place(attachment.__tablename__, "content_sealed", attachment.id)
        return vault_of(attachment).unseal(attachment.content_sealed, cell)

    def drop(self, attachment: Attachment) -> None:
        """Erase a picture or file."""
        self._session.delete(attachment)

    def lease(self, now: datetime, until: datetime, limit: int) -> list[Attachment]:
        """Take what is to be fetched now into one fetcher's hands, longest waiting first.

        What another one holds is passed over: on PostgreSQL by row locks, on SQLite because there
        is one writer at a time.
        """
        free = or_(Attachment.leased_until.is_(None), Attachment.leased_until <= now)
        query = select(Attachment).where(_AWAITED, Attachment.again_at <= now, free)
        query = query.order_by(Attachment.again_at).limit(limit)
        taken = list(self._session.scalars(query.with_for_update(skip_locked=True)))
        for attachment in taken:
            attachment.leased_until = until
        return taken

    def leased(self, attachment_id: str, until: datetime) -> Attachment | None:
        """Find what is still in the hands of the fetcher that took it until then; lock its row."""
        query = select(Attachment).where(
            Attachment.id == attachment_id, _AWAITED, Attachment.leased_until == until
        )
        return self._session.scalars(query.with_for_update()).first()

    def _hashed(self, message_id: str) -> str:
        vault: Vault = self._session.info["vault"]
        return vault.hashed(f"message:{message_id}")
