"""The lane of one LINE user, group or room: what is needed to keep its turns in order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc


class Lane(Row):
    """One lane, named by a keyed hash.

    `version` rises with every turn. `applied_ms` is LINE's time of its latest event applied,
    `shown_ms` LINE's time at which the waiting question was seen by LINE (None while it is not),
    `last_text` the keyed hash of the last text. `minute_at` and `minute_count` count a burst.
    """

    __tablename__ = "lanes"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger, default=0)
    applied_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    shown_ms: Mapped[int | None] = mapped_column(BigInteger, default=None)
    last_text: Mapped[str | None] = mapped_column(String(32), default=None)
    minute_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    minute_count: Mapped[int] = mapped_column(default=0)


@dataclass(slots=True, kw_only=True)
class LaneState:
    """A lane as a turn reads it and leaves it; a row of the session would cost as much as a turn.

    The fields are those of `Lane`.
    """

    key: str
    version: int
    applied_ms: int
    shown_ms: int | None
    last_text: str | None
    minute_at: datetime | None
    minute_count: int


class Lanes:
    """The shelf of lanes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> Lane | None:
        """Find a lane."""
        return self._session.get(Lane, key)

    def locked(self, key: str) -> Lane | None:
        """Find a lane, holding its row until the transaction ends."""
        return self._session.get(Lane, key, with_for_update=True)
