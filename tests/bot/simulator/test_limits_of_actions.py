import pytest

from tests.bot.simulator.bare_bot import Message, postback, said
from tests.bot.simulator.messages import (
    THAI_OF_20,
    button,
    buttons,
    picker,
    quick,
    wrong,
)
from tests.line_schema import faults_of


def test_a_thai_label_of_twenty_clusters_passes() -> None:
    assert len(THAI_OF_20) > 30
    assert wrong(button(THAI_OF_20)) == []


@pytest.mark.parametrize("label", [THAI_OF_20 + "ก", "x" * 21, ""])
def test_a_label_of_twenty_one_or_none_is_refused(label: str) -> None:
    assert wrong(button(label)) == ["messages[0].quickReply.items[0].action.label"]


@pytest.mark.parametrize(
    "more", [{"data": "x" * 300}, {"displayText": "ที่" * 300}, {"inputOption": "openKeyboard"}]
)
def test_what_a_postback_may_carry(more: dict[str, object]) -> None:
    assert wrong(quick({"type": "postback", "label": "x", "data": "a=1", **more})) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("data", "x" * 301),
        ("data", ""),
        ("displayText", "ที่" * 301),
        ("inputOption", "openDoor"),
        ("fillInText", "x"),  # only where the keyboard opens
    ],
)
def test_what_a_postback_may_not_carry(field: str, value: str) -> None:
    action = {**postback("x"), field: value}

    assert wrong(quick(action)) == [f"messages[0].quickReply.items[0].action.{field}"]


def test_postback_data_of_301_is_refused_by_lines_schema_too() -> None:
    body = {"messages": [button("x", data="x" * 301)]}

    assert faults_of(body, "ValidateMessageRequest") != []


@pytest.mark.parametrize(
    "more",
    [
        {"initial": "2026-11-25", "min": "1900-01-01", "max": "2100-12-31"},
        {"mode": "time", "initial": "23:59", "min": "00:00"},
        {"mode": "datetime", "min": "2026-11-25t00:00", "max": "2026-11-25T23:59"},
    ],
)
def test_pickers_that_line_can_read(more: dict[str, object]) -> None:
    assert wrong(picker(**more)) == []


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("mode", {"mode": "month"}),
        ("min", {"min": "2026-11-25", "max": "2026-11-25"}),
        ("min", {"mode": "datetime", "min": "2026-11-26t08:00", "max": "2026-11-25T09:00"}),
        ("max", {"max": "2101-01-01"}),
        ("min", {"min": "1899-12-31"}),
        ("initial", {"initial": "2569-11-25"}),
        ("initial", {"initial": "2026-W48-3"}),
        ("initial", {"initial": "2026-02-30"}),
        ("initial", {"mode": "time", "initial": "24:00"}),
        ("initial", {"mode": "time", "initial": "8:00"}),
        ("initial", {"mode": "datetime", "initial": "2026-11-25 08:00"}),
        ("initial", {"mode": "datetime", "initial": "2026-11-25"}),
        ("initial", {"initial": 20261125}),
        ("data", {"data": "x" * 301}),
    ],
)
def test_pickers_that_line_cannot_read(field: str, more: dict[str, object]) -> None:
    assert wrong(picker(**more)) == [f"messages[0].quickReply.items[0].action.{field}"]


@pytest.mark.parametrize(
    "uri",
    ["tel:1669", "https://siao.example/x?y=1", "http://siao.example", "line://nv/location"],
)
def test_addresses_that_a_button_opens(uri: str) -> None:
    assert wrong(quick({"type": "uri", "label": "x", "uri": uri})) == []


@pytest.mark.parametrize(
    "uri",
    ["javascript:alert(1)", "mailto:a@b.c", "www.siao.example", "https:", "tel:16 69", ""],
)
def test_addresses_that_no_button_opens(uri: str) -> None:
    places = wrong(quick({"type": "uri", "label": "x", "uri": uri}))

    assert places == ["messages[0].quickReply.items[0].action.uri"]


def test_an_address_of_a_button_has_a_thousand_letters_at_most() -> None:
    address = "https://siao.example/"
    fitting = address + "x" * (1000 - len(address))

    assert wrong(quick({"type": "uri", "label": "x", "uri": fitting})) == []
    assert wrong(quick({"type": "uri", "label": "x", "uri": fitting + "x"})) != []


@pytest.mark.parametrize("kind", ["camera", "cameraRoll", "location"])
def test_camera_album_and_place_stand_among_quick_replies_only(kind: str) -> None:
    action: Message = {"type": kind, "label": "open"}

    assert wrong(quick(action)) == []
    assert wrong(buttons(actions=[action])) == ["messages[0].template.actions[0].type"]


@pytest.mark.parametrize("kind", ["richmenuswitch", "dance", None])
def test_other_actions_are_refused(kind: object) -> None:
    action: Message = {"type": kind, "label": "x", "data": "a=1", "richMenuAliasId": "x"}

    assert wrong(quick(action)) == ["messages[0].quickReply.items[0].action.type"]


def test_a_message_action_says_three_hundred_clusters() -> None:
    assert wrong(quick({"type": "message", "label": "x", "text": "ที่" * 300})) == []
    assert wrong(quick({"type": "message", "label": "x", "text": "ที่" * 301})) != []
    assert wrong(quick({"type": "message", "label": "x"})) != []


def test_a_clipboard_takes_a_thousand_letters() -> None:
    assert wrong(quick({"type": "clipboard", "label": "x", "clipboardText": "x" * 1000})) == []
    assert wrong(quick({"type": "clipboard", "label": "x", "clipboardText": "x" * 1001})) != []


def test_a_quick_reply_says_that_it_is_an_action() -> None:
    message = {**said("?"), "quickReply": {"items": [{"action": postback("x")}]}}

    assert wrong(message) == ["messages[0].quickReply.items[0].type"]


def test_a_quick_reply_without_an_action_is_refused() -> None:
    message = {**said("?"), "quickReply": {"items": [{"type": "action"}]}}

    assert wrong(message) == ["messages[0].quickReply.items[0].action"]


def test_text_and_display_text_exclude_each_other() -> None:
    places = wrong(quick(postback("x", text="a", displayText="b")))

    assert places == ["messages[0].quickReply.items[0].action.text"]


def test_the_address_for_desktops_is_looked_at_too() -> None:
    action: Message = {
        "type": "uri",
        "label": "x",
        "uri": "tel:1669",
        "altUri": {"desktop": "ftp://a.b"},
    }

    assert wrong(quick(action)) == ["messages[0].quickReply.items[0].action.altUri.desktop"]


def test_an_address_that_nobody_can_read_is_refused() -> None:
    assert wrong(quick({"type": "uri", "label": "x", "uri": "https://[::1"})) != []
