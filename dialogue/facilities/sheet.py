"""A row of a sheet of facilities: its cells read one by one, made even, or found wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dialogue.facilities import hours, phones
from dialogue.facilities.columns import (
    ANSWER_OF,
    COLUMNS,
    LANGUAGE_OF,
    SCHEME_OF,
    SERVICES,
)
from dialogue.facilities.fault import Fault
from dialogue.phrase import msgid, phrase
from dialogue.reading.cleaning import digits, folded, legal, visible
from dialogue.reading.dates import read_date

YES: Final = "yes"
"""What stands in a cell for yes, and for a service whose hours are not known."""

_CODE: Final = re.compile(r"[0-9]{5}|[A-Z][A-Z0-9]{1,11}")
_AREA: Final = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}")
_EMPTY: Final = ("", "-", "–")
_LIST: Final = re.compile(r"[\s,;/]+")
_LONGEST: Final = {"name_th": 120, "name_lo": 120, "kind": 16, "verified_by": 80, "source": 200}
_BOUNDS: Final = {"latitude": (5.0, 21.0), "longitude": (97.0, 106.5)}  # Thailand and its border
_MOST_DAYS: Final = 60
_PERSON: Final = re.compile(
    r"^\s*(?:นาย|นาง(?!รอง)|น\.ส\.|ด\.?ต\.|คุณ|ท่าน|ທ້າວ|ນາງ|ທ່ານ|mr\b|mrs\b|ms\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it was read: cells by their columns, and what is wrong, by column too.

    A blank cell is not among them; one that is to be emptied ("-") is there and blank.
    """

    cells: Mapping[str, str]
    faults: Mapping[str, Fault]


def read(given: Mapping[str, str], *, today: date) -> Row:
    """Read a row. `area` may be a name: it is left as it is, for whoever knows the areas."""
    cells, faults = dict[str, str](), dict[str, Fault]()
    for column in COLUMNS:
        if not (text := given.get(column.key, "").strip()):
            continue
        found = value(column.key, text, today=today)
        if isinstance(found, Fault):
            faults[column.key] = found
        else:
            cells[column.key] = found
    if "code" not in cells and "code" not in faults:
        faults["code"] = _code_fault()
    return Row(cells=cells, faults=faults)


def value(column: str, text: str, *, today: date) -> str | Fault:
    """Read one cell, in a file or as somebody writes it in the chat."""
    plain = " ".join(legal(visible(text)).split())
    return _READERS.get(column, _text(column))("" if plain in _EMPTY else plain, today)


def whole(cells: Mapping[str, str]) -> dict[str, str]:
    """Give all cells of a facility, blank where nothing is given."""
    return {one.key: cells.get(one.key, "") for one in COLUMNS}


def missing(cells: Mapping[str, str]) -> dict[str, Fault]:
    """Say what a facility, with all its cells, is missing."""
    found = {
        key: Fault(reason=phrase(msgid("This cell is blank.")), remedy=phrase(msgid("Fill it in.")))
        for key in ("name_th", "kind", "area")
        if not cells[key]
    }
    if bool(cells["latitude"]) != bool(cells["longitude"]):
        found["longitude"] = Fault(
            reason=phrase(msgid("One half of the position is missing.")),
            remedy=phrase(msgid("Write both latitude and longitude, or neither.")),
        )
    if bool(cells["verified_on"]) != bool(cells["verified_by"]):
        found["verified_by"] = Fault(
            reason=phrase(msgid("It is not said who has confirmed it, or when.")),
            remedy=phrase(msgid("Write both the day and the office, or neither.")),
        )
    return found


def area_code(text: str) -> str | None:
    """Read the code of an area (DOPA: 2, 4 or 6 digits); None for a name."""
    plain = re.sub(r"\s", "", digits(text))
    return plain if _AREA.fullmatch(plain) else None


def _text(column: str) -> Callable[[str, date], str | Fault]:
    most = _LONGEST.get(column, 120)

    def read_text(text: str, _today: date) -> str | Fault:
        if len(text) <= most:
            return text
        return Fault(
            reason=phrase(msgid("This is longer than {most} letters."), most=most),
            remedy=phrase(msgid("Write it shorter.")),
        )

    return read_text


def _code(text: str, _today: date) -> str | Fault:
    plain = digits(text).replace(" ", "").upper()
    if plain.isdecimal() and len(plain) < 5:
        plain = plain.zfill(5)  # Excel takes zeros for granted
    return plain if _CODE.fullmatch(plain) else _code_fault()


def _code_fault() -> Fault:
    return Fault(
        reason=phrase(msgid("The code is missing, or is none.")),
        remedy=phrase(
            msgid(
                "Write the ministry's code (5 digits). Where there is none, make one that begins"
                " with a letter: A001."
            )
        ),
    )


def _degrees(column: str) -> Callable[[str, date], str | Fault]:
    least, most = _BOUNDS[column]

    def read_degrees(text: str, _today: date) -> str | Fault:
        if not text:
            return ""
        try:
            number = round(float(digits(text).replace(",", ".").rstrip("°NE ")), 6)
        except ValueError:
            number = 0.0
        if least <= number <= most:
            return str(number)
        return Fault(
            reason=phrase(msgid("“{text}” is no place in Thailand."), text=text[:40]),
            remedy=phrase(
                msgid("Write degrees from {least} to {most}, for instance {example}."),
                least=f"{least:g}",
                most=f"{most:g}",
                example="16.038" if column == "latitude" else "105.2124",
            ),
        )

    return read_degrees


def _service(text: str, _today: date) -> str | Fault:
    answer = _answer(text)
    if answer is None:
        return hours.read(text)
    return YES if answer else ""


def _yes_no(text: str, _today: date) -> str | Fault:
    answer = _answer(text)
    if answer is None:
        return Fault(
            reason=phrase(msgid("“{text}” is neither yes nor no."), text=text[:40]),
            remedy=phrase(msgid("Write yes, or leave it blank.")),
        )
    return YES if answer else ""


def _answer(text: str) -> bool | None:
    return False if not text else ANSWER_OF.get(folded(text) or text)


def _phones(text: str, _today: date) -> str | Fault:
    found = phones.read(text)
    return found.fault or "; ".join(found.kept)


def _several(known: Mapping[str, str]) -> Callable[[str, date], str | Fault]:
    def read_several(text: str, _today: date) -> str | Fault:
        codes = list[str]()
        for word in filter(None, _LIST.split(text)):
            if (code := known.get(folded(word))) is None:
                return Fault(
                    reason=phrase(msgid("“{text}” is not known here."), text=word[:40]),
                    remedy=phrase(
                        msgid("Write some of these: {words}."), words=", ".join(_codes(known))
                    ),
                )
            codes.append(code)
        return " ".join(one for one in _codes(known) if one in codes)

    return read_several


def _codes(known: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(known.values()))


def _day(text: str, today: date) -> str | Fault:
    if not text:
        return ""
    found = read_date(text, today=today)
    if isinstance(found, date) and found <= today:
        return found.isoformat()
    return Fault(
        reason=phrase(msgid("“{text}” is no day that is over."), text=text[:40]),
        remedy=phrase(msgid("Write it like this: 25/11/2569.")),
    )


def _days(text: str, today: date) -> str | Fault:
    """Read days, past or to come, parted by commas."""
    days = set[str]()
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        found = read_date(part, today=today)
        if not isinstance(found, date):
            return Fault(
                reason=phrase(msgid("“{text}” is no day."), text=part[:40]),
                remedy=phrase(msgid("Write it like this: 25/11/2569.")),
            )
        days.add(found.isoformat())
    if len(days) > _MOST_DAYS:
        return Fault(
            reason=phrase(msgid("There are more than {most} days."), most=_MOST_DAYS),
            remedy=phrase(msgid("Leave those that are still to come.")),
        )
    return ", ".join(sorted(days))


def _office(text: str, today: date) -> str | Fault:
    if _PERSON.match(text):
        return Fault(
            reason=phrase(msgid("The name of a person is not kept here.")),
            remedy=phrase(msgid("Write the office or the role: district health office.")),
        )
    return _text("verified_by")(text, today)


_READERS: Final[Mapping[str, Callable[[str, date], str | Fault]]] = {
    "code": _code,
    "latitude": _degrees("latitude"),
    "longitude": _degrees("longitude"),
    **dict.fromkeys(SERVICES, _service),
    "closed_days": _days,
    "phones": _phones,
    "languages": _several(LANGUAGE_OF),
    "schemes": _several(SCHEME_OF),
    "complaints": _yes_no,
    "closed": _yes_no,
    "verified_on": _day,
    "verified_by": _office,
}
