"""A keeper of mortal bots for every test that asks for one."""

from collections.abc import AsyncIterator

import pytest

from tests.crash.keeper import Keeper, keeping_a_bot


@pytest.fixture
async def keeper(database_url: str) -> AsyncIterator[Keeper]:
    async with keeping_a_bot(database_url) as keeper:
        yield keeper
