"""What people sent, asked of LINE's data API."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal, Self, TypeAlias

import aiohttp

Lack: TypeAlias = Literal["gone", "refused", "too_big"]
"""Why a content can never be had; "refused" is LINE's 400 for what has none."""

MOST_BYTES: Final = 20 * 1024 * 1024

_TIMEOUT: Final = aiohttp.ClientTimeout(total=60, connect=10, sock_read=15)  # seconds
_MESSAGE_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}")
_CHUNK: Final = 64 * 1024
_LOST: Final[dict[int, Lack]] = {
    HTTPStatus.BAD_REQUEST: "refused",
    HTTPStatus.NOT_FOUND: "gone",
    HTTPStatus.GONE: "gone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The content."""

    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """LINE prepares it still, or does not answer: `why` is a status or the name of an error.

    `barred` is true where our access token was not taken.
    """

    why: str
    barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """It can never be had."""

    why: Lack


Outcome: TypeAlias = Here | Later | Lost


class ContentClient:
    """LINE's data API under `base`, asked with the channel's access token; open it to use it.

    `timeout` is for one content, from the request to its last byte.
    """

    def __init__(self, *, base: str, token: str, timeout: aiohttp.ClientTimeout = _TIMEOUT) -> None:
        self._base, self._timeout = base.rstrip("/"), timeout
        # A compressed answer could unfold to any size.
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(
            headers=self._headers,
            timeout=self._timeout,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def fetch(self, message_id: str, *, limit: int = MOST_BYTES) -> Outcome:
        """Ask for the content of a message; never more than `limit` bytes of it are read.

        Source: line.me, Messaging API reference, "Get content".
        """
        if self._http is None:
            raise RuntimeError("the client is not open")
        if _MESSAGE_ID.fullmatch(message_id) is None:
            return Lost(why="refused")
        url = f"{self._base}/v2/bot/message/{message_id}/content"
        try:
            async with self._http.get(url, allow_redirects=False) as answer:
                return await _outcome(answer, limit)
        except (aiohttp.ClientError, TimeoutError) as failed:
            return Later(why=type(failed).__name__)


async def _outcome(answer: aiohttp.ClientResponse, limit: int) -> Outcome:
    if answer.status in _LOST:
        return Lost(why=_LOST[answer.status])
    if answer.status != HTTPStatus.OK:
        barred = answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
        return Later(why=str(answer.status), barred=barred)
    if answer.content_length is not None and answer.content_length > limit:
        return Lost(why="too_big")
    data = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > limit:
            return Lost(why="too_big")
    return Here(data=bytes(data))
