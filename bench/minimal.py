"""The least that applies an event: state, outbox and "done" in one commit, by the plain ORM."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, literal_column, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bot.store import Store
from models.columns import Serial

_UNDONE = literal_column("done") == literal_column("0")


class Base(DeclarativeBase):
    """The rows of the minimal loop."""


class State(Base):
    """What is known of a lane."""

    __tablename__ = "minimal_state"

    lane: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(String(200), default="")


class Event(Base):
    """An event, until it is done."""

    __tablename__ = "minimal_inbox"

    seq: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(String(120))
    lane: Mapped[str] = mapped_column(String(32))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    done: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("event_id"),
        Index("ix_minimal_undone", "lane", "seq", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
    )


class Reply(Base):
    """What is to be sent."""

    __tablename__ = "minimal_outbox"

    seq: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(String(120), unique=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


def note(store: Store, lanes: int, each: int, body: bytes) -> None:
    """Let so many events wait in each of so many lanes."""
    Base.metadata.drop_all(store.engine)
    Base.metadata.create_all(store.engine)
    with _writing(store) as session:
        for lane in range(lanes):
            session.add(State(lane=f"lane-{lane}"))
            for number in range(each):
                event_id = f"lane-{lane}-{number}"
                session.add(Event(event_id=event_id, lane=f"lane-{lane}", body=body))


def apply_next(store: Store, lane: str) -> bool:
    """Apply the first event that waits in a lane; false when there is none."""
    with _writing(store) as session:
        state = session.scalars(select(State).where(State.lane == lane).with_for_update()).one()
        head = select(Event).where(Event.lane == lane, _UNDONE).order_by(Event.seq).limit(1)
        event = session.scalars(head).first()
        if event is None:
            return False
        state.version, state.text = state.version + 1, event.event_id
        session.add(Reply(event_id=event.event_id, body=event.body or b""))
        event.body, event.done = None, 1
        return True


@contextmanager
def _writing(store: Store) -> Iterator[Session]:
    with Session(store.engine, autoflush=False, expire_on_commit=False) as session:
        if store.is_sqlite:
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        yield session
        session.commit()
