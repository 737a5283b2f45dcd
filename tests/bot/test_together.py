"""What waits together is done together: one commit for all, and a failure only for its own."""

import asyncio
import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.store import Store
from bot.together import Kind, Together, Writer
from models.note import Note

_ADD = text("INSERT INTO notes (name, text) VALUES (:name, :text)")


def put(session: Session, names: Sequence[str]) -> None:
    for name in names:
        if "'" in name:
            session.execute(text("INSERT INTO nowhere VALUES (1)"))
        session.execute(_ADD, {"name": name, "text": ""})


def put_counted(session: Session, names: Sequence[str]) -> None:
    session.execute(_ADD, {"name": "so many others", "text": str(len(names))})


NAMES, OTHERS = Kind(1, put), Kind(2, put_counted)


def names(store: Store) -> list[str]:
    with store.thinking() as session:
        return sorted(session.scalars(select(Note.name)))


def commits(store: Store, counted: list[int]) -> None:
    event.listen(store.engine, "commit", lambda _: counted.append(1))


async def test_writes_that_wait_together_share_a_commit_whatever_their_kind(lite: Store) -> None:
    writer, counted = Writer(lite), list[int]()
    commits(lite, counted)

    await asyncio.gather(
        *(writer.write(NAMES, f"note {n}") for n in range(5)), writer.write(OTHERS, "six")
    )

    assert await asyncio.to_thread(names, lite) == [
        *(f"note {n}" for n in range(5)),
        "so many others",
    ]
    assert len(counted) == 1


async def test_a_write_that_fails_fails_alone(store: Store) -> None:
    writer = Writer(store)

    writes = [writer.write(NAMES, name) for name in ("before", "'wrong'", "after")]
    came_of_it = await asyncio.gather(*writes, return_exceptions=True)

    assert [one is None for one in came_of_it] == [True, False, True]
    assert isinstance(came_of_it[1], SQLAlchemyError)
    assert await asyncio.to_thread(names, store) == ["after", "before"]


async def test_everybody_gets_the_result_of_their_own() -> None:
    together: Together[int, int] = Together(lambda few: [one * 2 for one in few], most=2)

    doubled = await asyncio.gather(*map(together.do, range(5)))

    assert doubled == [0, 2, 4, 6, 8]


async def test_a_store_that_fails_two_in_a_row_is_not_asked_for_the_rest() -> None:
    asked = list[list[int]]()

    def fail(numbers: Sequence[int]) -> Sequence[None]:
        asked.append(list(numbers))
        raise OperationalError("statement", {}, Exception("gone"))

    together: Together[int, None] = Together(fail)
    came_of_it = await asyncio.gather(*map(together.do, range(5)), return_exceptions=True)

    assert asked == [[0, 1, 2, 3, 4], [0], [1]]
    assert [type(one) for one in came_of_it] == [OperationalError] * 5


async def test_a_group_that_takes_long_is_not_waited_for() -> None:
    may_end = threading.Event()

    def wait_at_one(numbers: Sequence[int]) -> Sequence[int]:
        if 1 in numbers:
            may_end.wait(10)
        return numbers

    together: Together[int, int] = Together(wait_at_one, patience=0.01)
    slow = asyncio.create_task(together.do(1))

    assert await together.do(2) == 2
    while not slow.done():
        assert await asyncio.wait_for(together.do(3), 10) == 3
        may_end.set()
    assert await slow == 1


async def test_while_many_come_a_group_waits_for_more() -> None:
    groups = list[list[int]]()

    def keep(numbers: Sequence[int]) -> Sequence[int]:
        groups.append(list(numbers))
        return numbers

    together: Together[int, int] = Together(keep, linger=0.5)
    await together.do(1)
    second = asyncio.create_task(together.do(2))
    await asyncio.sleep(0.01)
    await together.do(3)

    assert await second == 2
    assert groups == [[1], [2, 3]]


async def test_whoever_stops_waiting_does_not_stop_the_others() -> None:
    may_go_on = threading.Event()

    def wait(numbers: Sequence[int]) -> Sequence[int]:
        may_go_on.wait(10)
        return numbers

    together: Together[int, int] = Together(wait)
    impatient, patient = (asyncio.create_task(together.do(number)) for number in (1, 2))
    await asyncio.sleep(0)
    impatient.cancel()
    may_go_on.set()

    assert await patient == 2
    assert impatient.cancelled()


@pytest.mark.parametrize(("lasting", "waits"), [(True, 2), (False, 1)])
def test_only_a_lasting_commit_waits_for_the_disk(lite: Store, lasting: bool, waits: int) -> None:  # noqa: FBT001  # a parameter of the test
    with lite.thinking(lasting=lasting) as session, lite.writing_in(session):
        assert session.scalar(text("PRAGMA synchronous")) == waits  # 2: FULL, 1: NORMAL
