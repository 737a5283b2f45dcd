"""Builds people and needs, and reads what became of them, for tests of what people need."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from bot.store import Store
from models.base import Row
from models.entity import Entities, Entity, EntityVersion, Told
from models.need import Need, Needs
from models.person import PERSONS, Person
from models.plan import PlanItem
from models.referral import Referral
from tests.house import NOON

T = TypeVar("T", bound=Row)

KHAM = "7d9f0c1e-0000-4000-8000-00000000000a"
"""The id of the person that `put` makes, in the words of a register."""


def put(
    store: Store,
    person_id: str = KHAM,
    *,
    name: str = "ยายคำ",
    speaks: str = "lo",
    area: str = "3405",
    assignee_id: str | None = None,
    is_demo: bool = False,
) -> str:
    """Put a person into the register, and give back their id."""
    told = Told(label=name, properties={"speaks": speaks, "household": "H-7"})
    with store.writing() as session:
        entity = Entity(
            list=PERSONS,
            id=person_id,
            area=area,
            is_demo=is_demo,
            created_at=NOON,
            updated_at=NOON,
        )
        made = EntityVersion(list=PERSONS, entity_id=person_id, version=1, at=NOON)
        session.add(entity)
        Entities(session).keep(entity, told, made)
        session.add(
            Person(
                id=person_id,
                code=person_id[-6:].upper(),
                area=area,
                assignee_id=assignee_id,
                is_demo=is_demo,
                created_at=NOON,
                updated_at=NOON,
            )
        )
    return person_id


def need(  # what tells one need from another
    store: Store,
    need_id: str = "n1",
    *,
    kind: str = "food",
    urgency: int = 5,
    person_id: str = KHAM,
    area: str = "3405",
    words: str | None = None,
    due_on: date | None = date(2026, 12, 2),
) -> str:
    """Keep an open need of a person, and give back its id."""
    with store.writing() as session:
        row = Need(
            id=need_id,
            person_id=person_id,
            area=area,
            kind=kind,
            subject=kind,
            urgency=urgency,
            due_on=due_on,
            found_at=NOON,
        )
        Needs(session).add(row, detail=words)
    return need_id


def told(store: Store) -> list[tuple[str, str, int, str]]:
    """List the needs that are kept: subject, for whom, urgency and status."""
    return sorted(
        (one.subject.partition(":")[0], one.whom, one.urgency, one.status)
        for one in rows(store, Need)
    )


def rows(store: Store, table: type[T]) -> Sequence[T]:
    """Read all rows of a table; their seals stay closed."""
    with store.thinking() as session:
        return session.scalars(select(table)).all()


def words_of(store: Store) -> dict[str, tuple[str | None, str | None]]:
    """Read what needs say: by id, the words about each and its outcome."""
    with store.thinking() as session:
        held = session.scalars(select(Need))
        return {one.id: (one.detail, one.outcome) for one in held}


def plan_of(store: Store) -> list[tuple[str | None, str | None, str | None, str, str | None]]:
    """Read all lines of plans: problem, what, who, status and result."""
    with store.thinking() as session:
        held = session.scalars(select(PlanItem).order_by(PlanItem.made_at, PlanItem.id))
        return [(one.problem, one.what, one.who, one.status, one.result) for one in held]


def sent(store: Store) -> list[tuple[str | None, str | None, str, str | None]]:
    """Read all referrals: facility, reason, status and outcome."""
    with store.thinking() as session:
        held = session.scalars(select(Referral).order_by(Referral.made_at, Referral.id))
        return [(one.facility, one.reason, one.status, one.outcome) for one in held]
