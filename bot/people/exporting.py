"""The register of people as a roster of the central format, which can be read in again."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import BinaryIO, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.exporting.csv_file import csv_file
from bot.exporting.pseudonyms import pseudonym
from bot.exporting.table import Cell
from bot.exporting.xlsx_file import xlsx_file
from bot.people.matching import Found, opened
from bot.people.rules import Rules
from bot.people.template import LISTED
from bot.people.template_words import PEOPLE
from bot.store import Store
from dialogue.roster.columns import COLUMNS, SheetLanguage
from dialogue.roster.vocabulary import PURPOSES, written
from models.audit import Audit, Audits
from models.person import Person

_AT_ONCE: Final = 500
_LEFT_OUT: Final = frozenset({"age", "tambon", "district", "province"})
_WRITTEN: Final = tuple(column for column in COLUMNS if column.key not in _LEFT_OUT)


def export(
    store: Store,
    rules: Rules,
    out: BinaryIO,
    *,
    format: str,  # noqa: A002  # of the file
    language: SheetLanguage,
) -> int:
    """Write the people of the areas of `rules`; give how many. Called in a worker thread."""
    opened_file = (
        xlsx_file(out, zone=rules.now.tzinfo or UTC, sheet=PEOPLE[language])
        if format == "xlsx"
        else csv_file(out, bom=True)
    )
    count = 0
    with opened_file as write:
        write([Cell(column.heading(language)) for column in _WRITTEN])
        for found in people(store, rules):
            write([Cell(text) for text in _row(found, rules, language)])
            count += 1
    _mark(store, rules)
    return count


def _mark(store: Store, rules: Rules) -> None:
    """Write down that people were exported, area by area."""
    with store.writing() as session:
        for area in rules.areas:
            Audits(session).add(
                Audit(
                    at=rules.now,
                    actor=rules.actor,
                    action="exported",
                    kind="people",
                    area=area,
                    is_demo=rules.is_demo,
                )
            )


def people(store: Store, rules: Rules) -> Iterator[Found]:
    """Walk over the people of these areas by area and id, some at once."""
    last: tuple[str, str] = ("", "")
    while True:
        with store.thinking() as session:
            people = _next(session, rules, last)
            yield from opened(session, people, rules, holding=False)
        if not people:
            return
        last = (people[-1].area, people[-1].id)


def _next(session: Session, rules: Rules, last: tuple[str, str]) -> list[Person]:
    area, person_id = last
    within = or_(*(Person.area.between(one, one.ljust(6, "9")) for one in rules.areas))
    after = or_(Person.area > area, (Person.area == area) & (Person.id > person_id))
    query = select(Person).where(within, after, Person.is_demo.is_(rules.is_demo))
    return list(session.scalars(query.order_by(Person.area, Person.id).limit(_AT_ONCE)))


def _row(found: Found, rules: Rules, language: SheetLanguage) -> Sequence[str]:
    person, told = found.person, found.told.properties
    groups = (written(LISTED["groups"], one, language) for one in told.get("groups", "").split())
    cells = {
        "code": person.code,
        "nickname": found.told.label,
        "birth_year": _year(told.get("birth_year", ""), language),
        "sex": written(LISTED["sex"], told.get("sex", ""), language),
        "speaks": written(LISTED["speaks"], told.get("speaks", ""), language),
        "area": person.area,
        "village": told.get("village", ""),
        "household": told.get("household", ""),
        "groups": ", ".join(groups),
        "carer": told.get("carer", ""),
        "status": written(LISTED["status"], person.status, language),
        "volunteer": pseudonym(rules.vault, person.assignee_id),
        **_consent(found, language),
    }
    return [cells[column.key] for column in _WRITTEN]


def _year(year: str, language: SheetLanguage) -> str:
    """Write a year in the era of the language: Thai years are Buddhist."""
    return str(int(year) + 543) if language == "th" and year.isdecimal() else year


def _consent(found: Found, language: SheetLanguage) -> dict[str, str]:
    """Write the consents that stand, under the earliest day on which all of them stood."""
    latest = {one.purpose: one for one in found.agreed if one.taken_back_on is None and one.by}
    if not latest:
        return {"consent": "", "consent_by": "", "consent_on": ""}
    first = min(latest.values(), key=lambda one: one.on)
    purposes = [word.code for word in PURPOSES if word.code in latest]
    day = first.on
    year = day.year + 543 if language == "th" else day.year
    return {
        "consent": ", ".join(written(PURPOSES, purpose, language) for purpose in purposes),
        "consent_by": written(LISTED["consent_by"], first.by, language),
        "consent_on": f"{day.day:02}/{day.month:02}/{year}",
    }
