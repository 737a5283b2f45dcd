"""Traffic: signed webhooks as LINE sends them, over many connections at once.

Run as `python -m bench.traffic PORT SECONDS FIRST`, pinned to core 1; prints JSON.
"""

import base64
import hashlib
import hmac
import json
import os
import select
import socket
import sys
import time
from dataclasses import dataclass

SECRET = "bench"  # what webhooks are signed with
CONNECTIONS = 64
PEOPLE = 500
_FASTEST = 40_000  # requests a second that are made ready
_HEAD = (
    b"POST /webhook HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json; charset=utf-8\r\n"
    b"User-Agent: LineBotWebhook/2.0\r\n"
)


def main() -> None:
    """Send for some seconds, and print how it went."""
    port, seconds, first = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {1 % (os.cpu_count() or 1)})
    requests = [request(first + number) for number in range(int(seconds * _FASTEST))]
    sys.stdout.write(json.dumps(_send(port, seconds, requests)))


def wait_for(port: int) -> None:
    """Wait until a server answers something, whatever it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as asking:
        asking.sendall(b"GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
        asking.recv(1)


def request(number: int) -> bytes:
    """Write one signed request with an event that nobody has seen."""
    event = {
        "type": "message",
        "message": {
            "type": "text",
            "id": f"{444573844083572737 + number}",
            "quoteToken": "q3Plxr4AgKd8v0aXcdB2nC1NAbYbsyzhqjVNaGhY9WsTqCBD",
            "text": "สวัสดีเสี่ยว",
        },
        "webhookEventId": f"01BENCH{number:019d}",
        "deliveryContext": {"isRedelivery": False},
        "timestamp": time.time_ns() // 1_000_000,
        "source": {"type": "user", "userId": f"U{number % PEOPLE:032x}"},
        "replyToken": f"{number:032x}",
        "mode": "active",
    }
    body = json.dumps(
        {"destination": "U" + "b" * 32, "events": [event]}, ensure_ascii=False
    ).encode()
    signature = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256))
    head = b"%sX-Line-Signature: %s\r\nContent-Length: %d\r\n\r\n" % (_HEAD, signature, len(body))
    return head + body


@dataclass(slots=True)
class _Line:
    """One connection: what it asked when, and what came back so far."""

    door: socket.socket
    asked_at: float = 0.0
    answer: bytes = b""


def _send(port: int, seconds: float, requests: list[bytes]) -> dict[str, float]:
    poll, lines = select.epoll(), {}
    for _ in range(CONNECTIONS):
        door = socket.create_connection(("127.0.0.1", port))
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines[door.fileno()] = _Line(door)
        poll.register(door, select.EPOLLIN)
    ready = iter(requests)
    waits: list[float] = []
    refused = 0

    began = time.perf_counter()
    for line in lines.values():
        _ask(line, next(ready))
    while time.perf_counter() - began < seconds:
        for fd, _event in poll.poll(1.0):
            line = lines[fd]
            line.answer += line.door.recv(65_536)
            if not _is_whole(line.answer):
                continue
            waits.append(time.perf_counter() - line.asked_at)
            refused += not line.answer.startswith(b"HTTP/1.1 200")
            asked = next(ready, None)
            if asked is None:
                raise SystemExit("the traffic ran out of requests: raise _FASTEST")
            _ask(line, asked)
    took = time.perf_counter() - began

    waits.sort()
    return {
        "rate": len(waits) / took,
        "p50_ms": waits[len(waits) // 2] * 1000,
        "p99_ms": waits[int(len(waits) * 0.99)] * 1000,
        "refused": refused,
    }


def _ask(line: _Line, request: bytes) -> None:
    line.answer, line.asked_at = b"", time.perf_counter()
    line.door.sendall(request)


def _is_whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length or 0)


if __name__ == "__main__":
    main()
