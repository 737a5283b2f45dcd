"""The words of a roster that stand for codes, in three languages; one of each is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dialogue.roster.columns import SheetLanguage, heading_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One code with its words: what is written in each language, and what is read besides."""

    code: str
    th: str
    lo: str
    en: str
    also: str = ""

    def written(self, language: SheetLanguage) -> str:
        """Give the word in a language."""
        return {"th": self.th, "lo": self.lo, "en": self.en}[language]

    def names(self) -> Iterator[str]:
        """Walk over all that is read as this code."""
        yield from (self.code, self.th, self.lo, self.en)
        yield from (name for name in self.also.split("|") if name)


SEX: Final = (
    Word(code="female", th="หญิง", lo="ຍິງ", en="female", also="ญ|ญ.|ผู้หญิง|ເພດຍິງ|เพศหญิง|f|woman"),
    Word(code="male", th="ชาย", lo="ຊາຍ", en="male", also="ช|ช.|ผู้ชาย|ເພດຊາຍ|เพศชาย|m|man"),
    Word(code="not_said", th="ไม่ขอตอบ", lo="ບໍ່ຂໍຕອບ", en="not said", also="ไม่ระบุ|ບໍ່ລະບຸ"),
)
SPEAKS: Final = (
    Word(code="th", th="ไทย", lo="ໄທ", en="Thai", also="ภาษาไทย|ພາສາໄທ"),
    Word(code="lo", th="ลาว", lo="ລາວ", en="Lao", also="ภาษาลาว|ພາສາລາວ|อีสาน"),
    Word(code="both", th="ทั้งสองภาษา", lo="ທັງສອງພາສາ", en="both", also="ไทยลาว|ไทยและลาว|ໄທລາວ"),
    Word(code="other", th="อื่นๆ", lo="ອື່ນໆ", en="other", also="อื่น ๆ|อื่น|ອື່ນ"),
)
STATUS: Final = (
    Word(code="active", th="อยู่", lo="ຢູ່", en="active", also="ยังอยู่|ปกติ|มีชีวิต|ຍັງຢູ່|ປົກກະຕິ|มีชีวิตอยู่"),
    Word(code="moved", th="ย้าย", lo="ຍ້າຍ", en="moved", also="ย้ายออก|ย้ายแล้ว|ຍ້າຍອອກ|moved away"),
    Word(
        code="died",
        th="เสียชีวิต",
        lo="ເສຍຊີວິດ",
        en="died",
        also="ตาย|ถึงแก่กรรม|ตายแล้ว|ຕາຍ|deceased|dead",
    ),
    Word(
        code="refused", th="ไม่ประสงค์", lo="ບໍ່ປະສົງ", en="refused", also="ปฏิเสธ|ไม่ยินยอม|ປະຕິເສດ|ບໍ່ຍິນຍອມ"
    ),
)
PURPOSES: Final = (
    Word(
        code="record",
        th="เก็บข้อมูล",
        lo="ເກັບຂໍ້ມູນ",
        en="record",
        also="บันทึก|ยินยอม|ใช่|เก็บ|ຍິນຍອມ|ແມ່ນ|ເກັບ|yes|agreed|1",
    ),
    Word(code="share", th="ส่งต่อ", lo="ສົ່ງຕໍ່", en="share", also="ส่งต่อข้อมูล|ສົ່ງຕໍ່ຂໍ້ມູນ"),
    Word(code="reminders", th="แจ้งเตือน", lo="ແຈ້ງເຕືອນ", en="reminders", also="เตือน|ເຕືອນ|reminder"),
)
GIVERS: Final = (
    Word(
        code="self",
        th="เจ้าตัว",
        lo="ເຈົ້າຕົວ",
        en="self",
        also="ตนเอง|ตัวเอง|เอง|ยินยอมเอง|ຕົນເອງ|ຍິນຍອມເອງ",
    ),
    Word(
        code="parent", th="พ่อแม่", lo="ພໍ່ແມ່", en="parent", also="พ่อ|แม่|ผู้ปกครอง|ພໍ່|ແມ່|ຜູ້ປົກຄອງ|guardian"
    ),
    Word(code="carer", th="ผู้ดูแล", lo="ຜູ້ດູແລ", en="carer", also="คนดูแล|ญาติ|ຍາດ|caregiver"),
)

YES: Final = frozenset(
    heading_key(word)
    for word in [
        "ใช่",
        "มี",
        "เป็น",
        "ແມ່ນ",
        "ມີ",
        "yes",
        "y",
        "x",
        "1",
        "true",
        "✓",
        "✔",
        "☑",
        "√",
        "v",
    ]
)
"""What ticks a column that is named after a group."""


def codes_of(words: tuple[Word, ...]) -> Mapping[str, str]:
    """Give the codes by all that is read as them."""
    return MappingProxyType(
        {heading_key(name): word.code for word in words for name in word.names()}
    )


def written(words: tuple[Word, ...], code: str, language: SheetLanguage) -> str:
    """Write a code in a language; what is no code of these stays as it is."""
    return next((word.written(language) for word in words if word.code == code), code)
