"""The store: who may write, when, and in what order."""

import threading
from datetime import datetime

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from bot.store import Store, StoreMisuseError
from models.columns import Utc
from models.note import Note, Notes

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
