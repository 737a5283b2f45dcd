"""The keeper of a mortal bot: starts it, kills it, talks to it, and keeps the ledger outside."""

import asyncio
import multiprocessing
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import DupFd

import httpx
from sqlalchemy import select

from bot.simulator.events import Event, Events
from bot.simulator.people import Contact
from bot.simulator.server import serving
from bot.simulator.signing import webhook
from bot.simulator.sources import alone
from bot.simulator.world import World
from bot.store import Store
from models.draft import Draft
from models.form import Forms, FormVersion
from models.inbox import Event as Noted
from models.outbox import TRYING, Reply
from tests.crash.mortal import LEDGER, READY, REST, RESTED, STOP, Orders, Point, Side, keys, run
from tests.crash.power import Disk
from tests.databases import make_tables
from tests.died import DiedError
from tests.house import NOON, Watch

_LONG_S = 60.0  # for a process to come or go on a busy machine
_GONE_S = 10.0  # for a process to end that has said why
_KILLED = -9
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.crash.mortal"])


_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>ledger</h:title><model><instance><data id="ledger"/></instance></model></h:head>
<h:body/></h:html>"""  # which the nightly work reads


@dataclass(kw_only=True)
class Keeper:
    """A bot that dies and is started again on the same address and database.

    `acknowledged` lists what the client saw 200 for, by person in order; `in_flight` names the
    events whose replies were being sent at a moment of death; `refused` counts the answers that
    were not 200, by their status. `commit_s` and `jumps` make the disk slow and the clock jump for
    bots that are started from then on. With a `disk` every death is one of power: what was not
    flushed is lost. What is written at the points `unflushed` is then never flushed by itself.
    """

    database_url: str
    world: World
    line: str
    door: socket.socket
    client: httpx.AsyncClient
    store: Store
    acknowledged: dict[str, list[str]] = field(default_factory=dict)
    in_flight: set[str] = field(default_factory=set)
    refused: Counter[int] = field(default_factory=Counter)
    deaths: int = 0
    commit_s: float = 0.0
    jumps: bool = False
    disk: Disk | None = None
    unflushed: tuple[Point, ...] = ()
    _process: ForkServerProcess | None = None
    _wire: Connection | None = None
    _sent: int = 0

    async def start(self, *, die_at: Point | None = None, die: Side = "before") -> None:
        """Start the bot, to die around its first commit of this name (None: to live).

        Raises:
            DiedError: when it cannot come to life.
        """
        channel = self.world.channel
        orders = Orders(
            database_url=self.database_url,
            line=self.line,
            secret=channel.secret,
            token=channel.access_token,
            destination=channel.bot_user_id,
            die_at=die_at,
            die=die,
            commit_s=self.commit_s,
            jumps=self.jumps,
            cut=self.disk is not None,
            unflushed=self.unflushed,
        )
        self._wire, theirs = _FORKS.Pipe()
        args = (orders, DupFd(self.door.fileno()), theirs)
        self._process = _FORKS.Process(target=run, args=args)
        await asyncio.to_thread(self._process.start)
        theirs.close()
        said = await asyncio.to_thread(self._heard, _LONG_S)
        if said != READY:
            await asyncio.to_thread(self._process.join, _GONE_S)
            if self._process.exitcode != _KILLED:
                raise DiedError(said)

    @property
    def pid(self) -> int:
        """The number of the bot's process."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    async def kill(self) -> None:
        """Kill the bot, and wait until it is dead."""
        assert self._process is not None
        self._process.kill()
        await self.died()

    async def died(self) -> None:
        """Wait until the bot is dead."""
        assert self._process is not None
        assert self._wire is not None
        await asyncio.to_thread(self._process.join, _LONG_S)
        assert self._process.exitcode == _KILLED
        self._wire.close()
        self.deaths += 1
        if self.disk is not None:
            self.database_url = await asyncio.to_thread(self.disk.cut)
            await asyncio.to_thread(self.store.close)
            self.store = Store(self.database_url, keys())
        self.in_flight |= await asyncio.to_thread(self._being_sent)

    async def rest(self) -> None:
        """Wait until the bot has nothing left to do.

        Raises:
            DiedError: when it dies before that.
        """
        assert self._wire is not None
        self._wire.send(REST)
        said = await asyncio.to_thread(self._heard)
        if said != RESTED:
            raise DiedError(said)

    async def stop(self) -> None:
        """End the bot in good order, if it lives."""
        if self._process is None or self._wire is None or self._process.exitcode is not None:
            return
        self._wire.send(STOP)
        await asyncio.to_thread(self._process.join, _LONG_S)
        self._wire.close()

    def text(self, by: Contact, text: str) -> Event:
        """Make the event of a text, a moment after the one before."""
        event = Events(self.world).text(alone(by), text)
        self._sent += 1
        event["timestamp"] = int(NOON.timestamp() * 1000) + self._sent * 2_500
        return event

    async def say(self, by: Contact, text: str) -> Event:
        """Bring a text until it is acknowledged, as LINE delivers again."""
        event = self.text(by, text)
        while not await self.bring(event):
            event["deliveryContext"] = {"isRedelivery": True}
        return event

    async def bring(self, event: Event) -> bool:
        """Bring an event once; true when it was acknowledged."""
        channel = self.world.channel
        body, headers = webhook([event], destination=channel.bot_user_id, secret=channel.secret)
        try:
            answer = await self.client.post("/webhook", content=body, headers=headers)
        except httpx.TransportError:
            self._refuse_death("nobody killed it")
            return False
        if answer.status_code != httpx.codes.OK:
            self.refused[answer.status_code] += 1
            return False
        source, message = event["source"], event["message"]
        assert isinstance(source, dict)
        assert isinstance(message, dict)
        self.acknowledged.setdefault(source["userId"], []).append(message["text"])
        return True

    async def applied(self, by: Contact) -> list[str]:
        """List the texts that the bot applied of someone, in the order of their turns."""
        return await asyncio.to_thread(self._applied, keys().hashed(f"lane:user:{by.user_id}"))

    async def outcomes(self, by: Contact) -> list[str]:
        """List the outcomes of someone's turns in order; "" for a reply that has none."""
        return await asyncio.to_thread(self._outcomes, keys().hashed(f"lane:user:{by.user_id}"))

    def shown(self, to: Contact) -> list[str]:
        """List what LINE's log says that someone was shown."""
        return self.world.texts(to.user_id)

    async def states(self) -> dict[str, int]:
        """Tell how every noted event stands, by its id."""
        return await asyncio.to_thread(self._states)

    def _heard(self, within: float | None = None) -> str:
        """Wait for what the bot says next; what it says of its death when it dies."""
        assert self._wire is not None
        try:
            return str(self._wire.recv()) if self._wire.poll(within) else "it says nothing"
        except (EOFError, ConnectionResetError):
            return "it said nothing"

    def _refuse_death(self, said: str) -> None:
        """Raise what the bot said, if it ended and was not killed."""
        assert self._process is not None
        if self._process.exitcode not in {None, _KILLED}:
            raise DiedError(said)

    def _applied(self, contact_id: str) -> list[str]:
        with self.store.thinking() as session:
            draft = session.get(Draft, contact_id)
            return [] if draft is None else (draft.xml or "").splitlines()

    def _outcomes(self, lane: str) -> list[str]:
        with self.store.thinking() as session:
            replies = session.scalars(select(Reply).where(Reply.lane == lane).order_by(Reply.seq))
            return [reply.state if reply.outcome_at else "" for reply in replies]

    def _states(self) -> dict[str, int]:
        with self.store.thinking() as session:
            return {event.event_id: event.state for event in session.scalars(select(Noted))}

    def _being_sent(self) -> set[str]:
        with self.store.thinking() as session:
            return set(session.scalars(select(Reply.event_id).where(Reply.state == TRYING)))


@asynccontextmanager
async def keeping_a_bot(database_url: str) -> AsyncIterator[Keeper]:
    """Prepare a database, a pretend LINE and a door for bots that come and go."""
    store = Store(database_url, keys())
    await asyncio.to_thread(prepare, store)
    world = World(now=Watch())
    with socket.create_server(("127.0.0.1", 0), backlog=512) as door:
        host, port = door.getsockname()
        client = httpx.AsyncClient(
            base_url=f"http://{host}:{port}",
            timeout=_LONG_S,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        async with serving(world) as line, client:
            keeper = Keeper(
                database_url=database_url,
                world=world,
                line=line,
                door=door,
                client=client,
                store=store,
            )
            try:
                yield keeper
            finally:
                world.faults.clear()
                await keeper.stop()
                await asyncio.to_thread(keeper.store.close)


def prepare(store: Store) -> None:
    """Make every table, and what the drafts of a mortal bot begin with."""
    make_tables(store)
    version = FormVersion(
        id=LEDGER,
        form_id=LEDGER,
        version="1",
        title=LEDGER,
        xform=_FORM,
        workbook=b"",
        workbook_name="ledger.md",
        published_at=NOON,
    )
    with store.writing() as session:
        Forms(session).publish(version)
