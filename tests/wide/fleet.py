"""A bot as many processes beside a pretend LINE, as the command line starts them."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

import httpx
from sqlalchemy import text

from bot.clock import now
from bot.inbox import Noted, note_in
from bot.secrets import Keyring, opened_keyring
from bot.settings import Settings
from bot.simulator.courier import Courier
from bot.simulator.events import Event, Events
from bot.simulator.people import Contact
from bot.simulator.phone import Phone
from bot.simulator.server import serving
from bot.simulator.signing import webhook
from bot.simulator.sources import alone
from bot.simulator.world import World
from bot.starting import brought_up_to_date
from bot.store import Store
from bot.wide import Kind
from models.inbox import Inbox
from models.note import Notes
from models.outbox import Outbox
from tests.died import DiedError
from tests.house import NOON, Watch
from tests.ports import free_port
from tests.wide.ledger import Account, Ledger, compared

KEY: Final = "a secret key that only tests know"
_READY: Final = {"web": "listens on", "worker": "is at work", "clock": "is running"}
_HOUSE: Final = Path(__file__).parents[2]
_LONG_S: Final = 120.0  # processes that start at once on a busy machine take more than a minute
_LOOK_S: Final = 0.05


@dataclass(kw_only=True)
class Member:
    """One process, with the lines that it wrote; `came_to_life` once it has said so."""

    kind: Kind
    process: Process
    port: int = 0
    lines: list[str] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    came_to_life: bool = False
    reading: asyncio.Task[None] | None = None

    async def read(self) -> None:
        """Keep what it writes, and note when it is ready."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode())
            if _READY[self.kind] in self.lines[-1]:
                self.came_to_life = True
                self.ready.set()
        self.ready.set()  # there is nothing more to wait for

    def wrote(self, words: str) -> bool:
        """Tell whether it wrote these words."""
        return any(words in line for line in self.lines)


@dataclass(kw_only=True)
class Fleet:
    """Processes that come and go on one database; `acknowledged` is the ledger outside.

    `modules` names what is run in the place of the command line, by the kind of process. `watch`
    is the world's; the clocks of the processes are real.
    """

    store: Store
    keys: Keyring
    world: World
    watch: Watch
    line: str
    database_url: str
    client: httpx.AsyncClient
    modules: dict[Kind, str] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    acknowledged: dict[str, list[str]] = field(default_factory=dict)
    _spoken: int = 0

    async def start(self, *kinds: Kind) -> list[Member]:
        """Start processes, all at once, and wait until they are ready.

        Raises:
            DiedError: when one of them cannot come to life.
        """
        started = await asyncio.gather(*map(self.begin, kinds))
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(one.ready.wait() for one in started)), _LONG_S)
        for one in started:
            if not one.came_to_life or one.process.returncode is not None:
                said = "".join(one.lines).strip() or f"not ready after {_LONG_S:g} s"
                raise DiedError(f"{one.kind}: {said}")
        return list(started)

    async def begin(self, kind: Kind) -> Member:
        """Start a process, and do not wait until it is ready."""
        port = free_port()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *([self.modules[kind]] if kind in self.modules else ["bot", kind]),
            cwd=_HOUSE,
            stderr=PIPE,
            env={
                "PATH": str(Path(sys.executable).parent),
                "DATABASE_URL": self.database_url,
                "LINE_CHANNEL_SECRET": self.world.channel.secret,
                "LINE_CHANNEL_ACCESS_TOKEN": self.world.channel.access_token,
                "LINE_API_BASE": self.line,
                "SECRET_KEY": KEY,
                "HOST": "127.0.0.1",
                "PORT": str(port),
                "METRICS": "1",
                "EMBEDDER": "0",
            },
        )
        member = Member(kind=kind, process=process, port=port)
        member.reading = asyncio.create_task(member.read())
        self.members.append(member)
        return member

    async def kill(self, member: Member) -> None:
        """Kill a process as by kill -9."""
        member.process.kill()
        await member.process.wait()

    def of(self, kind: Kind) -> list[Member]:
        """List the living processes of a kind."""
        return [one for one in self.members if one.kind == kind and one.process.returncode is None]

    def phone(self, name: str) -> Phone:
        """Hand a phone to someone who is on LINE; what is done on it is brought once."""
        return Phone(self.world, self.world.add_contact(name), Courier(self.world, self._deliver))

    def text(self, by: Contact, text: str) -> Event:
        """Make the event of a text, some seconds after the one before."""
        event = Events(self.world).text(alone(by), text)
        self._spoken += 1
        event["timestamp"] = int(NOON.timestamp() * 1000) + self._spoken * 2_500
        return event

    async def say(self, by: Contact, text: str, *, door: int = 0) -> None:
        """Bring a text until it is acknowledged, each time to the next web, as LINE does again."""
        event = self.text(by, text)
        while not await self.bring(event, door=door):
            event["deliveryContext"] = {"isRedelivery": True}
            door += 1

    async def bring(self, event: Event, *, door: int = 0) -> bool:
        """Bring an event once; true when it was acknowledged."""
        webs = self.of("web")
        if not webs:  # nobody is at the door
            await asyncio.sleep(_LOOK_S)
            return False
        channel = self.world.channel
        body, headers = webhook([event], destination=channel.bot_user_id, secret=channel.secret)
        url = f"http://127.0.0.1:{webs[door % len(webs)].port}/webhook"
        try:
            answer = await self.client.post(url, content=body, headers=headers)
        except httpx.TransportError:
            return False
        if answer.status_code != httpx.codes.OK:
            return False
        source = event["source"]
        assert isinstance(source, dict)
        self.acknowledged.setdefault(source["userId"], []).append(str(event["webhookEventId"]))
        return True

    async def note_unseen(self, by: Contact, text: str) -> None:
        """Store an event as a web does that dies before it can wake anybody."""
        event = self.text(by, text)
        noted = Noted(
            event_id=str(event["webhookEventId"]),
            lane=self.lane(by),
            at_ms=int(NOON.timestamp() * 1000),
            body=json.dumps(event).encode(),
        )
        await asyncio.to_thread(self._note, noted)
        self.acknowledged.setdefault(by.user_id, []).append(noted.event_id)

    def lane(self, of: Contact) -> str:
        """Name the lane of someone."""
        return self.keys.hashed(f"lane:user:{of.user_id}")

    async def rested(self, within: float = _LONG_S) -> float:
        """Wait until nothing is left to do; give the seconds that it took."""
        return await self.until(lambda: asyncio.to_thread(self._is_at_rest), within)

    async def until(self, holds: Callable[[], Awaitable[bool]], within: float = _LONG_S) -> float:
        """Wait until something holds; give the seconds that it took."""
        began = monotonic()
        async with asyncio.timeout(within):
            while not await holds():  # noqa: ASYNC110  # other processes set no event here
                await asyncio.sleep(_LOOK_S)
        return monotonic() - began

    async def ledger(self, people: Sequence[Contact]) -> Ledger:
        """Compare what was acknowledged with what is in the database and on the phones."""
        accounts = [
            Account(
                lane=self.lane(person),
                acknowledged=self.acknowledged.get(person.user_id, []),
                shown=len(self.world.shown(person.user_id)),
            )
            for person in people
        ]
        return await asyncio.to_thread(compared, self.store, accounts)

    async def cut(self) -> int:
        """End every connection of the bot to the database; give how many those were."""
        return await asyncio.to_thread(self._cut)

    async def sql(self, statement: str, **given: int) -> int:
        """Run a statement that counts."""
        return await asyncio.to_thread(self._sql, statement, given)

    async def _deliver(self, body: bytes, headers: Mapping[str, str]) -> int:
        url = f"http://127.0.0.1:{self.of('web')[0].port}/webhook"
        answer = await self.client.post(url, content=body, headers=dict(headers))
        return answer.status_code

    def _cut(self) -> int:
        return self._sql(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
            {},
        )

    def _note(self, noted: Noted) -> None:
        with self.store.writing() as session:
            note_in(session, [noted], vault=self.keys, now=now())

    def _sql(self, statement: str, given: dict[str, int]) -> int:
        with self.store.engine.begin() as connection:
            return int(connection.scalar(text(statement), given) or 0)

    def _is_at_rest(self) -> bool:
        with self.store.thinking() as session:
            return not Inbox(session).lanes_waiting() and not Outbox(session).lanes_unsent()


@asynccontextmanager
async def a_fleet(database_url: str) -> AsyncIterator[Fleet]:
    """Prepare a database and a pretend LINE for processes that come and go."""
    watch = Watch()
    world = World(now=watch)
    settings = Settings.read(
        _env_file=None,
        database_url=database_url,
        secret_key=KEY,
        line_channel_secret=world.channel.secret,
        line_channel_access_token=world.channel.access_token,
    )
    await asyncio.to_thread(brought_up_to_date, settings, lambda _: None)
    store = Store(database_url)
    keys = await asyncio.to_thread(_keys, store)
    async with serving(world) as line, httpx.AsyncClient(timeout=_LONG_S) as client:
        fleet = Fleet(
            store=store,
            keys=keys,
            world=world,
            watch=watch,
            line=line,
            database_url=database_url,
            client=client,
        )
        try:
            yield fleet
        finally:
            world.faults.clear()
            await asyncio.gather(*map(_end, fleet.members))
            await asyncio.to_thread(store.close)


async def _end(member: Member) -> None:
    """End a process in good order, and fail if it cannot."""
    if member.process.returncode is None:
        member.process.terminate()
    await asyncio.wait_for(member.process.wait(), _LONG_S)
    assert member.reading is not None
    await member.reading


def _keys(store: Store) -> Keyring:
    with store.thinking() as session:
        note = Notes(session).get("key check")
        assert note is not None
        assert note.data is not None
        return opened_keyring([KEY], note.data)
