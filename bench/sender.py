"""The paced sender: pushes and multicasts together, at the pace that LINE takes them."""

import asyncio
import json
import socket
import statistics
import subprocess
import sys
import time
from bisect import bisect_left
from uuid import uuid4

from typing_extensions import override

from bench.clients import CLIENTS, Client
from bench.figures import Figure
from bot.line.paced import PacedSender
from bot.line.sender import Sender
from bot.serving import new_loop

_SECONDS = 8.0
_WARM_S = 1.5
_PUSHES, _MULTICASTS = 2_000, 200
_HANDS = {"push": 64, "multicast": 16}
_ROUNDS, _REQUESTS, _HANDS_OF_ALL = 3, 1_100, 32  # one in eleven goes to many
_TO = json.dumps([f"U{number:032x}" for number in range(500)]).encode()
_SAID = b'[{"type":"text","text":"hello"}]'
_SENT = b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
    len(_SENT),
    _SENT,
)


def measure() -> list[Figure]:
    """Measure the moments at which requests are let go; the pretend LINE is another process."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.set_inheritable(True)
        command = [sys.executable, "-m", "bench.sender", str(listener.fileno())]
        line = subprocess.Popen(command, pass_fds=[listener.fileno()])  # ourselves
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:  # that of the bot
                base = f"http://127.0.0.1:{listener.getsockname()[1]}"
                sent, cores = runner.run(_sent(base))
                costs = runner.run(_costs(base))
        finally:
            line.terminate()
            line.wait()
    return [
        *_figures("pushes", sent["push"], _PUSHES),
        *_figures("multicasts to 500", sent["multicast"], _MULTICASTS),
        Figure(name="the sender, of a core", value=cores, unit="", goal=0.30, better="lower"),
        *_compared(costs),
    ]


def _figures(name: str, sent: list[float], most: int) -> list[Figure]:
    end = sent[0] + _SECONDS
    steady = [at for at in sent if sent[0] + _WARM_S <= at < end]
    rate = (len(steady) - 1) / (steady[-1] - steady[0])
    worst = max(bisect_left(sent, at + 1) - index for index, at in enumerate(sent))
    return [
        Figure(name=f"{name} a second", value=rate, unit="1/s", goal=0.99 * most),
        Figure(
            name=f"{name} in the fullest second",
            value=worst,
            unit="",
            goal=most,
            better="lower",
        ),
    ]


def _compared(costs: dict[str, list[float]]) -> list[Figure]:
    """Tell what a request costs, and how much of what the others take ours does."""
    each = {name: statistics.median(some) for name, some in costs.items()}
    ours = costs["ours"]
    ratios = {
        name: statistics.median(mine / theirs for mine, theirs in zip(ours, some, strict=True))
        for name, some in costs.items()
        if name != "ours"
    }
    return [
        *(
            Figure(name=f"a request, {name}", value=cost * 1e6, unit="µs")
            for name, cost in each.items()
        ),
        *(
            Figure(
                name=f"ours to {name}",
                value=ratio,
                unit="",
                goal=1.1 if name == "bare aiohttp" else None,
                better="lower",
            )
            for name, ratio in ratios.items()
        ),
    ]


async def _costs(base: str) -> dict[str, list[float]]:
    """Measure the processor's seconds of a request of every client, by turns."""
    costs: dict[str, list[float]] = {name: [] for name in CLIENTS}
    for turn in range(_ROUNDS + 1):
        for name, client in CLIENTS.items():
            cost = await _cost(base, client)
            if turn:  # the first warms up
                costs[name].append(cost)
    return costs


async def _cost(base: str, client: Client) -> float:
    left = iter(range(_REQUESTS))
    async with client(base) as post:

        async def go() -> None:
            for number in left:
                await post("push" if number % 11 else "multicast", str(uuid4()))

        await post("push", str(uuid4()))
        cpu = time.process_time()
        await asyncio.gather(*(go() for _ in range(_HANDS_OF_ALL)))
        return (time.process_time() - cpu) / _REQUESTS


async def _sent(base: str) -> tuple[dict[str, list[float]], float]:
    async with Sender(base=base, token="t") as bare:
        await bare.push("U0", _SAID, str(uuid4()))  # LINE is there
        paced = PacedSender(bare)
        sent: dict[str, list[float]] = {"push": [], "multicast": []}
        push, multicast = bare.push, bare.multicast

        async def pushed(*given: object, **more: object) -> object:
            sent["push"].append(time.monotonic())
            return await push(*given, **more)  # type: ignore[arg-type]  # handed through

        async def cast(*given: object, **more: object) -> object:
            sent["multicast"].append(time.monotonic())
            return await multicast(*given, **more)  # type: ignore[arg-type]  # handed through

        bare.push, bare.multicast = pushed, cast  # type: ignore[method-assign,assignment]  # watched
        began, cpu = time.monotonic(), time.process_time()

        async def keep(kind: str) -> None:
            while time.monotonic() - began < _SECONDS + 0.5:
                key = str(uuid4())
                if kind == "push":
                    tried = await paced.push("U0", _SAID, key)
                else:
                    tried = await paced.multicast(_TO, _SAID, key, is_silent=False)
                if tried.answer != "accepted":
                    raise SystemExit(f"a {kind} ended {tried.answer}")

        await asyncio.gather(*(keep(kind) for kind, many in _HANDS.items() for _ in range(many)))
        return sent, (time.process_time() - cpu) / (time.monotonic() - began)


class _Line(asyncio.Protocol):
    """A connection that takes everything."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._left = transport, b""

    @override
    def data_received(self, data: bytes) -> None:
        self._left += data
        while b"\r\n\r\n" in self._left:
            head, _, rest = self._left.partition(b"\r\n\r\n")
            size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if len(rest) < size:
                return
            self._left = rest[size:]
            self._transport.write(_ANSWER)  # type: ignore[attr-defined]  # it is a transport


async def _serve(fd: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Line, sock=socket.socket(fileno=fd))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
