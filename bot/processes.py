"""Running one process of many until it is told to stop."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

from bot.clock import Clock, now
from bot.garbage import keep_what_is_loaded
from bot.listening import listening
from bot.serving import (
    Say,
    answering,
    assembled,
    channel_of,
    greet,
    loaded_words,
    new_loop,
    real_channel,
)
from bot.settings import Settings
from bot.starting import CannotStartError, Premises, joined
from bot.wake import Jobs
from bot.wide import POOLS, Kind, at_the_door, at_work, on_time
from bot.words import Words

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)

_Run: TypeAlias = Callable[[Premises, Words, Jobs, Say, Clock], Coroutine[None, None, None]]


def serve(kind: Kind, settings: Settings, say: Say, clock: Clock = now) -> None:
    """Run a web, a worker or a clock until SIGTERM or SIGINT; what was begun is finished first.

    Raises:
        CannotStartError: when anything is not as it must be.
    """
    if settings.is_sqlite:
        raise CannotStartError(
            f"`{kind}` is one process of many and needs PostgreSQL (DATABASE_URL): "
            "on an SQLite file, `run` is all of them in one."
        )
    words = loaded_words(settings)
    with joined(settings, say, pool=POOLS[kind].sessions) as premises:
        jobs = Jobs(premises.store.url, pool=POOLS[kind].jobs)
        with asyncio.Runner(loop_factory=new_loop) as runner:
            runner.run(_RUN[kind](premises, words, jobs, say, clock))


async def _web(premises: Premises, words: Words, jobs: Jobs, say: Say, clock: Clock) -> None:
    settings = premises.settings
    listener = listening(settings.bind, settings.port)
    app = assembled(premises, words, await real_channel(premises, say), clock)
    async with at_the_door(app, jobs), answering(app.web, listener, heeds_signals=True) as stopped:
        keep_what_is_loaded()
        greet(settings, say)
        await stopped.wait()


async def _worker(premises: Premises, words: Words, jobs: Jobs, say: Say, clock: Clock) -> None:
    app = assembled(premises, words, channel_of(premises.settings), clock)
    with _heeding_signals() as stopped:
        async with at_work(app, jobs) as working:
            keep_what_is_loaded()
            say("A worker is at work (stop it with Ctrl+C).")
            told = asyncio.create_task(stopped.wait())
            await asyncio.wait([told, working], return_when=asyncio.FIRST_COMPLETED)
            told.cancel()
    if not working.cancelled():
        working.result()  # nobody told it to stop: let it be seen what did


async def _clock(premises: Premises, words: Words, jobs: Jobs, say: Say, clock: Clock) -> None:
    app = assembled(premises, words, channel_of(premises.settings), clock)
    with _heeding_signals() as stopped:
        async with on_time(app, jobs):
            say("A clock is running (stop it with Ctrl+C).")
            await stopped.wait()


@contextmanager
def _heeding_signals() -> Iterator[asyncio.Event]:
    """Set what is given when the process is told to stop."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stopped.set)
    try:
        yield stopped
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)


_RUN: Final[dict[Kind, _Run]] = {"web": _web, "worker": _worker, "clock": _clock}
