"""People of the register, for tests that visit them: put there without a talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogue.people import naming
from handlers.consenting import NO_CARD
from models.consent import Consent
from models.entity import Entities, Entity, EntityVersion, Told
from models.household import Household, Households
from models.person import PERSONS, Person
from tests.house import House

TAMBON = "340501"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dweller:
    """Someone who lives in a home; `consent` is by whom it was given, "" where it was not."""

    name: str
    born: int = 1960
    sex: str = "female"
    groups: str = ""
    speaks: str = "th"
    consent: str = "self"
    status: str = "active"


def dwell(
    house: House,
    people: Sequence[Dweller],
    *,
    mark: str = "H-7",
    village: str = "โนนสำราญ",
    area: str = TAMBON,
    assignee_id: str | None = None,
) -> list[str]:
    """Let people live in a home; give their ids, in their order."""
    now = house.watch()
    number = len(mark) + sum(map(ord, mark))
    home_id = f"00000000-0000-4000-8000-{number:012d}"
    ids = [f"{number:08d}-0000-4000-8000-{place:012d}" for place in range(1, len(people) + 1)]
    with house.store.writing() as session:
        home = Household(
            id=home_id,
            area=area,
            mark_hash=house.keys.hashed(naming.home_key(village, mark)),
            called_hash=house.keys.hashed(naming.mark_key(mark)),
            created_at=now,
        )
        Households(session).add(home, village=village, mark=mark)
        for place, (person_id, dweller) in enumerate(zip(ids, people, strict=True), start=1):
            code = f"{number % 1000:03d}{place:03d}"
            entity = _entity(person_id, area, now)
            told = Told(label=dweller.name, properties=_properties(dweller, mark, village))
            made = EntityVersion(list=PERSONS, entity_id=person_id, version=1, at=now)
            Entities(session).keep(entity, told, made)
            session.add(
                Person(
                    id=person_id,
                    code=code,
                    area=area,
                    household_id=home_id,
                    status=dweller.status,
                    name_hash=house.keys.hashed(naming.name_key(dweller.name)),
                    assignee_id=assignee_id,
                    created_at=now,
                    updated_at=now,
                )
            )
            if dweller.consent:
                session.add(_agreed(person_id, dweller.consent, now))
    return ids


def _agreed(person_id: str, given_by: str, now: datetime) -> Consent:
    return Consent(
        id=f"agreed-{person_id[-20:]}",
        person_id=person_id,
        purpose="record",
        card=NO_CARD,
        given_by=given_by,
        given_at=now,
    )


def _entity(person_id: str, area: str, now: datetime) -> Entity:
    return Entity(list=PERSONS, id=person_id, version=1, area=area, created_at=now, updated_at=now)


def _properties(dweller: Dweller, mark: str, village: str) -> dict[str, str]:
    return {
        "birth_year": str(dweller.born),
        "sex": dweller.sex,
        "groups": dweller.groups,
        "speaks": dweller.speaks,
        "consent": "record" if dweller.consent else "",
        "status": dweller.status,
        "household": mark,
        "village": village,
    }
