"""The one assembly: every part of the bot is made and joined here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import tzinfo

from fastapi import FastAPI, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock, now
from bot.compiled import Compiled
from bot.examiner import Check, Examiner
from bot.fetcher import Fetcher
from bot.forwarding.form_server import FormServer
from bot.forwarding.forwarder import Forwarder
from bot.inbox import Inbox
from bot.line.content import ContentClient
from bot.line.sender import Sender
from bot.line.webhook import Webhook
from bot.outbox import Post
from bot.postman import Postman
from bot.publishing.check import thorough
from bot.reading import Reader
from bot.retention import Retention
from bot.store import Store
from bot.timetable import Timetable
from bot.turns import Turns
from bot.wake import Drain
from bot.words import Words
from handlers.desk import whole_desk
from handlers.router import Desk
from models.columns import Vault

_SWEEP_S = 2.0
_FETCH_S = 2.0
_FORWARD_S = 30.0
_NIGHT_S = 60.0  # how often it is looked whether the night's work is done


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
        self._vault = vault
        compiled = Compiled()
        self._turns = Turns(
            store=store,
            reader=Reader(vault=vault, zone=zone, compiled=compiled, is_demo=channel.is_pretend),
            desk=desk or whole_desk(),
            postman=Postman(words=words),
        )
        self.webhook = Webhook(
            secret=channel.secret,
            inbox=Inbox(store, vault, clock),
            clock=clock,
            hashed=vault.hashed,
            wake=self.wake,
            destination=channel.destination,
        )
        self._retention = Retention(store=store, clock=clock, zone=zone, compiled=compiled)
        self.drain: Drain | None = None
        self.fetcher: Fetcher | None = None
        self.forwarder: Forwarder | None = None
        self.examiner = Examiner(store=store, vault=vault, wake=self.wake, clock=clock, check=check)
        self.web = FastAPI(title="Siao", docs_url=None, redoc_url=None, openapi_url=None)
        self.webhook.register(self.web)
        self.web.add_api_route("/healthz", _healthy)
        self.web.add_api_route("/readyz", self._ready)

    def wake(self, lane: str) -> None:
        """See to a lane soon, if the clockwork runs; the sweep finds it otherwise."""
        if self.drain is not None:
            self.drain.wake(lane)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["App"]:
        """Run the clockwork: recover what was left, drain, sweep and fetch."""
        timetable = Timetable()
        async with (
            Sender(base=self.channel.api_base, token=self.channel.token) as sender,
            ContentClient(base=self.channel.data_api_base, token=self.channel.token) as content,
            self._forwarding(timetable),
        ):
            post = Post(store=self.store, sender=sender, clock=self.clock)
            drain = self.drain = Drain(store=self.store, turns=self._turns, post=post)
            fetcher = self.fetcher = Fetcher(
                store=self.store,
                vault=self._vault,
                client=content,
                wake=self.wake,
                clock=self.clock,
            )
            timetable.every(_SWEEP_S, drain.sweep)
            timetable.every(_FETCH_S, fetcher.pass_once)
            timetable.every(_FETCH_S, self.examiner.pass_once)
            timetable.every(_NIGHT_S, self._forget)
            recovering = asyncio.create_task(drain.recover())
            timetable.start()
            try:
                yield self
            finally:
                timetable.stop()
                recovering.cancel()
                await drain.rest()
                self.drain = self.fetcher = None

    @asynccontextmanager
    async def _forwarding(self, timetable: Timetable) -> AsyncIterator[None]:
        """Send finished submissions on while this lasts, if there is a server to take them."""
        if self._form_server is None:
            yield
            return
        async with self._form_server as server:
            self.forwarder = Forwarder(store=self.store, server=server, clock=self.clock)
            timetable.every(_FORWARD_S, self.forwarder.pass_once)
            yield
            self.forwarder = None

    async def _forget(self) -> None:
        await asyncio.to_thread(self._retention.night)

    def _ready(self) -> Response:
        try:
            with self.store.thinking() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return Response("the database does not answer", status_code=503)
        return Response("ready")


async def _healthy() -> Response:
    return Response("alive")
