"""Lanes in the hands of one process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from bot.holds import LaneLocks, held
from bot.store import Store
from tests.bot.test_leading import cut_others

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


@asynccontextmanager
async def hands(store: Store) -> AsyncIterator[LaneLocks]:
    locks = LaneLocks(store.engine)
    try:
        yield locks
    finally:
        await locks.close()


def held_of(store: Store, *lanes: str) -> set[str]:
    with store.thinking() as session:
        return held(session, lanes)


async def test_what_one_process_holds_another_does_not_get(store: Store) -> None:
    async with hands(store) as one, hands(store) as other:
        async with one.of("lane-a") as mine, other.of("lane-a") as theirs, other.of("lane-b") as b:
            assert (mine(), theirs(), b()) == (True, False, True)

        async with other.of("lane-a") as theirs:
            assert theirs()


async def test_one_process_does_not_take_a_lane_twice(store: Store) -> None:
    async with hands(store) as locks, locks.of("lane-a") as first:
        async with locks.of("lane-a") as second:
            assert not second()

        assert first()


async def test_it_can_be_seen_from_outside_what_is_held(store: Store) -> None:
    async with hands(store) as locks, locks.of("lane-a"):
        assert await asyncio.to_thread(held_of, store, "lane-a", "lane-b") == {"lane-a"}

    assert await asyncio.to_thread(held_of, store, "lane-a", "lane-b") == set()


async def test_with_its_session_a_process_loses_what_it_held(store: Store) -> None:
    async with hands(store) as one, hands(store) as other:
        async with one.of("lane-a") as mine:
            await asyncio.to_thread(cut_others, store)

            with pytest.raises(OperationalError):
                await one.of("lane-b").__aenter__()

            async with other.of("lane-a") as theirs:
                assert theirs()
                assert not mine()
        assert await asyncio.to_thread(held_of, store, "lane-a") == set()
