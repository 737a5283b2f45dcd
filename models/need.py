"""Needs: gaps found, in rights or in the four basic needs, open until met."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.person import Person
from models.scope import Scope

OPEN, PLANNED, MET, DROPPED = "open", "planned", "met", "dropped"
URGENCIES: Final = (1, 5, 9)
"""iMed's: can wait, urgent, very urgent."""

FOUR_NEEDS: Final = ("food", "clothing", "housing", "medicine")
KINDS: Final = (*FOUR_NEEDS, "income", "right", "paper", "referral", "equipment", "other")
CARDS: Final = ("right", "paper")
"""Kinds that stay owed until the card is in hand."""


_IS_OPEN: Final = text("needs.status IN ('open', 'planned')")
"""As the index of what is to do has it: a query must say so in the same words to use that."""


class Need(Row):
    """One gap of a person, or of who cares for them (`whom`: "person" or "carer").

    `subject` tells gaps of one person apart: the same gap found again while it is open is the same
    need. `owner_id` is who sees to it, None where the coordinator does. `submission_id` is what
    found it last, `closed_by` the submission that told that it is met (None: a word). `progress`
    is how far a card is: waiting, refused or untried; None before it was asked. `outcome` is what
    helped, or why it was dropped.
    """

    __tablename__ = "needs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        String(36), reference("persons.id", ondelete="CASCADE"), index=True
    )
    area: Mapped[str] = mapped_column(String(6))
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(64))
    urgency: Mapped[int] = mapped_column(default=1)
    whom: Mapped[str] = mapped_column(String(8), default="person")
    status: Mapped[str] = mapped_column(String(8), default=OPEN)
    owner_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), index=True, default=None
    )
    due_on: Mapped[date | None] = mapped_column(default=None)
    found_at: Mapped[datetime] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc, index=True, default=None)
    submission_id: Mapped[str | None] = mapped_column(
        String(64), reference("submissions.id", ondelete="SET NULL"), index=True, default=None
    )
    visit_id: Mapped[str | None] = mapped_column(
        String(32), reference("visits.id", ondelete="SET NULL"), index=True, default=None
    )
    is_demo: Mapped[bool] = mapped_column(default=False)
    detail_sealed: Mapped[bytes | None] = sealed_column()
    closed_by: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    progress: Mapped[str | None] = mapped_column(String(12), default=None)
    outcome_sealed: Mapped[bytes | None] = sealed_column()

    detail = Sealed("detail_sealed", row="id")
    outcome = Sealed("outcome_sealed", row="id")

    __table_args__ = (
        Index("ix_needs_area", "area", "status", "kind"),
        Index("ix_needs_open", "person_id", "status"),
        Index(
            "ix_needs_to_do",
            *("owner_id", "urgency", "due_on", "id"),
            sqlite_where=text("status IN ('open', 'planned')"),
            postgresql_where=text("status IN ('open', 'planned')"),
        ),
    )

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be met."""
        return self.status in {OPEN, PLANNED}


class Needs:
    """The shelf of needs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, need_id: str) -> Need | None:
        """Find a need as this turn leaves it."""
        mine = next((one for one in self._new() if one.id == need_id), None)
        return mine or self._session.get(Need, need_id)

    def add(self, need: Need, *, detail: str | None = None) -> Need:
        """Keep a new need."""
        self._session.add(need)
        need.detail = detail
        return need

    def owned_by(self, contact_id: str) -> list[Need]:
        """List the open needs that someone sees to, whoever asks: for handing them on."""
        query = select(Need).where(Need.owner_id == contact_id, Need.status.in_((OPEN, PLANNED)))
        return list(self._session.scalars(query.order_by(Need.id)))

    def drop(self, need: Need) -> None:
        """Erase a need; what is owed because of it goes along."""
        self._session.delete(need)

    def open_of(self, person_id: str) -> list[Need]:
        """List what a person still needs as this turn leaves it, the most urgent first."""
        return sorted((one for one in self.ever_of(person_id) if one.is_open), key=_pressing)

    def ever_of(self, person_id: str) -> list[Need]:
        """List what a person needs and needed as this turn leaves it, in one look."""
        query = select(Need).where(Need.person_id == person_id)  # some were closed in this turn
        held = [*self._session.scalars(query), *self._new()]
        return [one for one in held if one.person_id == person_id]

    def standing(self, person_id: str, subject: str, whom: str) -> Need | None:
        """Find the open need of a person that is about this very gap."""
        held = self.open_of(person_id)
        return next((one for one in held if (one.subject, one.whom) == (subject, whom)), None)

    def unowned_in(self, scope: Scope, *, first: int, most: int) -> list[Need]:
        """List open needs that no volunteer sees to, of people in a scope, most urgent first."""
        seen = scope.of_people(Person)
        return self._to_do(seen, Need.owner_id.is_(None), first=first, most=most)

    def to_do_of(self, contact_id: str, *, first: int, most: int) -> list[Need]:
        """List open needs that someone sees to, the most urgent first."""
        return self._to_do(Need.owner_id == contact_id, first=first, most=most)

    def found_by(self, submission_ids: Collection[str]) -> list[Need]:
        """List the needs that these submissions found last."""
        query = select(Need).where(Need.submission_id.in_(submission_ids)).order_by(Need.id)
        return list(self._session.scalars(query))

    def closed_by(self, submission_ids: Collection[str]) -> list[Need]:
        """List the needs of which these submissions told that they are met."""
        query = select(Need).where(Need.closed_by.in_(submission_ids)).order_by(Need.id)
        return list(self._session.scalars(query))

    def _to_do(self, *conditions: ColumnElement[bool], first: int, most: int) -> list[Need]:
        """Read by urgency, each in the order of the index, and no more than is wanted."""
        found: list[Need] = []
        for urgency in sorted(URGENCIES, reverse=True):
            query = select(Need).join(Person).where(*conditions, Need.urgency == urgency, _IS_OPEN)
            ordered = query.order_by(Need.due_on, Need.id).limit(first + most - len(found))
            found += self._session.scalars(ordered)
        return found[first:]

    def _new(self) -> list[Need]:
        return [row for row in self._session.new if isinstance(row, Need)]


def _pressing(need: Need) -> tuple[int, date, int, datetime, str]:
    """Order needs: the most urgent first, then what is due first, then by kind."""
    kind = KINDS.index(need.kind) if need.kind in KINDS else len(KINDS)
    return -need.urgency, need.due_on or date.max, kind, need.found_at, need.id
