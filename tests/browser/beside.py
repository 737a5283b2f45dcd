"""The page of the simulator and its pretend LINE, beside a bot of many processes."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Final

import aiohttp
from fastapi import FastAPI

from bot.listening import listening
from bot.serving import answering
from bot.settings import Settings
from bot.simulator.delivering import over_http
from bot.simulator.movable import MovableClock
from bot.simulator.page.opening import register
from bot.simulator.page.stage import Stage
from bot.simulator.server import serving
from bot.simulator.world import Deliver, World
from bot.starting import Premises, joined
from models.inbox import Inbox
from models.outbox import Outbox

WORLD_SEED: Final = "siao"
_LOOK_S: Final = 0.05
_TRIES: Final = 100


def in_turn(doors: Sequence[Deliver]) -> Deliver:
    """Deliver to one door after the other, and to the next one where nobody answers."""
    turn = cycle(doors)

    async def deliver(body: bytes, headers: Mapping[str, str]) -> int:
        for _ in range(_TRIES):
            try:
                return await next(turn)(body, headers)
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(_LOOK_S)
        return 0

    return deliver


async def _show(premises: Premises, port: int, line_port: int, webs: Sequence[int]) -> None:
    clock = MovableClock()
    world, web = World(now=clock, seed=WORLD_SEED), FastAPI()

    async def settle() -> None:
        while not await asyncio.to_thread(_is_at_rest, premises):  # noqa: ASYNC110  # others work
            await asyncio.sleep(_LOOK_S)

    async with aiohttp.ClientSession() as session, serving(world, port=line_port):
        doors = [over_http(session, f"http://127.0.0.1:{one}/webhook") for one in webs]
        deliver = in_turn(doors)
        stage = Stage(world=world, clock=clock, premises=premises, deliver=deliver, settle=settle)
        register(web, stage)
        listener = listening("127.0.0.1", port)
        async with answering(web, listener, heeds_signals=True, has_pages=True) as stopped:
            _say(f"The page listens on {listener.getsockname()}")
            await stopped.wait()


def _is_at_rest(premises: Premises) -> bool:
    with premises.store.thinking() as session:
        return not Inbox(session).lanes_waiting() and not Outbox(session).lanes_unsent()


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    given = Settings.read()
    at, line_at, *doors_at = map(int, sys.argv[1:])
    with joined(given, _say, pool=3) as opened:
        asyncio.run(_show(opened, at, line_at, doors_at))
