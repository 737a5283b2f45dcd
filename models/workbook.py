"""Workbooks that coordinators sent to the bot: checked, tried out, then published or forgotten."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, literal_column, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.form import FormVersion

AWAITED, FETCHED, CHECKED = "awaited", "fetched", "checked"
HELD = "held"  # files alone, which wait for their workbook
STORING, STORED = "storing", "stored"  # of a roster, whose people go into the register
_FETCHED = literal_column("state") == literal_column("'fetched'")
_STORING = literal_column("state") == literal_column("'storing'")


class Workbook(Row):
    """One workbook; its bytes are the attachment whose `draft_id` is this `id`.

    So are the files that came with it, whose names are the JSON object `files`, by attachment.
    While it is fetched, a checker at work holds it until `leased_until`, and `tries` counts how
    often one began. `outcome` is JSON, None until it is checked (see `Outcome`).
    """

    __tablename__ = "workbooks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(8), default=AWAITED)
    sent_at: Mapped[datetime] = mapped_column(Utc, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(Utc, default=None)
    tries: Mapped[int] = mapped_column(default=0)
    name_sealed: Mapped[bytes | None] = sealed_column()
    outcome_sealed: Mapped[bytes | None] = sealed_column()
    files_sealed: Mapped[bytes | None] = sealed_column()

    name = Sealed("name_sealed", row="id")
    outcome = Sealed("outcome_sealed", row="id")
    files = Sealed("files_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact
    __table_args__ = (
        Index("ix_workbooks_fetched", "sent_at", sqlite_where=_FETCHED, postgresql_where=_FETCHED),
        Index("ix_workbooks_storing", "sent_at", sqlite_where=_STORING, postgresql_where=_STORING),
    )

    def names(self) -> dict[str, str]:
        """Give the names of the files that came with it, by the id of their attachment."""
        names: dict[str, str] = json.loads(self.files or "{}")
        return names

    def call(self, attachment_id: str, name: str | None) -> None:
        """Remember what a file is called, or forget it."""
        names = {**self.names(), attachment_id: name}
        self.files = json.dumps({key: one for key, one in names.items() if one is not None})

    def wait(self) -> None:
        """Wait anew: a check that is under way comes to nothing."""
        self.state, self.leased_until, self.tries = AWAITED, None, 0

    def keep(self) -> None:
        """Let the people of a roster go into the register, as soon as a hand is free."""
        self.state, self.leased_until, self.tries = STORING, None, 0

    def tell(self, outcome: dict[str, Any]) -> None:
        """Write the outcome."""
        self.outcome = json.dumps(outcome, ensure_ascii=False)

    def told(self) -> dict[str, Any]:
        """Read the outcome; empty while there is none."""
        outcome: dict[str, Any] = json.loads(self.outcome or "{}")
        return outcome

    def version(
        self,
        *,
        id: str,  # noqa: A002  # of the row
        workbook: bytes,
        at: datetime,
        files: Mapping[str, bytes],
    ) -> FormVersion | None:
        """Make the form version that it would become, on no shelf yet; None when it has faults."""
        told = self.told()
        if not told.get("xform"):
            return None
        return FormVersion(
            id=id,
            form_id=told["form_id"],
            version=told["version"],
            title=told["title"],
            xform=told["xform"],
            workbook=workbook,
            workbook_name=(self.name or "")[-200:],
            published_at=at,
        ).bring(files)


class Workbooks:
    """The shelf of workbooks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, workbook_id: str) -> Workbook | None:
        """Find a workbook, unless this turn erased it."""
        found = self._session.get(Workbook, workbook_id)
        return None if found in self._session.deleted else found

    def of(self, contact_id: str) -> Workbook | None:
        """Find the workbook that someone sent last, as this turn leaves it."""
        query = select(Workbook).where(Workbook.contact_id == contact_id)
        found = self._session.scalars(query.order_by(Workbook.sent_at.desc(), Workbook.id))
        return next((one for one in found if one not in self._session.deleted), None)

    def replaceable(self, contact_id: str) -> Workbook | None:
        """Find the same, unless it is a roster whose people are being stored."""
        found = self.of(contact_id)
        return None if found is None or found.state == STORING else found

    def add(self, workbook: Workbook, *, name: str) -> Workbook:
        """Keep a new workbook, which is still to be fetched."""
        self._session.add(workbook)
        workbook.name = name
        return workbook

    def drop(self, workbook: Workbook) -> None:
        """Erase a workbook."""
        self._session.delete(workbook)

    def lease(self, now: datetime, until: datetime, *, storing: bool = False) -> Workbook | None:
        """Take the longest waiting workbook into one checker's hands; None when none waits.

        Of those whose people are to be stored, if that is meant.
        """
        free = or_(Workbook.leased_until.is_(None), Workbook.leased_until <= now)
        waiting = _STORING if storing else _FETCHED
        query = select(Workbook).where(waiting, free).order_by(Workbook.sent_at).limit(1)
        taken = self._session.scalars(query.with_for_update(skip_locked=True)).first()
        if taken is not None:
            taken.leased_until, taken.tries = until, taken.tries + 1
        return taken

    def leased(
        self, workbook_id: str, until: datetime, *, storing: bool = False
    ) -> Workbook | None:
        """Find what is still in the hands of the checker that took it until then; lock its row."""
        waiting = _STORING if storing else _FETCHED
        query = select(Workbook).where(
            Workbook.id == workbook_id, waiting, Workbook.leased_until == until
        )
        return self._session.scalars(query.with_for_update()).first()

    def sent_before(self, before: datetime) -> list[Workbook]:
        """List the workbooks that were sent before a time."""
        return list(self._session.scalars(select(Workbook).where(Workbook.sent_at < before)))
