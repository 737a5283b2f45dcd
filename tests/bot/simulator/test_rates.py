import pytest

from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Clock

pytestmark = pytest.mark.anyio


async def start_loading(bot: Bot, chat_id: str) -> int:
    answer = await bot.http.post("/v2/bot/chat/loading/start", json={"chatId": chat_id})
    return answer.status_code


async def test_a_hundred_loading_animations_a_second_and_no_more(clock: Clock) -> None:
    world = World(now=clock, rates=True)
    bot, nok = Bot(world), world.add_contact("nok")

    statuses = {await start_loading(bot, nok.user_id) for _ in range(100)}
    one_more = await start_loading(bot, nok.user_id)
    clock.pass_by(seconds=1)
    later = await start_loading(bot, nok.user_id)

    assert (statuses, one_more, later) == ({202}, 429, 202)


async def test_each_endpoint_has_a_limit_of_its_own(clock: Clock) -> None:
    world = World(now=clock, rates=True)
    bot, nok = Bot(world), world.add_contact("nok")
    for _ in range(101):
        await start_loading(bot, nok.user_id)

    assert (await bot.push(nok.user_id)).status_code == 200


async def test_rates_are_not_counted_unless_asked_for(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")

    assert {await start_loading(bot, nok.user_id) for _ in range(101)} == {202}
