"""The pretend LINE behind a real socket of this machine."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import Scope
from typing_extensions import override

from bot.simulator.api import api
from bot.simulator.world import World


class _Server(uvicorn.Server):
    """A server that leaves the signals to the program it runs in."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def serving(world: World, *, port: int = 0) -> AsyncIterator[str]:
    """Serve `world` on 127.0.0.1 in this loop; yields the base address. Port 0: any free one."""
    listener = _listen(port)
    server = _server(world)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield _address(listener)
    finally:
        world.faults.clear()
        server.should_exit = server.force_exit = True
        await task
        listener.close()


@contextmanager
def serving_aside(world: World, *, port: int = 0) -> Iterator[str]:
    """Serve `world` on 127.0.0.1 in a thread of its own; yields the base address."""
    listener = _listen(port)
    server = _server(world)
    thread = threading.Thread(target=asyncio.run, args=[server.serve(sockets=[listener])])
    thread.start()
    try:
        yield _address(listener)
    finally:
        world.faults.clear()
        server.should_exit = server.force_exit = True
        thread.join()
        listener.close()


def _server(world: World) -> _Server:
    def cut(scope: Scope) -> None:
        for connection in list(server.server_state.connections):
            if getattr(connection, "client", None) == tuple(scope["client"]):
                connection.transport.close()

    server = _Server(
        uvicorn.Config(
            api(world, cutter=cut),
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            ws="none",
        )
    )
    return server


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()
    return f"http://{host}:{port}"
