"""Words that steer a conversation, when they are the whole message."""

from typing import Literal, TypeAlias

from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems

Steering: TypeAlias = Literal[
    "back",
    "next",
    "skip",
    "pause",
    "resume",
    "review",
    "cancel",
    "language",
    "menu",
    "help",
    "quit_notices",
]

_STEERING: dict[Steering, str] = {
    "back": "ย้อน|ย้อนกลับ|กลับ|กลับไป|ຍ້ອນ|ກັບ|ກັບຄືນ|ກັບໄປ|back|go back|previous",
    "next": "ถัดไป|ต่อไป|ຕໍ່ໄປ|next",
    "skip": "ข้าม|ข้ามไป|ข้ามข้อนี้|ຂ້າມ|ຂ້າມໄປ|ຂ້າມຂໍ້ນີ້|skip",
    "pause": "หยุด|พัก|พักก่อน|พักไว้ก่อน|ຢຸດ|ພັກ|ພັກກ່ອນ|ພັກໄວ້ກ່ອນ|pause|stop",
    "resume": "ทำต่อ|ເຮັດຕໍ່|continue|resume",
    "review": "ทบทวน|ตรวจคำตอบ|ທົບທວນ|ກວດຄຳຕອບ|review|check answers",
    "cancel": "ยกเลิก|ຍົກເລີກ|cancel",
    "language": "ภาษา|เปลี่ยนภาษา|ພາສາ|ປ່ຽນພາສາ|language|change language",
    "menu": "เมนู|ເມນູ|menu",
    "help": "ช่วยเหลือ|ช่วยด้วย|ไม่เข้าใจ|ฉันไม่เข้าใจ|ຊ່ວຍເຫຼືອ|ຊ່ວຍແດ່|ບໍ່ເຂົ້າໃຈ|ຂ້ອຍບໍ່ເຂົ້າໃຈ"
    "|help|i do not understand|i don't understand",
    "quit_notices": "ไม่รับแจ้งเตือน|หยุดรับแจ้งเตือน|หยุดแจ้งเตือน|ບໍ່ຮັບແຈ້ງເຕືອນ|ຢຸດຮັບແຈ້ງເຕືອນ"
    "|ຢຸດແຈ້ງເຕືອນ|stop notices|stop reminders|unsubscribe",
}
_HELLO = "สวัสดี|หวัดดี|ສະບາຍດີ|hello|hi"
_CORRECT = (
    "แก้ไข|แก้ไขคำตอบ|แก้คำตอบ|ขอแก้ไข|ແກ້ໄຂ|ແກ້ໄຂຄຳຕອບ|ແກ້ຄຳຕອບ|ຂໍແກ້ໄຂ|correct|correct it|correction|edit"
)
_YES = "ใช่|ยืนยัน|ตกลง|ແມ່ນ|ຢືນຢັນ|ຕົກລົງ|yes|ok"
_DONE = "เสร็จ|เสร็จแล้ว|ແລ້ວ|ແລ້ວໆ|ສຳເລັດ|ສຳເລັດແລ້ວ|done"
_SEEN = "รับทราบ|ทราบ|ทราบแล้ว|เข้าใจแล้ว|โอเค|ຮັບຊາບ|ຮັບຮູ້|ຮູ້ແລ້ວ|ເຂົ້າໃຈແລ້ວ|ໂອເຄ|understood|got it"
_SAVE = "บันทึก|ບັນທຶກ|save"
_ERASE = "ลบทั้งหมด|ລຶບທັງໝົດ|erase all"
_ADD = "เพิ่ม|เพิ่มอีก|เพิ่มอีกคน|มี|มีอีก|ເພີ່ມ|ເພີ່ມອີກ|ເພີ່ມອີກຄົນ|ມີ|ມີອີກ|add|add another|more"
_ENOUGH = "พอ|พอแล้ว|ไม่|ไม่มี|ไม่มีแล้ว|หมดแล้ว|ครบแล้ว|ພໍ|ພໍແລ້ວ|ບໍ່|ບໍ່ມີ|ບໍ່ມີແລ້ວ|ໝົດແລ້ວ|ຄົບແລ້ວ|enough|no|no more"


def _table(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split("|"))


_MEANINGS = {word: act for act, words in _STEERING.items() for word in _table(words)}
_YES_WORDS, _DONE_WORDS, _SEEN_WORDS, _SAVE_WORDS = map(_table, (_YES, _DONE, _SEEN, _SAVE))
_ADD_WORDS, _ENOUGH_WORDS, _HELLO_WORDS = map(_table, (_ADD, _ENOUGH, _HELLO))
_CORRECT_WORDS, _ERASE_WORDS = _table(_CORRECT), _table(_ERASE)


def steering(text: str) -> Steering | None:
    """Tell what the whole message asks for; None when it is no steering word."""
    return next((_MEANINGS[word] for word in stems(text) if word in _MEANINGS), None)


def says_hello(text: str) -> bool:
    """Tell whether the whole message is a greeting."""
    return any(word in _HELLO_WORDS for word in stems(text))


def says_correct(text: str) -> bool:
    """Tell whether the whole message asks to correct what was sent."""
    return any(word in _CORRECT_WORDS for word in stems(text))


def says_yes(text: str) -> bool:
    """Tell whether the whole message says yes."""
    return any(word in _YES_WORDS for word in stems(text))


def says_done(text: str) -> bool:
    """Tell whether the whole message says that enough has been ticked."""
    return any(word in _DONE_WORDS for word in stems(text))


def says_seen(text: str) -> bool:
    """Tell whether the whole message says that something was read."""
    return any(word in _SEEN_WORDS or word in _YES_WORDS for word in stems(text))


def says_add(text: str) -> bool:
    """Tell whether the whole message asks for one more."""
    return any(word in _ADD_WORDS or word in _YES_WORDS for word in stems(text))


def says_enough(text: str) -> bool:
    """Tell whether the whole message says that there are no more."""
    return any(word in _ENOUGH_WORDS or word in _DONE_WORDS for word in stems(text))


def says_save(text: str) -> bool:
    """Tell whether the whole message asks to save."""
    return any(word in _SAVE_WORDS for word in stems(text))


def says_erase(text: str) -> bool:
    """Tell whether the whole message asks to erase everything."""
    return any(word in _ERASE_WORDS for word in stems(text))
