"""The one assembly: every part of the bot is made and joined here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import tzinfo

from fastapi import FastAPI, Response
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock, now
from bot.compiled import Compiled
from bot.drain import Drain
from bot.examiner import Check, Examiner
from bot.fetcher import Fetcher
from bot.forwarding.form_server import FormServer
from bot.forwarding.forwarder import Forwarder
from bot.holds import AllMine, Holds, LaneLocks
from bot.inbox import Inbox
from bot.line.account import Account
from bot.line.content import ContentClient
from bot.line.sender import Sender
from bot.line.webhook import Webhook
from bot.migrating import is_behind
from bot.outbox import Post
from bot.postman import Postman
from bot.publishing.check import thorough
from bot.pushes import PushCount
from bot.reading import Reader
from bot.retention import Retention
from bot.store import Store
from bot.timetable import Timetable
from bot.together import Writer
from bot.turns import Turns
from bot.words import Words
from handlers.desk import whole_desk
from handlers.router import Desk
from models.columns import Vault

SWEEP_S = 2.0
FETCH_S = 2.0
FORWARD_S = 30.0
PUSHES_S = 5.0  # how often it is looked whether LINE is to be asked again for its count
NIGHT_S = 60.0  # how often it is looked whether the night's work is done


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A LINE channel: its secrets, and where its APIs answer.

    `destination` is the bot's own user id, None while it is not known.
    """

    secret: str = field(repr=False)
    token: str = field(repr=False)
    api_base: str
    data_api_base: str
    destination: str | None = None
    is_pretend: bool = False


class App:
    """A running bot; `web` is its ASGI application, `running` brings it to life."""

    def __init__(  # noqa: PLR0913  # every part is joined here, by its name
        self,
        *,
        store: Store,
        vault: Vault,
        channel: Channel,
        words: Words,
        zone: tzinfo,
        clock: Clock = now,
        desk: Desk | None = None,
        check: Check = thorough,
        form_server: FormServer | None = None,
    ) -> None:
        self._form_server = form_server
        self.store, self.channel, self.clock = store, channel, clock
        self._vault, self._writer = vault, Writer(store)
        compiled = Compiled()
        self._turns = Turns(
            store=store,
            reader=Reader(vault=vault, zone=zone, compiled=compiled, is_demo=channel.is_pretend),
            desk=desk or whole_desk(),
            postman=Postman(words=words),
        )
        self.webhook = Webhook(
            secret=channel.secret,
            inbox=Inbox(self._writer, vault, clock),
            clock=clock,
            hashed=vault.hashed,
            wake=self.wake,
            destination=channel.destination,
        )
        self._retention = Retention(store=store, clock=clock, zone=zone, compiled=compiled)
        self.drain: Drain | None = None
        self.fetcher: Fetcher | None = None
        self.elsewhere: Callable[[str], None] | None = None
        self.forwarder: Forwarder | None = None
        self.examiner = Examiner(store=store, vault=vault, wake=self.wake, clock=clock, check=check)
        self.web = FastAPI(title="Siao", docs_url=None, redoc_url=None, openapi_url=None)
        self.webhook.register(self.web)
        self.web.add_api_route("/healthz", _healthy)
        self.web.add_api_route("/readyz", self._ready)

    def wake(self, lane: str) -> None:
        """See to a lane soon, here or `elsewhere`; the sweep finds it if nobody can."""
        if self.elsewhere is not None:
            self.elsewhere(lane)
        elif self.drain is not None:
            self.drain.wake(lane)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["App"]:
        """Run all of it in this process: recover what was left, drain, sweep and fetch."""
        timetable = Timetable()
        async with (
            _holds(self.store) as holds,
            self.hands(holds) as (drain, fetcher),
            self.forwarding(timetable),
        ):
            timetable.every(SWEEP_S, drain.sweep)
            timetable.every(FETCH_S, fetcher.pass_once)
            timetable.every(FETCH_S, self.examiner.pass_once)
            timetable.every(PUSHES_S, self.push_count().pass_once)
            timetable.every(NIGHT_S, self.forget)
            recovering = asyncio.create_task(drain.recover())
            timetable.start()
            try:
                yield self
            finally:
                timetable.stop()
                recovering.cancel()

    @asynccontextmanager
    async def hands(self, holds: Holds) -> AsyncIterator[tuple[Drain, Fetcher]]:
        """Open the way to LINE, and make what drains and fetches; wait for it at the end."""
        async with (
            Sender(base=self.channel.api_base, token=self.channel.token) as sender,
            ContentClient(base=self.channel.data_api_base, token=self.channel.token) as content,
        ):
            post = Post(store=self.store, writer=self._writer, sender=sender, clock=self.clock)
            drain = Drain(store=self.store, turns=self._turns, post=post, holds=holds)
            fetcher = Fetcher(
                store=self.store,
                vault=self._vault,
                client=content,
                wake=self.wake,
                clock=self.clock,
            )
            self.drain, self.fetcher = drain, fetcher
            try:
                yield drain, fetcher
            finally:
                await drain.rest()
                self.drain = self.fetcher = None

    @asynccontextmanager
    async def forwarding(self, timetable: Timetable) -> AsyncIterator[None]:
        """Send finished submissions on while this lasts, if there is a server to take them."""
        if self._form_server is None:
            yield
            return
        async with self._form_server as server:
            self.forwarder = Forwarder(store=self.store, server=server, clock=self.clock)
            timetable.every(FORWARD_S, self.forwarder.pass_once)
            yield
            self.forwarder = None

    def push_count(self) -> PushCount:
        """Make what asks LINE how many messages of this month are used."""
        account = Account(base=self.channel.api_base, token=self.channel.token)
        return PushCount(store=self.store, account=account, clock=self.clock)

    async def forget(self) -> None:
        """Erase what has been kept for long enough, if that is not done for today."""
        await asyncio.to_thread(self._retention.night)

    def _ready(self) -> Response:
        try:
            behind = is_behind(self.store)
        except SQLAlchemyError:
            return Response("the database does not answer", status_code=503)
        if behind:
            return Response("the database is not up to date", status_code=503)
        return Response("ready")


@asynccontextmanager
async def _holds(store: Store) -> AsyncIterator[Holds]:
    """Keep others from a lane: SQLite is ours alone, and PostgreSQL may have other processes."""
    if store.is_sqlite:
        yield AllMine()
        return
    locks = LaneLocks(store.engine)
    try:
        yield locks
    finally:
        await locks.close()


async def _healthy() -> Response:
    return Response("alive")
