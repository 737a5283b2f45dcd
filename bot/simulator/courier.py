"""The carrier of webhooks: signed, once, twice, again, in any order."""

from collections.abc import Sequence
from http import HTTPStatus

from bot.simulator.events import Event
from bot.simulator.signing import webhook
from bot.simulator.world import Deliver, World


class Courier:
    """Carries events to the bot.

    `undelivered` holds the events that the bot did not answer with 2xx, in order. LINE would
    bring them again if redelivery is on; here that is asked for.
    """

    def __init__(self, world: World, deliver: Deliver) -> None:
        self._world = world
        self._deliver = deliver
        self.undelivered: list[Event] = []
        world.deliver = deliver

    async def send(self, *events: Event) -> int:
        """Bring events in one body, in the order given; returns the status answered."""
        for event in events:
            self._carry(event)
        return await self._bring(events)

    async def send_twice(self, *events: Event) -> tuple[int, int]:
        """Bring the same body twice, as LINE sometimes does."""
        return await self.send(*events), await self._bring(events)

    async def redeliver(self, *events: Event) -> int:
        """Bring events again: same ids and tokens, marked as redelivered."""
        for event in events:
            event["deliveryContext"] = {"isRedelivery": True}
            self._carry(event)
        return await self._bring(events)

    async def redeliver_all(self) -> list[int]:
        """Bring again what was not delivered, each event in a body of its own, last one first."""
        waiting, self.undelivered = self.undelivered, []
        return [await self.redeliver(event) for event in reversed(waiting)]

    async def verify(self) -> int:
        """Bring a body without events, as the Verify button does."""
        return await self._bring(())

    def _carry(self, event: Event) -> None:
        token = event.get("replyToken")
        if isinstance(token, str):
            self._world.tokens.carry(token, at=self._world.now())

    async def _bring(self, events: Sequence[Event]) -> int:
        channel = self._world.channel
        body, headers = webhook(events, destination=channel.bot_user_id, secret=channel.secret)
        status = await self._status(body, headers)
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            self.undelivered += [event for event in events if event not in self.undelivered]
        return status

    async def _status(self, body: bytes, headers: dict[str, str]) -> int:
        try:
            return await self._deliver(body, headers)
        except (OSError, TimeoutError):
            return 0
