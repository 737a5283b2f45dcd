"""Whom rows may mean that tell of no home: of all of a name in an area, those whose year fits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from typing import Final, TypeAlias

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from bot.people.rules import Rules
from dialogue.roster.merging import is_near
from dialogue.roster.row import Given
from models.columns import place
from models.entity import Entity, Told, key_of
from models.person import PERSONS, Person

Years: TypeAlias = MutableMapping[str, tuple[int, int | None]]
"""The years of birth that were read before, by person, with the version that told of them."""

MOST: Final = 5_000
"""Values of one statement."""


def year_of(told: Told) -> int | None:
    """Read the year of birth."""
    year = told.properties.get("birth_year", "")
    return int(year) if year.isascii() and year.isdecimal() else None


def ids_of(
    session: Session, rows: Iterable[tuple[Given, str]], rules: Rules, years: Years
) -> set[str]:
    """Name those who may be meant by rows of these names (hashed); `years` is read and filled.

    A name of an area may be that of hundreds: each of them is opened once in an import, not once
    for every batch.
    """
    by_area = defaultdict[str, dict[str, list[Given]]](lambda: defaultdict(list))
    for given, name in rows:
        by_area[given.area][name].append(given)
    found = set[str]()
    for area, wanted in by_area.items():
        query = (
            select(Person.id, Person.name_hash, Entity.version)
            .join(Entity, and_(Entity.list == PERSONS, Entity.id == Person.id))
            .where(
                Person.area == area,
                Person.name_hash.in_(sorted(wanted)),
                Person.is_demo.is_(rules.is_demo),
            )
        )
        named = [(of, name, version) for of, name, version in session.execute(query)]
        _read(session, [(of, version) for of, _, version in named], rules, years)
        for of, name, _ in named:
            if any(_may_be(given, years[of][1]) for given in wanted[name]):
                found.add(of)
    return found


def _may_be(given: Given, year: int | None) -> bool:
    if given.birth_year is None or year is None:
        return True
    return is_near(given.birth_year, year, from_age=given.from_age)


def _read(session: Session, people: Sequence[tuple[str, int]], rules: Rules, years: Years) -> None:
    """Open those of whom this version was not read yet."""
    fresh = {of: version for of, version in people if years.get(of, (0, None))[0] != version}
    cell = place(Entity.__tablename__, "content_sealed", key_of(PERSONS, ""))
    for ids in batched(sorted(fresh), MOST):
        query = select(Entity.id, Entity.content_sealed).where(
            Entity.list == PERSONS, Entity.id.in_(ids)
        )
        for of, sealed in session.execute(query):
            told = None
            if sealed is not None:
                told = Told.read(rules.vault.unseal(sealed, f"{cell}{of}").decode())
            years[of] = (fresh[of], None if told is None else year_of(told))


def batched(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Part a list into such lists: a statement takes only so many values."""
    return (items[at : at + size] for at in range(0, len(items), size))
