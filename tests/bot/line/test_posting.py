"""Posting: connections are used again only where that is safe, and it is known what was sent."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.line import posting
from bot.line.posting import Poster, UnansweredError, UnreachedError, header

OK = b"HTTP/1.1 200 OK\r\nX-Line-Request-Id: r1\r\nContent-Length: 2\r\n\r\n{}"


@dataclass(kw_only=True)
class Line:
    """A server that answers each request with the next of its answers, and counts connections.

    None: it never answers. b"": it closes the connection.
    """

    answers: list[bytes | None]
    connections: int = 0
    heard: list[bytes] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    base: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                size = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
                self.heard.append(head + await reader.readexactly(size))
                self.at_once += 1
                self.most_at_once = max(self.at_once, self.most_at_once)
                await asyncio.sleep(0.001)
                self.at_once -= 1
                answer = self.answers.pop(0) if self.answers else OK
                if answer == b"":
                    break
                if answer is not None:
                    writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def a_line(*answers: bytes | None, tls: ssl.SSLContext | None = None) -> AsyncIterator[Line]:
    line = Line(answers=list(answers))
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0, ssl=tls)
    scheme = "https" if tls else "http"
    line.base = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/prefix/"
    try:
        yield line
    finally:
        server.close()


@asynccontextmanager
async def a_poster(base: str, *, timeout_s: float = 5.0) -> AsyncIterator[Poster]:
    poster = Poster(base=base, headers={"Authorization": "Bearer t"}, timeout_s=timeout_s)
    try:
        yield poster
    finally:
        await poster.close()


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Callable[[Awaitable[None]], None]:
    """Run on each of the loops that there are."""

    async def wait(test: Awaitable[None]) -> None:
        await test

    def run(test: Awaitable[None]) -> None:
        with asyncio.Runner(loop_factory=request.param) as runner:
            runner.run(wait(test))

    return run


Run = Callable[[Awaitable[None]], None]


def test_one_connection_serves_what_is_asked_one_after_the_other(run: Run) -> None:
    async def test() -> None:
        async with a_line() as line, a_poster(line.base) as poster:
            for number in range(3):
                answered = await poster.post(b"/a", b"%d" % number, header("X-Key", "k"))
                assert (answered.status, answered.body) == (200, b"{}")
                assert answered.header(b"x-line-request-id") == "r1"
        assert line.connections == 1
        host = line.base.split("/")[2]
        assert (
            line.heard[2]
            == (
                f"POST /prefix/a HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer t\r\n"
                "X-Key: k\r\nContent-Length: 1\r\n\r\n2"
            ).encode()
        )

    run(test())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_answers_of_other_shapes_are_read(run: Run, answer: bytes) -> None:
    async def test() -> None:
        async with a_line(answer) as line, a_poster(line.base) as poster:
            for _ in range(2):
                answered = await poster.post(b"/a", b"")
                assert (answered.status, answered.body) == (200, b"{}")
        assert line.connections == 1 + (b"close" in answer)

    run(test())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\n{}",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n" + b"x" * 1_048_577,
        None,
    ],
    ids=["cut", "half", "not HTTP", "too long", "silent"],
)
def test_what_got_no_whole_answer_may_have_been_carried_out(run: Run, answer: bytes | None) -> None:
    async def test() -> None:
        async with a_line(answer) as line, a_poster(line.base, timeout_s=0.3) as poster:
            with pytest.raises(UnansweredError):
                await poster.post(b"/a", b"first")
            assert (await poster.post(b"/a", b"second")).status == 200
        assert line.connections == 2
        assert len(line.heard) == 2  # it was not tried twice

    run(test())


def test_an_answer_that_comes_too_late_is_not_that_of_the_next_request(run: Run) -> None:
    async def test() -> None:
        late = OK.replace(b"200 OK", b"500 No")
        async with a_line(None, late) as line, a_poster(line.base, timeout_s=0.2) as poster:
            with pytest.raises(UnansweredError):
                await poster.post(b"/a", b"")
            assert (await poster.post(b"/a", b"")).status == 500
            line.answers = [OK + OK]  # and one more than was asked for
            assert (await poster.post(b"/a", b"")).status == 200
            await asyncio.sleep(0.01)
            line.answers = [late]
            assert (await poster.post(b"/a", b"")).status == 500

    run(test())


def test_a_connection_that_was_closed_or_lay_idle_is_not_used(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        async with a_line() as line, a_poster(line.base) as poster:
            await poster.post(b"/a", b"")
            monkeypatch.setattr(posting, "_IDLE_S", 0.0)
            await poster.post(b"/a", b"")
            assert line.connections == 2

    run(test())


def test_more_than_there_are_connections_wait_for_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "_CONNECTIONS", 3)

    async def test() -> None:
        async with a_line() as line, a_poster(line.base) as poster:
            await asyncio.gather(*(poster.post(b"/a", b"") for _ in range(12)))
        assert line.connections == line.most_at_once == 3
        assert len(line.heard) == 12

    run(test())


def test_where_nobody_listens_nothing_was_sent(run: Run) -> None:
    async def test() -> None:
        async with a_line() as line:
            base = line.base
        async with a_poster(base) as poster:
            with pytest.raises(UnreachedError):
                await poster.post(b"/a", b"")

    run(test())


def test_what_waits_for_a_connection_in_vain_was_not_sent(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "_CONNECTIONS", 1)

    async def test() -> None:
        async with a_line(None) as line, a_poster(line.base, timeout_s=0.2) as poster:
            first = asyncio.create_task(poster.post(b"/a", b"first"))
            await asyncio.sleep(0.05)
            poster._timeout_s = 0.05  # noqa: SLF001  # it gives up before the first one does
            with pytest.raises(UnreachedError):
                await poster.post(b"/a", b"second")
            with pytest.raises(UnansweredError):
                await first
        assert [one[-5:] for one in line.heard] == [b"first"]

    run(test())


def test_over_tls_a_server_that_is_known_is_asked_and_a_stranger_gets_nothing(
    run: Run, tmp_path: Path
) -> None:
    told = certificate(tmp_path)
    serves = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serves.load_cert_chain(told)
    big = b"x" * 300_000

    async def test() -> None:
        async with a_line(tls=serves) as line:
            async with a_poster(line.base) as poster:
                with pytest.raises(UnreachedError):
                    await poster.post(b"/a", b"secret")
            assert line.heard == []
            async with a_poster(line.base) as poster:
                poster._tls = ssl.create_default_context(cafile=told)  # noqa: SLF001  # trusts it
                for _ in range(2):
                    assert (await poster.post(b"/a", big)).body == b"{}"
            assert [len(one) > len(big) for one in line.heard] == [True, True]
            assert line.connections == 1

    run(test())


def certificate(folder: Path) -> Path:
    """Write a key and a certificate of 127.0.0.1 that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    begins = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251  # OpenSSL looks at the clock
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=2))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    path, private = folder / "it.pem", serialization.PrivateFormat.PKCS8
    pem, bare = serialization.Encoding.PEM, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, private, bare) + made.public_bytes(pem))
    return path


def test_a_header_cannot_become_two() -> None:
    with pytest.raises(ValueError, match="Authorization"):
        Poster(base="http://x", headers={"Authorization": "t\r\nX: y"}, timeout_s=1.0)
