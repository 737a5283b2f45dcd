"""Numbers as people type them: three kinds of digits, units, commas."""

import re

from dialogue.reading.cleaning import digits, folded, visible
from dialogue.reading.reading import Unread

_NUMBER = re.compile(r"(?:อายุ|ອາຍຸ|฿|₭)?([+-]?)([0-9,]{1,40})(?:\.([0-9]{1,40}))?([^0-9]{0,24})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
_COMMA_DECIMAL = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})(?![0-9,])")
_GAP = re.compile(r"\d\s+\d")
_NOT_UNITS = (
    "สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|ครึ่ง|กว่า|หรือ|โหล|ไม่|"
    "ສິບ|ຮ້ອຍ|ພັນ|ໝື່ນ|ແສນ|ລ້ານ|ເຄິ່ງ|ກວ່າ|ປາຍ|ຫຼື|ບໍ່|"
    "hundred|thousand|million|half|dozen|or"
)
_GROUP = 3  # digits between two marks of thousands
_CHANGES_IT = tuple(folded(word) for word in _NOT_UNITS.split("|"))
"""Words after a number that make it another number, or none in particular."""

_WORDS = {
    folded(word): str(value)
    for value, words in enumerate(
        (
            "ศูนย์|ສູນ|zero",
            "หนึ่ง|ໜຶ່ງ|one",
            "สอง|ສອງ|two",
            "สาม|ສາມ|three",
            "สี่|ສີ່|four",
            "ห้า|ຫ້າ|five",
            "หก|ຫົກ|six",
            "เจ็ด|ເຈັດ|seven",
            "แปด|ແປດ|eight",
            "เก้า|ເກົ້າ|nine",
            "สิบ|ສິບ|ten",
        )
    )
    for word in words.split("|")
}


def read_number(text: str, *, whole: bool) -> str | Unread:
    """Read one number, written back with 0-9, `-` and `.` only.

    A unit after it is dropped; two numbers, a range or a word that changes the number (half,
    thousand, more than) is refused, as no one may guess what was meant.
    """
    plain = digits(visible(text)).replace("−", "-").strip()
    if not plain:
        return Unread(why="blank")
    if folded(plain) in _WORDS:
        return _WORDS[folded(plain)]
    if _GAP.search(plain):
        return Unread(why="not_a_number")
    return _parsed("".join(plain.split()), whole=whole)


def _parsed(plain: str, *, whole: bool) -> str | Unread:
    plain = re.sub(r"(?<=\d)(?:จุด|ຈຸດ)(?=\d)", ".", plain)
    if not whole and _COMMA_DECIMAL.search(plain) and "." not in plain:
        plain = plain.replace(",", ".")
    match = _NUMBER.fullmatch(plain)
    if not match or not _THOUSANDS.fullmatch(match[2]) or not _is_unit(match[4]):
        return Unread(why="not_a_number")

    sign, units, fraction, _ = match.groups()
    if whole and fraction and (fraction.strip("0") or len(fraction) == _GROUP):
        return Unread(why="not_whole")  # 2.000 is two thousand in Lao, and two elsewhere

    number = str(int(units.replace(",", "")))
    if fraction and not whole:
        number = f"{number}.{fraction}"
    return f"-{number}" if sign == "-" and number.strip("0.") else number


def _is_unit(rest: str) -> bool:
    unit = folded(rest)
    letters = all(
        letter.isalpha() or letter in "%°²³/฿₭." or not letter.isalnum() for letter in unit
    )
    return letters and not any(mark in unit for mark in "-–~+?=*") and not _changes(unit)


def _changes(unit: str) -> bool:
    return any(word in unit if not word.isascii() else word == unit for word in _CHANGES_IT)
