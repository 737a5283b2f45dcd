"""Sending to LINE: one try of one reply or push, and what came of it."""

from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Literal, Self, TypeAlias

import aiohttp
from yarl import URL

from bot.line import wire

_TIMEOUT_S = 10.0
_CONNECT_S = 3.0
_CONNECTIONS = 256  # as many as lanes are drained at once: waiting for one would look like a try
_RETRY_KEY = "X-Line-Retry-Key"
_ACCEPTED = "x-line-accepted-request-id"  # reference, "Retrying a failed request": the first try's
_MONTH = (
    "You have reached your monthly limit."  # reference, "Send push message": no more until next
)
_ONE_USER = "to this user"  # too many to one person; the reference does not word it
_SPENT = "Invalid reply token"  # reference, "Send reply message": the token was used or is too old

Answer: TypeAlias = Literal[
    "accepted", "spent", "refused", "busy", "used_up", "too_many", "unreached", "unclear"
]
"""What LINE made of a try.

"accepted": it will be shown. "spent": the token is used up or too old. "refused": for good.
"busy": refused for now (429). "used_up": no message of this month is left (429). "too_many": too
many went to one person lately (429). "unreached": it never got there. "unclear": it may have been
taken.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One try, with LINE's id of the request where there is one."""

    answer: Answer
    request_id: str | None = None
    status: int | None = None


class Sender:
    """LINE's Messaging API over one session; made and used inside a running loop."""

    def __init__(self, *, base: str, token: str, timeout_s: float = _TIMEOUT_S) -> None:
        self._url = URL(f"{base.rstrip('/')}/v2/bot/message/reply")
        self._push_url = URL(f"{base.rstrip('/')}/v2/bot/message/push")
        self._multicast_url = URL(f"{base.rstrip('/')}/v2/bot/message/multicast")
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=timeout_s, sock_connect=_CONNECT_S),
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def reply(self, token: str, messages: bytes) -> Tried:
        """Try once to send a reply; `messages` is a JSON array of message objects."""
        body = b'{"replyToken":' + wire.written(token) + b',"messages":' + messages + b"}"
        return await self._try(self._url, body)

    async def push(self, to: str, messages: bytes, key: str, *, is_silent: bool = False) -> Tried:
        """Try once to push to a LINE id; `key` (a UUID) and `messages` are those of every try.

        What LINE took in an earlier try it answers with 409: accepted.
        """
        body = b'{"to":' + wire.written(to) + b',"messages":' + messages
        body += b',"notificationDisabled":true}' if is_silent else b"}"
        return await self._try(self._push_url, body, {_RETRY_KEY: key})

    async def multicast(self, to: bytes, messages: bytes, key: str, *, is_silent: bool) -> Tried:
        """Try once to send to up to 500 people: `to` is a JSON array of their LINE ids.

        Key, ids and messages are those of every try. LINE sends to all of them, or refuses all.
        """
        silent = b',"notificationDisabled":true' if is_silent else b""
        body = b'{"to":' + to + b',"messages":' + messages + silent + b"}"
        return await self._try(self._multicast_url, body, {_RETRY_KEY: key})

    async def _try(self, url: URL, body: bytes, headers: dict[str, str] | None = None) -> Tried:
        try:
            async with self._session.post(url, data=body, headers=headers) as response:
                said = await response.read()
                earlier = response.headers.get(_ACCEPTED)
                if response.status == HTTPStatus.CONFLICT and earlier:
                    return Tried(answer="accepted", request_id=earlier, status=response.status)
                return _judged(response.status, said, response.headers.get("x-line-request-id"))
        except aiohttp.ClientConnectorError:
            return Tried(answer="unreached")
        except (TimeoutError, aiohttp.ClientError):
            return Tried(answer="unclear")


def _judged(status: int, said: bytes, request_id: str | None) -> Tried:
    return Tried(answer=_answer(status, said), request_id=request_id, status=status)


def _answer(status: int, said: bytes) -> Answer:
    if 200 <= status < 300:
        return "accepted"
    if status >= 500:
        return "unclear"
    try:
        message = wire.text(wire.read(said), "message")
    except wire.NotJsonError:
        message = ""
    if status == 429:
        if message == _MONTH:
            return "used_up"
        return "too_many" if _ONE_USER in message else "busy"
    return "spent" if status == 400 and message == _SPENT else "refused"
