"""What may not be kept of a few typed words: numbers of cards and phones, and violence."""

import re
from typing import Final, Literal, TypeAlias

from dialogue.reading.cleaning import digits, folded, visible

MOST: Final = 200
"""Letters that a few words may have."""

Unfit: TypeAlias = Literal["empty", "long", "number", "violence"]

_NUMBER: Final = re.compile(r"(?:\d[ ().-]{0,2}){9}", re.ASCII)
"""Nine digits on end, as a phone number or a number of 13 digits has, however they are parted."""

_DAY: Final = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?![\d/-])",
    re.ASCII,
)
"""A whole day, never a part of a longer number: 1-2345-67890-12-3 is that of a card."""

_VIOLENCE: Final = re.compile(
    "ถูกทำร้าย|โดนทำร้าย|ทำร้ายร่างกาย|ทุบตี|ตบตี|ถูกซ้อม|โดนซ้อม|ข่มขืน|ล่วงละเมิด|ลวนลาม"
    "|ถูกขู่|โดนขู่|ข่มขู่|กักขัง|ค้ามนุษย์|ความรุนแรงในครอบครัว"
    "|(?:ถูก|โดน|ผัว|สามี|พ่อ)ตี(?!น|บ|ตรา|ความ|ราคา)"
    "|ຖືກທຳຮ້າຍ|ທຳຮ້າຍຮ່າງກາຍ|ທຸບຕີ|ຂົ່ມຂືນ|ລ່ວງລະເມີດ|ລວນລາມ|ຖືກຂູ່|ຂົ່ມຂູ່|ກັກຂັງ|ຄ້າມະນຸດ"
    "|ຄວາມຮຸນແຮງໃນຄອບຄົວ|(?:ຖືກ|ໂດນ|ຜົວ|ພໍ່)ຕີ(?!ນ|ບ|ຕາ|ຄວາມ|ລາຄາ)".replace("ำ", "\u0e4d\u0e32").replace(
        "ຳ", "\u0ecd\u0eb2"
    )
)
"""As `folded` writes them (NFKC parts Thai and Lao am); not of a foot (ตีน) or a vein (ตีบ)."""


def unfit(text: str, *, most: int = MOST) -> Unfit | None:
    """Tell why a text may not be kept; None when it may.

    Someone hurt by another is helped by 1300 and never noted, as what is noted may be read by whom
    it names; so that goes before all else.
    """
    plain = folded(text)
    if _VIOLENCE.search(plain):
        return "violence"
    if not plain:
        return "empty"
    if _NUMBER.search(_DAY.sub(" . ", digits(visible(text)))):
        return "number"
    return "long" if len(text.strip()) > most else None
