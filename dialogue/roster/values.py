"""What stands in the cells of a roster, read: years, ages, days and words for codes."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Final

from dialogue.phrase import msgid
from dialogue.reading.cleaning import digits
from dialogue.reading.dates import BUDDHIST_YEARS_AHEAD, TwoYears, read_date
from dialogue.reading.numbers import read_number
from dialogue.reading.reading import Unread
from dialogue.roster.columns import SheetLanguage, heading_key
from dialogue.roster.vocabulary import Word, codes_of

CELL_ERROR: Final = msgid("The cell holds an error of the spreadsheet program.")

_OLDEST: Final = 125  # years
_FIRST_BUDDHIST_YEAR: Final = 2401
_YEAR: Final = re.compile(r"(?:พ\.?ศ\.?|ค\.?ศ\.?|ພ\.?ສ\.?|ຄ\.?ສ\.?)?\s*(\d{4})(?:\.0+)?", re.ASCII)
_MOST_YEARS: Final = 120
_NOT_YEARS: Final = ("เดือน", "วัน", "สัปดาห์", "ເດືອນ", "ມື້", "ວັນ", "ອາທິດ", "month", "week", "day")


def birth_year_of(text: str, today: date) -> int | None:
    """Read a year of birth of either era, or the year of a day; None when it is none."""
    plain = digits(text).strip()
    if match := _YEAR.fullmatch(plain):
        year = _christian(int(match[1]))
    else:
        day = day_of(plain, today)
        year = 0 if day is None else day.year
    return year if today.year - _OLDEST <= year <= today.year else None


def age_of(text: str) -> int | None:
    """Read an age in whole years; None when it is none, or in months."""
    if any(word in text.casefold() for word in _NOT_YEARS):
        return None
    read = read_number(text, whole=True)
    if isinstance(read, Unread) or not 0 <= int(read) <= _MOST_YEARS:
        return None
    return int(read)


@lru_cache(maxsize=2_048)
def day_of(text: str, today: date) -> date | None:
    """Read a day with the full year of either era; None when it is none."""
    read = read_date(text.partition("T")[0], today=today)
    return None if isinstance(read, Unread | TwoYears) else read


@lru_cache(maxsize=2_048)
def choice_of(text: str, words: tuple[Word, ...]) -> str | None:
    """Read a word as its code; None when it is none of these."""
    return _codes(words).get(heading_key(text))


def words_of(words: tuple[Word, ...], language: SheetLanguage) -> str:
    """List the words that may be written."""
    return ", ".join(word.written(language) for word in words)


def _christian(year: int) -> int:
    return year - BUDDHIST_YEARS_AHEAD if year >= _FIRST_BUDDHIST_YEAR else year


@cache
def _codes(words: tuple[Word, ...]) -> dict[str, str]:
    return dict(codes_of(words))
