"""The guard of a simulator that is for this machine alone: pages from elsewhere are turned away.

A page elsewhere may ask this machine by a name that suddenly leads here (DNS rebinding), or openly
from where it stands. The browser tells of the one in `Host`, of the other in `Origin`.
"""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.settings import is_loopback

_HOST: Final = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9.-]+))(?::[0-9]{1,5})?")
_SAID: Final = {
    HTTPStatus.MISDIRECTED_REQUEST: "The simulator is for this machine alone: open it as localhost"
    " or 127.0.0.1, with the port that the bot named.",
    HTTPStatus.FORBIDDEN: "The simulator takes nothing from pages of other addresses.",
}


class Guard:
    """Lets through to `app` what was asked of this machine by its own name, and from its own pages.

    What the `spared` routes answer is never looked at: it has nothing to do with the simulator.
    """

    def __init__(self, app: ASGIApp, *, spared: Sequence[BaseRoute]) -> None:
        self._app, self._spared = app, spared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request or the websocket on, or answer it with why not."""
        status = None if self._spares(scope) else refusal(Headers(scope=scope))
        if status is None:
            await self._app(scope, receive, send)
            return
        await PlainTextResponse(_SAID[status], status_code=status)(scope, receive, send)

    def _spares(self, scope: Scope) -> bool:
        if scope["type"] not in {"http", "websocket"}:
            return True
        return any(route.matches(scope)[0] is Match.FULL for route in self._spared)


def refusal(headers: Headers) -> HTTPStatus | None:
    """Tell with which status a request must be refused; None when it may pass."""
    hosts = [host.lower() for host in headers.getlist("host")]
    if len(hosts) != 1 or not _names_this_machine(hosts[0]):
        return HTTPStatus.MISDIRECTED_REQUEST
    if any(_place(origin) != hosts[0] for origin in headers.getlist("origin")):
        return HTTPStatus.FORBIDDEN
    return None


def _names_this_machine(host: str) -> bool:
    read = _HOST.fullmatch(host)
    return read is not None and is_loopback(read["six"] or read["name"])


def _place(origin: str) -> str | None:
    """Read host and port of an origin as `Host` has them; None for one that is no place."""
    try:
        return urlsplit(origin.lower()).netloc or None
    except ValueError:
        return None
