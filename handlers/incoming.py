"""What can come in: one value a kind of event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An event, whatever brought it.

    `at` is LINE's time of the event, aware. `lane` is the keyed hash of whoever it came from, and
    `contact_id` the same where that is one person. `can_reply` tells whether a reply is possible.
    """

    event_id: str
    at: datetime
    lane: str
    contact_id: str | None
    can_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote(Incoming):
    """Someone typed `text`."""

    text: str
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped(Incoming):
    """Someone tapped a button that carries `data`."""

    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked(Incoming):
    """Someone chose `value` with a date or time picker whose button carries `data`."""

    data: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared(Incoming):
    """Someone shared a place, in degrees."""

    latitude: float
    longitude: float
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Incoming):
    """Someone sent something that is not text: its content stays with LINE until it is fetched.

    `external` is true for content that LINE does not hold itself.
    """

    media: Literal["image", "video", "audio", "file", "sticker"]
    message_id: str = ""
    file_name: str = ""
    size: int | None = None
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent(Incoming):
    """Someone took a message back; LINE asks that its content be erased."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(Incoming):
    """Someone added the bot, or unblocked it."""

    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Incoming):
    """Someone blocked the bot or deleted their account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered(Incoming):
    """The bot was brought into a group or room, or spoken to there by name: with `text`."""

    why: Literal["joined", "mentioned"]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overheard(Incoming):
    """Something was said in a group or room, to others: it is looked through and forgotten."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Incoming):
    """Someone sent a kind of message that is not known here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard(Incoming):
    """Something happened that asks for silence: `kind` names it."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(Incoming):
    """A picture or file that was waited for has been fetched."""

    attachment_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined(Incoming):
    """A workbook that a coordinator sent has been checked."""

    workbook_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLeft(Incoming):
    """A visit was begun long ago and never ended."""

    visit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Incoming):
    """A reminder is due."""

    reminder_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleKept(Incoming):
    """People were put into the register, or changed there, by an import.

    `kept` are their ids, each with whether they are new; `left` are those of them who moved, died
    or refused, each with that status.
    """

    kept: tuple[tuple[str, bool], ...]
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed(Incoming):
    """A picture or file that was waited for cannot be had: `reason` is a code."""

    attachment_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadSilent(Incoming):
    """In a talk with a person nobody has written for a long time."""

    thread_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PushUnsent(Incoming):
    """A message that someone asked for was not sent: `why` is "quota" or a code of the refusal."""

    subject: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastEnded(Incoming):
    """A broadcast that someone made is over."""

    broadcast_id: str
