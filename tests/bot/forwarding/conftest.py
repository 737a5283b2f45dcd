"""What tests of forwarding share."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.forwarding.form_server import FormServer
from bot.forwarding.forwarder import Forwarder
from bot.secrets import Keyring
from bot.store import Store
from tests.bot.awaiting import Watch
from tests.bot.exporting.visits import FIRST, SECOND, Clinic
from tests.bot.forwarding.pretended import BASE, Pretended, pretending
from tests.bot.forwarding.receiver import Receiver, receiving
from tests.bot.forwarding.rig import Rig


@pytest.fixture
def server() -> Iterator[Pretended]:
    with pretending() as server:
        yield server


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def clinic(store: Store) -> Clinic:
    clinic = Clinic(store=store)
    clinic.publish("1", FIRST)
    clinic.publish("2", SECOND)
    clinic.join("somsri")
    return clinic


@pytest.fixture
def base(server: Pretended) -> str:
    """Name the server that a rig sends to: the pretended one, unless a test knows better."""
    assert server.received == []
    return BASE


@pytest.fixture
async def rig(clinic: Clinic, keys: Keyring, base: str) -> AsyncIterator[Rig]:
    watch = Watch()
    async with FormServer(url=f"{base}/", token="secret") as server:
        forwarder = Forwarder(store=clinic.store, server=server, clock=watch, most=1000)
        yield Rig(clinic=clinic, keys=keys, watch=watch, forwarder=forwarder)
