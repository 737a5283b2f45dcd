"""Invitations: codes that give a role, and wrong tries at them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Serial, Utc, reference
from models.organization import Reach, within


class Invite(Row):
    """An invitation; only the keyed hash of its code is kept.

    `kind` is what a volunteer will be, None for roles without. `issued_by` is the contact who made
    it, None for the command line.
    """

    __tablename__ = "invites"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(32))
    role: Mapped[str] = mapped_column(String(16))
    area: Mapped[str] = mapped_column(String(6))
    organization_id: Mapped[str] = mapped_column(String(32), reference("organizations.id"))
    made_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    redeemed_by: Mapped[str | None] = mapped_column(String(32), index=True, default=None)
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str | None] = mapped_column(String(16), default=None)
    issued_by: Mapped[str | None] = mapped_column(String(32), index=True, default=None)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # as SQLAlchemy reads it
    __table_args__ = (
        UniqueConstraint("code_hash"),
        Index("ix_invites_organization_id", "organization_id", "ended_at"),
    )


class WrongTry(Row):
    """One wrong code that someone typed."""

    __tablename__ = "invite_wrong_tries"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(Utc)


class Invites:
    """The shelf of invitations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, invite: Invite) -> Invite:
        """Keep a new invitation."""
        self._session.add(invite)
        return invite

    def open(self, code_hash: str, now: datetime) -> Invite | None:
        """Find the invitation of a code, if it is neither used, burnt nor expired."""
        query = select(Invite).where(
            Invite.code_hash == code_hash, Invite.ended_at.is_(None), Invite.expires_at > now
        )
        return self._session.scalars(query).first()

    def end(self, invite: Invite, now: datetime, *, by: str | None) -> None:
        """Use an invitation up (`by` someone) or burn it (None).

        The row is written by one UPDATE that asks for the version read here: of two people who
        redeem one code at once, the second turn is thought again and finds the code used.
        """
        invite.ended_at = now
        invite.redeemed_by = by

    def waiting(self, reach: Iterable[Reach], now: datetime, *, most: int) -> list[Invite]:
        """List the invitations within these reaches that can still be used, newest first."""
        query = select(Invite).where(
            within(reach, Invite.organization_id, Invite.area),
            Invite.ended_at.is_(None),
            Invite.expires_at > now,
        )
        ordered = query.order_by(Invite.made_at.desc(), Invite.id)
        return [one for one in self._session.scalars(ordered.limit(most)) if one.ended_at is None]

    def get(self, invite_id: str, reach: Iterable[Reach], now: datetime) -> Invite | None:
        """Find an invitation within these reaches that can still be used."""
        query = select(Invite).where(
            Invite.id == invite_id,
            within(reach, Invite.organization_id, Invite.area),
            Invite.ended_at.is_(None),
            Invite.expires_at > now,
        )
        return self._session.scalars(query).first()

    def issued_by(self, contact_id: str) -> list[Invite]:
        """List the invitations of someone that nobody has used yet."""
        query = select(Invite).where(Invite.issued_by == contact_id, Invite.ended_at.is_(None))
        return list(self._session.scalars(query))

    def note_wrong_try(self, contact_id: str, now: datetime) -> None:
        """Count a wrong code against someone."""
        self._session.add(WrongTry(contact_id=contact_id, at=now))

    def wrong_tries(self, contact_id: str, since: datetime) -> int:
        """Count someone's wrong codes after `since`."""
        query = select(func.count()).where(WrongTry.contact_id == contact_id, WrongTry.at > since)
        return self._session.scalar(query) or 0
