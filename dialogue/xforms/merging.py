"""What becomes of an entity that a submission creates or updates, as ODK Central has it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from dialogue.xforms.entities import Entity

Conflict: TypeAlias = Literal["", "soft", "hard"]
"""How two who changed an entity without knowing of each other stand.

"soft": none changed what the other had changed, or both to the same. "hard": at least one
property was changed to something else than the other had changed it to.
"""

Problem: TypeAlias = Literal[
    "no list", "no id", "no label", "exists", "unknown", "no version", "unknown version"
]
"""Why nothing was done: the list's name, the id (a UUID) or the label is missing; the entity that
was to be created exists; the one that was to be updated does not; the version that the form knew
is missing, or never was."""

LONGEST_NAME = 100
"""Letters of the name of an entity list."""

_UUID = re.compile(r"(?:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entity as it stands in one of its versions; versions count from 1."""

    version: int
    label: str
    properties: Mapping[str, str]
    conflict: Conflict = ""


History: TypeAlias = Callable[[int], Standing | None]
"""Gives an earlier version of the entity; None where there is none of this number."""


def plain_id(text: str) -> str | None:
    """Write an entity's id as it is kept, in small letters; None when it is no UUID."""
    found = _UUID.fullmatch(text.strip())
    return None if found is None else found[1].lower()


def applied(asked: Entity, standing: Standing | None, history: History) -> Standing | Problem:
    """Tell how an entity stands after this; `standing` is None where there is no such entity.

    An update is tried before a creation, where both are asked for.
    """
    if not 0 < len(asked.list.strip()) <= LONGEST_NAME:
        return "no list"
    if plain_id(asked.id) is None:
        return "no id"
    if asked.action == "create":
        return _created(asked, standing)
    outcome = _updated(asked, standing, history)
    if asked.action == "upsert" and outcome in ("unknown", "no version"):
        return _created(asked, standing)
    return outcome


def _created(asked: Entity, standing: Standing | None) -> Standing | Problem:
    if not asked.label.strip():
        return "no label"
    if standing is not None:
        return "exists"
    return Standing(version=1, label=asked.label, properties=asked.properties)


def _updated(asked: Entity, standing: Standing | None, history: History) -> Standing | Problem:
    if asked.base_version is None:
        return "no version"
    if standing is None:
        return "unknown"
    known = standing.version == asked.base_version
    base = standing if known else history(asked.base_version)
    if base is None:
        return "unknown version"
    return replace(
        standing,
        version=standing.version + 1,
        label=asked.label if asked.label.strip() else standing.label,
        properties={**standing.properties, **asked.properties},
        conflict=standing.conflict if known else _conflict(asked, standing, base),
    )


def _conflict(asked: Entity, standing: Standing, base: Standing) -> Conflict:
    """Compare what came with what others changed since; a mark never becomes a lesser one."""
    now, before = standing.properties, base.properties
    hard = any(
        now.get(name, "") != before.get(name, "") and text != now.get(name, "")
        for name, text in asked.properties.items()
    )
    if asked.label.strip() and standing.label not in {base.label, asked.label}:
        hard = True
    return "hard" if hard or standing.conflict == "hard" else "soft"
