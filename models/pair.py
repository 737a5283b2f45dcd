"""Pairs: two volunteers, one who speaks Thai and one who speaks Lao, who visit together."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference


class Pair(Row):
    """Two volunteers who see each other's people; each is in one pair at most."""

    __tablename__ = "pairs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    one_id: Mapped[str] = mapped_column(String(32), reference("contacts.id", ondelete="CASCADE"))
    other_id: Mapped[str] = mapped_column(String(32), reference("contacts.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(Utc)

    __table_args__ = (UniqueConstraint("one_id"), UniqueConstraint("other_id"))

    def besides(self, contact_id: str) -> str:
        """Name the other of the two."""
        return self.other_id if contact_id == self.one_id else self.one_id


class Pairs:
    """The shelf of pairs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, contact_id: str) -> Pair | None:
        """Find the pair that someone is in as this turn leaves it."""
        query = select(Pair).where(or_(Pair.one_id == contact_id, Pair.other_id == contact_id))
        new = [row for row in self._session.new if isinstance(row, Pair)]
        mine = [row for row in new if contact_id in {row.one_id, row.other_id}]
        held = [row for row in self._session.scalars(query) if row not in self._session.deleted]
        return next(iter((*mine, *held)), None)

    def paired(self, contact_ids: Collection[str]) -> set[str]:
        """Tell which of these contacts are in a pair, and with whom."""
        query = select(Pair.one_id, Pair.other_id).where(
            or_(Pair.one_id.in_(contact_ids), Pair.other_id.in_(contact_ids))
        )
        return {one for row in self._session.execute(query) for one in row}

    def add(self, pair: Pair) -> None:
        """Keep a new pair."""
        self._session.add(pair)

    def drop(self, pair: Pair) -> None:
        """Let two go apart."""
        self._session.delete(pair)
