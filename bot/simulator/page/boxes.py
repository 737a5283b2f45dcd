"""Flex messages, drawn as nested boxes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeAlias

from nicegui.element import Element

from bot.simulator.page.parts import Words, both, box, press
from bot.simulator.people import Json

Fingers: TypeAlias = Callable[[Json], Awaitable[None]]
"""Does what the action of a button says."""

_BLOCKS: Final = ("header", "hero", "body", "footer")
_WIDTHS: Final = {
    "nano": 120, "micro": 160, "deca": 220, "hecto": 241, "kilo": 260, "mega": 280, "giga": 300,
}  # fmt: skip  # our own, for a phone of 360
_SIZES: Final = {
    "xxs": 11, "xs": 13, "sm": 14, "md": 16, "lg": 19, "xl": 22, "xxl": 29, "3xl": 35,
    "4xl": 48, "5xl": 74,
}  # fmt: skip
_GAPS: Final = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16, "xxl": 20}
_SIDES: Final = {"start": "left", "center": "center", "end": "right"}


def draw_flex(message: Json, fingers: Fingers) -> None:
    """Draw a flex message: one bubble, or several side by side."""
    contents = part_of(message, "contents")
    bubbles = parts_of(contents, "contents") if contents.get("type") == "carousel" else [contents]
    with box("div", "cards", role="group", aria_label=str(message.get("altText", ""))):
        for bubble in bubbles:
            with box("div", "card") as card:
                card.style(f"width: {_WIDTHS.get(str(bubble.get('size', 'mega')), 280)}px")
                for block in _BLOCKS:
                    if isinstance(bubble.get(block), Mapping):
                        _component(part_of(bubble, block), fingers, classes=f"part {block}")
                acting(bubble, fingers)


def part_of(whole: Json, key: str) -> Json:
    """Read an object within an object; an empty one where there is none."""
    part = whole.get(key)
    return part if isinstance(part, Mapping) else {}


def parts_of(whole: Json, key: str) -> Sequence[Json]:
    """Read a list of objects within an object; an empty one where there is none."""
    parts = whole.get(key)
    return [part for part in parts if isinstance(part, Mapping)] if isinstance(parts, list) else []


def acting(part: Json, fingers: Fingers, key: str = "action", label: str = "") -> None:
    """Add a button for what a whole part does when it is touched, so that a keyboard reaches it."""
    action = part_of(part, key)
    if action:
        act(action, fingers, label=label or str(action.get("label") or "เปิด · Open"))


def act(action: Json, fingers: Fingers, classes: str = "act", *, label: str = "") -> Element:
    """Make the button of an action."""

    async def tap() -> None:
        await fingers(action)

    return press(label or str(action.get("label", "")), tap, classes)


def picture(url: str, classes: str = "") -> None:
    """Stand in for a picture of the bot's: nothing is loaded from other addresses."""
    both("div", "รูปภาพ", url.rpartition("/")[2][:40], f"stand-in {classes}")


def _component(part: Json, fingers: Fingers, *, classes: str = "") -> None:
    match part.get("type"):
        case "box":
            with box("div", f"box {part.get('layout', 'vertical')} {classes}") as element:
                element.style(_box_style(part))
                for child in parts_of(part, "contents"):
                    _component(child, fingers)
                acting(part, fingers)
        case "text":
            _text(part, classes)
            acting(part, fingers)
        case "button":
            style = "primary" if part.get("style") == "primary" else "plain"
            act(part_of(part, "action"), fingers, f"act {style}").style(_flex_style(part))
        case "image" | "icon" | "video":
            picture(str(part.get("url") or part.get("previewUrl") or ""), classes)
            acting(part, fingers)
        case "separator":
            box("hr")
        case "filler":
            box("div", "filler")
        case _:
            return


def _text(part: Json, classes: str) -> None:
    spans = parts_of(part, "contents")
    with box("div", f"text {classes}") as element:
        element.style(_flex_style(part) + _text_style(part))
        if part.get("wrap") is not True:
            element.classes("one-line")
        for span in spans or [part]:
            for number, line in enumerate(str(span.get("text", "")).split("\n")):
                if number:
                    box("br")
                Words("span", line).style(_text_style(span) if spans else "")


def _text_style(part: Json) -> str:
    size = _SIZES.get(str(part.get("size", "md")))
    style = f"font-size: {size}px;" if size else ""
    style += "font-weight: 700;" if part.get("weight") == "bold" else ""
    style += _colour("color", part.get("color"))
    side = _SIDES.get(str(part.get("align")))
    return style + (f"text-align: {side};" if side else "")


def _box_style(part: Json) -> str:
    style = _flex_style(part) + _colour("background-color", part.get("backgroundColor"))
    gap = _GAPS.get(str(part.get("spacing", "none")), 0)
    padding = _GAPS.get(str(part.get("paddingAll")))
    return style + f"gap: {gap}px;" + ("" if padding is None else f"padding: {padding}px;")


def _flex_style(part: Json) -> str:
    flex, margin = part.get("flex"), _GAPS.get(str(part.get("margin", "none")), 0)
    style = f"margin-block-start: {margin}px;" if margin else ""
    return style + (f"flex: {flex} 1 0;" if isinstance(flex, int) and flex else "")


def _colour(name: str, value: object) -> str:
    text = str(value or "")
    is_colour = text.startswith("#") and text[1:].isalnum() and len(text) in {7, 9}
    return f"{name}: {text};" if is_colour else ""
