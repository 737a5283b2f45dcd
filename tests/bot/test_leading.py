"""Leadership: one clock at a time does the work, and another takes over."""

import asyncio
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.leading import Leadership, Piece, Shift
from bot.store import Store

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


def cut_others(store: Store) -> None:
    """End every other connection to this database."""
    with store.engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_of_two_clocks_one_leads(store: Store) -> None:
    first, second = Leadership(store.engine), Leadership(store.engine)

    assert first.check()
    assert not second.check()
    assert first.check()

    first.let_go()
    second.let_go()


def test_when_the_leader_lets_go_the_other_one_leads(store: Store) -> None:
    first, second = Leadership(store.engine), Leadership(store.engine)
    first.check()
    second.check()

    first.let_go()

    assert second.check()
    assert not first.check()
    first.let_go()
    second.let_go()


def test_a_leader_that_lost_its_session_begins_a_new_term(store: Store) -> None:
    leader = Leadership(store.engine)
    term = leader.check()

    cut_others(store)
    with pytest.raises(OperationalError):
        leader.check()

    assert leader.term == 0
    assert leader.check() > term
    leader.let_go()


async def test_work_is_done_only_while_leading(store: Store) -> None:
    first, second = Leadership(store.engine), Leadership(store.engine)
    work = Work()
    shift = Shift(second, work.begin)
    await asyncio.to_thread(first.check)

    await shift.do(0)
    assert work.done == []

    await asyncio.to_thread(first.let_go)
    await shift.do(0)
    assert len(work.done) == 1
    await asyncio.to_thread(second.let_go)


async def test_every_term_begins_with_everything_new(store: Store) -> None:
    leadership = Leadership(store.engine)
    work = Work()
    shift = Shift(leadership, work.begin)

    await shift.do(0)
    await shift.do(0)
    await asyncio.to_thread(leadership.let_go)
    await shift.do(0)

    first, again, after = work.done
    assert first == again != after
    await asyncio.to_thread(leadership.let_go)


async def test_a_database_that_is_away_means_that_nobody_leads(store: Store) -> None:
    leadership = Leadership(store.engine)
    work = Work()
    shift = Shift(leadership, work.begin)
    await shift.do(0)

    await asyncio.to_thread(cut_others, store)
    await shift.do(0)
    assert len(work.done) == 1

    await shift.do(0)
    assert len(work.done) == 2
    await asyncio.to_thread(leadership.let_go)


@dataclass(kw_only=True)
class Work:
    """Work that remembers in which making of it it was done."""

    makings: int = 0
    done: list[int] = field(default_factory=list)

    def begin(self) -> list[Piece]:
        self.makings += 1
        making = self.makings

        async def do() -> None:
            self.done.append(making)

        return [Piece(every_s=1.0, do=do)]
