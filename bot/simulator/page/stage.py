"""What the page stands on: the pretend LINE, the clock, the bot's database."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.simulator.movable import MovableClock
from bot.simulator.world import Deliver, World
from bot.starting import Premises


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """All that the page needs of a running bot.

    `deliver` brings webhooks to it, `settle` waits until it has seen to all that it was brought.
    """

    world: World
    clock: MovableClock
    premises: Premises
    deliver: Deliver
    settle: Callable[[], Awaitable[None]]

    def local(self, at: datetime) -> datetime:
        """Give a time in the bot's own zone."""
        return at.astimezone(self.premises.settings.zone)
