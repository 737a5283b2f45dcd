"""Words with which people ask for a person, and with which a person answers, ends or hands on."""

from typing import Final

from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems

_PERSON: Final = (
    "คุยกับเจ้าหน้าที่|คุยกับคน|ขอคุยกับคน|ขอคุยกับเจ้าหน้าที่|ติดต่อเจ้าหน้าที่|ปรึกษาเจ้าหน้าที่"
    "|เว้ากับคน|ลมกับคน|ລົມກັບເຈົ້າໜ້າທີ່|ລົມກັບຄົນ|ຂໍລົມກັບຄົນ|ຂໍລົມກັບເຈົ້າໜ້າທີ່|ລົມກັບພະນັກງານ"
    "|ຕິດຕໍ່ເຈົ້າໜ້າທີ່|ຄຸຍກັບຄົນ|talk to a person|talk to someone|talk to a human"
)
_WAITING: Final = "คนรอ|ใครรอ|มีคนรอไหม|ຄົນລໍ|ຄົນລໍຖ້າ|ໃຜລໍ|ມີຄົນລໍບໍ|who waits|waiting"
_END: Final = "จบ|จบการคุย|จบแล้ว|ຈົບ|ຈົບການລົມ|ຈົບແລ້ວ|end|the end"
_HAND_ON: Final = "ส่งต่อ|ส่งต่อคนอื่น|ສົ່ງຕໍ່|ສົ່ງຕໍ່ຄົນອື່ນ|hand on"
_TAKES: Final = "รับคำถาม|รับตอบคำถาม|ຮັບຄຳຖາມ|ຮັບຕອບຄຳຖາມ|take questions"


def _table(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split("|"))


_PERSON_WORDS, _WAITING_WORDS, _END_WORDS = map(_table, (_PERSON, _WAITING, _END))
_HAND_ON_WORDS, _TAKES_WORDS = map(_table, (_HAND_ON, _TAKES))


def says_person(text: str) -> bool:
    """Tell whether the whole message asks to talk to a person."""
    return any(word in _PERSON_WORDS for word in stems(text))


def says_waiting(text: str) -> bool:
    """Tell whether the whole message asks who waits for an answer."""
    return any(word in _WAITING_WORDS for word in stems(text))


def says_end(text: str) -> bool:
    """Tell whether the whole message ends a talk with a person."""
    return any(word in _END_WORDS for word in stems(text))


def says_hand_on(text: str) -> bool:
    """Tell whether the whole message gives a talk to somebody else."""
    return any(word in _HAND_ON_WORDS for word in stems(text))


def says_takes(text: str) -> bool:
    """Tell whether the whole message is about taking questions."""
    return any(word in _TAKES_WORDS for word in stems(text))
