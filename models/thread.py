"""Threads: what someone who asks and a person who answers write to each other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import (
    Index,
    String,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column
from models.outbox import Parked

OPEN, CLOSED = "open", "closed"
VISITOR, HELPER = "visitor", "helper"
UNSENT, GIVEN = "unsent", "given"

HELD: Final = ":held"
"""How the subject of words ends that could not be pushed: they wait for a reply."""

_UNSENT = literal_column("state") == literal_column("'unsent'")


class Thread(Row):
    """One talk between a visitor and whoever answers.

    `code` is what helpers call it. `language` is the one to be answered in, `area` a DOPA code or
    "". `helper_id` is who answers, None while it waits, and `helper_role` the role in which they
    do. `touched_at` is when the last words were written. `version` rises with every change: of two
    who take one thread, the second turn is thought again and finds it taken.
    """

    __tablename__ = "threads"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(8))
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(2))
    area: Mapped[str] = mapped_column(String(6), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(8), default=OPEN)
    helper_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), index=True, default=None
    )
    helper_role: Mapped[str] = mapped_column(String(16), default="")
    opened_at: Mapped[datetime] = mapped_column(Utc)
    touched_at: Mapped[datetime] = mapped_column(Utc)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version, "confirm_deleted_rows": False}  # noqa: RUF012  # as SQLAlchemy reads it
    __table_args__ = (Index("ix_threads_state", "state", "opened_at"),)

    @property
    def is_open(self) -> bool:
        """Tell whether words are still passed on."""
        return self.state != CLOSED


class ThreadLine(Row):
    """One message of a thread, by the visitor or the helper.

    It is unsent until a reply or a push has it. `message_id` is LINE's, so that it can be taken
    back. `version` lets either a reply or a push have it, never both.
    """

    __tablename__ = "thread_lines"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    thread_id: Mapped[str] = mapped_column(String(32), reference("threads.id", ondelete="CASCADE"))
    by: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default=UNSENT)
    said_at: Mapped[datetime] = mapped_column(Utc, index=True)
    message_id: Mapped[str] = mapped_column(String(80), default="")
    text_sealed: Mapped[bytes | None] = sealed_column()
    version: Mapped[int] = mapped_column(default=1)

    text = Sealed("text_sealed", row="id")

    __mapper_args__ = {"version_id_col": version, "confirm_deleted_rows": False}  # noqa: RUF012  # as SQLAlchemy reads it
    __table_args__ = (
        Index("ix_thread_lines_thread_id", "thread_id", "said_at"),
        Index(
            "ix_thread_lines_unsent",
            "by",
            "said_at",
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
    )


_OF: Final = (
    select(Thread)
    .where(
        or_(
            Thread.contact_id == bindparam("contact_id"),
            Thread.helper_id == bindparam("contact_id"),
        )
    )
    .order_by(Thread.opened_at, Thread.id)
)
_IS_OF_THREAD: Final = Parked.subject.startswith(literal("lines:").concat(Thread.id))
_STILL_PARKED: Final = exists().where(
    or_(Parked.contact_id == Thread.contact_id, Parked.contact_id == Thread.helper_id),
    _IS_OF_THREAD,
)
_STILL_UNSENT: Final = exists().where(ThreadLine.thread_id == Thread.id, ThreadLine.state == UNSENT)


class Threads:
    """The shelf of threads; made anew for every turn."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, list[Thread]] = {}

    def add(self, thread: Thread) -> Thread:
        """Open a thread."""
        self._session.add(thread)
        self._known.setdefault(thread.contact_id, []).append(thread)
        return thread

    def of(self, contact_id: str) -> list[Thread]:
        """List the threads in which someone asks or answers, closed ones too; asked once a turn."""
        if contact_id not in self._known:
            rows = self._session.scalars(_OF, {"contact_id": contact_id})
            self._known[contact_id] = list(rows)
        return self._known[contact_id]

    def asked_by(self, contact_id: str) -> Thread | None:
        """Find the open thread in which someone asks."""
        mine = (one for one in self.of(contact_id) if one.contact_id == contact_id)
        return next((one for one in mine if one.is_open), None)

    def held_by(self, contact_id: str) -> Thread | None:
        """Find the open thread that someone answers."""
        held = (one for one in self.of(contact_id) if one.helper_id == contact_id)
        return next((one for one in held if one.is_open), None)

    def get(self, thread_id: str) -> Thread | None:
        """Find a thread."""
        return self._session.get(Thread, thread_id)

    def waiting(self, *, is_demo: bool) -> list[Thread]:
        """List the threads that nobody has taken, the longest waiting first."""
        query = select(Thread).where(
            Thread.state == OPEN, Thread.helper_id.is_(None), Thread.is_demo.is_(is_demo)
        )
        rows = self._session.scalars(query.order_by(Thread.opened_at, Thread.id))
        return [one for one in rows if one.is_open and one.helper_id is None]

    def write(self, line: ThreadLine, text: str) -> None:
        """Keep what someone wrote."""
        self._session.add(line)
        line.text = text

    def lines(self, thread_id: str) -> list[ThreadLine]:
        """List what is kept of a thread, in order."""
        query = select(ThreadLine).where(ThreadLine.thread_id == thread_id)
        return list(self._session.scalars(query.order_by(ThreadLine.said_at, ThreadLine.id)))

    def unsent(self, thread_id: str, by: str) -> list[ThreadLine]:
        """List what one side wrote and the other has not got, in order."""
        rows = self.lines(thread_id)
        return [one for one in rows if one.by == by and one.state == UNSENT]

    def take_back(self, message_id: str, thread_ids: Iterable[str]) -> None:
        """Erase a message that its writer took back."""
        query = select(ThreadLine).where(
            ThreadLine.message_id == message_id, ThreadLine.thread_id.in_(sorted(thread_ids))
        )
        self._session.info["erases"] = True
        for line in self._session.scalars(query):
            self._session.delete(line)

    def due(self, by: str, said_before: datetime, most: int) -> list[str]:
        """Name the threads in which one side waits since then for its words to be sent."""
        query = select(ThreadLine.thread_id).where(
            ThreadLine.by == by, _UNSENT, ThreadLine.said_at <= said_before
        )
        return sorted(set(self._session.scalars(query.distinct().limit(most))))

    def ended_unsent(self, by: str, most: int) -> list[str]:
        """Name the threads that are closed while words of one side wait to be sent."""
        query = select(Thread.id).where(
            Thread.state == CLOSED,
            exists().where(
                ThreadLine.thread_id == Thread.id, ThreadLine.by == by, ThreadLine.state == UNSENT
            ),
        )
        return list(self._session.scalars(query.order_by(Thread.id).limit(most)))

    def silent_since(self, at: datetime, most: int) -> list[Thread]:
        """List the open threads in which nobody wrote since then."""
        query = select(Thread).where(Thread.state != CLOSED, Thread.touched_at <= at)
        return list(self._session.scalars(query.order_by(Thread.touched_at).limit(most)))

    def old_lines(self, said_before: datetime) -> list[ThreadLine]:
        """List the messages that were written before then."""
        query = select(ThreadLine).where(ThreadLine.said_at <= said_before)
        return list(self._session.scalars(query))

    def over(self) -> list[Thread]:
        """List the closed threads of which nothing waits to be sent."""
        query = select(Thread).where(Thread.state == CLOSED, ~_STILL_UNSENT, ~_STILL_PARKED)
        return list(self._session.scalars(query))

    def refused(self, by: str, parked_before: datetime) -> list[tuple[Thread, Parked]]:
        """List the words of one side that a reply did not bring, and that wait since then.

        What was pushed in vain before is not among them.
        """
        to = Thread.contact_id if by == HELPER else Thread.helper_id
        query = select(Thread, Parked).join(Parked, Parked.contact_id == to)
        waits = query.where(
            _IS_OF_THREAD, Parked.rides_on.is_(None), Parked.parked_at <= parked_before
        )
        held = Parked.subject.endswith(HELD)
        return [(thread, parked) for thread, parked in self._session.execute(waits.where(~held))]

    def drop(self, *rows: Thread | ThreadLine) -> None:
        """Erase threads or messages; on SQLite they are wiped from the file too."""
        self._session.info["erases"] = True
        for row in rows:
            self._session.delete(row)

    def count_waiting(self) -> tuple[int, datetime | None]:
        """Count the threads that nobody has taken, and tell since when the first of them waits."""
        count, since = self._session.execute(
            select(func.count(), func.min(Thread.opened_at, type_=Utc())).where(
                Thread.state == OPEN, Thread.helper_id.is_(None)
            )
        ).one()
        return int(count), since


def texts_of(lines: Sequence[ThreadLine]) -> tuple[str, ...]:
    """Give the words of messages, without those whose words are gone."""
    return tuple(line.text for line in lines if line.text)
