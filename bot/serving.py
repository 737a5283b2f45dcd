"""Serving: the bot on its port until it is told to stop."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final, TypeAlias

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from bot import logs
from bot.app import App, Channel
from bot.clock import Clock, now
from bot.line.account import Account, AccountError
from bot.settings import Settings
from bot.shipped import DIFFERS, load
from bot.simulator.server import serving
from bot.simulator.world import World
from bot.starting import CannotStartError, Premises, occupied
from bot.words import Words, WordsError

LOCALES: Final = Path(__file__).parent.parent / "locales"

Say: TypeAlias = Callable[[str], None]
"""Tells whoever started the bot something."""


def serve(settings: Settings, say: Say, clock: Clock = now) -> None:
    """Start the bot and serve until SIGTERM or SIGINT; what was begun is finished first.

    Raises:
        CannotStartError: when anything is not as it must be.
    """
    words = loaded_words(settings)
    with occupied(settings, say) as premises:
        tell_of_content(premises, clock, say)
        listener = listening(settings.bind, settings.port)
        asyncio.run(_serve(premises, words, listener, say, clock))


def loaded_words(settings: Settings) -> Words:
    """Load the catalogues.

    Raises:
        CannotStartError: when one is not complete and compiled.
    """
    try:
        return Words(LOCALES, zone=settings.zone)
    except WordsError as unready:
        raise CannotStartError(f"{unready}.") from unready


def tell_of_content(premises: Premises, clock: Clock, say: Say) -> None:
    """Load what ships, and tell of what was loaded, kept or refused."""
    for item in load(premises.store, clock()):
        if item.state == "faulty":
            say(f"content/{item.name} was not loaded. {item.why}")
        elif item.state in DIFFERS:
            say(f"content/{item.name} differs from what is used here: {item.why}.")
        elif item.was != "loaded":
            say(f"content/{item.name} was loaded.")


def listening(host: str, port: int) -> socket.socket:
    """Take a port.

    Raises:
        CannotStartError: when another program has it, or the address is not ours.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as taken:
        raise CannotStartError(
            f"Port {port} on {host} cannot be listened on ({taken.strerror}): "
            "set PORT or HOST to another."
        ) from taken
    return listener


@asynccontextmanager
async def channel_of(settings: Settings, say: Say, clock: Clock) -> AsyncIterator[Channel]:
    """Open the LINE channel of the settings, or a pretend one of this process."""
    if settings.line_channel_secret and settings.line_channel_access_token:
        token = settings.line_channel_access_token
        yield Channel(
            secret=settings.line_channel_secret,
            token=token,
            api_base=settings.api_base,
            data_api_base=settings.data_api_base,
            destination=await asyncio.to_thread(_own_id, settings.api_base, token, say),
        )
        return
    world = World(now=clock, seed=f"siao {clock().isoformat()}")
    async with pretending(world) as channel:
        yield channel


@asynccontextmanager
async def pretending(world: World) -> AsyncIterator[Channel]:
    """Serve a pretend LINE on this machine, and open its channel."""
    async with serving(world) as base:
        yield Channel(
            secret=world.channel.secret,
            token=world.channel.access_token,
            api_base=base,
            data_api_base=base,
            destination=world.channel.bot_user_id,
            is_pretend=True,
        )


@asynccontextmanager
async def answering(web: ASGIApp, listener: socket.socket) -> AsyncIterator[uvicorn.Server]:
    """Serve `web` on a port in this loop; the server tells when it should exit."""
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=10,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield server
    finally:
        server.should_exit = True
        await task
        listener.close()


async def _serve(
    premises: Premises, words: Words, listener: socket.socket, say: Say, clock: Clock
) -> None:
    settings = premises.settings
    async with channel_of(settings, say, clock) as channel:
        app = App(
            store=premises.store,
            vault=premises.keys,
            channel=channel,
            words=words,
            zone=settings.zone,
            clock=clock,
        )
        async with app.running(), answering(app.web, listener) as server:
            _greet(settings, say)
            await server.stopped.wait()


def _greet(settings: Settings, say: Say) -> None:
    host = f"[{settings.bind}]" if ":" in settings.bind else settings.bind
    say(f"Siao listens on http://{host}:{settings.port} (stop it with Ctrl+C).")
    if settings.is_pretend:
        say("No LINE account is set up. Talk with it in another terminal: make chat")
        say("To go live on LINE, follow README.md, “Going live on LINE”.")
    else:
        public = settings.public_url or "https://…"
        say(f"The webhook address for LINE is {public.rstrip('/')}/webhook.")


def _own_id(base: str, token: str, say: Say) -> str | None:
    """Ask LINE for the bot's own user id; None when it is not told."""
    try:
        return Account(base=base, token=token).identity().user_id
    except AccountError as silent:
        say(f"{silent}: run `python -m bot doctor` to see what is wrong.")
        return None


class _Server(uvicorn.Server):
    """A server that ends what was begun when it is told to stop, and then goes on after it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopped = asyncio.Event()

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the two signals that ask for an end."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            self.stopped.set()
