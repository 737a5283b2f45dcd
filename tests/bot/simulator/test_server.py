from collections.abc import AsyncIterator

import aiohttp
import pytest
from linebot.v3.messaging.api.async_messaging_api import AsyncMessagingApi
from linebot.v3.messaging.api.async_messaging_api_blob import AsyncMessagingApiBlob
from linebot.v3.messaging.async_api_client import AsyncApiClient
from linebot.v3.messaging.configuration import Configuration
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.messaging.models.push_message_request import PushMessageRequest
from linebot.v3.messaging.models.reply_message_request import ReplyMessageRequest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.simulator.courier import Courier
from bot.simulator.delivering import in_process, over_http
from bot.simulator.media import message_id_of
from bot.simulator.phone import Phone
from bot.simulator.server import serving, serving_aside
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, said

pytestmark = pytest.mark.anyio

KEY = "123e4567-e89b-42d3-a456-426614174000"


@pytest.fixture
async def client(world: World) -> AsyncIterator[AsyncApiClient]:
    """LINE's own client, as far as from us as it gets."""
    async with serving(world) as address:
        settings = Configuration(host=address, access_token=world.channel.access_token)
        async with AsyncApiClient(settings) as client:
            yield client


@pytest.fixture
def phone(world: World, bot: Bot) -> Phone:
    return Phone(world, world.add_contact("nok"), Courier(world, bot.hear))


async def test_lines_own_client_replies(world: World, phone: Phone, client: AsyncApiClient) -> None:
    event = await phone.type("hi")
    fields = {"replyToken": event["replyToken"], "messages": [said("hello")]}
    request = ReplyMessageRequest.from_dict(fields)

    answer = await AsyncMessagingApi(client).reply_message(request)

    assert len(answer.sent_messages) == 1
    assert world.texts(phone.contact.user_id) == ["hello"]


async def test_lines_own_client_hears_of_an_accepted_key(
    phone: Phone, client: AsyncApiClient
) -> None:
    api = AsyncMessagingApi(client)
    fields = {"to": phone.contact.user_id, "messages": [said("hello")]}
    request = PushMessageRequest.from_dict(fields)
    await api.push_message(request, x_line_retry_key=KEY)

    with pytest.raises(ApiException) as caught:
        await api.push_message(request, x_line_retry_key=KEY)

    assert caught.value.status == 409
    assert "x-line-accepted-request-id" in caught.value.headers


async def test_lines_own_client_fetches_a_picture(phone: Phone, client: AsyncApiClient) -> None:
    event = await phone.send_picture(b"a picture")

    content = await AsyncMessagingApiBlob(client).get_message_content(message_id_of(event))

    assert bytes(content) == b"a picture"


async def test_lines_own_client_reads_profile_bot_and_quota(
    world: World, phone: Phone, client: AsyncApiClient
) -> None:
    api = AsyncMessagingApi(client)

    profile = await api.get_profile(phone.contact.user_id)
    info = await api.get_bot_info()
    quota = await api.get_message_quota()

    assert (profile.display_name, profile.language) == ("nok", "th")
    assert (info.user_id, quota.value) == (world.channel.bot_user_id, 300)


async def test_the_server_can_live_in_a_thread_of_its_own(world: World) -> None:
    headers = {"Authorization": f"Bearer {world.channel.access_token}"}

    with serving_aside(world) as address:
        assert address.startswith("http://127.0.0.1:")
        async with (
            aiohttp.ClientSession(address, headers=headers) as session,
            session.get("/v2/bot/info") as answer,
        ):
            assert answer.status == 200


async def test_webhooks_reach_an_app_in_the_same_process(world: World, bot: Bot) -> None:
    phone = Phone(world, world.add_contact("nok"), Courier(world, in_process(webhooks(bot))))

    await phone.type("hi")

    assert [event["type"] for event in bot.heard] == ["message"]
    assert phone.courier.undelivered == []


async def test_a_webhook_that_cannot_be_reached_waits_for_redelivery(
    world: World, bot: Bot
) -> None:
    async with aiohttp.ClientSession() as session:
        nowhere = over_http(session, "http://127.0.0.1:9/webhook")
        phone = Phone(world, world.add_contact("nok"), Courier(world, nowhere))
        event = await phone.type("hi")

    assert phone.courier.undelivered == [event]
    assert bot.heard == []


async def test_webhooks_reach_an_address(world: World) -> None:
    async with serving(world) as address, aiohttp.ClientSession() as session:
        courier = Courier(world, over_http(session, f"{address}/nowhere"))

        assert await courier.verify() == 401  # the pretend LINE is no bot, yet it answers


def webhooks(bot: Bot) -> Starlette:
    async def hear(request: Request) -> Response:
        return Response(status_code=await bot.hear(await request.body(), request.headers))

    return Starlette(routes=[Route("/webhook", hear, methods=["POST"])])
