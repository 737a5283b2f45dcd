"""Ways for a webhook to reach the bot: over HTTP, or within the process."""

from collections.abc import Mapping

import aiohttp
from starlette.types import ASGIApp, Message

from bot.simulator.world import Deliver

_PATIENCE = aiohttp.ClientTimeout(total=10)


def over_http(session: aiohttp.ClientSession, address: str) -> Deliver:
    """Deliver to an address, over a session that the caller owns."""

    async def deliver(body: bytes, headers: Mapping[str, str]) -> int:
        sent = session.post(address, data=body, headers=dict(headers), timeout=_PATIENCE)
        async with sent as response:
            await response.read()
            return response.status

    return deliver


def in_process(app: ASGIApp, path: str = "/webhook") -> Deliver:
    """Deliver to an ASGI app without a socket."""

    async def deliver(body: bytes, headers: Mapping[str, str]) -> int:
        requests: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        statuses: list[int] = []

        async def receive() -> Message:
            return requests.pop() if requests else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        await app(_scope(path, body, headers), receive, send)
        return statuses[0] if statuses else 0

    return deliver


def _scope(path: str, body: bytes, headers: Mapping[str, str]) -> dict[str, object]:
    named = [(key.lower().encode(), value.encode()) for key, value in headers.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [*named, (b"content-length", str(len(body)).encode())],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 80),
    }
