"""A form server, spoken to as the OpenRosa form submission API says.

What its answer to a submission means, by the specification (docs.getodk.org, OpenRosa Form
Submission API), by ODK Central (getodk/central-backend, lib/resources/submissions.js and
lib/util/problem.js) and by Kobo (kobotoolbox/kpi, kobo/apps/openrosa/libs/utils/logger_tools.py):

| answer | said by | when | for us |
|---|---|---|---|
| 201 | all | it was kept; Central: the very same again, with more files or without | taken |
| 202 | all | "saved, you should not try to resubmit"; Kobo: the very same again | taken |
| 402, 405 | Kobo | the account has reached a limit; the form or account is not active | waits |
| 401, 403 | all | this token is not taken, or not for this form (Central: 401 for both) | waits |
| 404 | all | the form, or this version of it, is not there | waits |
| 423 | Kobo | the same submission is being worked on | waits |
| 409 | Central | other XML under this id, edited or deleted there; the form is closed | refused |
| 409 | Kobo | other XML under this id, or another file under a name of it | refused |
| 400, 413, other 4xx | all | it cannot be read, is too large … | refused |
| 408, 425, 429, 5xx | all | the server, or what stands before it, is busy or ill | waits |
| 200, 3xx | none | a page of some proxy; never a sign of success | waits |

The files of a submission may come in several requests, each with the very same XML; what came
twice is kept once, by its instanceID. So all of it may be sent again after a fault half-way.
A correction comes with a deprecatedID, after what it corrects; ODK Central makes an edit of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Final, Literal, Self, TypeAlias
from urllib.parse import urlsplit

import httpx

_TIMEOUT: Final = httpx.Timeout(120, connect=10)  # seconds; a server may be slow to keep a video
_TAKEN: Final = {HTTPStatus.CREATED, HTTPStatus.ACCEPTED}
_NOT_THIS_FORM: Final = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.PAYMENT_REQUIRED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
}
_PASSING: Final = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}

Reach: TypeAlias = Literal["submission", "form", "server"]
"""What else would fare the same now: nothing, all of its form version, or everything."""


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
    """Not now: `why` is a status or the name of an error."""

    why: str
    reach: Reach = "server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Never: `why` is a status."""

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

    @property
    def name(self) -> str:
        """The name of the machine, without the rest of its address, which may hold a token."""
        return urlsplit(self._url).hostname or ""

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
    """Read a status, as the table above has it."""
    if status in _TAKEN:
        return Taken()
    if status in _NOT_THIS_FORM:
        return Later(why=str(status), reach="form")
    if status == HTTPStatus.LOCKED:
        return Later(why=str(status), reach="submission")
    is_ours = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return (
        Refused(why=str(status)) if is_ours and status not in _PASSING else Later(why=str(status))
    )
