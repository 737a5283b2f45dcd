"""What a fault does to an answer on its way out."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final, TypeAlias

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from bot.simulator.answers import MONTHLY_LIMIT, ONE_USER_LIMIT, RATE_LIMIT, Answer, refuse
from bot.simulator.faults import FaultKind, Faults

Cutter: TypeAlias = Callable[[Scope], None]
"""Closes the connection that a request came by."""

Pause: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits some seconds."""

REFUSALS: Final[dict[FaultKind, Answer]] = {
    "429_rate": refuse(HTTPStatus.TOO_MANY_REQUESTS, RATE_LIMIT),
    "429_quota": refuse(HTTPStatus.TOO_MANY_REQUESTS, MONTHLY_LIMIT),
    "429_user": refuse(HTTPStatus.TOO_MANY_REQUESTS, ONE_USER_LIMIT),
    "500": refuse(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal server error"),
    "503": refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Service unavailable"),
}
"""Faults that answer and do nothing."""

GARBLED: Final = Answer(data=b'{"sentMessages": [{"id": ')


class Cut(Response):
    """An answer that breaks off: after its first half, or before it begins."""

    def __init__(self, cutter: Cutter, *, half: Answer | None = None) -> None:
        super().__init__()
        self._cutter = cutter
        self._half = half

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is sent, then close the connection."""
        if self._half is not None:
            await _send_half(self._half, send)
        self._cutter(scope)
        await until_gone(receive)


class Silence(Response):
    """No answer at all: whoever asked has gone."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say nothing."""


def fall(_scope: Scope) -> None:
    """Break a connection that is no socket: the caller sees it as reset.

    Raises:
        ConnectionResetError: always.
    """
    raise ConnectionResetError("the pretend LINE dropped the connection")


async def hang(faults: Faults, receive: Receive) -> bool:
    """Wait until released (True), or until whoever asked has gone (False)."""
    hanging = faults.hang()
    released = asyncio.ensure_future(hanging.released.wait())
    gone = asyncio.ensure_future(until_gone(receive))
    try:
        await asyncio.wait({released, gone}, return_when=asyncio.FIRST_COMPLETED)
        return hanging.released.is_set()
    finally:
        faults.forget(hanging)
        released.cancel()
        gone.cancel()
        await asyncio.gather(released, gone, return_exceptions=True)


async def until_gone(receive: Receive) -> None:
    """Wait until the other side has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_half(answer: Answer, send: Send) -> None:
    content = answer.content()
    headers = [
        (b"content-type", answer.media_type.encode()),
        (b"content-length", str(len(content) + 1).encode()),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    half = content[: len(content) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
