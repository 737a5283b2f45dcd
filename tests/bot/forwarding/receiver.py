"""A form server behind a real socket: it reads what comes with code of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a request: file name ("" for a field), type and content."""

    file_name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    parts: dict[str, Part]


@dataclass(kw_only=True)
class Receiver:
    """What it received, and what it will answer: 201 when it is told nothing."""

    base: str = ""
    answers: list[int] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)

    def files(self) -> list[list[str]]:
        """Name the files of each request, besides the submission."""
        own = {"xml_submission_file", "*isIncomplete*"}
        return [sorted(set(one.parts) - own) for one in self.received]

    def submissions(self) -> list[str]:
        """Give the submission of each request."""
        return [one.parts["xml_submission_file"].data.decode() for one in self.received]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Serve a receiver on 127.0.0.1 in a thread of its own."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.received.append(
                Received(
                    path=self.path,
                    headers={name.lower(): value for name, value in self.headers.items()},
                    parts=parts_of(self.headers["Content-Type"], body),
                )
            )
            self.send_response(receiver.answers.pop(0) if receiver.answers else 201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    receiver.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def parts_of(content_type: str, body: bytes) -> dict[str, Part]:
    """Take a request apart."""
    whole = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    assert whole.get_content_type() == "multipart/form-data"
    found = whole.get_payload()
    assert isinstance(found, list)
    return dict(_part(one) for one in found if isinstance(one, Message))


def _part(one: Message) -> tuple[str, Part]:
    name = one.get_param("name", header="content-disposition")
    data = one.get_payload(decode=True)
    assert isinstance(name, str)
    assert isinstance(data, bytes)
    return name, Part(
        file_name=one.get_filename() or "", media_type=one.get_content_type(), data=data
    )
