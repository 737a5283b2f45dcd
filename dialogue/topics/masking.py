"""Questions made fit to be kept: numbers, addresses and names are masked."""

import re
from typing import Final

from dialogue.reading.cleaning import digits, visible

NUMBER: Final = "#"
NAME: Final = "…"

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|(?<!\S)@\w+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[\s.,:/()+-]{0,2}\d+)*")

# Not names: the employer (นายจ้าง, ນາຍຈ້າງ), the nurse, the doctor, thanks, a district's officer.
_NO_NAME = (
    "จ้าง|หน้า|อำเภอ|ก(?:เทศ|รัฐ|อบต|อบจ|\\s)|ทุน|พยาบาล|ฟ้า|แม่|พ่อ|หมอ|ครู|ยาย|ตา|ปู่|ย่า|ลุง|ป้า|น้า|ภาพ|ค่า"
    "|ຈ້າງ|ໜ້າ|ບ້ານ|ຄູ|ໝໍ|ພະຍາບານ|ແມ່|ພໍ່"
)
_FORMAL = (
    r"นางสาว|น\.ส\.|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|(?<!เจ้า)นาย|นาง"
    r"|ທ້າວ|ທ\.|ນາງສາວ|ນາງ|ນາຍ|\bmrs?\b\.?|\bms\b\.?|\bmiss\b"
)
_CALLED = "(?<!ขอบ)(?<!ขอบพระ)คุณ|ชื่อเล่น|ชื่อ|ຊື່ຫຼິ້ນ|ຊື່(?!ສັດ)|ທ່ານ|my name is|i am called"
_WORD = r"[^\s.,!?;:()\"'“”#…]{1,40}"
# Of a formal name the next word is taken, too: it is the family's.
_NAMES = re.compile(
    rf"(?P<formal>{_FORMAL})\s*(?!{_NO_NAME}){_WORD}(?:[ ]{_WORD})?"
    rf"|(?P<called>{_CALLED})\s*(?!{_NO_NAME}){_WORD}",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Mask the numbers of a question, addresses of the web and of mail, and names after a title.

    Thai and Lao are written without blanks, so all up to the next blank goes with a name. A name
    that stands alone is not known from any other word, and stays.
    """
    plain = " ".join(digits(visible(text)).split())
    plain = _ADDRESS.sub(NAME, plain)
    plain = _NUMBER.sub(NUMBER, plain)
    return _NAMES.sub(_without_name, plain)


def _without_name(found: re.Match[str]) -> str:
    return f"{found['formal'] or found['called']}{NAME}"
