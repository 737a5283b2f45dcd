"""Words with which a coordinator begins a broadcast, or stops one that has not gone yet."""

from typing import Final

from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems

_BROADCAST: Final = (
    "ประกาศ|ส่งประกาศ|เขียนประกาศ|ดูประกาศ|ປະກາດ|ສົ່ງປະກາດ|ຂຽນປະກາດ|ເບິ່ງປະກາດ"
    "|broadcast|broadcasts|announcement"
)  # fmt: skip
BROADCAST_WORDS: Final = frozenset(folded(word) for word in _BROADCAST.split("|"))


def says_broadcast(text: str) -> bool:
    """Tell whether the whole message asks for broadcasts."""
    return any(word in BROADCAST_WORDS for word in stems(text))
