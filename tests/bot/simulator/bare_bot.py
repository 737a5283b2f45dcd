"""A bot without a mind: it hears all, and sends what a test tells it to."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx

from bot.simulator.api import api
from bot.simulator.signing import sign
from bot.simulator.world import World

Message = dict[str, object]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


class Bot:
    """Takes webhooks (answering `status`), and calls the API in the same process."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.status = 200
        self.heard: list[Message] = []
        self.bodies: list[int] = []  # how many events each webhook brought
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=api(world)),
            base_url="http://line.test",
            headers={"Authorization": f"Bearer {world.channel.access_token}"},
        )

    async def hear(self, body: bytes, headers: Mapping[str, str]) -> int:
        assert headers["x-line-signature"] == sign(body, self.world.channel.secret)
        fields = json.loads(body)
        assert fields["destination"] == self.world.channel.bot_user_id
        self.bodies.append(len(fields["events"]))
        if self.status == 200:
            self.heard += fields["events"]
        return self.status

    async def reply(self, event: Message, *messages: Message) -> httpx.Response:
        body = {"replyToken": event["replyToken"], "messages": list(messages or [said("ok")])}
        return await self.http.post("/v2/bot/message/reply", json=body)

    async def push(
        self, to: str, *messages: Message, key: str | None = None, **more: object
    ) -> httpx.Response:
        headers = {} if key is None else {"X-Line-Retry-Key": key}
        body = {"to": to, "messages": list(messages or [said("ok")]), **more}
        return await self.http.post("/v2/bot/message/push", json=body, headers=headers)

    async def multicast(self, *to: str, key: str | None = None) -> httpx.Response:
        headers = {} if key is None else {"X-Line-Retry-Key": key}
        body = {"to": list(to), "messages": [said("ok")]}
        return await self.http.post("/v2/bot/message/multicast", json=body, headers=headers)


def said(text: str, *quick: Message) -> Message:
    message: Message = {"type": "text", "text": text}
    if quick:
        message["quickReply"] = {"items": [{"type": "action", "action": one} for one in quick]}
    return message


def postback(label: str, data: str = "a=1", **more: object) -> Message:
    return {"type": "postback", "label": label, "data": data, **more}
