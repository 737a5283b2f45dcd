"""Asking LINE for what was sent."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.clock import Clock
from bot.line.content import ContentClient, Here, Later, Lost, Outcome
from bot.simulator.contents import Content
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.server import serving
from bot.simulator.world import World
from tests.bot.awaiting import NOON

pytestmark = pytest.mark.anyio


@pytest.fixture
def world() -> World:
    clock: Clock = lambda: NOON  # noqa: E731  # a clock that stands
    return World(now=clock)


async def ask(world: World, message_id: str = "17", *, token: str | None = None) -> Outcome:
    async with (
        serving(world) as base,
        ContentClient(base=base, token=token or world.channel.access_token) as client,
    ):
        return await client.fetch(message_id)


async def test_a_content_comes_as_it_is(world: World) -> None:
    world.contents.put("17", Content(data=b"\x00voice\xff", media_type="audio/aac"))

    assert await ask(world) == Here(data=b"\x00voice\xff")


async def test_what_line_still_prepares_comes_later(world: World) -> None:
    world.contents.put("17", Content(data=b"x", media_type="video/mp4", preparing=1))

    assert await ask(world) == Later(why="202")


async def test_what_was_never_there_or_was_taken_back_is_gone(world: World) -> None:
    world.contents.put("18", Content(data=b"x", media_type="image/jpeg"))
    world.contents.take_back("18")

    assert await ask(world, "17") == Lost(why="gone")
    assert await ask(world, "18") == Lost(why="gone")


async def test_a_token_that_is_not_taken_is_told_apart(world: World) -> None:
    world.contents.put("17", Content(data=b"x", media_type="image/jpeg"))

    assert await ask(world, token="old") == Later(why="401", barred=True)


@pytest.mark.parametrize("kind", ["500", "503", "429_rate", "drop", "half"])
async def test_a_failure_of_line_is_for_later(world: World, kind: FaultKind) -> None:
    world.contents.put("17", Content(data=b"x" * 1000, media_type="image/jpeg"))
    world.faults.add(Fault(kind=kind, endpoint="content", times=None))

    assert isinstance(await ask(world), Later)


async def test_who_does_not_answer_is_asked_later(world: World) -> None:
    world.contents.put("17", Content(data=b"x", media_type="image/jpeg"))
    world.faults.add(Fault(kind="hang", endpoint="content"))
    hasty = aiohttp.ClientTimeout(total=0.05)

    async with (
        serving(world) as base,
        ContentClient(base=base, token=world.channel.access_token, timeout=hasty) as client,
    ):
        outcome = await client.fetch("17")

    assert isinstance(outcome, Later)
    assert "Timeout" in outcome.why


@pytest.mark.parametrize("message_id", ["", "..", "1/2", "1?a=b", "๑๗", "1" * 65])
async def test_an_id_that_is_none_asks_nothing(world: World, message_id: str) -> None:
    assert await ask(world, message_id) == Lost(why="refused")
    assert world.requests == []


@asynccontextmanager
async def answering(
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> AsyncIterator[str]:
    """Serve one answer to everything; yields the base address."""
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_content_without_end_is_cut_off_at_the_limit() -> None:
    poured = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal poured
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)
            poured += 65536
            await asyncio.sleep(0)

    async with answering(pour) as base, ContentClient(base=base, token="t") as client:
        assert await client.fetch("17", limit=1_000_000) == Lost(why="too_big")

    assert poured < 20_000_000


@pytest.mark.parametrize(("size", "fits"), [(1000, True), (1001, False)])
async def test_the_limit_is_counted_to_the_byte(size: int, fits: bool) -> None:  # noqa: FBT001
    async def give(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"x" * size)

    async with answering(give) as base, ContentClient(base=base, token="t") as client:
        outcome = await client.fetch("17", limit=1000)

    assert outcome == (Here(data=b"x" * size) if fits else Lost(why="too_big"))


async def test_the_token_is_not_carried_elsewhere() -> None:
    seen: list[str] = []

    async def send_away(request: web.Request) -> web.StreamResponse:
        seen.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    async with answering(send_away) as base, ContentClient(base=base, token="t") as client:
        assert await client.fetch("17") == Later(why="302")

    assert seen == ["/v2/bot/message/17/content"]


async def test_what_line_refuses_is_not_asked_for_again() -> None:
    async def refuse(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=400)

    async with answering(refuse) as base, ContentClient(base=base, token="t") as client:
        assert await client.fetch("17") == Lost(why="refused")
