"""Entities: what submissions create and update, in lists, with all their versions."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, reference, sealed_column


class Entity(Row):
    """One entity as it stands now; its id is a UUID, told apart within its list.

    `version` counts from 1; whoever writes another one must have read the one before it, else
    nothing is written (StaleDataError). `conflict` is "soft" or "hard" while two who changed it
    did not know of each other, else "". `area` is that of whoever created it. `content` is JSON.
    """

    __tablename__ = "entities"

    list: Mapped[str] = mapped_column(String(100), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    conflict: Mapped[str] = mapped_column(String(4), default="")
    area: Mapped[str] = mapped_column(String(6), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Utc)
    updated_at: Mapped[datetime] = mapped_column(Utc)
    contact_id: Mapped[str | None] = mapped_column(
        String(32), reference("contacts.id", ondelete="SET NULL"), index=True
    )
    submission_id: Mapped[str | None] = mapped_column(
        String(64), reference("submissions.id", ondelete="SET NULL"), index=True
    )
    content_sealed: Mapped[bytes | None] = sealed_column()

    content = Sealed("content_sealed", row="key")

    __table_args__ = (Index("ix_entities_list", "list", "created_at", "id"),)
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012  # SQLAlchemy's own

    @property
    def key(self) -> str:
        """Tell it apart among all lists."""
        return key_of(self.list, self.id)

    @property
    def told(self) -> "Told":
        """Read what is kept of it."""
        return Told.read(self.content)


class EntityVersion(Row):
    """One version of an entity, as it stood then; it never changes.

    `base_version` is the one that whoever made it knew, None of the first.
    """

    __tablename__ = "entity_versions"

    list: Mapped[str] = mapped_column(String(100), primary_key=True)
    entity_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    base_version: Mapped[int | None] = mapped_column(default=None)
    at: Mapped[datetime] = mapped_column(Utc)
    submission_id: Mapped[str | None] = mapped_column(
        String(64), reference("submissions.id", ondelete="SET NULL"), index=True
    )
    content_sealed: Mapped[bytes | None] = sealed_column()

    content = Sealed("content_sealed", row="key")

    __table_args__ = (
        ForeignKeyConstraint(
            ["list", "entity_id"],
            ["entities.list", "entities.id"],
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    @property
    def key(self) -> str:
        """Tell it apart among all versions of all entities."""
        return f"{key_of(self.list, self.entity_id)}|{self.version}"

    @property
    def told(self) -> "Told":
        """Read what was kept of it."""
        return Told.read(self.content)


class EntityProblem(Row):
    """An entity that a submission asked for, and that was neither created nor updated.

    `list` and `entity_id` are "" where they are not known. `kind` is a few plain words.
    """

    __tablename__ = "entity_problems"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    submission_id: Mapped[str] = mapped_column(
        String(64), reference("submissions.id", ondelete="CASCADE"), index=True
    )
    list: Mapped[str] = mapped_column(String(100), default="")
    entity_id: Mapped[str] = mapped_column(String(36), default="")
    kind: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    is_demo: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is kept of an entity in one version: its label, and its properties by name."""

    label: str
    properties: Mapping[str, str]

    def written(self) -> str:
        """Write it as `content`."""
        return json.dumps([self.label, dict(self.properties)], ensure_ascii=False)

    @classmethod
    def read(cls, content: str | None) -> "Told":
        """Read `content`.

        Raises:
            LookupError: when it is gone.
        """
        if content is None:
            raise LookupError("an entity without content")
        label, properties = json.loads(content)
        return cls(label=label, properties=properties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entity as a form reads it from its list."""

    id: str
    version: int
    told: Told


class Entities:
    """The shelf of entities, their versions and what went wrong with them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, list_name: str, entity_id: str) -> Entity | None:
        """Find an entity as this turn leaves it."""
        new = (row for row in self._session.new if isinstance(row, Entity))
        mine = next((one for one in new if (one.list, one.id) == (list_name, entity_id)), None)
        return mine or self._session.get(Entity, (list_name, entity_id))

    def some(self, list_name: str, ids: Collection[str]) -> dict[str, Entity]:
        """Find these entities of a list by their ids, as this turn leaves them."""
        query = select(Entity).where(Entity.list == list_name, Entity.id.in_(ids))
        kept = {one.id: one for one in self._session.scalars(query)}
        new = (row for row in self._session.new if isinstance(row, Entity))
        return kept | {one.id: one for one in new if one.list == list_name and one.id in ids}

    def version(self, entity: Entity, number: int) -> EntityVersion | None:
        """Find a version of an entity as this turn leaves it; None where it never was."""
        key = entity.list, entity.id, number
        new = (row for row in self._session.new if isinstance(row, EntityVersion))
        mine = next((one for one in new if (one.list, one.entity_id, one.version) == key), None)
        return mine or self._session.get(EntityVersion, key)

    def keep(self, entity: Entity, told: Told, made: EntityVersion) -> None:
        """Keep an entity, new or changed, with the version `made` of it."""
        self._session.add_all((entity, made))
        entity.content = made.content = told.written()

    def add_problem(self, problem: EntityProblem) -> None:
        """Keep what went wrong."""
        self._session.add(problem)

    def are_made_by(self, submission_ids: Collection[str]) -> bool:
        """Tell whether any of these submissions has had its way with entities already."""
        query = select(EntityVersion.version).where(EntityVersion.submission_id.in_(submission_ids))
        return self._session.scalars(query.limit(1)).first() is not None

    def created_by(self, submission_ids: Collection[str]) -> list[Entity]:
        """List the entities that these submissions created."""
        query = select(Entity).where(Entity.submission_id.in_(submission_ids))
        return list(self._session.scalars(query))

    def drop(self, entity: Entity) -> None:
        """Erase an entity in all its versions."""
        self._session.delete(entity)

    def of_list(self, list_name: str) -> Iterator[Entity]:
        """Walk over a whole list, what was created first comes first; demo contacts' apart."""
        query = select(Entity).where(Entity.list == list_name, Entity.is_demo.is_(False))
        ordered = query.order_by(Entity.created_at, Entity.id)
        yield from self._session.scalars(ordered.execution_options(yield_per=500))

    def names(self) -> list[str]:
        """Name the lists that hold anything."""
        return list(self._session.scalars(select(Entity.list).distinct().order_by(Entity.list)))

    def in_conflict(self) -> int:
        """Count the entities that bear a mark of conflict; those of demo contacts apart."""
        query = select(func.count()).where(Entity.conflict != "", Entity.is_demo.is_(False))
        return self._session.scalar(query) or 0

    def count_problems(self) -> int:
        """Count what went wrong; that of demo contacts apart."""
        query = select(func.count()).where(EntityProblem.is_demo.is_(False))
        return self._session.scalar(query) or 0

    def problems(self, most: int) -> list[EntityProblem]:
        """List what went wrong, the latest first; that of demo contacts apart."""
        query = select(EntityProblem).where(EntityProblem.is_demo.is_(False)).limit(most)
        return list(
            self._session.scalars(query.order_by(EntityProblem.at.desc(), EntityProblem.id))
        )


def key_of(list_name: str, entity_id: str) -> str:
    """Tell an entity apart among all lists."""
    return f"{list_name}|{entity_id}"
