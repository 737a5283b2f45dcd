"""Enrolling, once: whoever stands in the list of persons from before the register has a row there.

The rows cannot be made by a step of the database: names are opened and hashed for them.
"""

from datetime import datetime, tzinfo
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.compiled import Compiled
from bot.locks import hold
from bot.reading import Reader
from bot.store import Store
from dialogue.moment import Moment
from handlers.context import Context
from handlers.register import enrol
from models.columns import Vault
from models.entity import Entity
from models.note import Notes
from models.person import PERSONS, Person

_DONE: Final = "persons enrolled"
_BATCH: Final = 200


def enrol_all(store: Store, vault: Vault, zone: tzinfo, at: datetime) -> int:
    """Enrol, in small transactions, whoever is not yet; return how many that were.

    It can be broken off and is taken up again; once it has come to its end it costs nothing.
    """
    if _is_done(store):
        return 0
    reader = Reader(vault=vault, zone=zone, compiled=Compiled())
    moment = Moment(now=at.astimezone(zone), seed=f"enrolling {at.isoformat()}")
    count = 0
    while enrolled := _batch(store, reader, moment):
        count += enrolled
    with store.writing() as session:
        Notes(session).put(_DONE, at.isoformat())
    return count


def _is_done(store: Store) -> bool:
    with store.thinking() as session:
        return Notes(session).get(_DONE) is not None


def _batch(store: Store, reader: Reader, moment: Moment) -> int:
    with store.writing() as session:
        hold(session.connection())
        ctx = reader.beside(session, moment)
        entities = _without_row(session)
        for entity in entities:
            enrol(entity, ctx, assignee_id=_visitor(entity, ctx))
        return len(entities)


def _visitor(entity: Entity, ctx: Context) -> str | None:
    """Tell who visits someone: the volunteer who noted them, as long as they are one."""
    held = [] if entity.contact_id is None else ctx.memberships.of(entity.contact_id)
    return entity.contact_id if any(one.role == "volunteer" for one in held) else None


def _without_row(session: Session) -> list[Entity]:
    query = (
        select(Entity)
        .outerjoin(Person, Person.id == Entity.id)
        .where(Entity.list == PERSONS, Entity.content_sealed.is_not(None), Person.id.is_(None))
        .order_by(Entity.created_at, Entity.id)
    )
    return list(session.scalars(query.limit(_BATCH)))
