import asyncio
from collections.abc import AsyncIterator

import aiohttp
import httpx
import pytest

from bot.simulator.api import api
from bot.simulator.events import Event, Events
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.server import serving
from bot.simulator.sources import alone
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, said

pytestmark = pytest.mark.anyio


@pytest.fixture
def event(world: World) -> Event:
    return Events(world).text(alone(world.add_contact("nok")), "hi")


@pytest.fixture
async def session(world: World) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Authorization": f"Bearer {world.channel.access_token}"}
    async with (
        serving(world) as address,
        aiohttp.ClientSession(address, headers=headers) as session,
    ):
        yield session


def seen(world: World) -> int:
    return sum(len(world.shown(user_id)) for user_id in world.contacts)


async def reply(session: aiohttp.ClientSession, event: Event) -> tuple[int, bytes]:
    body = {"replyToken": event["replyToken"], "messages": [said("ok")]}
    async with session.post("/v2/bot/message/reply", json=body) as answer:
        return answer.status, await answer.read()


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        ("429_rate", 429, "The API rate limit has been exceeded. Try again later."),
        ("429_quota", 429, "You have reached your monthly limit."),
        ("429_user", 429, "You have sent too many messages to this user. Try again later."),
        ("500", 500, "Internal server error"),
        ("503", 503, "Service unavailable"),
    ],
)
async def test_a_refusing_fault_does_nothing_but_refuse(
    world: World, bot: Bot, event: Event, kind: FaultKind, status: int, message: str
) -> None:
    world.faults.add(Fault(kind=kind))

    answer = await bot.reply(event)

    assert (answer.status_code, answer.json()) == (status, {"message": message})
    assert "x-line-request-id" in answer.headers
    assert seen(world) == 0
    assert (await bot.reply(event)).status_code == 200  # the token is unused, the fault is over


async def test_a_fault_strikes_as_often_as_it_is_told(world: World, bot: Bot, event: Event) -> None:
    world.faults.add(Fault(kind="503", times=2))

    assert [(await bot.reply(event)).status_code for _ in range(3)] == [503, 503, 200]


async def test_a_fault_without_a_count_strikes_until_cleared(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")
    world.faults.add(Fault(kind="500", times=None))
    struck = [(await bot.push(nok.user_id)).status_code for _ in range(3)]

    world.faults.clear()

    assert struck == [500, 500, 500]
    assert (await bot.push(nok.user_id)).status_code == 200


async def test_a_fault_of_one_endpoint_spares_the_others(
    world: World, bot: Bot, event: Event
) -> None:
    world.faults.add(Fault(kind="500", endpoint="push"))

    assert (await bot.reply(event)).status_code == 200
    assert (await bot.push(world.add_contact("nok").user_id)).status_code == 500


async def test_accepted_then_500_has_shown_the_messages(
    world: World, bot: Bot, event: Event
) -> None:
    world.faults.add(Fault(kind="accepted_then_500"))

    first, second = await bot.reply(event), await bot.reply(event)

    assert (first.status_code, second.status_code) == (500, 400)
    assert second.json() == {"message": "Invalid reply token"}
    assert seen(world) == 1


async def test_a_retry_after_accepted_then_500_is_answered_with_409(world: World, bot: Bot) -> None:
    nok, key = world.add_contact("nok"), "123e4567-e89b-42d3-a456-426614174000"
    world.faults.add(Fault(kind="accepted_then_500"))

    first = await bot.push(nok.user_id, key=key)
    second = await bot.push(nok.user_id, key=key)

    assert (first.status_code, second.status_code) == (500, 409)
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert seen(world) == 1


async def test_an_acting_fault_does_not_turn_a_refusal_into_something_else(
    world: World, bot: Bot
) -> None:
    world.faults.add(Fault(kind="accepted_then_500"))

    assert (await bot.reply({"replyToken": "f" * 32})).status_code == 400


async def test_wrong_json_is_no_json(world: World, bot: Bot, event: Event) -> None:
    world.faults.add(Fault(kind="wrong_json"))

    answer = await bot.reply(event)

    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    assert seen(world) == 1


async def test_a_slow_answer_waits_its_seconds_after_acting(world: World, event: Event) -> None:
    waited: list[tuple[float, int]] = []

    async def pause(seconds: float) -> None:
        waited.append((seconds, seen(world)))

    world.faults.add(Fault(kind="slow", seconds=30.0))
    transport = httpx.ASGITransport(app=api(world, pause=pause))
    headers = {"Authorization": f"Bearer {world.channel.access_token}"}
    async with httpx.AsyncClient(transport=transport, headers=headers) as http:
        body = {"replyToken": event["replyToken"], "messages": [said("ok")]}
        answer = await http.post("http://line.test/v2/bot/message/reply", json=body)

    assert answer.status_code == 200
    assert waited == [(30.0, 1)]


@pytest.mark.parametrize(("kind", "shown"), [("drop", 0), ("accepted_then_drop", 1), ("half", 1)])
async def test_a_dropped_connection_is_an_error_of_the_client(
    world: World, session: aiohttp.ClientSession, event: Event, kind: FaultKind, shown: int
) -> None:
    world.faults.add(Fault(kind=kind))

    with pytest.raises(aiohttp.ClientError):
        await reply(session, event)

    assert seen(world) == shown
    assert (world.requests[-1].status, world.requests[-1].accepted) == (None, shown == 1)
    assert (await reply(session, event))[0] == (400 if shown else 200)


async def test_a_dropped_connection_in_the_same_process_is_reset(
    world: World, bot: Bot, event: Event
) -> None:
    world.faults.add(Fault(kind="accepted_then_drop"))

    with pytest.raises(ConnectionResetError):
        await bot.reply(event)

    assert seen(world) == 1


@pytest.mark.parametrize(("kind", "meanwhile"), [("hang", 0), ("accepted_then_hang", 1)])
async def test_a_hanging_request_is_answered_when_released(
    world: World, session: aiohttp.ClientSession, event: Event, kind: FaultKind, meanwhile: int
) -> None:
    world.faults.add(Fault(kind=kind))
    asking = asyncio.create_task(reply(session, event))
    await world.faults.until_hanging(1)
    assert (asking.done(), seen(world)) == (False, meanwhile)

    world.faults.release()

    assert (await asking)[0] == 200
    assert seen(world) == 1


async def test_who_gives_up_on_a_hanging_request_has_sent_nothing(
    world: World, session: aiohttp.ClientSession, event: Event
) -> None:
    world.faults.add(Fault(kind="hang"))
    asking = asyncio.create_task(reply(session, event))
    await world.faults.until_hanging(1)

    asking.cancel()
    await world.faults.until_hanging(0)
    await asyncio.gather(asking, return_exceptions=True)

    assert seen(world) == 0
    assert (await reply(session, event))[0] == 200
    assert [one.status for one in world.requests] == [None, 200]


async def test_a_server_that_closes_lets_go_of_what_hangs(world: World, event: Event) -> None:
    world.faults.add(Fault(kind="hang"))
    headers = {"Authorization": f"Bearer {world.channel.access_token}"}
    async with serving(world) as address:
        session = aiohttp.ClientSession(address, headers=headers)
        asking = asyncio.create_task(reply(session, event))
        await world.faults.until_hanging(1)

    await asyncio.gather(asking, return_exceptions=True)
    await session.close()
    assert world.faults.hanging == 0


def test_what_waits_to_strike_is_told_with_how_often_it_still_will(world: World) -> None:
    twice, always = Fault(kind="500", endpoint="reply", times=2), Fault(kind="503", times=None)
    world.faults.add(twice)
    world.faults.add(always)
    world.faults.strike("reply")

    assert world.faults.armed == [(twice, 1), (always, None)]
    world.faults.clear()
    assert world.faults.armed == []
