"""A form server, spoken to as the OpenRosa form submission API says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Final, Self, TypeAlias

import httpx

_TIMEOUT: Final = httpx.Timeout(120, connect=10)  # seconds; a server may be slow to keep a video
_BARRED: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_ALONE: Final = {HTTPStatus.ACCEPTED, HTTPStatus.NOT_FOUND}
_PASSING: Final = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A picture or file of a submission, under the name that its XML gives it."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The server has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Not now: `why` is a status or the name of an error.

    `alone` is true where others may fare better: the form is not there yet, or the server has not
    made up its mind. `barred` is true where our token was not taken.
    """

    why: str
    alone: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Never: `why` is a status; 409 says that it is there already, with another content."""

    why: str


Outcome: TypeAlias = Taken | Later | Refused


class FormServer:
    """The server under `url`, which `/submission` is added to; open it to use it.

    `token` becomes the Authorization: as it is where it names its scheme (`Token …`), else as a
    bearer's; none is sent when it is "", for a server whose token stands in the address.
    """

    def __init__(self, *, url: str, token: str = "", timeout: httpx.Timeout = _TIMEOUT) -> None:
        self._url = f"{url.rstrip('/').removesuffix('/submission')}/submission"
        self._timeout = timeout
        self._headers = {"X-OpenRosa-Version": "1.0"}
        if token:
            self._headers["Authorization"] = token if " " in token else f"Bearer {token}"
        self._http: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        # Settings alone say where we go: no proxy and no password comes from elsewhere.
        self._http = httpx.AsyncClient(
            headers=self._headers, timeout=self._timeout, trust_env=False
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def submit(
        self, xml: bytes, files: Sequence[Enclosed], *, more: bool, at: datetime
    ) -> Outcome:
        """Send a submission with some of its files; `more` of them follow with the same XML.

        Source: docs.getodk.org, OpenRosa HTTP Request API and Form Submission API.
        """
        if self._http is None:
            raise RuntimeError("the form server is not open")
        parts = [("xml_submission_file", ("submission.xml", xml, "text/xml"))]
        parts += [(file.name, (file.name, file.data, file.media_type)) for file in files]
        headers = {"Date": format_datetime(at.astimezone(UTC), usegmt=True)}
        fields = {"*isIncomplete*": "yes"} if more else {}
        try:
            async with self._http.stream(
                "POST", self._url, headers=headers, data=fields, files=parts
            ) as answer:
                return _outcome(answer.status_code)
        except httpx.HTTPError as failed:
            return Later(why=type(failed).__name__)


def _outcome(status: int) -> Outcome:
    """Read a status; only 201 says that all was kept, 202 does not."""
    if status == HTTPStatus.CREATED:
        return Taken()
    if status in _BARRED:
        return Later(why=str(status), barred=True)
    if status in _ALONE:
        return Later(why=str(status), alone=True)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Later(why=str(status)) if status in _PASSING else Refused(why=str(status))
    return Later(why=str(status))
