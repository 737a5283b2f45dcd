"""Danger flags: that danger was seen on a visit and who saw to it, never what was said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference


class DangerFlag(Row):
    """One kind of danger that was seen on one visit.

    `kind` is a kind of sign ("medical", "newborn" …), `area` that of the visit. `handled_by` is the
    coordinator who saw to it, None until somebody does, or when they were erased. `version` rises
    with every change: of two who see to it at once, the second turn is thought again.
    """

    __tablename__ = "danger_flags"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    area: Mapped[str] = mapped_column(String(6))
    kind: Mapped[str] = mapped_column(String(16))
    visit_id: Mapped[str] = mapped_column(
        String(32), reference("visits.id", ondelete="CASCADE"), index=True
    )
    handled_by: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), default=None
    )
    handled_at: Mapped[datetime | None] = mapped_column(Utc, default=None)
    is_demo: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version, "confirm_deleted_rows": False}  # noqa: RUF012  # as SQLAlchemy reads it


class DangerFlags:
    """The shelf of danger flags."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, flag_id: str, areas: Sequence[str], *, is_demo: bool) -> DangerFlag | None:
        """Find a flag in one of these areas (DOPA prefixes); those of demo contacts apart."""
        flag = self._session.get(DangerFlag, flag_id)
        if flag is None or flag.is_demo is not is_demo:
            return None
        return flag if any(flag.area.startswith(area) for area in areas) else None

    def kinds_of(self, visit_id: str) -> set[str]:
        """Tell which kinds of danger were seen on a visit."""
        query = select(DangerFlag.kind).where(DangerFlag.visit_id == visit_id)
        new = [row for row in self._session.new if isinstance(row, DangerFlag)]
        return {
            *self._session.scalars(query),
            *(row.kind for row in new if row.visit_id == visit_id),
        }

    def add(self, flag: DangerFlag) -> DangerFlag:
        """Keep a flag."""
        self._session.add(flag)
        return flag
