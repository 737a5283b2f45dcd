"""A whole bot behind a real socket of this machine, for tests that speak HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import ParamSpec, TypeVar

import httpx
import uvicorn
from sqlalchemy import Select, select
from starlette.types import ASGIApp
from typing_extensions import override

from bot.secrets import Keyring
from bot.simulator.courier import Courier
from bot.simulator.events import Event, Events
from bot.simulator.people import Contact
from bot.simulator.signing import sign, webhook
from bot.simulator.sources import alone
from bot.store import Store
from dialogue.prompt import Say
from handlers.context import Context
from handlers.incoming import Incoming, Wrote
from handlers.router import Desk, Router, Says
from models.inbox import Event as Row
from models.lane import Lane
from models.outbox import Reply
from tests.house import House, open_house

P = ParamSpec("P")
T = TypeVar("T")


class QuietServer(uvicorn.Server):
    """A server that leaves the signals to the program it runs in."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(kw_only=True)
class Street:
    """A house with its door on the street: events are made, signed and carried over HTTP."""

    house: House
    base: str
    events: Events
    courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        self.courier = Courier(self.house.world, self.house.bring)

    def someone(self, name: str = "somsri") -> Contact:
        return self.house.world.add_contact(name)

    def text(self, by: Contact, text: str) -> Event:
        return self.events.text(alone(by), text)

    def shown(self, to: Contact) -> list[str]:
        return self.house.world.texts(to.user_id)

    async def post(self, body: bytes, **headers: str) -> int:
        """Post raw bytes; `signed="yes"` has them signed as LINE does."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if given.pop("signed", "") == "yes":
            given["x-line-signature"] = sign(body, self.house.world.channel.secret)
        return await self.house.bring(body, given)

    def body_of(self, *events: Event, destination: str | None = None) -> bytes:
        channel = self.house.world.channel
        to = channel.bot_user_id if destination is None else destination
        return webhook(events, destination=to, secret=channel.secret)[0]

    async def in_thread(self, do: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Do what asks the database: never on the loop."""
        return await asyncio.to_thread(do, *args, **named)

    async def noted(self) -> list[str]:
        """List the ids of all stored events, in order."""
        return await self.in_thread(self._read, select(Row.event_id).order_by(Row.seq))

    async def outcomes(self) -> list[str]:
        """List what became of the reply of every applied event, in order."""
        return await self.in_thread(self._read, select(Reply.state).order_by(Reply.seq))

    async def shown_ms(self, to: Contact) -> int | None:
        """Tell when, in LINE's clock, the last words to someone were seen by LINE."""
        return await self.in_thread(
            self._shown_ms, self.house.keys.hashed(f"lane:user:{to.user_id}")
        )

    def _shown_ms(self, lane: str) -> int | None:
        with self.house.store.thinking() as session:
            return session.scalar(select(Lane.shown_ms).where(Lane.key == lane))

    def _read(self, query: Select[str]) -> list[str]:
        with self.house.store.thinking() as session:
            return list(session.scalars(query))


def echoing() -> Desk:
    """Make a desk that says every text back, and names the kind of all else."""
    router = Router()

    @router.on(Incoming)
    def echo(event: Incoming, _ctx: Context) -> Says:
        heard = event.text if isinstance(event, Wrote) else type(event).__name__
        return (Say(lines=(f"heard {heard}",)),)

    return Desk(watchers=(), features=(router,))


@asynccontextmanager
async def serving(web: ASGIApp) -> AsyncIterator[str]:
    """Serve an application on 127.0.0.1 in this loop; yields the base address."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(web, log_config=None, access_log=False, lifespan="off", ws="none")
    server = QuietServer(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        host, port = listener.getsockname()
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = server.force_exit = True
        await task
        listener.close()


@asynccontextmanager
async def open_street(
    store: Store, keys: Keyring, desk: Desk | None = None
) -> AsyncIterator[Street]:
    """Run a bot that echoes behind a real socket, beside a pretend LINE behind another."""
    async with (
        open_house(store, keys, desk=desk or echoing(), judged=False) as house,
        serving(house.app.web) as base,
        httpx.AsyncClient(base_url=base) as client,
    ):
        yield Street(house=replace(house, client=client), base=base, events=Events(house.world))
