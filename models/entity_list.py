"""Entity lists as someone may see them: people by who visits them, other things by area."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.columns import Vault, place
from models.entity import Entity, Listed, Told, key_of
from models.follow_up import FOLLOW_UPS, FollowUp
from models.person import PERSONS, Person
from models.scope import Scope


class EntityLists:
    """The shelf of what forms read from lists."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def listed(self, list_name: str, scope: Scope) -> Iterator[Listed]:
        """Walk over what of a list is seen, what was created first comes first.

        People and what is owed to them are seen by whoever visits them; entities of other lists,
        and people who are not in the register yet, by everybody of their area. The rows are not
        held by the session.
        """
        query = select(Entity.id, Entity.version, Entity.content_sealed).where(
            Entity.list == list_name, _seen(list_name, scope)
        )
        if list_name == FOLLOW_UPS:
            query = query.outerjoin(FollowUp, FollowUp.id == Entity.id)
            query = query.outerjoin(Person, Person.id == FollowUp.person_id)
        elif list_name == PERSONS:
            query = query.outerjoin(Person, Person.id == Entity.id)
        vault: Vault = self._session.info["vault"]
        cell = place(Entity.__tablename__, "content_sealed", key_of(list_name, ""))
        ordered = query.order_by(Entity.created_at, Entity.id)
        for entity_id, version, sealed in self._session.execute(ordered):
            if sealed is not None:
                content = vault.unseal(sealed, f"{cell}{entity_id}").decode()
                yield Listed(id=entity_id, version=version, told=Told.read(content))


def _seen(list_name: str, scope: Scope) -> ColumnElement[bool]:
    if list_name not in {PERSONS, FOLLOW_UPS}:
        return scope.of_areas(Entity)
    unknown = and_(Person.id.is_(None), scope.of_areas(Entity))
    return or_(unknown, scope.of_people(Person))
