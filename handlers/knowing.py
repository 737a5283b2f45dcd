"""People as others read them: what is known of each, within the scope of whoever asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dialogue.people import naming
from handlers.context import Context
from handlers.roles import scope_of
from models.entity import Told
from models.person import PERSONS, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person as the register knows them; `name` is their nickname, `mark` that of their home.

    `birth_year` is of the common era. `status` is active, moved, died or refused. What is not
    known is None or "".
    """

    id: str
    code: str
    name: str
    village: str
    mark: str
    household_id: str | None
    area: str
    status: str
    birth_year: int | None
    sex: str
    speaks: str
    groups: tuple[str, ...]
    carer: str
    assignee_id: str | None
    visited_at: datetime | None
    properties: Mapping[str, str]


def known(person_id: str, ctx: Context) -> Known | None:
    """Find a person; None for whoever is out of scope, or not there (any more)."""
    person = ctx.persons.get(person_id) if person_id else None
    if person is None or not _is_in_scope(person, ctx):
        return None
    entity = ctx.entities.get(PERSONS, person.id)
    return None if entity is None or entity.content is None else known_of(person, entity.told)


def called(one: Known, most: int = naming.ON_A_BUTTON) -> str:
    """Name a person on a button: the nickname, and the mark of the home as far as it fits."""
    return naming.clipped(naming.joined((one.name, one.mark)), most)


def opened(people: Iterable[Person], ctx: Context) -> list[Known]:
    """Open what is told of these people, who are in scope, in their order."""
    each = {person.id: person for person in people}
    entities = ctx.entities.some(PERSONS, list(each)) if each else {}
    return [
        known_of(person, entity.told)
        for person in each.values()
        if (entity := entities.get(person.id)) is not None and entity.content_sealed is not None
    ]


def known_of(person: Person, told: Told) -> Known:
    """Put together what is known of a person."""
    properties = told.properties
    year = properties.get("birth_year", "")
    return Known(
        id=person.id,
        code=person.code,
        name=told.label,
        village=properties.get("village", ""),
        mark=properties.get("household", ""),
        household_id=person.household_id,
        area=person.area,
        status=person.status,
        birth_year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        sex=properties.get("sex", ""),
        speaks=properties.get("speaks", ""),
        groups=tuple(properties.get("groups", "").split()),
        carer=properties.get("carer", ""),
        assignee_id=person.assignee_id,
        visited_at=person.visited_at,
        properties=properties,
    )


def _is_in_scope(person: Person, ctx: Context) -> bool:
    return scope_of(ctx).opens(person.area, person.assignee_id, is_demo=person.is_demo)
