"""A fleet for every test that asks for one."""

from collections.abc import AsyncIterator

import pytest

from tests.wide.fleet import Fleet, a_fleet


@pytest.fixture
async def fleet(database_url: str) -> AsyncIterator[Fleet]:
    async with a_fleet(database_url) as fleet:
        yield fleet
