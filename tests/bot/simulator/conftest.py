"""What the tests of the pretend LINE share."""

import pytest

from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Clock


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(now=clock)


@pytest.fixture
def bot(world: World) -> Bot:
    return Bot(world)
