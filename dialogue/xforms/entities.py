"""The entities that a finished instance creates or updates (ODK entities specification 2025.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogue.xforms.model import Primary
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.xpath.places import gather

Action: TypeAlias = Literal["create", "update", "upsert"]
"""What is asked for; "upsert" is an update, or a creation where there is nothing to update."""

ACTING = ("persons", "followups")
"""The entity lists that the bot itself acts upon; they are there before any form declares them."""

_YES = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What a submission asks of one entity.

    `list` is the name of its entity list, `id` a UUID as the form gives it. `properties` are those
    that the form saves, and that are relevant and kept for good: a blank one is to be blanked.
    `base_version` is the version that the form knew when it updates one, None where it knew none.
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
        owner = _owner(definition, containers) if _is_saved(definition) else None
        if owner is not None:
            saved.setdefault(owner, []).append(definition)
    for definition in declared:
        for node in gather(top, definition.repeats_around(), definition.index):
            if node.relevant and (asked := _entity(node, saved.get(definition, []))) is not None:
                yield asked


def _is_saved(definition: Definition) -> bool:
    """Tell whether an answer is saved to an entity, where it lives on for good.

    No form is published any more that asks to save what it does not keep; older ones may.
    """
    return bool(definition.save_to) and not definition.attributes.get("keep", "").strip()


def _entity(node: Node, saved: list[Definition]) -> Entity | None:
    given = {part.name: part.text for part in node.attributes}
    label = node.child("label")
    properties = dict[str, str]()
    for definition in saved:
        around = definition.repeats_around()[node.frame.depth :]
        for found in gather(node.frame, around, definition.index):
            if found.relevant:
                properties[definition.save_to] = found.text
    action = _action(given)
    if action is None:
        return None
    version = given.get("baseVersion", "")
    return Entity(
        list=given.get("dataset", ""),
        id=given.get("id", ""),
        action=action,
        label="" if label is None or not label.relevant else label.text,
        properties=properties,
        base_version=int(version) if action != "create" and version.isdecimal() else None,
    )


def _action(given: Mapping[str, str]) -> Action | None:
    creates, updates = (given.get(name, "") in _YES for name in ("create", "update"))
    if updates:
        return "upsert" if creates else "update"
    return "create" if creates else None


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
