"""Referrals: people sent to a facility, and whether they got there."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.person import Person
from models.scope import Scope

BEGUN, MADE, STUCK = "begun", "made", "stuck"
"""Being written; sent; asked for often enough, so that the coordinator sees to it."""
ARRIVED, NOT_ARRIVED, CLOSED = "arrived", "not_arrived", "closed"


class Referral(Row):
    """One person sent to a facility; `code` is what the counter is shown.

    `ask_on` is when "did you get there?" is asked, `asked` how often "not yet" was the answer.
    `facility` and `reason` are sealed, as together they tell what someone suffers from. `reason`
    is "need:" and the kind of a need, or words. `outcome` is a code: served, came (told by the
    facility), refused and the barriers after a colon, unwilling, left.
    """

    __tablename__ = "referrals"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[str] = mapped_column(
        String(36), reference("persons.id", ondelete="CASCADE"), index=True
    )
    need_id: Mapped[str | None] = mapped_column(
        String(32), reference("needs.id", ondelete="SET NULL"), index=True, default=None
    )
    area: Mapped[str] = mapped_column(String(6))
    status: Mapped[str] = mapped_column(String(12), default=MADE)
    made_at: Mapped[datetime] = mapped_column(Utc)
    ask_on: Mapped[date] = mapped_column()
    asked: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(Utc, index=True, default=None)
    contact_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), default=None
    )
    visit_id: Mapped[str | None] = mapped_column(
        String(32), reference("visits.id", ondelete="SET NULL"), default=None
    )
    is_demo: Mapped[bool] = mapped_column(default=False)
    facility_sealed: Mapped[bytes | None] = sealed_column()
    reason_sealed: Mapped[bytes | None] = sealed_column()
    outcome_sealed: Mapped[bytes | None] = sealed_column()

    facility = Sealed("facility_sealed", row="id")
    reason = Sealed("reason_sealed", row="id")
    outcome = Sealed("outcome_sealed", row="id")

    __table_args__ = (
        UniqueConstraint("code"),
        Index("ix_referrals_area", "area", "status"),
        Index("ix_referrals_contact_id", "contact_id", "made_at"),
        Index("ix_referrals_open", "status", "ask_on", "id"),
    )

    @property
    def is_open(self) -> bool:
        """Tell whether it is not known yet what became of it."""
        return self.status in {MADE, STUCK}


class Referrals:
    """The shelf of referrals."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, referral_id: str) -> Referral | None:
        """Find a referral as this turn leaves it."""
        mine = next((one for one in self._new() if one.id == referral_id), None)
        return mine or self._session.get(Referral, referral_id)

    def add(self, referral: Referral) -> Referral:
        """Keep a new referral."""
        self._session.add(referral)
        return referral

    def drop(self, referral: Referral) -> None:
        """Erase a referral that was never made."""
        self._session.delete(referral)

    def coded(self, code: str) -> Referral | None:
        """Find a referral by what the counter is shown."""
        return self._session.scalars(select(Referral).where(Referral.code == code)).first()

    def of_person(self, person_id: str) -> list[Referral]:
        """List the referrals of a person as this turn leaves them, the latest first."""
        query = select(Referral).where(Referral.person_id == person_id)
        held = [*self._session.scalars(query), *self._new()]
        mine = [one for one in held if one.person_id == person_id]
        return sorted(mine, key=lambda one: (one.made_at, one.id), reverse=True)

    def last_by(self, contact_id: str, *, most: int) -> list[Referral]:
        """List the referrals that someone made last, the latest first."""
        query = select(Referral).where(Referral.contact_id == contact_id, Referral.status != BEGUN)
        latest = query.order_by(Referral.made_at.desc(), Referral.id).limit(most)
        return list(self._session.scalars(latest))

    def open_in(self, scope: Scope, *, most: int) -> list[Referral]:
        """List what is not known yet of the people within a scope, what is stuck first."""
        found: list[Referral] = []
        for status in (STUCK, MADE):
            query = select(Referral).join(Person).where(scope.of_people(Person))
            ordered = query.where(Referral.status == status).order_by(Referral.ask_on, Referral.id)
            found += self._session.scalars(ordered.limit(most - len(found)))
        return found

    def _new(self) -> list[Referral]:
        return [row for row in self._session.new if isinstance(row, Referral)]
