"""Sending to LINE: one try of one reply, and what came of it."""

from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self, TypeAlias

import aiohttp
from yarl import URL

from bot.line import wire

_TIMEOUT_S = 10.0
_CONNECT_S = 3.0
_CONNECTIONS = 256  # as many as lanes are drained at once: waiting for one would look like a try
_SPENT = "Invalid reply token"  # reference, "Send reply message": the token was used or is too old

Answer: TypeAlias = Literal["accepted", "spent", "refused", "busy", "unreached", "unclear"]
"""What LINE made of a try.

"accepted": it will be shown. "spent": the token is used up or too old. "refused": for good.
"busy": refused for now (429). "unreached": it never got there. "unclear": it may have been taken.
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
        try:
            async with self._session.post(self._url, data=body) as response:
                said = await response.read()
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
    if status == 429:
        return "busy"
    if status >= 500:
        return "unclear"
    try:
        message = wire.text(wire.read(said), "message")
    except wire.NotJsonError:
        message = ""
    return "spent" if status == 400 and message == _SPENT else "refused"
