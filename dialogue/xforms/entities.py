"""The entities that a finished instance creates or updates (ODK entities specification 2025.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogue.xforms.model import Primary
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.xpath.places import gather

Action: TypeAlias = Literal["create", "update"]

_YES = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity that a submission creates or updates.

    `list` is the name of its entity list, `id` a UUID as the form gives it. `properties` are those
    that the form saves and that are relevant: a blank one is to be blanked. `base_version` is the
    version that the form knew when it updates one, None where it knew none.
    """

    list: str
    id: str
    action: Action
    label: str
    properties: Mapping[str, str]
    base_version: int | None = None


def is_entity(definition: Definition) -> bool:
    """Tell whether this declares an entity: an element entity in a meta block."""
    return definition.name == "entity" and _above(definition).name == "meta"


def entities_of(primary: Primary, top: Frame) -> Iterator[Entity]:
    """Gather the entities of an instance, in the order of the form."""
    declared = [definition for definition in primary.definitions if is_entity(definition)]
    containers = {_above(_above(definition)): definition for definition in declared}
    saved = dict[Definition, list[Definition]]()
    for definition in primary.definitions:
        owner = _owner(definition, containers) if definition.save_to else None
        if owner is not None:
            saved.setdefault(owner, []).append(definition)
    for definition in declared:
        for node in gather(top, definition.repeats_around(), definition.index):
            if node.relevant:
                yield from _entities(node, saved.get(definition, []))


def _entities(node: Node, saved: list[Definition]) -> Iterator[Entity]:
    given = {part.name: part.text for part in node.attributes}
    label = node.child("label")
    properties = dict[str, str]()
    for definition in saved:
        around = definition.repeats_around()[node.frame.depth :]
        for found in gather(node.frame, around, definition.index):
            if found.relevant:
                properties[definition.save_to] = found.text
    for action in _actions(given):
        version = given.get("baseVersion", "") if action == "update" else ""
        yield Entity(
            list=given.get("dataset", ""),
            id=given.get("id", ""),
            action=action,
            label="" if label is None or not label.relevant else label.text,
            properties=properties,
            base_version=int(version) if version.isdecimal() else None,
        )


def _actions(given: Mapping[str, str]) -> Iterator[Action]:
    if given.get("create", "") in _YES:
        yield "create"
    if given.get("update", "") in _YES:
        yield "update"


def _owner(
    definition: Definition,
    containers: Mapping[Definition, Definition],
) -> Definition | None:
    """Find the entity of the nearest group or repeat around that has one."""
    here: Definition | None = definition
    while here is not None and here not in containers:
        here = here.parent
    return None if here is None else containers[here]


def _above(definition: Definition) -> Definition:
    return definition.parent or definition
