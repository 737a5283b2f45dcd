import pytest

from bot.simulator.courier import Courier
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Clock

pytestmark = pytest.mark.anyio


@pytest.fixture
def courier(world: World, bot: Bot) -> Courier:
    return Courier(world, bot.hear)


@pytest.fixture
def phone(world: World, courier: Courier) -> Phone:
    return Phone(world, world.add_contact("nok"), courier)


async def test_a_redelivered_event_is_the_same_but_for_its_mark(
    bot: Bot, phone: Phone, courier: Courier
) -> None:
    event = await phone.type("hi")
    await courier.redeliver(event)

    first, second = bot.heard
    assert first["deliveryContext"] == {"isRedelivery": False}
    assert second["deliveryContext"] == {"isRedelivery": True}
    assert {**first, "deliveryContext": 0} == {**second, "deliveryContext": 0}


async def test_redelivery_gives_an_unused_token_another_minute(
    bot: Bot, phone: Phone, courier: Courier, clock: Clock
) -> None:
    event = await phone.type("hi")
    clock.pass_by(minutes=5)
    await courier.redeliver(event)
    clock.pass_by(seconds=59)

    assert (await bot.reply(event)).status_code == 200


async def test_redelivery_does_not_revive_a_used_token(
    bot: Bot, phone: Phone, courier: Courier
) -> None:
    event = await phone.type("hi")
    await bot.reply(event)
    await courier.redeliver(event)

    assert (await bot.reply(event)).status_code == 400


async def test_no_redelivery_revives_a_token_twenty_minutes_after_the_event(
    bot: Bot, phone: Phone, courier: Courier, clock: Clock
) -> None:
    event = await phone.type("hi")
    clock.pass_by(minutes=20, seconds=1)
    await courier.redeliver(event)

    assert (await bot.reply(event)).status_code == 400


async def test_a_body_that_comes_twice_is_not_marked(bot: Bot, phone: Phone) -> None:
    event = phone.events.text(phone.source, "hi")

    assert await phone.courier.send_twice(event) == (200, 200)

    assert [one["webhookEventId"] for one in bot.heard] == [event["webhookEventId"]] * 2
    assert [one["deliveryContext"] for one in bot.heard] == [{"isRedelivery": False}] * 2


async def test_what_the_bot_did_not_take_is_brought_again_in_another_order(
    bot: Bot, phone: Phone, courier: Courier
) -> None:
    bot.status = 503
    first, second = await phone.type("one"), await phone.type("two")
    bot.status = 200

    assert await courier.redeliver_all() == [200, 200]

    assert [one["webhookEventId"] for one in bot.heard] == [
        second["webhookEventId"],
        first["webhookEventId"],
    ]
    assert courier.undelivered == []


async def test_events_of_several_people_share_a_body(
    world: World, bot: Bot, phone: Phone, courier: Courier
) -> None:
    other = Phone(world, world.add_contact("som"), courier)

    await courier.send(
        phone.events.text(phone.source, "from nok"), other.events.text(other.source, "from som")
    )

    assert bot.bodies == [2]


async def test_the_verify_button_brings_no_events(bot: Bot, courier: Courier) -> None:
    assert await courier.verify() == 200
    assert bot.bodies == [0]
