"""A call to the API, its answer, and the words LINE refuses with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from bot.simulator.checking.parts import Detail

RATE_LIMIT = "The API rate limit has been exceeded. Try again later."
MONTHLY_LIMIT = "You have reached your monthly limit."
ONE_USER_LIMIT = "You have sent too many messages to this user. Try again later."  # our wording
BAD_TOKEN = "Invalid reply token"  # noqa: S105  # what LINE says of one
ALREADY_ACCEPTED = "The retry key is already accepted"
NOT_FOUND = "Not found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request, read.

    `fields` is the JSON object of its body, empty where there is none. `names` holds what stands
    in the path.
    """

    request_id: str
    at: datetime
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    fields: Mapping[str, object]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def retry_key(self) -> str | None:
        """The retry key that came with it."""
        return self.headers.get("x-line-retry-key")

    def text(self, key: str) -> str:
        """Read a text of the body; empty where there is none."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered: a JSON object, or the bytes of a content."""

    status: int = HTTPStatus.OK
    fields: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None
    media_type: str = "application/json"

    def content(self) -> bytes:
        """Write the body."""
        if self.data is not None:
            return self.data
        return json.dumps(self.fields, ensure_ascii=False).encode()


def refuse(status: int, message: str, details: Sequence[Detail] = ()) -> Answer:
    """Answer with an error in LINE's shape."""
    fields: dict[str, object] = {"message": message}
    if details:
        fields["details"] = [
            {"message": detail.message, "property": detail.property} for detail in details
        ]
    return Answer(status=status, fields=fields)


def refuse_details(details: Sequence[Detail]) -> Answer:
    """Answer that a body has errors, and which."""
    message = f"The request body has {len(details)} error(s)"
    return refuse(HTTPStatus.BAD_REQUEST, message, details)


def refuse_property(key: str) -> Answer:
    """Answer that one property of the body is wrong."""
    message = f"The property, '{key}', in the request body is invalid (line: -, column: -)"
    return refuse(HTTPStatus.BAD_REQUEST, message)
