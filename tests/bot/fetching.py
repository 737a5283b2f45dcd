"""A fetcher that tests run, and a LINE that says what it is told to."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from typing_extensions import override

from bot.fetcher import Client, Fetcher
from bot.line.content import Outcome
from bot.secrets import Keyring
from bot.store import Store
from tests.bot.awaiting import Watch

Result = TypeVar("Result")


class Rig:
    """A fetcher, and the lanes that it woke."""

    def __init__(self, store: Store, keys: Keyring, client: Client, watch: Watch) -> None:
        self.woken: list[str] = []
        self.fetcher = Fetcher(
            store=store, vault=keys, client=client, wake=self.woken.append, clock=watch
        )

    async def fetch(self) -> None:
        await self.fetcher.pass_once()


async def aside(call: Callable[[], Result]) -> Result:
    return await asyncio.to_thread(call)


class Saying(Client):
    """A LINE that says what it is told to say, and lets something happen meanwhile."""

    def __init__(self, *outcomes: Outcome, meanwhile: Callable[[], None] | None = None) -> None:
        self.outcomes, self.meanwhile = list(outcomes), meanwhile
        self.asked: list[str] = []

    @override
    async def fetch(self, message_id: str) -> Outcome:
        self.asked.append(message_id)
        if self.meanwhile is not None:
            await asyncio.to_thread(self.meanwhile)
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
