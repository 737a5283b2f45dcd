"""Posting to LINE over connections that are kept: HTTP/1.1, and no more of it than that takes."""

import asyncio
import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from socket import SOCK_STREAM
from typing import Final, cast
from urllib.parse import urlsplit

import aiohappyeyeballs
import httptools
from typing_extensions import override

_CONNECT_S: Final = 3.0
_CONNECTIONS: Final = 256  # as many as lanes are drained at once
_IDLE_S: Final = 15.0  # unused for longer, it may be closed while we write
_MOST: Final = 1 << 20  # bytes of an answer; LINE's have some hundred


class PostError(Exception):
    """No answer came.

    PostError
    ├── UnreachedError    nothing was sent
    └── UnansweredError   it may have been carried out
    """


class UnreachedError(PostError):
    """There was no connection: nothing was sent."""


class UnansweredError(PostError):
    """It was sent, wholly or in part, and no whole answer came."""


@dataclass(slots=True)
class Answered:
    """An answer; names of headers are in small letters."""

    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: bytes) -> str | None:
        """Give a header; None where there is none."""
        found = self.headers.get(name)
        return None if found is None else found.decode("latin-1")


class Poster:
    """Posts to one address, as many at once as there may be connections; used inside one loop."""

    def __init__(self, *, base: str, headers: dict[str, str], timeout_s: float) -> None:
        address = urlsplit(base.rstrip("/"))
        self._host, self._is_tls = address.hostname or "", address.scheme == "https"
        self._port = address.port or (443 if self._is_tls else 80)
        self._path = address.path.encode()
        told = {"Host": address.netloc, **headers}
        self._head = b" HTTP/1.1\r\n" + b"".join(header(*one) for one in told.items())
        self._timeout_s = timeout_s
        self._free = asyncio.Semaphore(_CONNECTIONS)
        self._idle: list[_Connection] = []
        self._tls: ssl.SSLContext | None = None
        self._is_closed = False

    async def post(self, path: bytes, body: bytes, headers: bytes = b"") -> Answered:
        """Post once; nothing is ever tried twice.

        Raises:
            UnreachedError: nothing was sent.
            UnansweredError: it may have been carried out.
        """
        size = b"Content-Length: %d\r\n\r\n" % len(body)
        request = b"".join((b"POST ", self._path, path, self._head, headers, size, body))
        connection: _Connection | None = None
        try:
            async with asyncio.timeout(self._timeout_s), self._free:
                connection = self._waiting() or await self._connected()
                answered = await connection.ask(request)
        except TimeoutError as late:
            raise (UnansweredError if connection else UnreachedError)("too late") from late
        if connection.is_open and not self._is_closed:
            self._idle.append(connection)
        else:
            connection.close()
        return answered

    async def close(self) -> None:
        """Close every connection, at the latest when what it was asked is answered."""
        self._is_closed = True
        while self._idle:
            self._idle.pop().close()
        await asyncio.sleep(0)  # the loop lets go of their sockets

    def _waiting(self) -> "_Connection | None":
        """Take the connection that was used last, if it may still be used."""
        now = asyncio.get_running_loop().time()
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open and now - connection.used_at < _IDLE_S:
                return connection
            connection.close()
        return None

    async def _connected(self) -> "_Connection":
        if self._is_tls and self._tls is None:
            self._tls = await asyncio.to_thread(ssl.create_default_context)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_CONNECT_S):
                infos = await loop.getaddrinfo(self._host, self._port, type=SOCK_STREAM)
                sock = await aiohappyeyeballs.start_connection(infos, happy_eyeballs_delay=0.25)
                name = self._host if self._is_tls else None
                _, connection = await loop.create_connection(
                    _Connection, sock=sock, ssl=self._tls, server_hostname=name
                )
        except (OSError, TimeoutError) as far:
            raise UnreachedError(type(far).__name__) from far
        return connection


def header(name: str, value: str) -> bytes:
    """Write a line of a request's head.

    Raises:
        ValueError: where it would not be one line.
    """
    if "\r" in value or "\n" in value:
        raise ValueError(f"a header of two lines: {name}")
    return f"{name}: {value}\r\n".encode("latin-1")


class _Connection(asyncio.Protocol):
    """A connection that is asked one thing at a time; what goes wrong with it closes it."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._waits: asyncio.Future[Answered] | None = None
        self._answered = Answered()
        self.is_open, self.used_at = False, 0.0

    async def ask(self, request: bytes) -> Answered:
        """Send a request, and wait for its answer."""
        loop = asyncio.get_running_loop()
        self._waits, self._answered = loop.create_future(), Answered()
        try:
            self._transport.write(request)
            return await self._waits
        except BaseException:
            self.close()  # an answer that comes later is not one to the next request
            raise
        finally:
            self._waits, self.used_at = None, loop.time()

    def close(self) -> None:
        """Close it at once."""
        self.is_open = False
        self._transport.abort()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self.is_open = cast("asyncio.Transport", transport), True

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._fail("cut")

    @override
    def data_received(self, data: bytes) -> None:
        try:
            if self._waits is None:
                self._fail("an answer to nothing")
            else:
                self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as odd:
            self._fail(type(odd).__name__)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; the parser calls this."""
        self._answered.headers[name.lower()] = value

    def on_body(self, some: bytes) -> None:
        """Take some of the body; the parser calls this."""
        self._answered.body += some
        if len(self._answered.body) > _MOST:
            self._fail("too long")

    def on_message_complete(self) -> None:
        """Hand over what is whole; the parser calls this."""
        answered = self._answered
        answered.status = self._parser.get_status_code()
        if answered.status < HTTPStatus.OK:  # that it goes on; the answer is to come
            self._answered = Answered()
            return
        if not self._parser.should_keep_alive():
            self.close()
        if self._waits is not None and not self._waits.done():
            self._waits.set_result(answered)

    def _fail(self, why: str) -> None:
        self.close()
        if self._waits is not None and not self._waits.done():
            self._waits.set_exception(UnansweredError(why))
