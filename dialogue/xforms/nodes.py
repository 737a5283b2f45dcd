"""The nodes of an instance tree, as expressions see them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

Value: TypeAlias = str | float | bool | datetime
"""What an expression yields: a date is the midnight it begins with, aware, as in JavaRosa."""


class Frame:
    """The nodes of one instance of a repeat; the frame above all is the form outside of repeats.

    `nodes` are found by their index: those that lie in this instance, but in no repeat within it.
    `repeats` holds the instances of those repeats, by the index of the repeat. `depth` counts the
    repeats around; `parent` is the frame around, None above all.
    """

    __slots__ = ("depth", "nodes", "parent", "repeats", "root")

    def __init__(self, parent: "Frame | None") -> None:
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.nodes: dict[int, Node] = {}
        self.repeats: dict[int, list[Node]] = {}
        self.root: Node | None = None  # the instance of the repeat itself; None above all

    def above(self, depth: int) -> "Frame":
        """Find the frame around this one, or itself, that so many repeats lie around."""
        frame = self
        while frame.depth > depth and frame.parent is not None:
            frame = frame.parent
        return frame

    def holding(self, index: int) -> "Frame":
        """Find the nearest frame that has a node, or a repeat, of this index in it."""
        frame = self
        while frame.parent is not None and index not in frame.nodes and index not in frame.repeats:
            frame = frame.parent
        return frame


class Node:
    """An element of an instance: the primary one, or one that holds a list.

    `value` is what expressions read, `text` what is written down. `own` is the outcome of the
    node's own relevant expression, `relevant` that of its ancestors too. `index` counts the
    elements of the primary instance in document order, the same in all instances of a repeat; -1
    in lists. `attributes` are nodes too.
    """

    __slots__ = (
        "attributes",
        "children",
        "frame",
        "index",
        "name",
        "own",
        "parent",
        "relevant",
        "text",
        "value",
    )

    def __init__(
        self,
        name: str,
        parent: "Node | None",
        index: int = -1,
        frame: Frame | None = None,
    ) -> None:
        self.name = name
        self.parent = parent
        self.index = index
        self.frame = frame or NOWHERE
        self.children: Sequence[Node] = ()  # given by whoever grows the tree
        self.attributes: Sequence[Node] = ()
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


NOWHERE = Frame(None)  # where the nodes of lists lie
