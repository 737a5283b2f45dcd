"""From one LINE event, as it came, to what it means here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias, TypedDict

from bot.line.wire import Json, field, number, text
from handlers.incoming import (
    BroadcastEnded,
    Due,
    Examined,
    Fetched,
    FetchFailed,
    Followed,
    Gathered,
    Incoming,
    Left,
    Overheard,
    PeopleKept,
    Picked,
    PushUnsent,
    Sent,
    Shared,
    Tapped,
    ThreadSilent,
    Unheard,
    Unreadable,
    Unsent,
    VisitLeft,
    Wrote,
)

CHANNEL = "channel"
"""The lane of events that come from nobody."""

INNER = "siao."
"""How the types of our own events begin; LINE's never do."""

_SILENT = {
    "leave",
    "memberJoined",
    "memberLeft",
    "messageEdited",
    "videoPlayComplete",
    "beacon",
    "accountLink",
    "membership",
    "module",
    "activated",
    "deactivated",
    "botSuspended",
    "botResumed",
    "delivery",
}
"""LINE's kinds that ask for silence: nobody spoke to us, or the answer comes another way."""

_Media: TypeAlias = Literal["image", "video", "audio", "file", "sticker"]
_MEDIA: dict[str, _Media] = {
    "image": "image",
    "video": "video",
    "audio": "audio",
    "file": "file",
    "sticker": "sticker",
}


class _Common(TypedDict):
    event_id: str
    at: datetime
    lane: str
    contact_id: str | None
    can_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whom an event came from, as LINE names them; "" where it does not."""

    kind: str
    user_id: str
    place_id: str

    @property
    def is_person(self) -> bool:
        """True for one person who talks to the bot alone."""
        return self.kind == "user" and bool(self.user_id)

    @property
    def name(self) -> str:
        """What the lane is the keyed hash of; "" for nobody."""
        who = self.user_id if self.kind == "user" else self.place_id
        return f"{self.kind}:{who}" if who else ""


def source_of(event: Json) -> Source:
    """Read whom an event came from."""
    kind = text(event, "source", "type")
    place = text(event, "source", "groupId") or text(event, "source", "roomId")
    return Source(kind=kind, user_id=text(event, "source", "userId"), place_id=place)


def lane_of(source: Source, hashed: Callable[[str], str]) -> str:
    """Name the lane of a source."""
    return hashed(f"lane:{source.name}") if source.name else CHANNEL


def incoming(event: Json, *, event_id: str, lane: str, at_ms: int) -> Incoming:
    """Tell what an event means. Nothing is refused: what cannot be read has a kind of its own."""
    source, kind = source_of(event), text(event, "type")
    common: _Common = {
        "event_id": event_id,
        "at": datetime.fromtimestamp(at_ms / 1000, UTC),
        "lane": lane,
        "contact_id": lane if source.is_person or kind.startswith(INNER) else None,
        "can_reply": bool(text(event, "replyToken")),
    }
    if kind.startswith(INNER):
        return _inner(event, kind, common)
    if text(event, "mode") == "standby":
        return Unheard(kind="standby", **common)
    if not source.is_person:
        return _gathering(event, kind, common)
    return _personal(event, kind, common)


def _personal(event: Json, kind: str, common: _Common) -> Incoming:
    match kind:
        case "message":
            return _message(event, common)
        case "postback":
            return _postback(event, common)
        case "unsend":
            return Unsent(message_id=text(event, "unsend", "messageId"), **common)
        case "follow" | "unfollow":
            return _following(event, kind, common)
        case _:
            return Unheard(kind=kind, **common) if kind in _SILENT else Unreadable(**common)


def _following(event: Json, kind: str, common: _Common) -> Incoming:
    if kind == "unfollow":
        return Left(**common)
    return Followed(again=field(event, "follow", "isUnblocked") is True, **common)


def _message(event: Json, common: _Common) -> Incoming:
    message = field(event, "message")
    kind, message_id = text(message, "type"), text(message, "id")
    if kind == "text":
        return Wrote(text=text(message, "text"), message_id=message_id, **common)
    if kind in _MEDIA:
        size = number(message, "fileSize")
        return Sent(
            media=_MEDIA[kind],
            message_id=message_id,
            file_name=text(message, "fileName"),
            size=None if size is None else int(size),
            external=text(message, "contentProvider", "type") == "external",
            **common,
        )
    latitude, longitude = number(message, "latitude"), number(message, "longitude")
    if kind == "location" and latitude is not None and longitude is not None:
        return Shared(latitude=latitude, longitude=longitude, message_id=message_id, **common)
    return Unreadable(**common)


def _postback(event: Json, common: _Common) -> Incoming:
    data, params = text(event, "postback", "data"), field(event, "postback", "params")
    if text(params, "newRichMenuAliasId"):
        return Unheard(kind="rich menu switched", **common)
    for kind in ("date", "time", "datetime"):
        if value := text(params, kind):
            return Picked(data=data, value=value, **common)
    return Tapped(data=data, **common)


def _gathering(event: Json, kind: str, common: _Common) -> Incoming:
    if kind == "join":
        return Gathered(why="joined", **common)
    if kind != "message" or text(event, "message", "type") != "text":
        return Unheard(kind=kind, **common)
    said = text(event, "message", "text")
    mentioned = field(event, "message", "mention", "mentionees")
    people = mentioned if isinstance(mentioned, list) else []
    if any(field(one, "isSelf") is True for one in people):
        return Gathered(why="mentioned", text=said, **common)
    return Overheard(text=said, **common)


def _inner(event: Json, kind: str, common: _Common) -> Incoming:
    attachment_id = text(event, "attachmentId")
    if kind == "siao.fetched":
        return Fetched(attachment_id=attachment_id, **common)
    if kind == "siao.examined":
        return Examined(workbook_id=text(event, "workbookId"), **common)
    if kind in {"siao.visitLeft", "siao.due"}:
        return _by_the_clock(event, kind, common)
    if kind == "siao.fetchFailed":
        return FetchFailed(attachment_id=attachment_id, reason=text(event, "reason"), **common)
    if kind == "siao.peopleKept":
        return _people(event, common)
    return _of_a_talk(event, kind, common)


def _of_a_talk(event: Json, kind: str, common: _Common) -> Incoming:
    if kind == "siao.threadSilent":
        return ThreadSilent(thread_id=text(event, "threadId"), **common)
    if kind == "siao.pushUnsent":
        return PushUnsent(subject=text(event, "subject"), why=text(event, "why"), **common)
    if kind == "siao.broadcastEnded":
        return BroadcastEnded(broadcast_id=text(event, "broadcastId"), **common)
    return Unheard(kind=kind, **common)


def _by_the_clock(event: Json, kind: str, common: _Common) -> Incoming:
    if kind == "siao.due":
        return Due(reminder_id=text(event, "reminderId"), **common)
    return VisitLeft(visit_id=text(event, "visitId"), **common)


def _people(event: Json, common: _Common) -> PeopleKept:
    """Read whom an import kept, and who is told to have left."""
    return PeopleKept(
        kept=tuple((of, bool(is_new)) for of, is_new in _pairs(event, "kept")),
        left=tuple((of, str(status)) for of, status in _pairs(event, "left")),
        **common,
    )


def _pairs(event: Json, name: str) -> Iterator[tuple[str, Json]]:
    found = field(event, name)
    for pair in found if isinstance(found, list) else ():
        if isinstance(pair, list) and len(pair) == 2:
            yield str(pair[0]), pair[1]
