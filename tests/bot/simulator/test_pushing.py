import pytest

from bot.simulator.events import Events
from bot.simulator.sources import alone
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Clock, said

pytestmark = pytest.mark.anyio

KEY = "123e4567-e89b-42d3-a456-426614174000"


async def used(bot: Bot) -> int:
    answer = await bot.http.get("/v2/bot/message/quota/consumption")
    total = answer.json()["totalUsage"]
    assert isinstance(total, int)
    return total


async def test_five_messages_to_one_person_cost_one(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")

    await bot.push(nok.user_id, *[said(str(number)) for number in range(5)])

    assert await used(bot) == 1
    assert world.texts(nok.user_id) == ["0", "1", "2", "3", "4"]


async def test_a_push_to_a_group_costs_as_many_as_are_in_it(world: World, bot: Bot) -> None:
    group = world.add_group("village", *[world.add_contact(f"member {n}") for n in range(5)])

    await bot.push(group.chat_id, said("one"), said("two"), said("three"), said("four"))

    assert await used(bot) == 5
    assert len(world.shown(group.chat_id)) == 4


async def test_a_push_to_someone_who_blocked_is_accepted_unseen_and_free(
    world: World, bot: Bot
) -> None:
    nok = world.add_contact("nok")
    nok.blocked = True

    answer = await bot.push(nok.user_id)

    assert answer.status_code == 200
    assert len(answer.json()["sentMessages"]) == 1
    assert world.shown(nok.user_id) == []
    assert await used(bot) == 0


async def test_a_push_to_an_unknown_id_is_refused(bot: Bot) -> None:
    assert (await bot.push("U" + "0" * 32)).status_code == 400


@pytest.mark.parametrize(("days", "seen"), [(7, 1), (8, 0)])
async def test_someone_who_is_no_friend_is_reached_seven_days_after_writing(
    world: World, bot: Bot, clock: Clock, days: int, seen: int
) -> None:
    passer = world.add_contact("passer-by", friend=False)
    Events(world).text(alone(passer), "hi")
    clock.pass_by(days=days)

    assert (await bot.push(passer.user_id)).status_code == 200
    assert len(world.shown(passer.user_id)) == seen


async def test_someone_who_is_no_friend_and_never_wrote_is_not_reached(
    world: World, bot: Bot
) -> None:
    passer = world.add_contact("passer-by", friend=False)

    assert (await bot.push(passer.user_id)).status_code == 200
    assert world.shown(passer.user_id) == []


async def test_the_month_ends_when_its_messages_are_used(
    world: World, bot: Bot, clock: Clock
) -> None:
    nok = world.add_contact("nok")
    world.quota.limit = 2
    within = [(await bot.push(nok.user_id)).status_code for _ in range(2)]

    third = await bot.push(nok.user_id)
    clock.pass_by(days=6)  # into December
    fourth = await bot.push(nok.user_id)

    assert within == [200, 200]
    assert (third.status_code, third.json()) == (
        429,
        {"message": "You have reached your monthly limit."},
    )
    assert fourth.status_code == 200
    assert await used(bot) == 1


async def test_a_multicast_beyond_the_quota_reaches_nobody(world: World, bot: Bot) -> None:
    world.quota.limit = 1
    nok, som = world.add_contact("nok"), world.add_contact("som")

    assert (await bot.multicast(nok.user_id, som.user_id)).status_code == 429
    assert world.shown(nok.user_id) == []


async def test_a_multicast_counts_whom_it_reached(world: World, bot: Bot) -> None:
    nok, som = world.add_contact("nok"), world.add_contact("som")
    som.blocked = True

    answer = await bot.multicast(nok.user_id, som.user_id)

    assert (answer.status_code, answer.json()) == (200, {})
    assert await used(bot) == 1


async def test_one_unknown_id_stops_a_whole_multicast(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")

    assert (await bot.multicast(nok.user_id, "U" + "0" * 32)).status_code == 400
    assert world.shown(nok.user_id) == []


async def test_a_multicast_takes_no_group(world: World, bot: Bot) -> None:
    group = world.add_group("village", world.add_contact("nok"))

    assert (await bot.multicast(group.chat_id)).status_code == 400


@pytest.mark.parametrize("count", [0, 501])
async def test_a_multicast_takes_one_to_five_hundred(world: World, bot: Bot, count: int) -> None:
    people = [world.add_contact(str(number)).user_id for number in range(count)]

    assert (await bot.multicast(*people)).status_code == 400


async def test_a_broadcast_goes_to_friends(world: World, bot: Bot) -> None:
    nok, passer = world.add_contact("nok"), world.add_contact("passer-by", friend=False)

    answer = await bot.http.post("/v2/bot/message/broadcast", json={"messages": [said("all")]})

    assert answer.status_code == 200
    assert world.texts(nok.user_id) == ["all"]
    assert world.texts(passer.user_id) == []


@pytest.mark.parametrize("units", [["one", "two"], ["has space"], ["x" * 31], "one"])
async def test_wrong_aggregation_units_are_refused(world: World, bot: Bot, units: object) -> None:
    nok = world.add_contact("nok")

    assert (await bot.push(nok.user_id, customAggregationUnits=units)).status_code == 400


async def test_the_same_retry_key_is_accepted_once(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")

    first = await bot.push(nok.user_id, said("pills"), key=KEY)
    second = await bot.push(nok.user_id, said("pills"), key=KEY)

    assert second.status_code == 409
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.json() == {
        "message": "The retry key is already accepted",
        "sentMessages": first.json()["sentMessages"],
    }
    assert world.texts(nok.user_id) == ["pills"]
    assert await used(bot) == 1


async def test_a_refused_request_does_not_use_its_retry_key(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")

    refused = await bot.push(nok.user_id, said(""), key=KEY)
    accepted = await bot.push(nok.user_id, said("pills"), key=KEY)

    assert (refused.status_code, accepted.status_code) == (400, 200)


async def test_a_retry_key_is_forgotten_after_a_day(world: World, bot: Bot, clock: Clock) -> None:
    nok = world.add_contact("nok")
    await bot.push(nok.user_id, key=KEY)

    clock.pass_by(hours=23, minutes=59)
    still = await bot.push(nok.user_id, key=KEY)
    clock.pass_by(minutes=1)
    again = await bot.push(nok.user_id, key=KEY)

    assert (still.status_code, again.status_code) == (409, 200)


async def test_a_multicast_is_accepted_once_too_and_names_no_messages(
    world: World, bot: Bot
) -> None:
    nok = world.add_contact("nok")
    await bot.multicast(nok.user_id, key=KEY)

    second = await bot.multicast(nok.user_id, key=KEY)

    assert second.status_code == 409
    assert second.json() == {"message": "The retry key is already accepted"}


async def test_a_retry_key_that_is_no_uuid_is_refused(world: World, bot: Bot) -> None:
    assert (await bot.push(world.add_contact("nok").user_id, key="tuesday")).status_code == 400


async def test_whether_it_rings_is_yes_or_no(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")

    assert (await bot.push(nok.user_id, notificationDisabled=True)).status_code == 200
    assert (await bot.push(nok.user_id, notificationDisabled="yes")).status_code == 400
