"""Ways to post to LINE, for a comparison of what each costs: ours, and three that many use."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final, Literal, TypeAlias

import aiohttp
import httpx
from linebot.v3.messaging.api.async_messaging_api import AsyncMessagingApi
from linebot.v3.messaging.async_api_client import AsyncApiClient
from linebot.v3.messaging.configuration import Configuration
from linebot.v3.messaging.models.multicast_request import MulticastRequest
from linebot.v3.messaging.models.push_message_request import PushMessageRequest
from linebot.v3.messaging.models.text_message import TextMessage

from bot.line.sender import Sender

SAID: Final = "hello"
TO: Final = [f"U{number:032x}" for number in range(500)]
_TO: Final = json.dumps(TO).encode()
_MESSAGES: Final = json.dumps([{"type": "text", "text": SAID}]).encode()
_PUSH: Final = b'{"to":"U0","messages":' + _MESSAGES + b"}"
_MULTICAST: Final = b'{"to":' + _TO + b',"messages":' + _MESSAGES + b"}"
_HEAD: Final = {"Authorization": "Bearer t", "Content-Type": "application/json"}
_MOST: Final = 256

Way: TypeAlias = Literal["push", "multicast"]
Post: TypeAlias = Callable[[Way, str], Awaitable[None]]
"""Posts once with a retry key."""


@asynccontextmanager
async def ours(base: str) -> AsyncIterator[Post]:
    """The bot's own."""
    async with Sender(base=base, token="t") as sender:

        async def post(way: Way, key: str) -> None:
            if way == "multicast":
                tried = await sender.multicast(_TO, _MESSAGES, key, is_silent=False)
            else:
                tried = await sender.push("U0", _MESSAGES, key)
            assert tried.answer == "accepted", tried

        yield post


@asynccontextmanager
async def bare_aiohttp(base: str) -> AsyncIterator[Post]:
    """Give aiohttp, bodies rendered before."""
    connector = aiohttp.TCPConnector(limit=_MOST)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar, headers=_HEAD) as http:

        async def post(way: Way, key: str) -> None:
            url, body = _what(base, way)
            async with http.post(url, data=body, headers={"X-Line-Retry-Key": key}) as response:
                assert response.status == 200
                await response.read()

        yield post


@asynccontextmanager
async def bare_httpx(base: str) -> AsyncIterator[Post]:
    """Give httpx, bodies rendered before."""
    limits = httpx.Limits(max_connections=_MOST, max_keepalive_connections=_MOST)
    async with httpx.AsyncClient(limits=limits, headers=_HEAD) as http:

        async def post(way: Way, key: str) -> None:
            url, body = _what(base, way)
            told = await http.post(url, content=body, headers={"X-Line-Retry-Key": key})
            assert told.status_code == 200

        yield post


@asynccontextmanager
async def line_sdk(base: str) -> AsyncIterator[Post]:
    """LINE's own library for Python."""
    async with AsyncApiClient(Configuration(host=base, access_token="t")) as http:
        api = AsyncMessagingApi(http)

        async def post(way: Way, key: str) -> None:
            said = [TextMessage(text=SAID, quickReply=None, quoteToken=None)]
            more = {"notificationDisabled": None, "customAggregationUnits": None}
            if way == "multicast":
                many = MulticastRequest(to=TO, messages=said, **more)
                await api.multicast(many, x_line_retry_key=key)
            else:
                one = PushMessageRequest(to="U0", messages=said, **more)
                await api.push_message(one, x_line_retry_key=key)

        yield post


Client: TypeAlias = Callable[[str], AbstractAsyncContextManager[Post]]

CLIENTS: Final[dict[str, Client]] = {
    "ours": ours,
    "bare aiohttp": bare_aiohttp,
    "bare httpx": bare_httpx,
    "LINE's library": line_sdk,
}


def _what(base: str, way: Way) -> tuple[str, bytes]:
    return f"{base}/v2/bot/message/{way}", _MULTICAST if way == "multicast" else _PUSH
