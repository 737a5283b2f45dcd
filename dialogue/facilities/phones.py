"""Telephone numbers as people write them: read one by one, kept as they are dialled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import phonenumbers

from dialogue.facilities.fault import Fault
from dialogue.phrase import Words, msgid, phrase
from dialogue.reading.cleaning import digits, visible

MOST: Final = 6
"""Numbers that one facility may have."""

_HOME: Final = "TH"
_EXTENSION: Final = re.compile(r"\s*(?:ต่อ|ຕໍ່|extension|ext\.?|#|x)\s*(\d{1,6})", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s*(?:[,;/|\n]|หรือ|ຫຼື|และ|ແລະ|\bor\b)\s*", re.IGNORECASE)
_BEFORE: Final = re.compile(r"^(?:โทรศัพท์|โทร\.?|ໂທລະສັບ|ໂທ|tel\.?:?|เบอร์|ເບີ)\s*:?\s*", re.IGNORECASE)
_RANGE: Final = re.compile(r"([\d\s().+-]*\d)\s*(?:-|–|—|ถึง|ຫາ)\s*(\d{1,2})")
_NUMBER: Final = re.compile(r"[\d\s().+-]+")
_SHORT: Final = re.compile(r"1\d{3}")  # services of the country: 1300, 1330, 1669
_INNER: Final = "x"  # stands before an extension in what is kept
_WIDEST: Final = 10  # numbers of one range


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones:
    """The numbers that were read, as they are kept, or what is wrong with the first that is not."""

    kept: tuple[str, ...] = ()
    fault: Fault | None = None


def read(text: str) -> Phones:
    """Read numbers: parted by commas, with ranges (045 491 097-8) and extensions (ต่อ 12).

    Kept are the digits of the country (045491097, 1669), a number of another country with its +,
    an extension after "x".
    """
    kept, last = list[str](), ""
    for part in _BETWEEN.split(digits(visible(text)).strip()):
        if not part.strip():
            continue
        if last and re.fullmatch(r"\d{1,3}", part.strip()):  # one more extension
            kept.append(f"{last}{_INNER}{part.strip()}")
            continue
        found = list(_numbers(part.strip()))
        if not found:
            return Phones(fault=_no_number(part))
        last = found[-1].partition(_INNER)[0] if _INNER in found[-1] else ""
        kept += found
    unique = tuple(dict.fromkeys(kept))
    return Phones(kept=unique) if len(unique) <= MOST else Phones(fault=_too_many())


def shown(phone: str) -> Words:
    """Write a kept number the way it is read: 045 491 097, with its extension."""
    number, _, extension = phone.partition(_INNER)
    written = _written(number)
    if not extension:
        return written
    return phrase(msgid("{phone}, extension {extension}"), phone=written, extension=extension)


def link(phone: str) -> str:
    """Give what a button that calls a kept number opens; an extension is asked for by mouth."""
    return f"tel:{phone.partition(_INNER)[0]}"


def _numbers(part: str) -> Iterator[str]:
    plain = _BEFORE.sub("", part)
    extension = _EXTENSION.search(plain)
    if extension is not None:
        if extension.end() != len(plain):
            return
        number = _number(plain[: extension.start()])
        if number:
            yield f"{number}{_INNER}{extension[1]}"
        return
    if (number := _number(plain)) is not None:
        yield number
    elif (spread := _RANGE.fullmatch(plain)) is not None:
        yield from _spread(spread[1], spread[2])


def _spread(first: str, end: str) -> Iterator[str]:
    """Count from a number to the one that ends otherwise: 097 to 8 is 097 and 098."""
    number = _number(first)
    if number is None or not number.isdecimal():
        return
    start, stop = int(number[-len(end) :]), int(end)
    if not start < stop < start + _WIDEST:
        return
    for last in range(start, stop + 1):
        yield f"{number[: -len(end)]}{last:0{len(end)}d}"


def _number(text: str) -> str | None:
    """Read one number; letters are refused first, which the library takes for digits."""
    if not _NUMBER.fullmatch(text):
        return None
    bare = re.sub(r"\D", "", text)
    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return None
    if _SHORT.fullmatch(bare) or phonenumbers.is_valid_short_number_for_region(number, _HOME):
        return bare
    if not phonenumbers.is_valid_number(number):
        return None
    if phonenumbers.region_code_for_number(number) == _HOME:
        return f"0{number.national_number}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _written(number: str) -> str:
    if len(number) <= 4:
        return number
    style = phonenumbers.PhoneNumberFormat
    abroad = number.startswith("+")
    parsed = phonenumbers.parse(number, _HOME)
    return phonenumbers.format_number(parsed, style.INTERNATIONAL if abroad else style.NATIONAL)


def _no_number(part: str) -> Fault:
    return Fault(
        reason=phrase(msgid("“{phone}” is no telephone number."), phone=part.strip()[:40]),
        remedy=phrase(
            msgid(
                "Write digits, and commas between numbers: 045 491 097, 1669, 045 491 097 ext. 12."
            )
        ),
    )


def _too_many() -> Fault:
    return Fault(
        reason=phrase(msgid("There are more than {most} telephone numbers."), most=MOST),
        remedy=phrase(msgid("Leave those that people call first.")),
    )
