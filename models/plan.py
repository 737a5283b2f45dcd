"""The individual plan: what is done about needs, by whom, by when, and what came of it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Final

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column

PLANNED, DONE, DROPPED = "planned", "done", "dropped"
DOERS: Final = (
    "self",
    "family",
    "volunteer",
    "health_centre",
    "hospital",
    "local_gov",
    "fund",
    "other",
)
"""Who may do what a line says, as the form of the plan names them."""


class PlanItem(Row):
    """One line of a person's plan, for a need or of its own: problem, what, who, result sealed.

    `who` is one of `DOERS`, or words. `submission_id` is the form that wrote it, None where it was
    written in the chat.
    """

    __tablename__ = "plan_items"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        String(36), reference("persons.id", ondelete="CASCADE"), index=True
    )
    need_id: Mapped[str | None] = mapped_column(
        String(32), reference("needs.id", ondelete="SET NULL"), index=True, default=None
    )
    area: Mapped[str] = mapped_column(String(6))
    status: Mapped[str] = mapped_column(String(8), default=PLANNED)
    by_on: Mapped[date | None] = mapped_column(default=None)
    made_at: Mapped[datetime] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc, index=True, default=None)
    contact_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), index=True, default=None
    )
    is_demo: Mapped[bool] = mapped_column(default=False)
    submission_id: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    problem_sealed: Mapped[bytes | None] = sealed_column()
    what_sealed: Mapped[bytes | None] = sealed_column()
    who_sealed: Mapped[bytes | None] = sealed_column()
    result_sealed: Mapped[bytes | None] = sealed_column()

    problem = Sealed("problem_sealed", row="id")
    what = Sealed("what_sealed", row="id")
    who = Sealed("who_sealed", row="id")
    result = Sealed("result_sealed", row="id")


class PlanItems:
    """The shelf of plans."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, item_id: str) -> PlanItem | None:
        """Find a line of a plan as this turn leaves it."""
        mine = next((one for one in self._new() if one.id == item_id), None)
        return mine or self._session.get(PlanItem, item_id)

    def add(self, item: PlanItem) -> PlanItem:
        """Keep a new line."""
        self._session.add(item)
        return item

    def drop(self, item: PlanItem) -> None:
        """Erase a line."""
        self._session.delete(item)

    def of_person(self, person_id: str) -> list[PlanItem]:
        """List the lines of a person's plan as this turn leaves them, oldest first, no dropped."""
        query = select(PlanItem).where(PlanItem.person_id == person_id)
        held = [*self._session.scalars(query), *self._new()]
        mine = [one for one in held if one.person_id == person_id and one.status != DROPPED]
        return sorted(mine, key=lambda one: (one.made_at, one.id))

    def written_by(self, submission_ids: Collection[str]) -> list[PlanItem]:
        """List the lines that these submissions wrote."""
        query = select(PlanItem).where(PlanItem.submission_id.in_(submission_ids))
        return list(self._session.scalars(query.order_by(PlanItem.id)))

    def of_area(self, area: str, *, most: int) -> Iterator[PlanItem]:
        """Walk over the lines of an area (a DOPA prefix), person by person; demo contacts' apart.

        Of more lines than `most` nothing is told of the rest.
        """
        query = select(PlanItem).where(
            PlanItem.area.startswith(area, autoescape=True),
            PlanItem.is_demo.is_(False),
            PlanItem.status != DROPPED,
        )
        ordered = query.order_by(PlanItem.person_id, PlanItem.made_at, PlanItem.id).limit(most)
        yield from self._session.scalars(ordered.execution_options(yield_per=500))

    def _new(self) -> list[PlanItem]:
        return [row for row in self._session.new if isinstance(row, PlanItem)]
