"""The store: who may write, when, and in what order."""

import threading
import time
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from psycopg.pq import PipelineStatus
from sqlalchemy import create_engine, event, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.store import Store, StoreMisuseError
from models.columns import Utc
from models.note import Note, Notes
from tests.databases import POSTGRES

NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  # that is the point


def test_a_turn_that_writes_while_it_thinks_is_refused(lite: Store) -> None:
    with lite.thinking() as session, pytest.raises(StoreMisuseError):
        session.execute(text("DELETE FROM notes"))


async def test_a_session_on_the_event_loop_is_refused(lite: Store) -> None:
    with pytest.raises(StoreMisuseError):
        lite.thinking().__enter__()


def test_what_failed_half_way_leaves_nothing(lite: Store) -> None:
    def fail() -> None:
        with lite.writing() as session:
            Notes(session).put("first", "kept?")
            session.flush()
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        fail()

    with lite.thinking() as session:
        assert Notes(session).get("first") is None


def test_readers_do_not_wait_for_a_writer(lite: Store) -> None:
    with lite.writing() as writer:
        Notes(writer).put("name", "new")
        writer.flush()
        with lite.thinking() as reader:
            assert Notes(reader).get("name") is None
    with lite.thinking() as reader:
        note = Notes(reader).get("name")
        assert note is not None
        assert note.text == "new"


def test_writers_take_turns_in_the_order_they_came(lite: Store) -> None:
    order: list[int] = []
    held = threading.Event()
    started = [threading.Event() for _ in range(5)]

    def first() -> None:
        with lite.writing():
            held.wait(10)

    def write(number: int) -> None:
        started[number].set()
        with lite.writing() as session:
            order.append(number)
            session.add(Note(name=str(number)))

    threads = [threading.Thread(target=first)]
    threads[0].start()
    while lite.writers < 1:
        pass
    for number in range(5):
        thread = threading.Thread(target=write, args=[number])
        thread.start()
        threads.append(thread)
        started[number].wait(10)
        while lite.writers < number + 2:
            pass
    held.set()
    for thread in threads:
        thread.join(10)

    assert order == [0, 1, 2, 3, 4]


def test_a_naive_time_is_refused(lite: Store) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        Utc().process_bind_param(NAIVE, lite.engine.dialect)


def test_an_error_of_the_database_does_not_list_what_was_to_be_stored(store: Store) -> None:
    with pytest.raises(IntegrityError) as refused, store.writing() as session:
        session.execute(insert(Note), [{"name": "twice", "text": "ยายแดง"}] * 2)

    assert "[parameters:" not in str(refused.value)


def cut_off(store: Store) -> None:
    """End, from elsewhere, the connection that lies in the pool."""
    with store.engine.connect() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    admin.dispose()


def test_a_connection_that_broke_while_it_lay_idle_is_not_used(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has no other end")
    cut_off(store)
    later = time.monotonic() + 2
    monkeypatch.setattr("bot.store.time.monotonic", lambda: later)

    with store.thinking() as session:
        assert session.scalar(select(1)) == 1


def test_one_that_broke_a_moment_ago_fails_once(store: Store) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has no other end")
    cut_off(store)

    with pytest.raises(OperationalError), store.thinking() as session:
        session.scalar(select(1))

    with store.thinking() as session:
        assert session.scalar(select(1)) == 1


def write_only(store: Store, *names: str) -> None:
    with store.writing() as session:
        store.only_writes(session)
        for name in names:
            session.execute(
                text("INSERT INTO notes (name, text) VALUES (:name, '')"), {"name": name}
            )


def give_up_in_the_midst(store: Store) -> None:
    with store.writing() as session:
        store.only_writes(session)
        session.execute(text("DELETE FROM notes"))
        raise ZeroDivisionError


def names(store: Store) -> list[str]:
    with store.thinking() as session:
        return sorted(session.scalars(select(Note.name)))


def test_what_is_only_written_is_there_after_the_commit(store: Store) -> None:
    write_only(store, "b", "a")

    assert names(store) == ["a", "b"]


@pytest.mark.parametrize("tried", [("known", "new"), ("new", "known"), ("new", "known", "newer")])
def test_of_what_is_only_written_a_refused_part_undoes_all(
    store: Store, tried: tuple[str, ...]
) -> None:
    write_only(store, "known")

    with pytest.raises(IntegrityError) as refused:
        write_only(store, *tried)

    assert "[parameters:" not in str(refused.value)
    assert names(store) == ["known"]
    write_only(store, "later")
    assert names(store) == ["known", "later"]


def test_a_connection_that_breaks_while_it_is_only_written_to_is_a_fault_of_the_store(
    store: Store,
) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has no other end")
    cut_off(store)

    with pytest.raises(OperationalError):
        write_only(store, "lost")

    write_only(store, "kept")
    assert names(store) == ["kept"]


def test_the_pool_gets_no_connection_back_that_still_waits_for_answers(store: Store) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has no other end")
    write_only(store, "known")
    given_back = list[PipelineStatus]()
    event.listen(
        store.engine, "checkin", lambda wire, _: given_back.append(wire.info.pipeline_status)
    )

    write_only(store, "new")
    with pytest.raises(IntegrityError):
        write_only(store, "newer", "known", "newest")
    with pytest.raises(ZeroDivisionError):
        give_up_in_the_midst(store)

    assert given_back == [PipelineStatus.OFF] * 3
    assert names(store) == ["known", "new"]


def test_what_reads_cannot_promise_only_to_write(store: Store) -> None:
    with store.thinking() as session:
        with store.writing_in(session):
            pass
        with pytest.raises(StoreMisuseError):
            store.only_writes(session)


@pytest.mark.parametrize(("lasting", "waits"), [(True, "on"), (False, "off")])
def test_a_commit_waits_for_the_disk_unless_it_need_not_last_by_itself(
    store: Store,
    lasting: bool,  # noqa: FBT001  # pytest gives it by its name
    waits: str,
) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite's is tried with power cuts")
    at_the_commit = list[str]()

    def ask(wire: psycopg.Connection) -> None:
        at_the_commit.extend(waits for (waits,) in wire.execute("SHOW synchronous_commit"))

    event.listen(store.engine, "commit", lambda its: ask(its.connection.driver_connection))
    with store.thinking(lasting=lasting) as session, store.writing_in(session):
        store.only_writes(session)
        session.execute(text("INSERT INTO notes (name, text) VALUES ('soon', '')"))

    assert at_the_commit == [waits]
    assert names(store) == ["soon"]


def test_what_was_erased_is_gone_from_the_log_of_sqlite_too(lite: Store) -> None:
    log = Path(f"{lite.url.database}-wal")
    with lite.writing() as session:
        session.add(Note(name="n", text="ปวดหลังมาก"))
    assert "ปวดหลังมาก".encode() in log.read_bytes()

    with lite.writing() as session:
        session.delete(session.get_one(Note, "n"))
        session.info["erases"] = True

    assert log.read_bytes() == b""


def test_a_log_that_is_being_read_is_wiped_some_writes_later(lite: Store) -> None:
    log = Path(f"{lite.url.database}-wal")
    with lite.writing() as session:
        session.add(Note(name="n", text="ปวดหลังมาก"))
    with lite.engine.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.exec_driver_sql("SELECT count(*) FROM notes").all()
        with lite.writing() as session:
            session.delete(session.get_one(Note, "n"))
            session.info["erases"] = True
        assert log.read_bytes() != b""
        reader.exec_driver_sql("ROLLBACK")

    for number in range(100):
        with lite.writing() as session:
            session.add(Note(name=str(number)))

    assert "ปวดหลังมาก".encode() not in log.read_bytes()
