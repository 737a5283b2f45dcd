"""How dates, times and numbers are written for people."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["th", "lo"]

MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "th": (
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ),
    "lo": (
        "ມັງກອນ",
        "ກຸມພາ",
        "ມີນາ",
        "ເມສາ",
        "ພຶດສະພາ",
        "ມິຖຸນາ",
        "ກໍລະກົດ",
        "ສິງຫາ",
        "ກັນຍາ",
        "ຕຸລາ",
        "ພະຈິກ",
        "ທັນວາ",
    ),
}
_YEARS_ADDED: Final[dict[Language, int]] = {"th": 543, "lo": 0}  # Buddhist era; common era
_AT: Final[dict[Language, str]] = {"th": "เวลา", "lo": "ເວລາ"}


def date_words(value: date, language: Language) -> str:
    """Write a day with the month's name and the whole year: 25 พฤศจิกายน 2569, 25 ພະຈິກ 2026."""
    month = MONTHS[language][value.month - 1]
    return f"{value.day} {month} {value.year + _YEARS_ADDED[language]}"


def month_words(value: date, language: Language) -> str:
    """Write a month with its whole year: พฤศจิกายน 2569, ພະຈິກ 2026."""
    return f"{MONTHS[language][value.month - 1]} {value.year + _YEARS_ADDED[language]}"


def time_words(value: time) -> str:
    """Write a time of day with 24 hours: 08:30."""
    return f"{value:%H:%M}"


def moment_words(value: datetime, language: Language) -> str:
    """Write a day and its time, in the zone that `value` is in."""
    return f"{date_words(value, language)} {_AT[language]} {time_words(value.time())}"


def number_words(value: float) -> str:
    """Write a number with Arabic digits, without separators, exponents or idle zeros: 36.5."""
    if isinstance(value, int):
        return str(value)
    return format(Decimal(repr(value)).normalize(), "f")
