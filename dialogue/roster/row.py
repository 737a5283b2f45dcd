"""One row of a roster, read: what it gives of a person, or what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from dialogue.people.naming import code_of
from dialogue.phrase import Phrase, msgid, phrase
from dialogue.reading.cleaning import digits, legal, visible
from dialogue.roster.columns import heading_key
from dialogue.roster.groups import GROUPS, groups_of
from dialogue.roster.headings import Headings
from dialogue.roster.private import has_house_number, has_id_number, has_phone
from dialogue.roster.values import CELL_ERROR, age_of, birth_year_of, choice_of, day_of, words_of
from dialogue.roster.vocabulary import GIVERS, PURPOSES, SEX, SPEAKS, STATUS, YES

_LONGEST: Final = {"nickname": 40, "village": 60, "household": 40, "carer": 60, "volunteer": 20}
_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_CHOICES: Final = {
    "sex": SEX,
    "speaks": SPEAKS,
    "status": STATUS,
    "consent_by": GIVERS,
}


class Places(Protocol):
    """What is known of areas."""

    def is_known(self, code: str) -> bool:
        """Tell whether there is an area of this code."""

    def named(self, tambon: str, district: str, province: str) -> Sequence[str]:
        """List the codes of the areas of these names, of which some may be ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a row is refused: the key of its column, "" for the whole row, and the reason."""

    key: str
    reason: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a row gives; "" and () where the cell is blank.

    `named` are the keys of the columns that the sheet has: only those can be emptied. `consent`
    are purposes. With `from_age` the year of birth may be one year too late.
    """

    number: int
    named: frozenset[str] = frozenset()
    code: str = ""
    nickname: str = ""
    area: str = ""
    village: str = ""
    household: str = ""
    birth_year: int | None = None
    from_age: bool = False
    sex: str = ""
    speaks: str = ""
    groups: tuple[str, ...] = ()
    carer: str = ""
    status: str = ""
    consent: tuple[str, ...] = ()
    consent_by: str = ""
    consent_on: date | None = None
    volunteer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """Reads the rows of one sheet; `area` is where people live whose row does not tell."""

    headings: Headings
    places: Places
    today: date
    area: str = ""

    def read(self, number: int, cells: Sequence[str]) -> Given | tuple[Problem, ...]:
        """Read a row: what it gives, or all that is wrong with it."""
        return _Reading(self, number, cells).done()


@dataclass(slots=True)
class _Reading:
    reader: RowReader
    number: int
    cells: Sequence[str]
    problems: list[Problem] = field(default_factory=list)

    def done(self) -> Given | tuple[Problem, ...]:
        places = self.reader.headings.places
        texts = {key: self._text(key, place) for key, place in places.items()}
        if self.problems:
            return tuple(self.problems)
        given = self._given(texts)
        return tuple(self.problems) or given

    def _given(self, texts: Mapping[str, str]) -> Given:
        chosen = {key: self._choice(key, texts) for key in _CHOICES}
        consent = self._consent(texts, chosen["consent_by"])
        born = self._born(texts)
        return Given(
            number=self.number,
            named=frozenset(texts),
            code=self._code(texts),
            nickname=self._nickname(texts),
            area=self._area(texts),
            village=texts.get("village", ""),
            household=self._household(texts),
            birth_year=born,
            from_age=born is not None and not texts.get("birth_year"),
            sex=chosen["sex"],
            speaks=chosen["speaks"],
            groups=self._groups(texts),
            carer=texts.get("carer", ""),
            status=chosen["status"],
            consent=consent,
            consent_by=chosen["consent_by"],
            consent_on=self._consent_on(texts),
            volunteer=texts.get("volunteer", ""),
        )

    def _text(self, key: str, place: int) -> str:
        """Take a cell, or refuse the row where it holds what must never be kept."""
        raw = self.cells[place] if place < len(self.cells) else ""
        text = " ".join((raw if raw.isprintable() else legal(visible(raw))).split())
        if text in _ERRORS:
            self._refuse(key, CELL_ERROR)
        elif has_id_number(text):
            self._refuse(key, _ID_NUMBER)
        elif has_phone(text):
            self._refuse(key, _PHONE)
        elif len(text) > _LONGEST.get(key, 500):
            self.problems.append(
                Problem(key=key, reason=phrase(_TOO_LONG, most=_LONGEST.get(key, 500)))
            )
        return text

    def _refuse(self, key: str, reason: str) -> None:
        self.problems.append(Problem(key=key, reason=phrase(reason)))

    def _code(self, texts: Mapping[str, str]) -> str:
        typed = texts.get("code", "")
        code = code_of(typed) if typed else ""
        if code is None:
            self._refuse("code", _NO_CODE)
        return code or ""

    def _nickname(self, texts: Mapping[str, str]) -> str:
        name = texts.get("nickname", "")
        if not name and not texts.get("code"):
            self._refuse("nickname", _NO_NICKNAME)
        return name

    def _household(self, texts: Mapping[str, str]) -> str:
        mark = texts.get("household", "")
        for key in ("household", "village"):
            if has_house_number(texts.get(key, "")):
                self._refuse(key, _HOUSE_NUMBER)
        return mark

    def _born(self, texts: Mapping[str, str]) -> int | None:
        today, year, age = self.reader.today, texts.get("birth_year", ""), texts.get("age", "")
        born = birth_year_of(year, today) if year else None
        if year and born is None:
            self._refuse("birth_year", _NO_YEAR)
        years = age_of(age) if age else None
        if age and years is None:
            self._refuse("age", _NO_AGE)
        if born is not None and years is not None and not 0 <= today.year - born - years <= 1:
            self._refuse("age", _DISAGREE)
        return born if born is not None or years is None else today.year - years

    def _choice(self, key: str, texts: Mapping[str, str]) -> str:
        text = texts.get(key, "")
        code = choice_of(text, _CHOICES[key]) if text else ""
        if code is None:
            choices = words_of(_CHOICES[key], self.reader.headings.language)
            self.problems.append(Problem(key=key, reason=phrase(_UNKNOWN, choices=choices)))
        return code or ""

    def _groups(self, texts: Mapping[str, str]) -> tuple[str, ...]:
        found = groups_of(texts.get("groups", ""))
        if found is None:
            choices = words_of(GROUPS, self.reader.headings.language)
            self.problems.append(Problem(key="groups", reason=phrase(_UNKNOWN, choices=choices)))
        ticked = (
            code
            for code, place in self.reader.headings.group_columns.items()
            if place < len(self.cells) and heading_key(self.cells[place]) in YES
        )
        return tuple(dict.fromkeys((*(found or ()), *ticked)))

    def _consent(self, texts: Mapping[str, str], by: str) -> tuple[str, ...]:
        """Read what is consented to: to the record alone where only who and when is given."""
        text = texts.get("consent", "")
        parts = [
            part for part in text.replace("/", ",").replace(";", ",").split(",") if part.strip()
        ]
        found = [choice_of(part, PURPOSES) for part in parts]
        if None in found and choice_of(text, GIVERS) is None:
            words = words_of(PURPOSES, self.reader.headings.language)
            self.problems.append(Problem(key="consent", reason=phrase(_UNKNOWN, choices=words)))
        purposes = tuple(dict.fromkeys(one for one in found if one))
        if not purposes and (by or texts.get("consent_on")):
            return ("record",)
        return purposes

    def _consent_on(self, texts: Mapping[str, str]) -> date | None:
        text = texts.get("consent_on", "")
        day = day_of(text, self.reader.today) if text else None
        if text and day is None:
            self._refuse("consent_on", _NO_DAY)
        if day is not None and day > self.reader.today:
            self._refuse("consent_on", _NOT_YET)
        return day

    def _area(self, texts: Mapping[str, str]) -> str:
        code = "".join(digits(texts.get("area", "")).split())
        names = [texts.get(key, "") for key in ("tambon", "district", "province")]
        if code:
            if not _is_code(code) or not self.reader.places.is_known(code):
                self._refuse("area", _NO_SUCH_AREA)
            return code
        if not any(names):
            return self.reader.area
        found = self.reader.places.named(*names)
        if len(found) != 1:
            self._refuse("tambon", _NO_SUCH_NAME if not found else _MANY_OF_NAME)
            return ""
        return found[0]


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in {2, 4, 6}


_ID_NUMBER: Final = msgid("A number of 13 digits stands here. It is never kept: take it out.")
_PHONE: Final = msgid("A phone number stands here. It is never kept: take it out.")
_HOUSE_NUMBER: Final = msgid(
    "A house number stands here. It is never kept: write what the home is called."
)
_TOO_LONG: Final = msgid("This is longer than {most} letters: make it shorter.")
_NO_CODE: Final = msgid("This is no code. Leave the cell blank for a new person.")
_NO_NICKNAME: Final = msgid("The nickname is missing: write what the person is called.")
_NO_YEAR: Final = msgid("This is no year of birth: write four digits, such as 2500 or 1957.")
_NO_AGE: Final = msgid("This is no age: write whole years, 0 to 120.")
_DISAGREE: Final = msgid("The year of birth and the age do not agree: leave one of them blank.")
_UNKNOWN: Final = msgid("This word is not known here. Write one of: {choices}.")
_NO_DAY: Final = msgid("This is no day: write it like 25/11/2569.")
_NOT_YET: Final = msgid("This day is still to come.")
_NO_SUCH_AREA: Final = msgid("There is no area of this code: write the 6 digits of the tambon.")
_NO_SUCH_NAME: Final = msgid("No place of this name is known: write the code of the area.")
_MANY_OF_NAME: Final = msgid(
    "There are several places of this name: add district and province, or write the code."
)
