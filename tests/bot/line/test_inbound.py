"""Every kind of event means something here, and none is refused."""

from datetime import UTC, datetime

import pytest

from bot.line.inbound import incoming, lane_of, source_of
from bot.line.wire import Json
from handlers.incoming import (
    Followed,
    Gathered,
    Incoming,
    Left,
    Overheard,
    Picked,
    Sent,
    Shared,
    Tapped,
    Unheard,
    Unreadable,
    Unsent,
    Wrote,
)

AT_MS = 1_764_046_800_123
USER: Json = {"type": "user", "userId": "U" + "1" * 32}
GROUP: Json = {"type": "group", "groupId": "C" + "2" * 32, "userId": "U" + "1" * 32}


def meaning(event: dict[str, Json], source: Json = USER) -> Incoming:
    whole: Json = {"source": source, "replyToken": "token", "mode": "active", **event}
    return incoming(whole, event_id="E1", lane="L1", at_ms=AT_MS)


def message(content: dict[str, Json], source: Json = USER) -> Incoming:
    return meaning({"type": "message", "message": {"id": "M1", **content}}, source)


def test_an_event_keeps_its_id_time_and_lane() -> None:
    event = message({"type": "text", "text": "สวัสดี"})

    assert event == Wrote(
        event_id="E1",
        at=datetime.fromtimestamp(AT_MS / 1000, UTC),
        lane="L1",
        contact_id="L1",
        can_reply=True,
        text="สวัสดี",
        message_id="M1",
    )


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"type": "postback", "postback": {"data": "a=back"}}, Tapped),
        ({"type": "follow", "follow": {"isUnblocked": False}}, Followed),
        ({"type": "unfollow"}, Left),
        ({"type": "unsend", "unsend": {"messageId": "M1"}}, Unsent),
        ({"type": "videoPlayComplete", "videoPlayComplete": {"trackingId": "t"}}, Unheard),
        ({"type": "beacon", "beacon": {"hwid": "1", "type": "enter"}}, Unheard),
        ({"type": "accountLink", "link": {"result": "ok", "nonce": "n"}}, Unheard),
        ({"type": "membership", "membership": {"type": "joined", "membershipId": 1}}, Unheard),
        ({"type": "module", "module": {"type": "attached"}}, Unheard),
        ({"type": "activated", "chatControl": {"expireAt": 1}}, Unheard),
        ({"type": "deactivated"}, Unheard),
        ({"type": "botSuspended"}, Unheard),
        ({"type": "botResumed"}, Unheard),
        ({"type": "delivery", "delivery": {"data": "x"}}, Unheard),
        ({"type": "messageEdited"}, Unheard),
        ({"type": "somethingNew"}, Unreadable),
        ({}, Unreadable),
    ],
)
def test_every_kind_of_event_means_something(event: dict[str, Json], kind: type[Incoming]) -> None:
    assert type(meaning(event)) is kind


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"type": "join"}, Gathered),
        ({"type": "leave"}, Unheard),
        ({"type": "memberJoined", "joined": {"members": []}}, Unheard),
        ({"type": "memberLeft", "left": {"members": []}}, Unheard),
        ({"type": "message", "message": {"id": "1", "type": "image"}}, Unheard),
        ({"type": "message", "message": {"id": "1", "type": "text", "text": "hi"}}, Overheard),
        ({"type": "postback", "postback": {"data": "a=back"}}, Unheard),
    ],
)
def test_a_group_is_answered_only_where_it_must(
    event: dict[str, Json], kind: type[Incoming]
) -> None:
    heard = meaning(event, GROUP)

    assert type(heard) is kind
    assert heard.contact_id is None


def test_a_bot_that_is_named_in_a_group_notices() -> None:
    mention: Json = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": True}]}

    heard = message({"type": "text", "text": "@siao", "mention": mention}, GROUP)

    assert isinstance(heard, Gathered)
    assert heard.why == "mentioned"


@pytest.mark.parametrize("media", ["image", "video", "audio", "file", "sticker"])
def test_what_is_not_text_names_its_medium(media: str) -> None:
    heard = message({"type": media, "contentProvider": {"type": "line"}})

    assert isinstance(heard, Sent)
    assert (heard.media, heard.message_id, heard.external) == (media, "M1", False)


def test_content_that_line_does_not_hold_is_told_apart() -> None:
    heard = message({"type": "image", "contentProvider": {"type": "external"}})

    assert isinstance(heard, Sent)
    assert heard.external


def test_a_place_has_its_degrees() -> None:
    heard = message({"type": "location", "latitude": 16, "longitude": 105.2})

    assert isinstance(heard, Shared)
    assert (heard.latitude, heard.longitude) == (16, 105.2)


@pytest.mark.parametrize(
    "content",
    [
        {"type": "location", "latitude": "north"},
        {"type": "hologram"},
        {"type": 7},
        {},
    ],
)
def test_a_message_that_cannot_be_read_can_still_be_answered(content: dict[str, Json]) -> None:
    heard = message(content)

    assert isinstance(heard, Unreadable)
    assert heard.can_reply
    assert heard.contact_id == "L1"


@pytest.mark.parametrize(
    ("params", "value"),
    [
        ({"date": "2026-12-01"}, "2026-12-01"),
        ({"time": "08:30"}, "08:30"),
        ({"datetime": "2026-12-01T08:30"}, "2026-12-01T08:30"),
    ],
)
def test_a_picker_gives_its_value(params: dict[str, Json], value: str) -> None:
    heard = meaning({"type": "postback", "postback": {"data": "a=answer", "params": params}})

    assert isinstance(heard, Picked)
    assert (heard.data, heard.value) == ("a=answer", value)


def test_a_switched_rich_menu_is_no_tap() -> None:
    params: Json = {"newRichMenuAliasId": "home", "status": "SUCCESS"}

    assert isinstance(
        meaning({"type": "postback", "postback": {"data": "a=menu", "params": params}}), Unheard
    )


def test_standby_is_silence() -> None:
    heard = meaning({"type": "message", "mode": "standby", "message": {"id": "1", "type": "text"}})

    assert isinstance(heard, Unheard)


def test_people_groups_and_nobody_have_lanes_of_their_own() -> None:
    def name(source: Json) -> str:
        return lane_of(source_of({"source": source}), lambda text: text)

    assert name(USER) == "lane:user:U" + "1" * 32
    assert name(GROUP) == "lane:group:C" + "2" * 32
    assert name({"type": "room", "roomId": "R1"}) == "lane:room:R1"
    assert name(None) == "channel"
    assert name({"type": "user"}) == "channel"
