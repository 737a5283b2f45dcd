"""Times of day as people type them, on the clock of 24 hours."""

import re
from dataclasses import replace
from datetime import date, datetime, time, tzinfo

from dialogue.reading.cleaning import digits, folded, visible
from dialogue.reading.dates import TwoYears, read_date
from dialogue.reading.reading import Unread

_LONGEST = 60
_AROUND = re.compile(r"^(?:เวลา|ເວລາ)|(?:น\.?|นาฬิกา|ໂມງ)$")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]00)?|(\d{2})(\d{2})", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?:น\.?|นาฬิกา)", re.ASCII)
_SPOKEN = [
    (re.compile(f"{before}({hours}){after}(ครึ่ง|ເຄິ່ງ)?"), later)
    for before, hours, after, later in (
        ("", "[6-9]|1[01]", "(?:โมงเช้า|ໂມງເຊົ້າ)", 0),
        ("", "[7-9]|1[01]", "โมง", 0),  # 6 may be in the evening, less was counted from six
        ("(?:บ่าย|ບ່າຍ)", "[1-5]", "(?:โมง|ໂມງ)?", 12),
        ("", "[3-7]", "(?:โมงเย็น|ໂມງແລງ)", 12),
        ("", "[1-5]", "ໂມງບ່າຍ", 12),
        ("", "[1-5]", "(?:ทุ่ม|ທຸ່ມ)", 18),
        ("(?:ตี|ຕີ)", "[1-5]", "", 0),
        ("", "1[3-9]|2[0-3]", "(?:โมง|ໂມງ)", 0),
    )
]
"""The hours of the day as they are spoken of, and how many hours later the clock says them."""
_NAMED = {
    folded(word): time(hour)
    for hour, words in {
        12: "เที่ยง|เที่ยงวัน|ທ່ຽງ|noon",
        13: "บ่ายโมง|ບ່າຍໂມງ",
        0: "เที่ยงคืน|ທ່ຽງຄືນ|midnight",
    }.items()
    for word in words.split("|")
}
_HALF = re.compile("(?:ครึ่ง|ເຄິ່ງ)$")
_UNITS = (
    ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"],
    ["ໜຶ່ງ", "ສອງ", "ສາມ", "ສີ່", "ຫ້າ", "ຫົກ", "ເຈັດ", "ແປດ", "ເກົ້າ"],
)
_NUMBERS = {
    ten + unit: str(tens * 10 + number)
    for units, one, tens_of in zip(
        _UNITS, ("เอ็ด", "ເອັດ"), (("", "สิบ", "ยี่สิบ"), ("", "ສິບ", "ຊາວ")), strict=True
    )
    for tens, ten in enumerate(tens_of)
    for number, unit in enumerate(["", one if tens else units[0], *units[1:]])
    if ten + unit
}
_NUMBERS |= {word.replace("ໜ", "ຫນ"): number for word, number in _NUMBERS.items()}
_NUMBER = re.compile("|".join(sorted(_NUMBERS, key=len, reverse=True)))
_LAST_TIME = re.compile(
    r"(.*?\S)\s+((?:เวลา|ເວລາ)?\s*\d{1,2}(?:[:.]\d{2}|\d{2})\s*\D{0,8})", re.ASCII
)


def read_time(text: str) -> time | Unread:
    """Read a time of day: 8:30, 8.30, 0830, 8:30 น., 14 น., 8 โมงครึ่ง, บ่ายสอง, 2 ทุ่ม, เที่ยง."""
    if len(text) > _LONGEST:
        return Unread(why="not_a_time")
    plain = "".join(digits(visible(text)).casefold().split())
    if not plain:
        return Unread(why="blank")
    plain = _NUMBER.sub(lambda match: _NUMBERS[match[0]], plain)
    if (spoken := _named(plain) or _spoken(plain)) is not None:
        return spoken
    if match := _HOUR.fullmatch(plain):
        return _time(match[1], "0")
    if match := _CLOCK.fullmatch(_AROUND.sub("", plain)):
        return _time(match[1] or match[3], match[2] or match[4])
    return Unread(why="not_a_time")


def read_date_time(text: str, *, today: date, zone: tzinfo) -> datetime | TwoYears | Unread:
    """Read a day and a time after it (25/11/2569 8:30) in this zone."""
    match = _LAST_TIME.fullmatch(digits(visible(text)).strip()[:_LONGEST])
    if match is None:
        return Unread(why="not_a_date")
    day, at = read_date(match[1], today=today), read_time(match[2])
    if isinstance(day, Unread):
        return day
    if isinstance(at, Unread):
        return at
    if isinstance(day, TwoYears):
        return replace(day, at=at)
    return datetime.combine(day, at, tzinfo=zone)


def _named(plain: str) -> time | None:
    if (whole := _NAMED.get(folded(plain))) is not None:
        return whole
    half = _NAMED.get(folded(_HALF.sub("", plain)))
    return None if half is None else half.replace(minute=30)


def _spoken(plain: str) -> time | None:
    for hours, later in _SPOKEN:
        if match := hours.fullmatch(plain):
            return time(int(match[1]) + later, 30 if match[2] else 0)
    return None


def _time(hour: str, minute: str) -> time | Unread:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return Unread(why="not_a_time")
