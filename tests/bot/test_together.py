"""Small writes together: one commit for all that wait, and a failure only for its own."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.store import Store
from bot.together import Together, Write
from models.note import Note, Notes


def put(name: str, session: Session) -> None:
    Notes(session).put(name)
    session.flush()


def names(store: Store) -> list[str]:
    with store.thinking() as session:
        return sorted(session.scalars(select(Note.name)))


def commits(store: Store, counted: list[int]) -> None:
    event.listen(store.engine, "commit", lambda _: counted.append(1))


async def test_writes_that_wait_together_share_a_commit(lite: Store) -> None:
    together, counted = Together(lite), list[int]()
    commits(lite, counted)

    await asyncio.gather(*(together.write(partial(put, f"note {n}")) for n in range(5)))

    assert await asyncio.to_thread(names, lite) == [f"note {n}" for n in range(5)]
    assert len(counted) == 1


async def test_a_write_that_fails_fails_alone(store: Store) -> None:
    together = Together(store)

    def fail(session: Session) -> None:
        session.execute(text("INSERT INTO nowhere VALUES (1)"))

    writes: tuple[Write, ...] = (partial(put, "before"), fail, partial(put, "after"))
    came_of_it = await asyncio.gather(*map(together.write, writes), return_exceptions=True)

    assert [one is None for one in came_of_it] == [True, False, True]
    assert isinstance(came_of_it[1], SQLAlchemyError)
    assert await asyncio.to_thread(names, store) == ["after", "before"]


@pytest.mark.parametrize(("lasting", "waits"), [(True, 2), (False, 1)])
def test_only_a_lasting_commit_waits_for_the_disk(lite: Store, lasting: bool, waits: int) -> None:  # noqa: FBT001  # a parameter of the test
    with lite.thinking(lasting=lasting) as session, lite.writing_in(session):
        assert session.scalar(text("PRAGMA synchronous")) == waits  # 2: FULL, 1: NORMAL
