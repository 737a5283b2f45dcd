"""The port that the bot listens on."""

import socket
from typing import Final

from bot.starting import CannotStartError

BACKLOG: Final = 2048
"""How many callers wait to be let in, at most."""


def listening(host: str, port: int) -> socket.socket:
    """Take a port.

    Raises:
        CannotStartError: when another program has it, or the address is not ours.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as unknown:
        raise CannotStartError(_taken(host, port, unknown)) from unknown
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)  # from here on whoever calls is let wait, not turned away
    except OSError as taken:
        listener.close()
        raise CannotStartError(_taken(host, port, taken)) from taken
    return listener


def _taken(host: str, port: int, why: OSError) -> str:
    return (
        f"Port {port} on {host} cannot be listened on ({why.strerror}): "
        "set PORT or HOST to another."
    )
