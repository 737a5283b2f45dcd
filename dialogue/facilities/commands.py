"""Words with which a coordinator asks for places to get care, when they are the whole message."""

import re
from typing import Final

from dialogue.reading.cleaning import folded, visible
from dialogue.reading.particles import stems

_LIST: Final = (
    "สถานพยาบาล|รายการสถานพยาบาล|ไฟล์สถานพยาบาล|ສະຖານທີ່ປິ່ນປົວ|ລາຍການສະຖານທີ່ປິ່ນປົວ"
    "|facilities|places to get care"
)
_CHECK: Final = "ตรวจสถานพยาบาล|ตรวจแก้สถานพยาบาล|ກວດສະຖານທີ່ປິ່ນປົວ|check facilities"
_CONFIRM: Final = "ยืนยันสถานพยาบาล|ຢືນຢັນສະຖານທີ່ປິ່ນປົວ|confirm facility"
_LISTS, _CHECKS = ({folded(word) for word in words.split("|")} for words in (_LIST, _CHECK))
_CONFIRMS: Final = re.compile(rf"\s*(?:{_CONFIRM})(.*)", re.IGNORECASE | re.DOTALL)


def says_list(text: str) -> bool:
    """Tell whether the whole message asks for the list of places."""
    return any(word in _LISTS for word in stems(text))


def says_check(text: str) -> bool:
    """Tell whether the whole message asks for the corrections that wait."""
    return any(word in _CHECKS for word in stems(text))


def says_any(text: str) -> bool:
    """Tell whether a message begins something of these."""
    return says_list(text) or says_check(text) or confirmed_in(text) is not None


def confirmed_in(text: str) -> str | None:
    """Give the name or code that stands after the word for confirming; "" where there is none.

    None where that word does not begin the message.
    """
    found = _CONFIRMS.fullmatch(visible(text))
    return None if found is None else " ".join(found[1].split())
