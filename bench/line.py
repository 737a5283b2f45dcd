"""LINE at both ends, pinned to core 1: it delivers what people say and takes the replies.

Run as `python -m bench.line BOT_PORT FD SECONDS AWAY FIRST`; prints JSON. Everybody speaks again as
soon as they were answered; each of the connections delivers one webhook at a time, as a queue does.
"""

import asyncio
import json
import os
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Final, cast

import uvloop
from typing_extensions import override

from bench.traffic import request

CONNECTIONS: Final = 16
PEOPLE: Final = 256
_SENT: Final = json.dumps({"sentMessages": [{"id": "1", "quoteToken": "q"}]}).encode()
_NOT_FOUND = (
    b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
)
_ANSWER: Final = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Line-Request-Id: bench\r\n"
    b"Content-Length: %d\r\n\r\n" % len(_SENT)
) + _SENT
_DRAINED_S: Final = 20.0


@dataclass(kw_only=True)
class Ledger:
    """What was said and not yet answered, by reply token; and how long answers took (seconds)."""

    away: float
    first: int
    said_at: dict[str, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    strange: int = 0
    spoken: int = 0
    over: bool = False
    ready: "deque[Delivery]" = field(default_factory=deque)
    free: int = PEOPLE

    def next(self) -> bytes | None:
        """Let somebody speak; None when all wait for answers, or it is over."""
        if self.over or not self.free:
            return None
        self.free -= 1
        number = self.first + self.spoken
        self.spoken += 1
        self.said_at[f"{number:032x}"] = time.perf_counter()
        return request(number)

    def answered(self, token: str) -> None:
        """Note that a reply was taken, and let whoever got it speak again."""
        said_at = self.said_at.pop(token, None)
        if said_at is None:
            self.strange += 1
            return
        if not self.over:
            self.waits.append(time.perf_counter() - said_at)
        self.free += 1
        if self.ready:
            self.ready.popleft().deliver()


class Reader(asyncio.Protocol):
    """Cuts what comes over a connection into whole messages of HTTP."""

    transport: asyncio.Transport
    _left: bytes = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own is no subclass

    @override
    def data_received(self, data: bytes) -> None:
        self._left += data
        while True:
            head, found, rest = self._left.partition(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            size = int(length or 0)
            if not found or len(rest) < size:
                return
            self._left = rest[size:]
            self.whole(head, rest[:size])

    def whole(self, head: bytes, body: bytes) -> None:
        """Take one message."""
        raise NotImplementedError


class Delivery(Reader):
    """A connection over which webhooks go to the bot, one after the other."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def deliver(self) -> None:
        """Bring what somebody says now, or wait until somebody can speak."""
        said = self._ledger.next()
        if said is None:
            self._ledger.ready.append(self)
        else:
            self.transport.write(said)

    @override
    def whole(self, head: bytes, body: bytes) -> None:
        self._ledger.refused += not head.startswith(b"HTTP/1.1 200")
        self.deliver()


class Api(Reader):
    """A connection over which the bot replies."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @override
    def whole(self, head: bytes, body: bytes) -> None:
        if not head.startswith(b"POST "):  # how many pushes are left is asked now and then
            self.transport.write(_NOT_FOUND)
            return
        token = json.loads(body)["replyToken"]
        if self._ledger.away:
            asyncio.get_running_loop().call_later(self._ledger.away, self._take, token)
        else:
            self._take(token)

    def _take(self, token: str) -> None:
        self._ledger.answered(token)
        if not self.transport.is_closing():
            self.transport.write(_ANSWER)


def main() -> None:
    """Let people talk for some seconds, and print how it went."""
    port, fd, seconds, away, first = sys.argv[1:]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {1 % (os.cpu_count() or 1)})
    ledger = Ledger(away=float(away), first=int(first))
    listener = socket.socket(fileno=int(fd))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        took = runner.run(_talk(ledger, int(port), listener, float(seconds)))
    waits = sorted(ledger.waits)
    if not waits:
        raise SystemExit(f"nobody was answered in {seconds} s")
    sys.stdout.write(
        json.dumps(
            {
                "rate": len(waits) / took,
                "p50_ms": waits[len(waits) // 2] * 1000,
                "p99_ms": waits[int(len(waits) * 0.99)] * 1000,
                "harm": ledger.refused + ledger.strange + len(ledger.said_at),
            }
        )
    )


async def _talk(ledger: Ledger, port: int, listener: socket.socket, seconds: float) -> float:
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: Api(ledger), sock=listener)
    doors = [
        await loop.create_connection(lambda: Delivery(ledger), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    began = time.perf_counter()
    for _, delivery in doors:
        delivery.deliver()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - began
    ledger.over = True
    async with asyncio.timeout(_DRAINED_S):
        while ledger.said_at:  # noqa: ASYNC110  # the other process sets no event here
            await asyncio.sleep(0.05)
    return took


if __name__ == "__main__":
    main()
