"""Days as people type them, in the years of the Buddha or of Christ."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from dialogue.reading.cleaning import digits, folded, visible
from dialogue.reading.particles import stems
from dialogue.reading.reading import Unread

BUDDHIST_YEARS_AHEAD = 543
_FIRST_BUDDHIST_YEAR = 2401
_FIRST_YEAR = 1800  # an earlier year of Christ is a slip of the finger
_BUDDHIST_CENTURY = 2500
_SOON = 10  # years ahead of today that a two-digit year of Christ may still mean

_LONGEST = 60
_AROUND = re.compile("วันที่|ວັນທີ")
_ERA = re.compile(r"(พ\.?ศ\.?|ພ\.?ສ\.?|\bb\.?e\b\.?)|(ค\.?ศ\.?|ຄ\.?ສ\.?|\bc\.?e\b\.?|\ba\.?d\b\.?)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:[-/.]|\s)+(\d{1,2})(?:[-/.]|\s)+(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})([^\d]+?)(\d{4}|\d{2})", re.ASCII)

_MONTHS = (
    "มกราคม|มกรา|ม.ค.|ມັງກອນ|ມ.ກ.|january|jan",
    "กุมภาพันธ์|กุมภา|ก.พ.|ກຸມພາ|ກ.ພ.|february|feb",
    "มีนาคม|มีนา|มี.ค.|ມີນາ|ມ.ນ.|march|mar",
    "เมษายน|เมษา|เม.ย.|ເມສາ|ມ.ສ.|april|apr",
    "พฤษภาคม|พฤษภา|พ.ค.|ພຶດສະພາ|ພ.ພ.|may",
    "มิถุนายน|มิถุนา|มิ.ย.|ມິຖຸນາ|ມິ.ຖ.|june|jun",
    "กรกฎาคม|กรกฎา|กรกฏาคม|ก.ค.|ກໍລະກົດ|ກ.ລ.|july|jul",
    "สิงหาคม|สิงหา|ส.ค.|ສິງຫາ|ສ.ຫ.|august|aug",
    "กันยายน|กันยา|ก.ย.|ກັນຍາ|ກ.ຍ.|september|sept|sep",
    "ตุลาคม|ตุลา|ต.ค.|ຕຸລາ|ຕ.ລ.|october|oct",
    "พฤศจิกายน|พฤศจิกา|พ.ย.|ພະຈິກ|ພ.ຈ.|november|nov",
    "ธันวาคม|ธันวา|ธ.ค.|ທັນວາ|ທ.ວ.|december|dec",
)
_DAYS = {
    -1: "เมื่อวาน|เมื่อวานนี้|มื้อวาน|ມື້ວານ|ມື້ວານນີ້|yesterday",
    0: "วันนี้|มื้อนี้|ມື້ນີ້|today",
    1: "พรุ่งนี้|วันพรุ่งนี้|มื้ออื่น|ມື້ອື່ນ|tomorrow",
}


def _month_word(text: str) -> str:
    """Fold a month's name; its dots, and the words month or Lao ເດືອນ before it, do not count."""
    return re.sub("[.,/-]|เดือน|ເດືອນ", "", folded(text))


_MONTH_OF = {
    _month_word(name): number
    for number, names in enumerate(_MONTHS, start=1)
    for name in names.split("|")
}
_DAY_OF = {folded(word): shift for shift, words in _DAYS.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoYears:
    """A day with a two-digit year, in both eras; None where the day is not in that year.

    `be` and `ce` are the full years, each counted in its own era. `at` is the time of day that was
    typed with it.
    """

    year: str
    be: int
    ce: int
    buddhist: date | None
    christian: date | None
    at: time | None = None


def read_date(text: str, *, today: date) -> date | TwoYears | Unread:
    """Read a day: 25/11/2569, 25-11-2026, 2026-11-25, 25 พ.ย. 2569, 25 ພະຈິກ 2026, today.

    A year after 2400 is Buddhist. A two-digit year is never guessed.
    """
    if len(text) > _LONGEST:
        return Unread(why="not_a_date")
    plain = digits(visible(text)).casefold().strip()
    if not plain:
        return Unread(why="blank")
    for word in stems(plain):
        if word in _DAY_OF:
            return today + timedelta(days=_DAY_OF[word])

    era = _ERA.search(plain)
    parts = _parts(_AROUND.sub(" ", _ERA.sub(" ", plain)).strip(" .,"))
    if parts is None:
        return Unread(why="not_a_date")
    day, month, year = parts
    if len(year) == 2 and era is None:
        return _both(day, month, year, today=today)
    return _settled(day, month, _full_year(year, era, today=today))


def _parts(plain: str) -> tuple[int, int, str] | None:
    """Take a day apart: its day, its month, its year as typed."""
    if match := _YEAR_FIRST.fullmatch(plain):
        return int(match[3]), int(match[2]), match[1]
    if match := _DAY_FIRST.fullmatch(plain):
        return int(match[1]), int(match[2]), match[3]
    if (match := _NAMED.fullmatch(plain)) and (month := _MONTH_OF.get(_month_word(match[2]))):
        return int(match[1]), month, match[3]
    return None


def _full_year(year: str, era: re.Match[str] | None, *, today: date) -> int | None:
    """Give the year of Christ; None where the era and the year contradict each other."""
    number = int(year)
    if len(year) == 2:
        assert era is not None  # noqa: S101  # the caller offers both readings otherwise
        if era[2]:
            return _christian(number, today=today)
        number += _BUDDHIST_CENTURY
    if number >= _FIRST_BUDDHIST_YEAR:
        return number - BUDDHIST_YEARS_AHEAD
    return None if (era and era[1]) or number < _FIRST_YEAR else number


def _settled(day: int, month: int, year: int | None) -> date | Unread:
    if year is None:
        return Unread(why="not_a_date")
    return _date(year, month, day) or Unread(why="no_such_day")


def _both(day: int, month: int, year: str, *, today: date) -> TwoYears | Unread:
    be, ce = _BUDDHIST_CENTURY + int(year), _christian(int(year), today=today)
    buddhist, christian = _date(be - BUDDHIST_YEARS_AHEAD, month, day), _date(ce, month, day)
    if buddhist is None and christian is None:
        return Unread(why="no_such_day")
    return TwoYears(year=year, be=be, ce=ce, buddhist=buddhist, christian=christian)


def _christian(year: int, *, today: date) -> int:
    """Take the latest year that is not far ahead: 26 is 2026, 69 is 1969."""
    return 2000 + year if 2000 + year <= today.year + _SOON else 1900 + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
