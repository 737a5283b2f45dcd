"""Tags: words by which coordinators gather contacts, for audiences."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, String, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference
from models.organization import Membership


class ContactTag(Row):
    """One tag that one contact bears."""

    __tablename__ = "contact_tags"

    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)
    given_at: Mapped[datetime] = mapped_column(Utc)

    __table_args__ = (Index("ix_contact_tags_tag", "tag", "contact_id"),)


class ContactTags:
    """The shelf of tags."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, contact_id: str) -> list[str]:
        """List the tags of a contact as this turn leaves them."""
        return sorted(row.tag for row in self._rows(contact_id))

    def known(self, areas: Collection[str], *, most: int = 50) -> list[str]:
        """List the tags that somebody bears who has a role within these areas ("" is all)."""
        works = exists().where(
            Membership.contact_id == ContactTag.contact_id,
            Membership.left_at.is_(None),
            or_(*(Membership.area.startswith(area, autoescape=True) for area in areas)),
        )
        query = select(ContactTag.tag).where(works).distinct()
        return list(self._session.scalars(query.order_by(ContactTag.tag).limit(most)))

    def add(self, contact_ids: Collection[str], tag: str, now: datetime) -> None:
        """Give these contacts a tag; whoever bears it keeps it."""
        for contact_id in contact_ids:
            if tag not in self.of(contact_id):
                self._session.add(ContactTag(contact_id=contact_id, tag=tag, given_at=now))

    def drop(self, contact_ids: Collection[str], tag: str) -> None:
        """Take a tag from these contacts."""
        for contact_id in contact_ids:
            for row in self._rows(contact_id):
                if row.tag == tag and row in self._session.new:
                    self._session.expunge(row)
                elif row.tag == tag:
                    self._session.delete(row)

    def _rows(self, contact_id: str) -> list[ContactTag]:
        held = self._session.scalars(select(ContactTag).where(ContactTag.contact_id == contact_id))
        new = [row for row in self._session.new if isinstance(row, ContactTag)]
        mine = [*held, *(row for row in new if row.contact_id == contact_id)]
        return [row for row in mine if row not in self._session.deleted]
