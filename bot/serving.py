"""Serving: the bot on its port until it is told to stop."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

import uvicorn
from sqlalchemy.exc import IntegrityError
from starlette.types import ASGIApp
from typing_extensions import override

from bot.app import App
from bot.clock import Clock, now
from bot.forwarding.form_server import FormServer
from bot.garbage import keep_what_is_loaded
from bot.line.account import Account, AccountError, Identity
from bot.line.channel import Channel
from bot.listening import BACKLOG, listening
from bot.loading import tell_of_content
from bot.metrics import Figures
from bot.periods import periods_of
from bot.settings import Settings
from bot.simulator.delivering import in_process
from bot.simulator.movable import MovableClock, left_at
from bot.simulator.server import serving
from bot.simulator.world import World
from bot.staff import staff_of
from bot.starting import CannotStartError, Premises, occupied
from bot.understanding.making import mind_of
from bot.words import Words, WordsError
from models.note import ACCOUNT, Notes

LOCALES: Final = Path(__file__).parent.parent / "locales"
_THREADS: Final = 32

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
        with asyncio.Runner(loop_factory=new_loop) as runner:
            runner.run(_serve(premises, words, listener, say, clock))


def loaded_words(settings: Settings) -> Words:
    """Load the catalogues.

    Raises:
        CannotStartError: when one is not complete and compiled.
    """
    try:
        return Words(LOCALES, zone=settings.zone)
    except WordsError as unready:
        raise CannotStartError(f"{unready}.") from unready


async def real_channel(premises: Premises, say: Say) -> Channel:
    """Give the LINE channel of the settings, which hold both credentials; ask LINE who we are.

    The account's @id is noted for whoever makes links to it.
    """
    channel = channel_of(premises.settings)
    own = await asyncio.to_thread(_identity, channel.api_base, channel.token, say)
    if own is None:
        return channel
    await asyncio.to_thread(_note_account, premises, own.basic_id)
    return replace(channel, destination=own.user_id)


def channel_of(settings: Settings) -> Channel:
    """Give the LINE channel of the settings, for a process that takes no events."""
    return Channel(
        secret=settings.line_channel_secret or "",
        token=settings.line_channel_access_token or "",
        api_base=settings.api_base,
        data_api_base=settings.data_api_base,
    )


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
async def answering(
    web: ASGIApp, listener: socket.socket, *, heeds_signals: bool, has_pages: bool = False
) -> AsyncIterator[asyncio.Event]:
    """Serve `web` in this loop; yields what is set when a heeded signal has stopped it.

    With `has_pages` it is told of start and end, and its pages may keep a connection open.
    """
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on" if has_pages else "off",
        ws="websockets-sansio" if has_pages else "none",
        timeout_graceful_shutdown=10,
        backlog=BACKLOG,
    )
    server = _Server(config, heeds_signals=heeds_signals)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield server.stopped
    finally:
        server.should_exit = True
        await task
        listener.close()


async def _serve(
    premises: Premises, words: Words, listener: socket.socket, say: Say, clock: Clock
) -> None:
    settings = premises.settings
    async with (
        _opened(premises, words, say, clock) as app,
        app.running(),
        answering(app.web, listener, heeds_signals=True, has_pages=settings.is_pretend) as stopped,
    ):
        keep_what_is_loaded()
        greet(settings, say)
        await stopped.wait()


@asynccontextmanager
async def _opened(premises: Premises, words: Words, say: Say, clock: Clock) -> AsyncIterator[App]:
    """Make the bot on its channel, or on a pretend one with a page to talk with it."""
    if not premises.settings.is_pretend:
        yield assembled(premises, words, await real_channel(premises, say), clock)
        return
    movable = MovableClock(clock, ahead=await asyncio.to_thread(left_at, premises.store))
    world = World(now=movable, seed=f"siao {movable().isoformat()}")
    async with pretending(world) as channel:
        app = assembled(premises, words, channel, movable)
        _show_simulator(app, premises, world, movable)
        yield app


def assembled(premises: Premises, words: Words, channel: Channel, clock: Clock) -> App:
    """Make the bot on its channel."""
    app = App(
        store=premises.store,
        vault=premises.keys,
        channel=channel,
        words=words,
        zone=premises.settings.zone,
        clock=clock,
        form_server=_form_server(premises.settings),
        periods=periods_of(premises.settings),
        public_url=premises.settings.public_url or "",
        staff=staff_of(premises.settings.answer_hours, premises.settings.answer_phone),
        alone=premises.settings.broadcast_alone,
        reserve=premises.settings.push_reserve,
        mind=mind_of(
            premises.store,
            premises.settings.directory,
            has_embedder=premises.settings.embedder,
        ),
    )
    if premises.settings.metrics:
        Figures(store=app.store, clock=clock, bodies=app.webhook.counts).register(app.web)
    return app


def _form_server(settings: Settings) -> FormServer | None:
    """Give the server that submissions are sent on to; a pretended LINE has none to send."""
    if settings.openrosa_url is None or settings.is_pretend:
        return None
    return FormServer(url=settings.openrosa_url, token=settings.openrosa_token or "")


def _show_simulator(app: App, premises: Premises, world: World, clock: MovableClock) -> None:
    """Add the page of the simulator; only here is NiceGUI imported, which takes its time."""
    from bot.simulator.page.opening import register  # noqa: PLC0415
    from bot.simulator.page.stage import Stage  # noqa: PLC0415

    async def settle() -> None:
        if app.drain is not None:
            await app.drain.sweep()  # what was noted without a wake, too
            await app.drain.rest()

    deliver = in_process(app.web)
    stage = Stage(world=world, clock=clock, premises=premises, deliver=deliver, settle=settle)
    register(app.web, stage)


def greet(settings: Settings, say: Say) -> None:
    """Tell where the bot listens, and how to talk with it."""
    host = f"[{settings.bind}]" if ":" in settings.bind else settings.bind
    say(f"Siao listens on http://{host}:{settings.port} (stop it with Ctrl+C).")
    if settings.is_pretend:
        say(f"No LINE account is set up. Talk with it at http://{host}:{settings.port}/simulator,")
        say("or in another terminal: make chat")
        say("To go live on LINE, follow README.md, “Going live on LINE”.")
    else:
        public = settings.public_url or "https://…"
        say(f"The webhook address for LINE is {public.rstrip('/')}/webhook.")


def _identity(base: str, token: str, say: Say) -> Identity | None:
    """Ask LINE who the bot is; None when it is not told."""
    try:
        return Account(base=base, token=token).identity()
    except AccountError as silent:
        say(f"{silent}: run `python -m bot doctor` to see what is wrong.")
        return None


def _note_account(premises: Premises, basic_id: str) -> None:
    """Remember the bot's public name; another process that starts now may have written the same."""
    with suppress(IntegrityError), premises.store.writing() as session:
        Notes(session).put(ACCOUNT, basic_id)


def new_loop() -> asyncio.AbstractEventLoop:
    """Make the fastest event loop there is here, with threads enough.

    By itself it has six on two cores: work that lasts, or that waits for a LINE that hangs, would
    take them all, and no webhook could be stored.
    """
    quickest = uvicorn.Config(app="", loop="auto", log_config=None).get_loop_factory()
    loop = (quickest or asyncio.new_event_loop)()
    loop.set_default_executor(ThreadPoolExecutor(_THREADS))
    return loop


class _Server(uvicorn.Server):
    """A server that finishes what was begun when it is told to stop, and lets its program go on."""

    def __init__(self, config: uvicorn.Config, *, heeds_signals: bool) -> None:
        super().__init__(config)
        self._heeded = (signal.SIGINT, signal.SIGTERM) if heeds_signals else ()
        self.stopped = asyncio.Event()

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the two signals that ask for an end, if they are for this server."""
        loop = asyncio.get_running_loop()
        for number in self._heeded:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            self.stopped.set()
