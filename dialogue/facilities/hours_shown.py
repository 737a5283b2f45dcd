"""Hours in OSM's syntax, put into words that people of a language read."""

import re
from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "th": {
        "Mo": "จ.",
        "Tu": "อ.",
        "We": "พ.",
        "Th": "พฤ.",
        "Fr": "ศ.",
        "Sa": "ส.",
        "Su": "อา.",
        "PH": "วันหยุดราชการ",
        "off": "ปิด",
        "24/7": "ตลอด 24 ชั่วโมง",
        "Mo-Su": "ทุกวัน",
    },
    "lo": {
        "Mo": "ຈັນ",
        "Tu": "ອັງຄານ",
        "We": "ພຸດ",
        "Th": "ພະຫັດ",
        "Fr": "ສຸກ",
        "Sa": "ເສົາ",
        "Su": "ອາທິດ",
        "PH": "ວັນພັກ",
        "off": "ປິດ",
        "24/7": "ຕະຫຼອດ 24 ຊົ່ວໂມງ",
        "Mo-Su": "ທຸກມື້",
    },
}
_PART: Final = re.compile(r"24/7|Mo-Su|\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off)\b")


def shown(hours: str, language: str) -> str:
    """Write hours in Thai ("th") or Lao ("lo"); what has no words there stays as it is."""
    words = _WORDS["lo" if language == "lo" else "th"]
    return _PART.sub(lambda found: words[found[0]], hours)
