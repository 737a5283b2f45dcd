"""Ports for programs of tests that listen."""

import random
import socket
from contextlib import suppress

_FROM, _TO = 20_000, 32_000  # the system gives those above to whoever calls out, at any moment


def free_port() -> int:
    """Find a port of 127.0.0.1 that nobody has, and that nobody is given by chance."""
    while True:
        port = random.SystemRandom().randrange(_FROM, _TO)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
