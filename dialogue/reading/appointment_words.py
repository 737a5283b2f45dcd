"""Words with which people ask to be reminded of an appointment, or to see those that are kept."""

from typing import Final

from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems

_REMIND: Final = (
    "เตือนนัด|ช่วยเตือนนัด|ตั้งเตือนนัด|นัดของฉัน|ดูนัด|ນັດ|ເຕືອນນັດ|ຊ່ວຍເຕືອນນັດ|ຕັ້ງເຕືອນນັດ|ນັດຂອງຂ້ອຍ|ເບິ່ງນັດ|ເຕືອນນັດໝາຍ|นัด"
    "|appointment|appointments|my appointments|remind me"
)
_WORDS: Final = frozenset(folded(word) for word in _REMIND.split("|"))


def says_appointments(text: str) -> bool:
    """Tell whether the whole message asks for appointments."""
    return any(word in _WORDS for word in stems(text))
