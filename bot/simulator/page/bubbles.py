"""Bubbles: one message of the chat, drawn the way a phone would."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal, TypeAlias

from bot.calendar_words import date_words
from bot.simulator.page.boxes import Fingers, draw_flex
from bot.simulator.page.drawings import MAP, STICKER
from bot.simulator.page.parts import Do, Words, both, box, drawing, lines, press_both
from bot.simulator.page.templates import draw_template
from bot.simulator.people import Bubble, Json

Draw: TypeAlias = Callable[[Json], None]

PICTURES: Final = "/simulator/pictures"
"""Where the page has the pictures from that were sent in its chats."""

_SIDES: Final[dict[Literal["bot", "contact"], str]] = {"bot": "theirs", "contact": "mine"}
_SPEAKERS: Final[dict[Literal["bot", "contact"], str]] = {"bot": "เสี่ยว:", "contact": "คุณ:"}


def draw_bubble(bubble: Bubble, at: datetime, fingers: Fingers, unsend: Do | None) -> None:
    """Draw a message with its time (`at`, local) and, where it can be taken back, the way to."""
    with box("div", f"said {_SIDES[bubble.by]}"):
        Words("span", _SPEAKERS[bubble.by], "unseen")
        _draw_message(bubble, fingers)
        with box("div", "beside"):
            if unsend is not None:
                button = press_both("ยกเลิก", "Unsend", unsend, "unsend")
                button.props["aria-label"] = "ยกเลิกข้อความนี้ · Unsend this message"
            Words("time", f"{at:%H:%M}").props["datetime"] = at.isoformat(timespec="minutes")


def draw_day(day: datetime) -> None:
    """Draw the line that parts one day from the next."""
    with box("div", "day"):
        Words("span", date_words(day.date(), "th"))


def can_be_unsent(bubble: Bubble) -> bool:
    """Tell whether a bubble is a message of the person's own; what a button says is none."""
    return bubble.by == "contact" and "markAsReadToken" in bubble.message


def _draw_message(bubble: Bubble, fingers: Fingers) -> None:
    message = bubble.message
    match message.get("type"):
        case "text":
            lines(str(message["text"]), "bubble")
        case "image":
            _draw_picture(bubble)
        case "sticker":
            with box("div", "sticker", role="img", aria_label="สติกเกอร์ · Sticker"):
                drawing(STICKER)
        case "location":
            _draw_place(message)
        case "audio" | "video":
            seconds = _number(message.get("duration")) // 1000
            spoken = ("เสียง", "Voice") if message["type"] == "audio" else ("วิดีโอ", "Video")
            both("div", f"▶ {spoken[0]}", f"{spoken[1]} 0:{seconds:02d}", "bubble")
        case "file":
            size = max(1, _number(message.get("fileSize")) // 1024)
            both("div", str(message.get("fileName", "")), f"{size} KB", "bubble")
        case "template":
            draw_template(message, fingers)
        case "flex":
            draw_flex(message, fingers)
        case kind:
            both("div", str(message.get("altText", "")), str(kind), "bubble")


def _draw_picture(bubble: Bubble) -> None:
    if bubble.by == "bot":  # its address may be anywhere: nothing is loaded from there
        both("div", "รูปภาพ", str(bubble.message.get("originalContentUrl", "")), "bubble address")
        return
    picture = box("img", "picture", alt="รูปที่คุณส่ง · The picture you sent")
    picture.props["src"] = f"{PICTURES}/{bubble.message_id}"
    picture.props["width"], picture.props["height"] = "220", "165"


def _draw_place(message: Json) -> None:
    with box("div", "bubble place"):
        drawing(MAP, "map")
        title = str(message.get("title", ""))
        if title:
            Words("div", title, "strong")
        address = str(message.get("address", ""))
        if address not in {"", title}:
            lines(address)
        position = f"{message.get('latitude')}, {message.get('longitude')}"
        both("div", "ตำแหน่ง", position, "small")


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0
