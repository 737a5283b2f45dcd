"""A form server at httpx's own seam: no socket, and every fault that a network can have."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import respx

from tests.bot.forwarding.receiver import Part, parts_of

BASE = "https://forms.example/v1/key/abc/projects/1"


@dataclass(kw_only=True)
class Pretended:
    """What it received, and what it will answer or fail with: 201 when it is told nothing."""

    answers: list[int | httpx.HTTPError] = field(default_factory=list)
    received: list[dict[str, Part]] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    def submissions(self) -> list[str]:
        """Give the submission of each request."""
        return [parts["xml_submission_file"].data.decode() for parts in self.received]

    def respond(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail."""
        self.requests.append(request)
        self.received.append(parts_of(request.headers["Content-Type"], request.content))
        answer = self.answers.pop(0) if self.answers else 201
        if isinstance(answer, httpx.HTTPError):
            raise answer
        return httpx.Response(answer)


@contextmanager
def pretending() -> Iterator[Pretended]:
    """Stand where httpx would go out; whatever else it asks for is a fault of the test."""
    server = Pretended()
    with respx.mock(assert_all_called=False) as router:
        router.post(f"{BASE}/submission").mock(side_effect=server.respond)
        yield server
