from collections.abc import Callable

import pytest

from tests.bot.simulator.bare_bot import Message, postback
from tests.bot.simulator.messages import (
    bubble,
    flex,
    line,
    wrong,
)


@pytest.mark.parametrize(
    ("component", "places"),
    [
        (line("hi", color="#112233"), []),
        (line(""), ["text"]),
        (line("hi", color="red"), ["color"]),
        ({"type": "text", "contents": [{"type": "span", "text": "hi"}]}, []),
        ({"type": "button", "action": postback("x" * 40)}, []),
        ({"type": "button", "action": postback("x" * 41)}, ["action.label"]),
        ({"type": "button"}, ["action"]),
        ({"type": "button", "action": {"type": "camera", "label": "x"}}, ["action.type"]),
        ({"type": "image", "url": "http://a.b/c"}, ["url"]),
        ({"type": "box", "layout": "diagonal", "contents": []}, ["layout"]),
        ({"type": "box", "layout": "vertical"}, ["contents"]),
        ({"type": "icon", "url": "https://a.b/c"}, ["type"]),
        ({"type": "box", "layout": "baseline", "contents": [line("hi")]}, []),
        ({"type": "hologram"}, ["type"]),
        ({"type": "separator"}, []),
    ],
)
def test_flex_components(component: Message, places: list[str]) -> None:
    where = "messages[0].contents.body.contents[0]"

    assert wrong(flex(bubble(component))) == [f"{where}.{place}" for place in places]


@pytest.mark.parametrize(
    ("contents", "count"),
    [
        ({"type": "carousel", "contents": [bubble(line("hi"))] * 12}, 0),
        ({"type": "carousel", "contents": [bubble(line("hi"))] * 13}, 1),
        ({"type": "carousel", "contents": [bubble(size="kilo"), bubble(size="giga")]}, 1),
        ({"type": "bubble"}, 1),
        ({"type": "balloon"}, 1),
        (bubble(size="huge"), 1),
        (bubble(hero={"type": "button", "action": postback("x")}), 1),
        (bubble(hero={"type": "image", "url": "https://a.b/c"}), 0),
    ],
)
def test_flex_containers(contents: Message, count: int) -> None:
    assert len(wrong(flex(contents))) == count


@pytest.mark.parametrize(
    ("pad", "contents", "count"),
    [
        (4900, lambda pad: bubble(*[line("x" * pad)] * 6), 0),  # 6 × 4,900 and some hundreds
        (5000, lambda pad: bubble(*[line("x" * pad)] * 6), 1),
        (4800, lambda pad: {"type": "carousel", "contents": [bubble(line("x" * pad))] * 10}, 0),
        (5000, lambda pad: {"type": "carousel", "contents": [bubble(line("x" * pad))] * 10}, 1),
    ],
)
def test_flex_is_no_larger_than_30_and_50_kilobytes(
    pad: int, contents: Callable[[int], Message], count: int
) -> None:
    assert len(wrong(flex(contents(pad)))) == count


def test_thai_letters_of_flex_are_counted_as_three_bytes() -> None:
    assert wrong(flex(bubble(*[line("ก" * 1660)] * 6))) != []
    assert wrong(flex(bubble(*[line("ก" * 1600)] * 6))) == []


VIDEO: Message = {
    "type": "video",
    "url": "https://a.b/c.mp4",
    "previewUrl": "https://a.b/c.jpg",
    "altContent": {"type": "image", "url": "https://a.b/c.jpg"},
}


def test_a_video_stands_above_a_bubble_with_something_in_its_stead() -> None:
    assert wrong(flex(bubble(hero=VIDEO))) == []
    assert wrong(flex(bubble(hero={**VIDEO, "altContent": None}))) == [
        "messages[0].contents.hero.altContent"
    ]


def test_only_bubbles_are_in_a_carousel() -> None:
    contents: Message = {"type": "carousel", "contents": [{**bubble(), "type": "balloon"}]}

    assert wrong(flex(contents)) == ["messages[0].contents.contents[0].type"]


def test_a_whole_component_may_be_a_button_without_a_label() -> None:
    action = {"type": "uri", "uri": "https://a.b"}

    assert wrong(flex(bubble(line("hi", action=action)))) == []
    assert wrong(flex(bubble(line("hi", action={**action, "label": "x" * 41})))) != []
