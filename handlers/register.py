"""The register: the one way in which people and homes change, and in which they are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dialogue.people import naming
from handlers.context import Context
from handlers.finding import Search, alike_in, found, of_household, same_name, search
from handlers.happened import PersonLeft
from handlers.knowing import Known, called, known
from models.entity import Entity, EntityVersion, Told
from models.household import Household
from models.person import ACTIVE, DIED, MOVED, PERSONS, REFUSED, Person

__all__ = (
    "Known",
    "New",
    "Search",
    "add",
    "aged",
    "alike_in",
    "called",
    "change",
    "drop",
    "enrol",
    "follow",
    "found",
    "known",
    "leave",
    "new_code",
    "of_household",
    "same_name",
    "search",
    "with_birth_year",
)

LEFT: Final = (MOVED, DIED, REFUSED)
"""The statuses in which nothing is owed to a person any more."""

STATUSES: Final = (ACTIVE, *LEFT)

OLDEST: Final = 130
"""Years; nobody is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A person to be added; `area` is a DOPA code, `properties` those of the list `persons`.

    The home is named by the properties `village` and `household` (its mark).
    """

    name: str
    area: str
    properties: Mapping[str, str] = field(default_factory=dict)
    assignee_id: str | None = None


def add(new: New, ctx: Context) -> Person:
    """Put a person into the register: row, entity and home; whoever calls tells of PersonKept."""
    now = ctx.moment.now
    properties = {"status": ACTIVE, **with_birth_year(new.properties, now.date())}
    entity = Entity(
        list=PERSONS,
        id=ctx.moment.new_uuid(),
        version=0,
        area=new.area,
        is_demo=ctx.someone.is_demo,
        created_at=now,
        contact_id=ctx.someone.id,
    )
    _write(entity, Told(label=new.name.strip(), properties=properties), ctx)
    return enrol(entity, ctx, assignee_id=new.assignee_id)


def enrol(entity: Entity, ctx: Context, *, assignee_id: str | None = None) -> Person:
    """Make the row of a person whose entity is there already, and keep it in step."""
    person = ctx.persons.add(
        Person(
            id=entity.id,
            code=new_code(ctx),
            area=entity.area,
            status=ACTIVE,
            assignee_id=assignee_id,
            is_demo=entity.is_demo,
            created_at=entity.created_at,
            updated_at=ctx.moment.now,
        )
    )
    follow(person, entity.told, ctx)
    return person


def change(
    person: Person,
    properties: Mapping[str, str],
    ctx: Context,
    *,
    name: str | None = None,
    area: str | None = None,
) -> bool:
    """Change what is told of a person; false where all of it was so already.

    A new version of the entity is made, and row and home follow. `area` moves them elsewhere.
    """
    entity = ctx.entities.get(PERSONS, person.id)
    if entity is None or entity.content is None:
        return False
    told = entity.told
    label = told.label if name is None else name.strip()
    after = Told(label=label, properties={**told.properties, **properties})
    if after == told and area in {None, person.area}:
        return False
    if area is not None:
        entity.area = person.area = area
    _write(entity, after, ctx)
    follow(person, after, ctx)
    return True


def leave(person: Person, status: str, ctx: Context) -> PersonLeft:
    """Note that a person moved, died or refused; what is given back is to be told by the caller."""
    change(person, {"status": status}, ctx)
    return PersonLeft(person_id=person.id, status=status)


def drop(person: Person, ctx: Context) -> None:
    """Erase a person's row, and their home with it where nobody else is known to live there."""
    home = None if person.household_id is None else ctx.households.get(person.household_id)
    ctx.persons.drop(person)
    if home is not None and not ctx.persons.lives_at(home.id):
        ctx.households.drop(home)


def follow(person: Person, told: Told, ctx: Context) -> None:
    """Keep a person's row in step with what is told of them: name, home and status."""
    properties = told.properties
    person.name_hash = ctx.hashed(naming.name_key(told.label))
    person.household_id = _home_of(person, properties, ctx)
    person.updated_at = ctx.moment.now
    status = properties.get("status", "")
    status = status if status in STATUSES else ACTIVE
    if status != person.status or (status != ACTIVE and person.status_on is None):
        person.status = status
        person.status_on = None if status == ACTIVE else ctx.moment.today


def with_birth_year(properties: Mapping[str, str], today: date) -> dict[str, str]:
    """Put the year of birth beside an age that is told, unless it is told itself."""
    age = properties.get("age", "")
    is_age = age.isascii() and age.isdecimal() and len(age) < 4 and int(age) <= OLDEST
    if properties.get("birth_year") or not is_age:
        return dict(properties)
    return {**properties, "birth_year": str(today.year - int(age))}


def aged(
    before: Mapping[str, str], told: Mapping[str, str], after: Mapping[str, str], today: date
) -> dict[str, str]:
    """Give what is known `after` something was told, with the year of birth of an age that is new.

    An age that stands as it stood `before` was not asked for anew: it says nothing about today.
    """
    if told.get("birth_year") or told.get("age", "") in {"", before.get("age")}:
        return dict(after)
    return with_birth_year({**after, "birth_year": ""}, today)


def new_code(ctx: Context) -> str:
    """Draw a code that nobody has: six letters of Crockford's alphabet."""
    while ctx.persons.has_code(code := ctx.moment.new_id()[: naming.CODE]):
        pass
    return code


def _write(entity: Entity, told: Told, ctx: Context) -> None:
    """Write the next version of an entity, which whoever writes it has read."""
    base = entity.version
    entity.version, entity.updated_at = base + 1, ctx.moment.now
    made = EntityVersion(
        list=entity.list,
        entity_id=entity.id,
        version=entity.version,
        base_version=base or None,
        at=ctx.moment.now,
    )
    ctx.entities.keep(entity, told, made)


def _home_of(person: Person, properties: Mapping[str, str], ctx: Context) -> str | None:
    """Find the home that is told of, or make it; None where none is told."""
    village, mark = properties.get("village", "").strip(), properties.get("household", "").strip()
    if not mark:
        return None
    mark_hash = ctx.hashed(naming.home_key(village, mark))
    home = ctx.households.marked(person.area, mark_hash, is_demo=person.is_demo)
    if home is None:
        home = Household(
            id=_home_id(person, mark_hash, ctx),
            area=person.area,
            mark_hash=mark_hash,
            called_hash=ctx.hashed(naming.mark_key(mark)),
            is_demo=person.is_demo,
            created_at=ctx.moment.now,
        )
        ctx.households.add(home, village=village, mark=mark)
    return home.id


def _home_id(person: Person, mark_hash: str, ctx: Context) -> str:
    """Give a home that is made an id that is always the same, so that two who do it at once clash.

    Whoever comes second thinks again, and finds the home.
    """
    return ctx.hashed(naming.home_id_key(person.area, mark_hash, is_demo=person.is_demo))
