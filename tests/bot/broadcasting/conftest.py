"""The broadcaster that tests of broadcasts share."""

from collections.abc import AsyncIterator

import pytest

from bot.broadcasting import freezing
from bot.line.paced import PacedSender
from bot.line.sender import Sender
from bot.secrets import Keyring
from bot.simulator.server import serving
from bot.simulator.world import World
from bot.store import Store
from tests.bot.broadcasting.broadcasts import Rig
from tests.house import Watch


@pytest.fixture
async def rig(store: Store, keys: Keyring) -> AsyncIterator[Rig]:
    watch = Watch()
    world = World(now=watch)
    async with (
        serving(world) as base,
        Sender(base=base, token=world.channel.access_token, timeout_s=0.5) as sender,
    ):
        line = PacedSender(sender)
        yield Rig(store=store, keys=keys, world=world, watch=watch, line=line, base=base)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let chunks be of two people, and be frozen four people at a time."""
    monkeypatch.setattr(freezing, "CHUNK", 2)
    monkeypatch.setattr(freezing, "_AT_ONCE", 4)
    monkeypatch.setattr(freezing, "_AT_ONCE_PERSONAL", 4)
