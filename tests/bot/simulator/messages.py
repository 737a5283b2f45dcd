"""Messages to be checked, and what is wrong with them."""

from bot.simulator.limits import check_messages
from tests.bot.simulator.bare_bot import Message, postback, said

THAI_OF_20 = "ก" + "ที่" * 9 + "กี้" + "น้ำ" * 9  # 20 clusters: 1 + 9 + 1 + 9


def wrong(*messages: Message, strict: bool = True) -> list[str]:
    """What is wrong, as places."""
    details = check_messages({"messages": list(messages)}, strict=strict)
    return [detail.property for detail in details]


def button(label: str, data: str = "a=1") -> Message:
    return said("?", postback(label, data))


def quick(action: Message) -> Message:
    return said("?", action)


def picker(**more: object) -> Message:
    action = {"type": "datetimepicker", "label": "when", "data": "a=1", "mode": "date", **more}
    return quick(action)


def buttons(**more: object) -> Message:
    face = {"type": "buttons", "text": "?", "actions": [postback("x")], **more}
    return {"type": "template", "altText": "?", "template": face}


def place(**more: object) -> Message:
    whole = {"title": "clinic", "address": "road", "latitude": 7.0, "longitude": 100.5}
    return {"type": "location", **whole, **more}


def bubble(*contents: Message, **more: object) -> Message:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "bubble", "body": body, **more}


def flex(contents: Message) -> Message:
    return {"type": "flex", "altText": "?", "contents": contents}


def line(text: str, **more: object) -> Message:
    return {"type": "text", "text": text, **more}
