"""Words that steer a conversation, when they are the whole message."""

from typing import Literal, TypeAlias

from dialogue.reading.broadcast_words import BROADCAST_WORDS
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
    "have_notices",
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
    "|ຢຸດແຈ້ງເຕືອນ|ปิดแจ้งเตือน|ปิดการแจ้งเตือน|ไม่รับแจ้งเตือนอีก|ไม่ขอรับแจ้งเตือน|ไม่เอาแจ้งเตือน|ປິດແຈ້ງເຕືອນ"
    "|ປິດການແຈ້ງເຕືອນ|ບໍ່ຮັບແຈ້ງເຕືອນອີກ|ບໍ່ຂໍຮັບແຈ້ງເຕືອນ|ບໍ່ເອົາແຈ້ງເຕືອນ|stop notices|stop reminders"
    "|unsubscribe",
    "have_notices": "รับแจ้งเตือน|รับการแจ้งเตือน|รับแจ้งเตือนอีก|รับแจ้งเตือนอีกครั้ง|ขอรับแจ้งเตือน"
    "|เปิดแจ้งเตือน|เปิดการแจ้งเตือน|ເປີດແຈ້ງເຕືອນ|ເປີດການແຈ້ງເຕືອນ"
    "|ຮັບແຈ້ງເຕືອນ|ຮັບແຈ້ງເຕືອນຄືນ|ຮັບແຈ້ງເຕືອນອີກ|ຮັບແຈ້ງເຕືອນອີກຄັ້ງ|ຂໍຮັບແຈ້ງເຕືອນ|have notices again"
    "|have reminders again|subscribe",
}
_HELLO = "สวัสดี|หวัดดี|ສະບາຍດີ|hello|hi"
_CORRECT = (
    "แก้ไข|แก้ไขคำตอบ|แก้คำตอบ|ขอแก้ไข|ແກ້ໄຂ|ແກ້ໄຂຄຳຕອບ|ແກ້ຄຳຕອບ|ຂໍແກ້ໄຂ|correct|correct it|correction|edit"
)
_TODAY = "งานวันนี้|งานของวันนี้|วันนี้ทำอะไร|ວຽກມື້ນີ້|ວຽກຂອງມື້ນີ້|ມື້ນີ້ເຮັດຫຍັງ|today|work today|tasks"
_HOURS = (
    "เวลาเตือน|ตั้งเวลาเตือน|เวลาแจ้งเตือน|ເວລາເຕືອນ|ຕັ້ງເວລາເຕືອນ|ເວລາແຈ້ງເຕືອນ|reminder times|reminder hours"
)
_UNVISITED = (
    "ใครยังไม่เยี่ยม|ยังไม่เยี่ยม|ยังไม่ได้เยี่ยม|ใครยังไม่ได้เยี่ยม|ໃຜຍັງບໍ່ໄດ້ຢ້ຽມ|ໃຜຍັງບໍ່ໄດ້ຢ້ຽມຢາມ|ຍັງບໍ່ໄດ້ຢ້ຽມ"
    "|who is not visited|not visited|unvisited"
)
_DAY = "วันนี้เป็นอย่างไร|วันนี้เป็นยังไง|ມື້ນີ້ເປັນແນວໃດ|how is today"
_RULES = "กฎติดตาม|กฎการติดตาม|ກົດຕິດຕາມ|ກົດການຕິດຕາມ|follow-up rules|rules"
_NEEDS = "ความต้องการ|ดูความต้องการ|ຄວາມຕ້ອງການ|ເບິ່ງຄວາມຕ້ອງການ|needs"
_REFERRALS = "ส่งต่อ|ใบส่งต่อ|การส่งต่อ|ສົ່ງຕໍ່|ໃບສົ່ງຕໍ່|ການສົ່ງຕໍ່|referral|referrals"
_MY_DATA = (
    "ดูข้อมูลของฉัน|ข้อมูลของฉัน|ขอดูข้อมูลของฉัน|ເບິ່ງຂໍ້ມູນຂອງຂ້ອຍ|ຂໍ້ມູນຂອງຂ້ອຍ|ຂໍເບິ່ງຂໍ້ມູນຂອງຂ້ອຍ|my data|see my data"
)
_ERASE_ME = (
    "ลบข้อมูลของฉัน|ลบข้อมูลฉัน|ขอลบข้อมูลของฉัน|ລຶບຂໍ້ມູນຂອງຂ້ອຍ|ລົບຂໍ້ມູນຂອງຂ້ອຍ|ຂໍລຶບຂໍ້ມູນຂອງຂ້ອຍ"
    "|delete my data|erase my data"
)
_VISIT = "เยี่ยม|ไปเยี่ยม|เริ่มเยี่ยม|ຢ້ຽມຢາມ|ຢ້ຽມ|ເລີ່ມຢ້ຽມຢາມ|visit|start a visit"
_PRACTICE = "ฝึก|ฝึกใช้|ฝึกหัด|ซ้อม|ຝຶກ|ຝຶກໃຊ້|ຝຶກຫັດ|practice|practise"
_TEAM = "ทีม|ทีมงาน|ทีมของฉัน|ທີມ|ທີມງານ|ທີມຂອງຂ້ອຍ|team|my team"
_LEAVE = "ออก|ออกทันที|ออกเดี๋ยวนี้|ออกด่วน|ອອກ|ອອກທັນທີ|ອອກດຽວນີ້|ອອກດ່ວນ|quick exit|exit"
_LEAVE_TEAM = "ออกจากทีม|ลาออกจากทีม|ອອກຈາກທີມ|ລາອອກຈາກທີມ|leave team|leave the team"
_OWN_NAME = "ตั้งชื่อ|เปลี่ยนชื่อ|ຕັ້ງຊື່|ປ່ຽນຊື່|my name|change my name"
_YES = "ใช่|ยืนยัน|ตกลง|ແມ່ນ|ຢືນຢັນ|ຕົກລົງ|yes|ok"
_DONE = "เสร็จ|เสร็จแล้ว|ແລ້ວ|ແລ້ວໆ|ສຳເລັດ|ສຳເລັດແລ້ວ|done"
_SEEN = "รับทราบ|ทราบ|ทราบแล้ว|เข้าใจแล้ว|โอเค|ຮັບຊາບ|ຮັບຮູ້|ຮູ້ແລ້ວ|ເຂົ້າໃຈແລ້ວ|ໂອເຄ|understood|got it"
_REPORT = "รายงาน|ดูรายงาน|ขอรายงาน|ລາຍງານ|ເບິ່ງລາຍງານ|ຂໍລາຍງານ|report|reports"
_SAVE = "บันทึก|ບັນທຶກ|save"
_ERASE = "ลบทั้งหมด|ลบคำตอบ|ใช่ ลบคำตอบ|ລຶບທັງໝົດ|ລຶບຄຳຕອບ|ແມ່ນ ລຶບຄຳຕອບ|erase all|yes, erase them"
_ADD = "เพิ่ม|เพิ่มอีก|เพิ่มอีกคน|มี|มีอีก|ເພີ່ມ|ເພີ່ມອີກ|ເພີ່ມອີກຄົນ|ມີ|ມີອີກ|add|add another|more"
_ENOUGH = "พอ|พอแล้ว|ไม่|ไม่มี|ไม่มีแล้ว|หมดแล้ว|ครบแล้ว|ພໍ|ພໍແລ້ວ|ບໍ່|ບໍ່ມີ|ບໍ່ມີແລ້ວ|ໝົດແລ້ວ|ຄົບແລ້ວ|enough|no|no more"
_ROSTER = "รายชื่อ|รายชื่อคน|รายชื่อคนในพื้นที่|ລາຍຊື່|ລາຍຊື່ຄົນ|list of people|roster"

_CARE = (
    "หาที่รักษา|ที่รักษา|หาหมอ|หาหมอที่ไหน|หาโรงพยาบาล|หาสถานพยาบาล|สถานพยาบาล|สถานพยาบาลใกล้ฉัน|โรงพยาบาลใกล้ฉัน"
    "|โรงพยาบาลใกล้ที่สุด|ຫາບ່ອນປິ່ນປົວ|ຊອກບ່ອນປິ່ນປົວ|ຊອກຫາບ່ອນປິ່ນປົວ|ບ່ອນປິ່ນປົວ|ຫາໝໍ|ຊອກໝໍ|ຊອກຫາໝໍ|ຫາໂຮງໝໍ"
    "|ຊອກໂຮງໝໍ|ຊອກຫາໂຮງໝໍ|ໂຮງໝໍໃກ້ທີ່ສຸດ|ໂຮງໝໍໃກ້ຂ້ອຍ|หาบ่อนปิ่นปัว|บ่อนปิ่นปัว|find care|where to get care"
)
_PEOPLE = "คน|รายชื่อคน|หาคน|ค้นหาคน|ทะเบียนคน|ຄົນ|ລາຍຊື່ຄົນ|ຊອກຫາຄົນ|ຊອກຄົນ|ທະບຽນຄົນ|people|find a person"
_ADD_PERSON = "เพิ่มคนใหม่|เพิ่มคน|คนใหม่|ເພີ່ມຄົນໃໝ່|ເພີ່ມຄົນ|ຄົນໃໝ່|add a person|new person"


def _table(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split("|"))


_MEANINGS = {word: act for act, words in _STEERING.items() for word in _table(words)}
_YES_WORDS, _DONE_WORDS, _SEEN_WORDS, _SAVE_WORDS = map(_table, (_YES, _DONE, _SEEN, _SAVE))
_ADD_WORDS, _ENOUGH_WORDS, _HELLO_WORDS = map(_table, (_ADD, _ENOUGH, _HELLO))
_VISIT_WORDS, _PRACTICE_WORDS = _table(_VISIT), _table(_PRACTICE)
_TEAM_WORDS, _LEAVE_TEAM_WORDS, _OWN_NAME_WORDS = map(_table, (_TEAM, _LEAVE_TEAM, _OWN_NAME))
_ROSTER_WORDS = _table(_ROSTER)
_LEAVE_WORDS = _table(_LEAVE)
_CORRECT_WORDS, _ERASE_WORDS = _table(_CORRECT), _table(_ERASE)
_TODAY_WORDS, _UNVISITED_WORDS, _RULES_WORDS = map(_table, (_TODAY, _UNVISITED, _RULES))
_DAY_WORDS = _table(_DAY)
_HOURS_WORDS = _table(_HOURS)
_REFERRALS_WORDS, _NEEDS_WORDS = _table(_REFERRALS), _table(_NEEDS)
_MY_DATA_WORDS, _ERASE_ME_WORDS = _table(_MY_DATA), _table(_ERASE_ME)

_REPORT_WORDS = _table(_REPORT)
_PEOPLE_WORDS, _ADD_PERSON_WORDS = _table(_PEOPLE), _table(_ADD_PERSON)
_CARE_WORDS = _table(_CARE)
_NO_NAMES = frozenset().union(
    *(_HOURS_WORDS, _DAY_WORDS, BROADCAST_WORDS),
    *(_TODAY_WORDS, _UNVISITED_WORDS, _RULES_WORDS, _MY_DATA_WORDS, _ERASE_ME_WORDS, _VISIT_WORDS),
    *(_ROSTER_WORDS, _LEAVE_TEAM_WORDS, _OWN_NAME_WORDS, _PEOPLE_WORDS, _ADD_PERSON_WORDS),
    _CARE_WORDS,
)
"""Words with which something else is begun, and which name no person, home or village."""
_BEGINNINGS = _NO_NAMES.union(
    *(_CORRECT_WORDS, _REFERRALS_WORDS, _NEEDS_WORDS, _PRACTICE_WORDS, _TEAM_WORDS, _REPORT_WORDS)
)
"""All words with which something is begun; some may be a nickname, too."""


def steering(text: str) -> Steering | None:
    """Tell what the whole message asks for; None when it is no steering word."""
    return next((_MEANINGS[word] for word in stems(text) if word in _MEANINGS), None)


def says_what_to_do(text: str) -> bool:
    """Tell whether the whole message asks for something that can be begun at any time."""
    return any(word in _BEGINNINGS for word in stems(text))


def says_no_name(text: str) -> bool:
    """Tell whether the whole message asks for something else where a name was asked for."""
    return any(word in _NO_NAMES for word in stems(text))


def says_hello(text: str) -> bool:
    """Tell whether the whole message is a greeting."""
    return any(word in _HELLO_WORDS for word in stems(text))


def says_leave(text: str) -> bool:
    """Tell whether the whole message asks to get out of a talk at once."""
    return any(word in _LEAVE_WORDS for word in stems(text))


def says_correct(text: str) -> bool:
    """Tell whether the whole message asks to correct what was sent."""
    return any(word in _CORRECT_WORDS for word in stems(text))


def says_today(text: str) -> bool:
    """Tell whether the whole message asks for the day's work."""
    return any(word in _TODAY_WORDS for word in stems(text))


def says_reminder_hours(text: str) -> bool:
    """Tell whether the whole message asks when reminders are to come."""
    return any(word in _HOURS_WORDS for word in stems(text))


def says_unvisited(text: str) -> bool:
    """Tell whether the whole message asks who is not visited."""
    return any(word in _UNVISITED_WORDS for word in stems(text))


def says_day(text: str) -> bool:
    """Tell whether the whole message asks how an area stands today."""
    return any(word in _DAY_WORDS for word in stems(text))


def says_rules(text: str) -> bool:
    """Tell whether the whole message asks for the rules of follow-ups."""
    return any(word in _RULES_WORDS for word in stems(text))


def says_needs(text: str) -> bool:
    """Tell whether the whole message asks for needs that are to be seen to."""
    return any(word in _NEEDS_WORDS for word in stems(text))


def says_referrals(text: str) -> bool:
    """Tell whether the whole message asks for those who were sent to a facility."""
    return any(word in _REFERRALS_WORDS for word in stems(text))


def says_my_data(text: str) -> bool:
    """Tell whether the whole message asks what is held about whoever writes it."""
    return any(word in _MY_DATA_WORDS for word in stems(text))


def says_erase_me(text: str) -> bool:
    """Tell whether the whole message asks to erase what is held about whoever writes it."""
    return any(word in _ERASE_ME_WORDS for word in stems(text))


def says_visit(text: str) -> bool:
    """Tell whether the whole message asks to visit someone."""
    return any(word in _VISIT_WORDS for word in stems(text))


def says_practice(text: str) -> bool:
    """Tell whether the whole message asks to practise."""
    return any(word in _PRACTICE_WORDS for word in stems(text))


def says_team(text: str) -> bool:
    """Tell whether the whole message asks for the team."""
    return any(word in _TEAM_WORDS for word in stems(text))


def says_leave_team(text: str) -> bool:
    """Tell whether the whole message asks to leave the team."""
    return any(word in _LEAVE_TEAM_WORDS for word in stems(text))


def says_own_name(text: str) -> bool:
    """Tell whether the whole message asks to be called by another name."""
    return any(word in _OWN_NAME_WORDS for word in stems(text))


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


def says_report(text: str) -> bool:
    """Tell whether the whole message asks for a report."""
    return any(word in _REPORT_WORDS for word in stems(text))


def says_save(text: str) -> bool:
    """Tell whether the whole message asks to save."""
    return any(word in _SAVE_WORDS for word in stems(text))


def says_erase(text: str) -> bool:
    """Tell whether the whole message asks to erase all answers."""
    return any(word in _ERASE_WORDS for word in stems(text))


def says_people(text: str) -> bool:
    """Tell whether the whole message asks for the people of the register."""
    return any(word in _PEOPLE_WORDS for word in stems(text))


def says_add_person(text: str) -> bool:
    """Tell whether the whole message asks to note someone new."""
    return any(word in _ADD_PERSON_WORDS for word in stems(text))


def says_roster(text: str) -> bool:
    """Tell whether the whole message asks for the list of people that was sent."""
    return any(word in _ROSTER_WORDS for word in stems(text))


def says_care(text: str) -> bool:
    """Tell whether the whole message asks where to get care."""
    return any(word in _CARE_WORDS for word in stems(text))
