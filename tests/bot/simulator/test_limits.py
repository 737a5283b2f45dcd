import pytest

from bot.simulator.checking.parts import clusters, units
from bot.simulator.limits import check_messages
from tests.bot.simulator.bare_bot import Message, postback, said
from tests.bot.simulator.messages import (
    THAI_OF_20,
    bubble,
    button,
    buttons,
    flex,
    line,
    picker,
    place,
    wrong,
)
from tests.line_schema import faults_of


def test_text_is_counted_in_utf_16() -> None:
    assert units("🍎") == 2
    assert units("น้ำ") == 3


@pytest.mark.parametrize(
    ("text", "count"), [("เมนูผู้ดูแลที่นี่", 9), ("ນ້ຳ", 1), ("👨‍👩‍👧", 1), ("abc", 3)]
)
def test_labels_are_counted_in_grapheme_clusters(text: str, count: int) -> None:
    assert clusters(text) == count


@pytest.mark.parametrize("text", ["x" * 5000, "🍎" * 2500, " "])
def test_a_text_of_five_thousand_units_passes(text: str) -> None:
    assert wrong(said(text)) == []


@pytest.mark.parametrize("text", ["x" * 5001, "🍎" * 2500 + "x", ""])
def test_a_longer_text_or_none_does_not(text: str) -> None:
    assert wrong(said(text)) == ["messages[0].text"]


@pytest.mark.parametrize(("count", "places"), [(1, []), (5, []), (0, ["messages"])])
def test_a_request_holds_one_to_five_messages(count: int, places: list[str]) -> None:
    assert wrong(*[said("x")] * count) == places


def test_a_sixth_message_is_one_too_many() -> None:
    messages = [said("x")] * 6

    assert wrong(*messages) == ["messages"]
    assert faults_of({"messages": messages}, "ValidateMessageRequest") != []


def test_thirteen_quick_replies_pass() -> None:
    assert wrong(said("?", *[postback("x")] * 13)) == []


def test_a_fourteenth_quick_reply_is_one_too_many() -> None:
    message = said("?", *[postback("x")] * 14)

    assert wrong(message) == ["messages[0].quickReply.items"]
    assert faults_of({"messages": [message]}, "ValidateMessageRequest") != []


def test_no_quick_replies_at_all_must_be_left_out() -> None:
    message: Message = {**said("?"), "quickReply": {"items": []}}

    assert wrong(message) == ["messages[0].quickReply.items"]


def test_quick_replies_on_the_first_of_two_messages_are_refused_where_strict() -> None:
    messages = button("yes"), said("second")

    assert wrong(*messages) == ["messages[0].quickReply"]
    assert wrong(*messages, strict=False) == []


def test_a_place_needs_all_it_has() -> None:
    assert wrong(place()) == []
    assert wrong({"type": "location"}) == [
        "messages[0].title",
        "messages[0].address",
        "messages[0].latitude",
        "messages[0].longitude",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 101), ("address", "x" * 101), ("latitude", 91), ("longitude", "100.5")],
)
def test_a_place_keeps_its_bounds(field: str, value: object) -> None:
    assert wrong(place(**{field: value})) == [f"messages[0].{field}"]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("x" * 20, []),
        ("Online helper", []),
        ("x" * 21, ["messages[0].sender.name"]),
        ("Line team", ["messages[0].sender.name"]),
    ],
)
def test_the_name_of_a_sender(name: str, places: list[str]) -> None:
    assert wrong({**said("hi"), "sender": {"name": name}}) == places


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ({"type": "sticker", "packageId": "446", "stickerId": "1988"}, []),
        ({"type": "sticker", "packageId": "446"}, ["messages[0].stickerId"]),
        ({"type": "audio", "originalContentUrl": "https://a.b/c", "duration": 1}, []),
        ({"type": "audio", "originalContentUrl": "https://a.b/c"}, ["messages[0].duration"]),
        (
            {"type": "image", "originalContentUrl": "http://a.b/c", "previewImageUrl": "x"},
            ["messages[0].originalContentUrl", "messages[0].previewImageUrl"],
        ),
        ({"type": "coupon"}, ["messages[0].couponId"]),
        ({"type": "song"}, ["messages[0].type"]),
        ({}, ["messages[0].type"]),
        ({"type": "textV2", "text": "{{hi}} {name}", "substitution": {"name": {}}}, []),
        ({"type": "textV2", "text": "hi {name}"}, ["messages[0].text"]),
        ({"type": "textV2", "text": "hi {"}, ["messages[0].text"]),
    ],
)
def test_messages_of_other_kinds(message: Message, places: list[str]) -> None:
    assert wrong(message) == places


def test_a_line_emoji_stands_where_a_dollar_is() -> None:
    emoji = {"productId": "5ac1", "emojiId": "001"}
    text = said("🍎 $")

    assert wrong({**text, "emojis": [{**emoji, "index": 3}]}) == []
    assert wrong({**text, "emojis": [{**emoji, "index": 2}]}) == ["messages[0].emojis[0].index"]
    assert wrong({**text, "emojis": [{**emoji, "index": 3}] * 21}) == ["messages[0].emojis"]


@pytest.mark.parametrize(
    "message",
    [
        button(THAI_OF_20),
        picker(min="2026-11-25"),
        buttons(),
        flex(bubble(line("hi"), {"type": "button", "action": postback("x")})),
        place(),
    ],
)
def test_what_passes_here_passes_lines_schema(message: Message) -> None:
    assert wrong(message) == []
    assert faults_of({"messages": [message]}, "ValidateMessageRequest") == []


def imagemap(**more: object) -> Message:
    area = {"x": 0, "y": 0, "width": 10, "height": 10}
    action = {"type": "message", "text": "hi", "area": area}
    whole = {
        "baseUrl": "https://a.b/c",
        "altText": "?",
        "baseSize": {"width": 1040, "height": 500},
        "actions": [action],
    }
    return {"type": "imagemap", **whole, **more}


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ({}, []),
        ({"baseSize": None}, ["baseSize"]),
        ({"baseSize": {"width": 700, "height": 500}}, ["baseSize.width"]),
        ({"actions": []}, ["actions"]),
        ({"actions": [{"type": "message", "text": "hi"}]}, ["actions[0].area"]),
        ({"actions": [{"type": "uri", "linkUri": "x", "area": {}}]}, ["actions[0].linkUri"]),
        ({"actions": [{"type": "clipboard", "area": {}}]}, ["actions[0].clipboardText"]),
        ({"actions": [{"type": "dance", "area": {}}]}, ["actions[0].type"]),
    ],
)
def test_an_imagemap(more: dict[str, object], places: list[str]) -> None:
    assert wrong(imagemap(**more)) == [f"messages[0].{place}" for place in places]


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ({"type": "text", "text": 17}, ["messages[0].text"]),
        ({**said("?"), "quickReply": "yes"}, ["messages[0].quickReply"]),
        ({"type": "template", "altText": "?"}, ["messages[0].template"]),
        (
            {"type": "template", "altText": "?", "template": {"type": "dance"}},
            ["messages[0].template.type"],
        ),
        ({"type": "flex", "altText": "?"}, ["messages[0].contents"]),
        ({**place(), "latitude": True}, ["messages[0].latitude"]),
        (
            {"type": "textV2", "text": "x", "substitution": {"a b": {}}},
            ["messages[0].substitution.a b"],
        ),
    ],
)
def test_things_of_the_wrong_kind(message: Message, places: list[str]) -> None:
    assert wrong(message) == places


def test_messages_that_are_no_objects_are_refused() -> None:
    details = check_messages({"messages": ["hello"]})

    assert [detail.property for detail in details] == ["messages"]


def test_a_video_needs_a_preview() -> None:
    video: Message = {"type": "video", "originalContentUrl": "https://a.b/c.mp4"}

    assert wrong({**video, "previewImageUrl": "https://a.b/c.jpg", "trackingId": "t"}) == []
    assert wrong(video) == ["messages[0].previewImageUrl"]
