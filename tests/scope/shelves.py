"""The shelves of a turn and their methods, found by looking at them."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from typing import Final, get_args, get_type_hints

from models.base import Row
from models.scope import Scope
from models.shelves import Shelf, Shelves

WRITES: Final = frozenset({"add", "keep", "drop", "change", "move"})
"""Methods that write what they are handed."""

_OF_PEOPLE: Final = frozenset({"persons", "households", "entities", "entity_versions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method of a shelf: `shelf` is the attribute of Shelves that it hangs on."""

    shelf: str
    name: str
    call: Callable[..., object]
    hints: dict[str, object]

    @property
    def title(self) -> str:
        """Name it among all."""
        return f"{self.shelf}.{self.name}"

    @property
    def is_scoped(self) -> bool:
        """Tell whether it asks for a scope."""
        taken = (hint for name, hint in self.hints.items() if name != "return")
        return any(Scope in _classes(hint) for hint in taken)

    @property
    def tells_of_people(self) -> bool:
        """Tell whether it gives rows of people, or values made of them."""
        return any(_is_of_people(one) for one in _classes(self.hints.get("return")))

    @property
    def parameters(self) -> list[inspect.Parameter]:
        """List what it takes, besides itself."""
        return list(inspect.signature(self.call).parameters.values())[1:]


def methods() -> Iterator[Method]:
    """Walk over the public methods of all shelves."""
    for attribute, shelf in vars(Shelves).items():
        if not isinstance(shelf, Shelf):
            continue
        for name, call in inspect.getmembers(shelf.kind, inspect.isfunction):
            if not name.startswith("_"):
                hints = get_type_hints(call)
                yield Method(shelf=attribute, name=name, call=call, hints=hints)


def _classes(hint: object) -> set[type]:
    found = {hint} if isinstance(hint, type) else set()
    return found.union(*(_classes(one) for one in get_args(hint)))


def _is_of_people(one: type) -> bool:
    if one is Row:
        return True
    if issubclass(one, Row):
        table = one.__table__
        return "person_id" in table.c or str(table) in _OF_PEOPLE
    return is_dataclass(one) and one.__module__.startswith("models.") and one is not Scope
