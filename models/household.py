"""Households: homes that people are visited in, known by village and a mark."""

from datetime import datetime

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, sealed_column
from models.scope import Scope


class Household(Row):
    """One home; `area` is a DOPA code.

    `village` and `mark` (what the home is called: a code or a nickname of it, no street number)
    are sealed; `mark_hash` is the keyed hash of both, normalised, and tells homes of one area
    apart; `called_hash` is that of the mark alone, by which a home is looked for.
    """

    __tablename__ = "households"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    area: Mapped[str] = mapped_column(String(6))
    mark_hash: Mapped[str] = mapped_column(String(32))
    called_hash: Mapped[str | None] = mapped_column(String(32), default=None)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Utc)
    village_sealed: Mapped[bytes | None] = sealed_column()
    mark_sealed: Mapped[bytes | None] = sealed_column()

    village = Sealed("village_sealed", row="id")
    mark = Sealed("mark_sealed", row="id")

    __table_args__ = (
        Index("ix_households_area", "area", "mark_hash"),
        Index("ix_households_called_hash", "called_hash", "area"),
    )


class Households:
    """The shelf of households."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, household_id: str) -> Household | None:
        """Find a household as this turn leaves it."""
        mine = next((one for one in self._new() if one.id == household_id), None)
        return mine or self._session.get(Household, household_id)

    def marked(self, area: str, mark_hash: str, *, is_demo: bool) -> Household | None:
        """Find the household of a village and mark in an area, as this turn leaves it."""
        wanted = (area, mark_hash, is_demo)
        new = (one for one in self._new() if (one.area, one.mark_hash, one.is_demo) == wanted)
        query = select(Household).where(
            Household.area == area,
            Household.mark_hash == mark_hash,
            Household.is_demo.is_(is_demo),
        )
        first = query.order_by(Household.created_at, Household.id).limit(1)
        return next(new, None) or self._session.scalars(first).first()

    def called(self, called_hash: str, scope: Scope, *, most: int) -> list[Household]:
        """List the households of a mark, whatever their village, within the areas of a scope."""
        query = select(Household).where(
            Household.called_hash == called_hash, scope.of_areas(Household)
        )
        ordered = query.order_by(Household.created_at, Household.id)
        return list(self._session.scalars(ordered.limit(most)))

    def add(self, household: Household, *, village: str, mark: str) -> Household:
        """Keep a new household."""
        self._session.add(household)
        household.village, household.mark = village, mark
        return household

    def drop(self, household: Household) -> None:
        """Erase a household; whoever lived there has none then."""
        self._session.delete(household)

    def _new(self) -> list[Household]:
        return [row for row in self._session.new if isinstance(row, Household)]
