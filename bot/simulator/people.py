"""Those who are on the other side of the chat: contacts, groups, what they see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

Json: TypeAlias = Mapping[str, object]
"""A JSON object as it was on the wire."""

Shape: TypeAlias = Literal["group", "room"]


@dataclass(slots=True, kw_only=True)
class Contact:
    """Someone with a phone.

    `language` is that of the app; None until LINE's privacy policy was accepted. `friend` is
    false before the bot was added. `wrote_at` is when they last wrote to the bot themselves.
    """

    user_id: str
    name: str
    language: str | None = "th"
    friend: bool = True
    blocked: bool = False
    wrote_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Group:
    """A group or room that the bot is in."""

    chat_id: str
    shape: Shape
    members: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message in a chat, as the phone shows it.

    `how` is the endpoint that sent it, "" for what a contact sent. `request_id` is LINE's.
    """

    message_id: str
    by: Literal["bot", "contact"]
    message: Json
    at: datetime
    how: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to the API, accepted or not.

    `status` is None where no answer was given. `accepted` says that it was carried out, whatever
    the answer said. `fault` names the fault that struck.
    """

    request_id: str
    at: datetime
    endpoint: str
    method: str
    path: str
    body: Json | None
    reply_token: str | None
    retry_key: str | None
    accepted: bool
    status: int | None
    answer: Json | None = None
    fault: str | None = None
