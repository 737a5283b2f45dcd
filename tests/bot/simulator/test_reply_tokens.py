import pytest

from bot.simulator.events import Events
from bot.simulator.sources import alone
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Clock, said

pytestmark = pytest.mark.anyio


async def test_a_reply_is_shown_to_whom_the_event_came_from(world: World, bot: Bot) -> None:
    nok, som = world.add_contact("nok"), world.add_contact("som")

    answer = await bot.reply(Events(world).text(alone(nok), "hi"), said("hello"), said("again"))

    assert answer.status_code == 200
    assert len(answer.json()["sentMessages"]) == 2
    assert world.texts(nok.user_id) == ["hello", "again"]
    assert world.texts(som.user_id) == []


async def test_a_token_is_good_for_one_reply(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")
    event = Events(world).text(alone(nok), "hi")

    await bot.reply(event, said("once"))
    second = await bot.reply(event, said("twice"))

    assert (second.status_code, second.json()) == (400, {"message": "Invalid reply token"})
    assert world.texts(nok.user_id) == ["once"]


async def test_a_token_that_was_never_given_is_refused(bot: Bot) -> None:
    answer = await bot.reply({"replyToken": "f" * 32})

    assert (answer.status_code, answer.json()) == (400, {"message": "Invalid reply token"})


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (61, 400)])
async def test_a_token_lives_a_minute(
    world: World, bot: Bot, clock: Clock, seconds: int, status: int
) -> None:
    event = Events(world).text(alone(world.add_contact("nok")), "hi")
    clock.pass_by(seconds=seconds)

    assert (await bot.reply(event)).status_code == status


async def test_a_refused_message_leaves_the_token_unused(world: World, bot: Bot) -> None:
    event = Events(world).text(alone(world.add_contact("nok")), "hi")

    refused = await bot.reply(event, said("fine"), said(""))
    accepted = await bot.reply(event, said("fine"))

    assert (refused.status_code, accepted.status_code) == (400, 200)


async def test_a_reply_is_never_billed(world: World, bot: Bot) -> None:
    world.quota.limit = 0
    event = Events(world).text(alone(world.add_contact("nok")), "hi")

    assert (await bot.reply(event)).status_code == 200
    assert world.quota.used(world.now()) == 0


async def test_a_reply_to_someone_who_blocked_is_accepted_unseen(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")
    event = Events(world).text(alone(nok), "hi")
    nok.blocked = True

    assert (await bot.reply(event)).status_code == 200
    assert world.shown(nok.user_id) == []


async def test_a_retry_key_on_a_reply_is_refused(world: World, bot: Bot) -> None:
    event = Events(world).text(alone(world.add_contact("nok")), "hi")
    bot.http.headers["X-Line-Retry-Key"] = "123e4567-e89b-42d3-a456-426614174000"

    assert (await bot.reply(event)).status_code == 400
