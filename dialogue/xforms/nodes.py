"""The nodes of an instance tree, as expressions see them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

Value: TypeAlias = str | float | bool | datetime
"""What an expression yields: a date is the midnight it begins with, aware, as in JavaRosa."""


class Node:
    """An element of an instance: the primary one, or one that holds a list.

    `value` is what expressions read, `text` what is written down. `own` is the outcome of the
    node's own relevant expression, `relevant` that of its ancestors too. `index` counts the
    elements of the primary instance in document order; -1 in lists.
    """

    __slots__ = ("children", "index", "name", "own", "parent", "relevant", "text", "value")

    def __init__(self, name: str, parent: "Node | None", index: int = -1) -> None:
        self.name = name
        self.parent = parent
        self.index = index
        self.children: Sequence[Node] = ()  # given by whoever grows the tree
        self.text = ""
        self.value: Value = ""
        self.own = True
        self.relevant = True

    def child(self, name: str) -> "Node | None":
        """Find the first child of this name."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def descendants(self) -> Iterator["Node"]:
        """Walk everything below, in document order."""
        for child in self.children:
            yield child
            yield from child.descendants()
