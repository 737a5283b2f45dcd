"""Ladders: the steps by which people are reminded, a table that districts edit."""

from dataclasses import dataclass

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row


class Ladder(Row):
    """The steps of an area (a DOPA prefix; "" is everywhere), as the table is written (CSV).

    `version` rises with every change: reminders of an older one are planned anew when they fall
    due. `cursor` is the last follow-up for which that was done ahead, None when it is done.
    """

    __tablename__ = "ladders"

    area: Mapped[str] = mapped_column(String(6), primary_key=True, default="")
    version: Mapped[int] = mapped_column(default=1)
    steps: Mapped[str] = mapped_column(Text)
    cursor: Mapped[str | None] = mapped_column(String(36), default="")

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012  # whoever walks an old one stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The ladder that counts in an area; `rules` tells its version from every other."""

    rules: str
    steps: str


class Ladders:
    """The shelf of ladders; what counts where is looked up once in a turn."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Standing | None] = {}

    def of(self, area: str) -> Standing | None:
        """Find the ladder of the smallest area around this one; None where none was loaded."""
        if area not in self._known:
            wide = [area[:length] for length in (0, 2, 4, 6) if length <= len(area)]
            found = self._session.scalars(select(Ladder).where(Ladder.area.in_(wide)))
            row = max(found, key=lambda one: len(one.area), default=None)
            self._known[area] = (
                None
                if row is None
                else Standing(rules=f"{row.area}:{row.version}", steps=row.steps)
            )
        return self._known[area]

    def written_for(self, area: str) -> Ladder | None:
        """Find the ladder that is written for exactly this area."""
        return self._session.get(Ladder, area)

    def put(self, area: str, steps: str) -> bool:
        """Write a ladder, over the one of the same area; false where it is the same."""
        self._known.clear()
        row = self.written_for(area)
        if row is None:
            self._session.add(Ladder(area=area, steps=steps, version=1, cursor=""))
            return True
        if row.steps == steps:
            return False
        row.steps, row.version, row.cursor = steps, row.version + 1, ""
        return True

    def unfinished(self) -> Ladder | None:
        """Find a ladder that is not worked out yet for all that is owed in its area."""
        query = select(Ladder).where(Ladder.cursor.is_not(None)).order_by(Ladder.area)
        return self._session.scalars(query).first()
