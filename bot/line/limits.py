"""LINE's limits, in the units that LINE counts in.

Sources: the Messaging API reference of LINE ("reference") with the section, or LINE's OpenAPI
document of it ("spec") with the schema. By default LINE counts UTF-16 units; labels and display
texts are counted in grapheme clusters (reference, "Character counting in a text").
"""

from typing import Final

import regex

MESSAGES: Final = 5  # spec, ReplyMessageRequest and PushMessageRequest: messages
TEXT: Final = 5_000  # UTF-16 units; reference, "Text message": text
QUICK_REPLIES: Final = 13  # spec, QuickReply: items
LABEL: Final = 20  # clusters; reference, "Label" of quick replies, where it is also required
DATA: Final = 300  # UTF-16 units; spec, PostbackAction and DatetimePickerAction: data
DISPLAY_TEXT: Final = 300  # clusters; reference, "Postback action": displayText
BUBBLES: Final = 12  # reference, "Flex Message": bubbles of a carousel
ALT_TEXT: Final = (
    400  # UTF-16 units that phones show; reference, "Flex Message": altText takes more
)
SPOT_TEXT: Final = 100  # clusters; spec, LocationMessage: title, address
SENDER: Final = 20  # UTF-16 units; spec, Sender: name
URI: Final = 1_000  # UTF-16 units; reference, "URI action": uri
URI_SCHEMES: Final = ("http", "https", "line", "tel")  # reference, "URI action": uri
PICKER_FIRST: Final = {  # reference, "Datetime picker action": date and time format
    "date": "1900-01-01",
    "time": "00:00",
    "datetime": "1900-01-01t00:00",
}
PICKER_LAST: Final = {  # as above
    "date": "2100-12-31",
    "time": "23:59",
    "datetime": "2100-12-31t23:59",
}

CLUSTER = regex.compile(r"\X")  # type: ignore[no-untyped-call]  # has no types


def utf16(text: str) -> int:
    """Count UTF-16 units: an apple is 2. Lone surrogates count 1."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clusters(text: str) -> int:
    """Count extended grapheme clusters (UAX #29): น้ำ is 1, and so is a family of emoji."""
    return len(CLUSTER.findall(text))
