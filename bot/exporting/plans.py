"""Export individual plans as a workbook: problem, need, what, who, by when, state, result."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from io import BytesIO
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from bot.calendar_words import Language
from bot.exporting.table import Cell
from bot.exporting.xlsx_file import MOST_ROWS, xlsx_file
from bot.store import Store
from bot.words import Words
from dialogue.phrase import CellValue, Phrase
from handlers.plan_lines import HEADINGS, row_of
from models.audit import Audit, Audits
from models.entity import Entities
from models.need import Needs
from models.person import PERSONS, Person, Persons
from models.plan import PlanItem, PlanItems
from models.scope import Grant, Scope

_EVERYWHERE: Final = Scope(grants=(Grant(area=""),))


class UnknownPersonError(LookupError):
    """Nobody has this code."""


def plans(
    store: Store,
    *,
    code: str | None,
    area: str,
    out: BinaryIO,
    words: Words,
    language: Language,
    zone: tzinfo,
    at: datetime,
) -> int:
    """Write the plan of the person with this code, else those of an area; return how many lines.

    An area is a DOPA prefix, "" is everywhere. Demo contacts' people are left out. That it was
    exported is noted, and what was is not.

    Raises:
        UnknownPersonError: when nobody has the code.
        TooManyRowsError: when the lines do not fit into one sheet.
    """
    with store.thinking() as session:
        person = None if code is None else _person(code, session)
        lines = [_row(item, whose, session) for item, whose in _lines(person, area, session)]
        out.write(sheet((HEADINGS, *lines), language, words=words, zone=zone))
    mark = Audit(
        at=at,
        actor="command",
        action="exported",
        kind="plan",
        subject="" if person is None else person.id,
        area=area if person is None else person.area,
    )
    with store.writing() as session:
        Audits(session).add(mark)
    return len(lines)


def _person(code: str, session: Session) -> Person:
    person = Persons(session).coded(code.strip().upper(), _EVERYWHERE)
    if person is None:
        raise UnknownPersonError(f"nobody has the code {code}")
    return person


def _lines(
    person: Person | None, area: str, session: Session
) -> Iterator[tuple[PlanItem, Person | None]]:
    if person is not None:
        yield from ((item, person) for item in PlanItems(session).of_person(person.id))
        return
    whose: Person | None = None
    for item in PlanItems(session).of_area(area, most=MOST_ROWS - 1):
        if whose is None or whose.id != item.person_id:
            whose = Persons(session).get(item.person_id)
        yield item, whose


def _row(item: PlanItem, person: Person | None, session: Session) -> tuple[CellValue, ...]:
    entity = Entities(session).get(PERSONS, item.person_id)
    need = None if item.need_id is None else Needs(session).get(item.need_id)
    code = "" if person is None else person.code
    name = "" if entity is None or entity.content is None else entity.told.label
    return row_of(item, need, code=code, name=name)


def sheet(
    rows: Iterable[Sequence[CellValue]], language: Language, *, words: Words, zone: tzinfo
) -> bytes:
    """Write rows as a workbook of one sheet in a language, the headings first.

    Raises:
        TooManyRowsError: when they do not fit into it.
    """
    out = BytesIO()
    with xlsx_file(out, zone=zone, sheet="siao") as write:
        for row in rows:
            write([_cell(value, words, language) for value in row])
    return out.getvalue()


def _cell(value: CellValue, words: Words, language: Language) -> Cell:
    if value is None:
        return Cell("")
    if isinstance(value, datetime):
        return Cell(value.isoformat(), "dateTime")
    if isinstance(value, date):
        return Cell(value.isoformat(), "date")
    if isinstance(value, str | Phrase):
        return Cell(words.say(value, language))
    return Cell(str(value), "integer" if isinstance(value, int) else "text")
