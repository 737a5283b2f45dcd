"""Whom the rows of a batch mean among those who are in the register already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Final, Protocol, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot.people.rules import Rules
from bot.people.without_home import MOST, Years, batched, ids_of, year_of
from dialogue.people.naming import home_key, mark_key, name_key
from dialogue.phrase import msgid, phrase
from dialogue.roster.merging import RECORD, Agreed, Standing, is_near
from dialogue.roster.row import Given, Problem
from models.columns import place
from models.consent import Consent
from models.entity import Entity, Told, key_of
from models.household import Household
from models.person import PERSONS, Person

SHOWN: Final = 5
"""Codes of people who may be meant that are told."""

_NO_SUCH_CODE: Final = msgid(
    "Nobody in your areas has this code. Leave the cell blank for a new person."
)
_MANY: Final = msgid(
    "These people may be meant: {codes}. Write the code of the one who is, or tell the home and the"
    " year of birth."
)
_AS_BEFORE: Final = msgid("This is the same person as in row {row}.")


class _Born(Protocol):
    @property
    def year(self) -> int | None: ...


Born = TypeVar("Born", bound=_Born)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Somebody who is in the register: their rows, and what is told of them."""

    person: Person
    entity: Entity
    told: Told
    agreed: tuple[Agreed, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of birth."""
        return year_of(self.told)

    @property
    def standing(self) -> Standing:
        """What is known of them."""
        return Standing(
            nickname=self.told.label,
            area=self.person.area,
            status=self.person.status,
            properties=self.told.properties,
            assignee_id=self.person.assignee_id,
            agreed=self.agreed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keyed hashes by which one row is looked up; `home` is "" where it tells of none."""

    name: str
    home: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of this file, as one who may be meant by a later row."""

    number: int
    year: int | None


@dataclass(slots=True)
class Seen:
    """What the rows of a file so far were about, so that no two of them are one person."""

    ids: dict[str, int] = field(default_factory=dict)
    new: dict[tuple[str, str, str], list[_Row]] = field(default_factory=dict)
    years: Years = field(default_factory=dict)
    is_marked: bool = False

    def note(self, given: Given, keys: Keys, person_id: str, *, is_new: bool) -> None:
        """Note whom a row was about."""
        self.ids[person_id] = given.number
        if is_new:
            row = _Row(number=given.number, year=given.birth_year)
            self.new.setdefault((given.area, keys.home, keys.name), []).append(row)


@dataclass(slots=True)
class Match:
    """The candidates of one batch, read at once."""

    rules: Rules
    seen: Seen
    by_code: dict[str, Found] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Found]] = field(default_factory=dict)
    homes: dict[str, Household] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def of(self, given: Given, keys: Keys) -> Found | Problem | None:
        """Find whom a row means; None for somebody new."""
        if given.code:
            return self._coded(given)
        candidates = self._candidates(given, keys)
        chosen = _by_year(given, candidates)
        earlier = _by_year(given, self.seen.new.get((given.area, keys.home, keys.name), ()))
        if earlier:
            return Problem(key="nickname", reason=phrase(_AS_BEFORE, row=earlier[0].number))
        if len(chosen) > 1 or (chosen and self._is_elsewhere(given, chosen[0])):
            codes = ", ".join(one.person.code for one in chosen[:SHOWN])
            return Problem(key="code", reason=phrase(_MANY, codes=codes))
        return self._once(chosen[0]) if chosen else None

    def _coded(self, given: Given) -> Found | Problem:
        found = self.by_code.get(given.code)
        if found is None:
            return Problem(key="code", reason=phrase(_NO_SUCH_CODE))
        return self._once(found)

    def _once(self, found: Found) -> Found | Problem:
        row = self.seen.ids.get(found.person.id)
        if row is not None:
            return Problem(key="code", reason=phrase(_AS_BEFORE, row=row))
        return found

    def _candidates(self, given: Given, keys: Keys) -> list[Found]:
        """List those of the same name in the home that is told; without one, in the area."""
        named = self.by_name.get((given.area, keys.name), [])
        if not given.household:
            homeless = _by_year(given, [one for one in named if one.person.household_id is None])
            if homeless:
                return list(homeless)
            return [one for one in named if given.birth_year and one.year == given.birth_year]
        return [one for one in named if self._lives_there(one, given, keys)]

    def _lives_there(self, found: Found, given: Given, keys: Keys) -> bool:
        home = self.homes.get(found.person.household_id or "")
        if home is None:
            return False
        return home.called_hash == keys.mark if not given.village else home.mark_hash == keys.home

    def _is_elsewhere(self, given: Given, found: Found) -> bool:
        """Tell whether somebody has a home while the row tells of none: they may be another."""
        return not given.household and found.person.household_id is not None


def keys_of(given: Given, rules: Rules) -> Keys:
    """Hash what a row is looked up by, as the register does."""
    hashed, mark = rules.vault.hashed, given.household
    return Keys(
        name=hashed(name_key(given.nickname)),
        home=hashed(home_key(given.village, mark)) if mark else "",
        mark=hashed(mark_key(mark)) if mark else "",
    )


def match(
    session: Session,
    batch: Sequence[tuple[Given, Keys]],
    rules: Rules,
    seen: Seen,
    *,
    holding: bool,
) -> Match:
    """Read all whom the rows of a batch may mean; `holding` them until the transaction ends."""
    found = Match(rules=rules, seen=seen)
    by_home = _homes(session, batch, rules)
    found.homes = {home.id: home for home in by_home}
    found.asked = {(given.area, keys.home) for given, keys in batch}
    people = {one.id: one for one in _people(session, batch, rules, list(found.homes), seen.years)}
    for one in opened(session, list(people.values()), rules, holding=holding):
        found.by_code[one.person.code] = one
        found.by_name.setdefault((one.person.area, one.person.name_hash), []).append(one)
    return found


def _homes(session: Session, batch: Sequence[tuple[Given, Keys]], rules: Rules) -> list[Household]:
    marked = sorted({keys.home for _, keys in batch if keys.home})
    called = sorted({keys.mark for given, keys in batch if keys.mark and not given.village})
    areas = sorted({given.area for given, keys in batch if keys.home})
    if not areas:
        return []
    query = select(Household).where(
        Household.area.in_(areas),
        Household.is_demo.is_(rules.is_demo),
        or_(Household.mark_hash.in_(marked), Household.called_hash.in_(called)),
    )
    return list(session.scalars(query))


def _people(
    session: Session,
    batch: Sequence[tuple[Given, Keys]],
    rules: Rules,
    homes: Collection[str],
    years: Years,
) -> Iterable[Person]:
    """Read those of the codes, of the homes, and, for rows without a home, of the names."""
    yield from _some(
        session, rules, Person.code.in_(sorted({one.code for one, _ in batch if one.code}))
    )
    at_home = {keys.name for given, keys in batch if keys.home and not given.code}
    if homes and at_home:
        yield from _some(
            session, rules, Person.household_id.in_(homes), Person.name_hash.in_(sorted(at_home))
        )
    bare = [(given, keys.name) for given, keys in batch if not keys.home and not given.code]
    for ids in batched(sorted(ids_of(session, bare, rules, years)), MOST):
        yield from _some(session, rules, Person.id.in_(ids))


def _some(session: Session, rules: Rules, *conditions: ColumnElement[bool]) -> list[Person]:
    within = or_(*(_within(area) for area in rules.areas))
    query = select(Person).where(Person.is_demo.is_(rules.is_demo), within, *conditions)
    return list(session.scalars(query))


def _within(area: str) -> ColumnElement[bool]:
    return Person.area.between(area, area.ljust(6, "9"))


def opened(
    session: Session, people: Sequence[Person], rules: Rules, *, holding: bool
) -> list[Found]:
    """Open what is told of people; whoever changes those that are held waits, or begins anew."""
    entities, agreed = dict[str, Entity](), dict[str, tuple[Agreed, ...]]()
    for ids in batched(sorted(one.id for one in people), MOST):
        query = select(Entity).where(Entity.list == PERSONS, Entity.id.in_(ids))
        query = query.order_by(Entity.id)
        query = query.with_for_update() if holding else query
        entities |= {one.id: one for one in session.scalars(query)}
        agreed |= _agreed(session, ids, rules.now.tzinfo)
    found = list[Found]()
    cell = place(Entity.__tablename__, "content_sealed", key_of(PERSONS, ""))
    for person in people:
        entity = entities.get(person.id)
        if entity is None or entity.content_sealed is None:
            continue
        content = rules.vault.unseal(entity.content_sealed, f"{cell}{person.id}").decode()
        told = Told.read(content)
        consents = agreed.get(person.id) or _by_property(told, person, rules.now.tzinfo)
        found.append(Found(person=person, entity=entity, told=told, agreed=consents))
    return found


def _agreed(
    session: Session, ids: Sequence[str], zone: tzinfo | None
) -> dict[str, tuple[Agreed, ...]]:
    if not ids:
        return {}
    found = defaultdict[str, list[Agreed]](list)
    query = select(Consent).where(Consent.person_id.in_(ids)).order_by(Consent.given_at)
    for one in session.scalars(query):
        ended = one.withdrawn_at
        found[one.person_id].append(
            Agreed(
                purpose=one.purpose,
                by=one.given_by,
                on=one.given_at.astimezone(zone).date(),
                taken_back_on=None if ended is None else ended.astimezone(zone).date(),
            )
        )
    return {person_id: tuple(every) for person_id, every in found.items()}


def _by_property(told: Told, person: Person, zone: tzinfo | None) -> tuple[Agreed, ...]:
    """Take what a form noted of consent, where nothing else tells of it."""
    noted = told.properties.get("consent", "")
    if not noted or noted == "no":
        return ()
    on = person.created_at.astimezone(zone).date()
    return (Agreed(purpose=RECORD, by="", on=on),)


def _by_year(given: Given, candidates: Sequence[Born]) -> list[Born]:
    """Take those whose year of birth is the one that is given, or who may be meant without one."""
    if given.birth_year is None:
        return list(candidates)
    born, known = given.birth_year, [one for one in candidates if one.year is not None]
    near = [one for one in known if is_near(born, one.year or 0, from_age=given.from_age)]
    return near or [one for one in candidates if one.year is None]
