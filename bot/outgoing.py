"""What goes out of the bot's own accord: pushes, and broadcasts after them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import tzinfo

from bot.broadcasting.sending import Broadcaster, leads_alone
from bot.clock import Clock
from bot.line.channel import Channel
from bot.line.paced import PacedSender
from bot.line.sender import Sender
from bot.pushing import Pusher
from bot.store import Store
from models.columns import Vault


@dataclass(kw_only=True)
class Outgoing:
    """Sends while it is `opened`; `before` makes the pushes that are due of what people did.

    `ask` asks LINE how many pushes are left, of which broadcasts leave `reserve` to what is urgent.
    """

    store: Store
    vault: Vault
    channel: Channel
    clock: Clock
    zone: tzinfo
    wake: Callable[[str], None]
    before: Sequence[Callable[[], Awaitable[None]]]
    ask: Callable[[], Awaitable[None]]
    reserve: int
    pusher: Pusher | None = None
    _paced: PacedSender | None = None
    _broadcaster: Broadcaster | None = None
    _broadcasts: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Open the way on which it is sent."""
        async with Sender(base=self.channel.api_base, token=self.channel.token) as sender:
            paced = self._paced = PacedSender(sender)
            self.pusher = Pusher(
                store=self.store, vault=self.vault, line=paced, clock=self.clock, wake=self.wake
            )
            self._broadcaster = Broadcaster(
                store=self.store,
                vault=self.vault,
                line=paced,
                clock=self.clock,
                zone=self.zone,
                wake=self.wake,
                first=self.push,
                ask=self.ask,
                reserve=self.reserve,
            )
            yield
            self.pusher = self._paced = self._broadcaster = None

    def begin_term(self) -> None:
        """Begin to lead: nothing may be sent of the second that another one may have used."""
        if self._paced is not None:
            self._paced.begin_term()

    async def broadcast(self, leads: Callable[[], Awaitable[bool]] = leads_alone) -> None:
        """Do what is due of broadcasts, one pass at a time; pushes go before each batch."""
        async with self._broadcasts:
            if self._broadcaster is not None:
                await self._broadcaster.pass_once(leads)

    async def push(self) -> None:
        """Take what is urgent, gather what people wrote to each other, and send what is due."""
        for make in self.before:
            await make()
        if self.pusher is not None:
            await self.pusher.pass_once()
