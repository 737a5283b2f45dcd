"""A talk in the terminal: the whole bot and a pretend LINE in one process."""

import asyncio
import hashlib
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

import aiohttp
from rich.console import Console

from bot import demo
from bot.app import App
from bot.clock import Clock, now
from bot.inviting import Invitation, issue
from bot.line.inbound import CHANNEL
from bot.listening import listening
from bot.loading import tell_of_content
from bot.logs import configure
from bot.serving import answering, loaded_words, pretending
from bot.settings import Settings
from bot.simulator.courier import Courier
from bot.simulator.delivering import over_http
from bot.simulator.people import Contact
from bot.simulator.phone import Phone
from bot.simulator.world import World
from bot.starting import Premises, occupied
from bot.terminal.hands import HELP, CannotError, Hands
from bot.terminal.screen import Screen
from bot.understanding.making import mind_of
from bot.words import Words
from models.contact import Contacts, contact_id_of

Who: TypeAlias = Literal["volunteer", "visitor", "coordinator"]
Language: TypeAlias = Literal["th", "lo"]

ReadLine: TypeAlias = Callable[[], Awaitable[str | None]]
"""Waits for the next line; None when there is no more."""

FOLDER: Final = Path("var/chat")
"""Where the database of these talks lies, apart from every other."""

LOG: Final = FOLDER / "chat.log"

_NAMES: Final[dict[Who, str]] = {"volunteer": "สมศรี", "visitor": "คำแพง", "coordinator": "มาลี"}
_TAPPED: Final[dict[Language, str]] = {"th": "ไทย", "lo": "ລາວ"}
_AREA: Final = "90"  # Songkhla
_TAMBON: Final = "900102"  # where the volunteer's people live
_GLANCE_S: Final = 0.3  # how often the chat is looked at while nothing is typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk that goes on: whose phone, with which bot, on which screen."""

    premises: Premises
    app: App
    phone: Phone
    screen: Screen

    async def settle(self) -> None:
        """Wait until the bot has answered, and show it."""
        if self.app.drain is not None:
            await self.app.drain.rest()
        self.screen.refresh()

    @property
    def is_first(self) -> bool:
        """Tell whether this person is new to the bot."""
        lane = contact_id_of(self.phone.contact.user_id, self.premises.keys.hashed)
        with self.premises.store.thinking() as session:
            return Contacts(session).get(lane) is None


def main(settings: Settings, *, who: Who, language: Language | None) -> None:
    """Talk until /quit, the end of the input or Ctrl+C.

    Raises:
        CannotStartError: when the bot cannot start.
    """
    practice, console = practising(settings, FOLDER), Console(highlight=False)
    words = loaded_words(practice)
    with occupied(practice, _hear_nothing) as premises, LOG.open("a", encoding="utf-8") as log:
        configure(log)
        tell_of_content(premises, now, console.print)
        try:
            asyncio.run(talk(premises, words, console, _line_reader(), who=who, language=language))
        except KeyboardInterrupt:
            console.print()


def practising(settings: Settings, folder: Path) -> Settings:
    """Give the settings for a talk that concerns nobody: no LINE, a database and a key apart."""
    return settings.model_copy(
        update={
            "database_url": f"sqlite:///{folder}/chat.db",
            "line_channel_secret": None,
            "line_channel_access_token": None,
            "public_url": None,
            "secret_key": None,
            "host": "127.0.0.1",
        }
    )


async def talk(
    premises: Premises,
    words: Words,
    console: Console,
    read_line: ReadLine,
    *,
    who: Who,
    language: Language | None,
    clock: Clock = now,
) -> None:
    """Open the bot and a phone, and do line by line what is typed."""
    async with _opened(premises, words, console, who, clock) as talk:
        talk.screen.tell(
            f"You are {talk.phone.contact.name}, a {who}. Nothing leaves this machine;"
        )
        talk.screen.tell(f"what you answer is kept in {premises.settings.directory}/chat.db.")
        talk.screen.tell(HELP)
        await _introduce(talk, who, language)
        if who == "volunteer":
            await _give_people(talk)
        hands = Hands(talk.phone)
        while (line := await _next_line(talk, read_line)) is not None:
            if line.strip() == "/quit":
                return
            await _do(talk, hands, line)


async def _do(talk: Talk, hands: Hands, line: str) -> None:
    if line.strip() == "/help":
        talk.screen.tell(HELP)
    elif line.strip():
        try:
            told = await hands.do(line)
        except CannotError as cannot:
            told = str(cannot)
        if told is not None:
            talk.screen.tell(told)
    await talk.settle()


async def _next_line(talk: Talk, read_line: ReadLine) -> str | None:
    """Wait for a line, and show what the bot says meanwhile."""
    reading = asyncio.ensure_future(read_line())
    try:
        while not reading.done():
            await asyncio.wait({reading}, timeout=_GLANCE_S)
            talk.screen.refresh()
        return reading.result()
    finally:
        reading.cancel()


async def _introduce(talk: Talk, who: Who, language: Language | None) -> None:
    """Let someone new follow the bot, choose a language and, unless they only visit, join."""
    if not await asyncio.to_thread(lambda: talk.is_first):
        talk.screen.tell("You have talked before. Say something: เมนู, for instance.")
        return
    await talk.phone.follow()
    await talk.settle()
    chosen = language or (None if who == "visitor" else "th")
    if chosen is not None:
        await talk.phone.tap(_TAPPED[chosen])
        await talk.settle()
    if who != "visitor":
        code = await asyncio.to_thread(
            issue, talk.premises, Invitation(role=who, area=_AREA), talk.app.clock()
        )
        await talk.phone.type(code)
        await talk.settle()


async def _give_people(talk: Talk) -> None:
    """Put made-up people into the register, once, for the volunteer to visit."""
    user_id = talk.phone.contact.user_id
    await asyncio.to_thread(
        demo.people,
        talk.premises,
        talk.app.clock(),
        area=_TAMBON,
        volunteer_id=contact_id_of(user_id, talk.premises.keys.hashed),
    )
    talk.app.wake(CHANNEL)  # what is owed to them is worked out there
    await talk.settle()


@asynccontextmanager
async def _opened(
    premises: Premises, words: Words, console: Console, who: Who, clock: Clock
) -> AsyncIterator[Talk]:
    world = World(now=clock, seed=f"chat {clock().isoformat()}")
    contact = Contact(user_id=_lasting_id(who), name=_NAMES[who])
    world.contacts[contact.user_id] = contact
    async with AsyncExitStack() as stack:
        app = App(
            store=premises.store,
            vault=premises.keys,
            channel=await stack.enter_async_context(pretending(world)),
            words=words,
            zone=premises.settings.zone,
            clock=clock,
            reserve=premises.settings.push_reserve,
            mind=mind_of(premises.store, FOLDER.parent, has_embedder=premises.settings.embedder),
        )
        listener = listening("127.0.0.1", 0)
        await stack.enter_async_context(app.running())
        await stack.enter_async_context(answering(app.web, listener, heeds_signals=False))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/webhook"
        phone = Phone(world, contact, Courier(world, over_http(session, address)))
        screen = Screen(phone, console, echoes=not console.is_terminal)
        yield Talk(premises=premises, app=app, phone=phone, screen=screen)


def _lasting_id(who: Who) -> str:
    """Name a person the same way in every talk."""
    return "U" + hashlib.sha256(f"chat {who}".encode()).hexdigest()[:32]


def _line_reader() -> ReadLine:
    """Read what is typed, in a thread that the end of the program does not wait for."""

    async def read_line() -> str | None:
        loop = asyncio.get_running_loop()
        typed: asyncio.Future[str | None] = loop.create_future()

        def read() -> None:
            try:
                line: str | None = input("» " if sys.stdin.isatty() else "")
            except (EOFError, UnicodeDecodeError):
                line = None
            loop.call_soon_threadsafe(_settle, typed, line)

        threading.Thread(target=read, daemon=True).start()
        return await typed

    return read_line


def _settle(future: "asyncio.Future[str | None]", line: str | None) -> None:
    if not future.done():
        future.set_result(line)


def _hear_nothing(_told: str) -> None:
    """Let go by what is only of interest where real people are kept."""
