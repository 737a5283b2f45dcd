"""A bot on the street for every test that asks for one."""

from collections.abc import AsyncIterator

import pytest

from bot.secrets import Keyring
from bot.store import Store
from tests.serving import Street, open_street


@pytest.fixture
async def street(store: Store, keys: Keyring) -> AsyncIterator[Street]:
    async with open_street(store, keys) as street:
        yield street
