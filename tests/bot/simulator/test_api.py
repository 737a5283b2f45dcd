import json

import httpx
import pytest

from bot.simulator.contents import Content
from bot.simulator.courier import Courier
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Clock, said
from tests.line_schema import assert_fits

pytestmark = pytest.mark.anyio


@pytest.fixture
def phone(world: World, bot: Bot) -> Phone:
    return Phone(world, world.add_contact("nok"), Courier(world, bot.hear))


@pytest.mark.parametrize("access", ["", "Bearer wrong", "bearer"])
async def test_without_the_access_token_nothing_is_told(bot: Bot, access: str) -> None:
    answer = await bot.http.get("/v2/bot/info", headers={"Authorization": access})

    assert answer.status_code == 401
    assert "x-line-request-id" in answer.headers


async def test_every_answer_bears_a_request_id_of_its_own(bot: Bot) -> None:
    answers = [await bot.http.get(path) for path in ("/v2/bot/info", "/nowhere", "/v2/bot/info")]

    assert [answer.status_code for answer in answers] == [200, 404, 200]
    assert len({answer.headers["x-line-request-id"] for answer in answers}) == 3


async def test_a_body_that_is_no_json_is_refused(bot: Bot) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await bot.http.post("/v2/bot/message/push", content=b"{", headers=headers)

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("The request body could not be parsed as JSON")


async def test_a_body_of_another_type_is_refused(bot: Bot) -> None:
    answer = await bot.http.post("/v2/bot/message/push", data={"to": "somebody"})

    assert answer.status_code == 415


async def test_a_body_above_two_megabytes_is_refused(bot: Bot) -> None:
    content = json.dumps({"messages": [said("x" * (2 * 1024 * 1024))]}).encode()
    headers = {"Content-Type": "application/json"}
    answer = await bot.http.post("/v2/bot/message/push", content=content, headers=headers)

    assert answer.status_code == 413


async def test_errors_are_told_in_lines_shape(world: World, bot: Bot) -> None:
    answer = await bot.push(world.add_contact("nok").user_id, said("fine"), said(""))

    assert answer.status_code == 400
    assert answer.json() == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[1].text"}],
    }


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
async def test_messages_can_be_tried_without_sending(bot: Bot, kind: str) -> None:
    path = f"/v2/bot/message/validate/{kind}"

    fine = await bot.http.post(path, json={"messages": [said("fine")]})
    wrong = await bot.http.post(path, json={"messages": [said("")]})

    assert (fine.status_code, fine.json(), wrong.status_code) == (200, {}, 400)


async def test_the_quota_is_told(world: World, bot: Bot) -> None:
    limited = (await bot.http.get("/v2/bot/message/quota")).json()
    world.quota.limit = None
    boundless = (await bot.http.get("/v2/bot/message/quota")).json()

    assert (limited, boundless) == ({"type": "limited", "value": 300}, {"type": "none"})


async def test_a_profile_tells_the_language_of_the_app(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok", language="lo")

    answer = await bot.http.get(f"/v2/bot/profile/{nok.user_id}")

    assert answer.json() == {"userId": nok.user_id, "displayName": "nok", "language": "lo"}
    assert_fits(answer.json(), "UserProfileResponse")


async def test_who_did_not_consent_has_no_language(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok", language=None)

    assert "language" not in (await bot.http.get(f"/v2/bot/profile/{nok.user_id}")).json()


async def test_there_is_no_profile_of_who_blocked_or_is_unknown(world: World, bot: Bot) -> None:
    nok = world.add_contact("nok")
    nok.blocked = True

    for user_id in (nok.user_id, "U" + "0" * 32):
        assert (await bot.http.get(f"/v2/bot/profile/{user_id}")).status_code == 404


async def test_the_bot_learns_who_it_is(world: World, bot: Bot) -> None:
    fields = (await bot.http.get("/v2/bot/info")).json()

    assert fields["userId"] == world.channel.bot_user_id
    assert_fits(fields, "BotInfoResponse")


async def get_content(bot: Bot, message_id: str, more: str = "") -> httpx.Response:
    return await bot.http.get(f"/v2/bot/message/{message_id}/content{more}")


async def test_a_content_is_not_ready_as_often_as_told(world: World, bot: Bot) -> None:
    content = Content(data=b"jpeg", media_type="image/jpeg", preparing=2)
    world.contents.put("17", content)

    answers = [await get_content(bot, "17") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 200]
    assert answers[2].content == b"jpeg"
    assert answers[2].headers["content-type"] == "image/jpeg"


async def test_the_state_of_a_content_is_told(world: World, bot: Bot) -> None:
    world.contents.put("17", Content(data=b"mp4", media_type="video/mp4", preparing=1))
    world.contents.put("18", Content(data=b"", media_type="video/mp4", failed=True))

    states = [(await get_content(bot, one, "/transcoding")).json() for one in ("17", "17", "18")]

    assert states == [{"status": "processing"}, {"status": "succeeded"}, {"status": "failed"}]
    assert (await get_content(bot, "18")).status_code == 404
    assert (await get_content(bot, "19", "/transcoding")).status_code == 404


async def test_a_preview_is_a_picture_too(world: World, bot: Bot) -> None:
    world.contents.put("17", Content(data=b"jpeg", media_type="image/jpeg"))

    assert (await get_content(bot, "17", "/preview")).content == b"jpeg"


async def test_an_unsent_content_is_gone(bot: Bot, phone: Phone) -> None:
    await phone.send_picture()
    message = bot.heard[0]["message"]
    assert isinstance(message, dict)
    before = await get_content(bot, message["id"])

    await phone.unsend(message["id"])

    assert before.status_code == 200
    assert (await get_content(bot, message["id"])).status_code == 410
    assert bot.heard[1]["unsend"] == {"messageId": message["id"]}


async def test_an_unknown_content_is_not_found(bot: Bot) -> None:
    assert (await get_content(bot, "17")).status_code == 404


@pytest.mark.parametrize(
    ("seconds", "status"), [(5, 202), (60, 202), (0, 400), (7, 400), (65, 400), ("5", 400)]
)
async def test_loading_is_shown_for_fives_of_seconds_up_to_sixty(
    world: World, bot: Bot, seconds: object, status: int
) -> None:
    body = {"chatId": world.add_contact("nok").user_id, "loadingSeconds": seconds}

    answer = await bot.http.post("/v2/bot/chat/loading/start", json=body)

    assert answer.status_code == status


async def test_loading_is_not_shown_to_a_group(world: World, bot: Bot) -> None:
    body = {"chatId": world.add_group("village").chat_id}

    assert (await bot.http.post("/v2/bot/chat/loading/start", json=body)).status_code == 400


async def test_loading_ends_with_the_next_message(
    world: World, bot: Bot, phone: Phone, clock: Clock
) -> None:
    event = await phone.type("hi")
    body = {"chatId": phone.contact.user_id, "loadingSeconds": 10}
    await bot.http.post("/v2/bot/chat/loading/start", json=body)
    during = dict(world.loading)

    answer = await bot.reply(event)  # loading does not use the token up

    assert (during[phone.contact.user_id] - clock()).total_seconds() == 10
    assert answer.status_code == 200
    assert world.loading == {}


async def test_a_message_is_marked_as_read_by_its_token(
    world: World, bot: Bot, phone: Phone
) -> None:
    await phone.type("hi")
    message = bot.heard[0]["message"]
    assert isinstance(message, dict)

    path = "/v2/bot/chat/markAsRead"
    right = await bot.http.post(path, json={"markAsReadToken": message["markAsReadToken"]})
    wrong = await bot.http.post(path, json={"markAsReadToken": "f" * 32})

    assert (right.status_code, wrong.status_code) == (200, 400)
    assert world.read == [phone.contact.user_id]


async def test_the_webhook_address_is_set_and_told(bot: Bot) -> None:
    path = "/v2/bot/channel/webhook/endpoint"

    before = await bot.http.get(path)
    refused = await bot.http.put(path, json={"endpoint": "http://siao.example/webhook"})
    accepted = await bot.http.put(path, json={"endpoint": "https://siao.example/webhook"})

    assert (before.status_code, refused.status_code, accepted.status_code) == (404, 400, 200)
    assert (await bot.http.get(path)).json() == {
        "endpoint": "https://siao.example/webhook",
        "active": True,
    }


@pytest.mark.parametrize(("status", "reason"), [(200, "OK"), (503, "ERROR_STATUS_CODE")])
async def test_the_webhook_is_tried_with_no_events(
    world: World, bot: Bot, status: int, reason: str
) -> None:
    Courier(world, bot.hear)
    bot.status = status

    fields = (await bot.http.post("/v2/bot/channel/webhook/test", json={})).json()

    assert bot.bodies == [0]
    assert fields["success"] is (status == 200)
    assert (fields["statusCode"], fields["reason"]) == (status, reason)
    assert_fits(fields, "TestWebhookEndpointResponse")


async def test_a_webhook_that_is_not_there_could_not_be_reached(bot: Bot) -> None:
    fields = (await bot.http.post("/v2/bot/channel/webhook/test", json={})).json()

    assert (fields["success"], fields["reason"]) == (False, "COULD_NOT_CONNECT")


async def test_the_ledger_holds_every_request_accepted_or_not(
    world: World, bot: Bot, phone: Phone
) -> None:
    event = await phone.type("hi")
    await bot.reply(event, said("one"))
    await bot.reply(event, said("two"))
    await bot.push(phone.contact.user_id, said("three"))

    replies, pushes = world.asked("reply"), world.asked("push")

    assert [(one.status, one.accepted) for one in replies] == [(200, True), (400, False)]
    assert [one.reply_token for one in replies] == [event["replyToken"]] * 2
    assert pushes[0].body == {"to": phone.contact.user_id, "messages": [said("three")]}
    assert world.bubbles(phone.contact.user_id)[-1].request_id == pushes[0].request_id
