"""Live lists: those beside a form whose rows are not known before somebody fills it in."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from dialogue.xforms.nodes import Node

Rows: TypeAlias = Callable[[str], Iterable[Mapping[str, str]]]
"""Gives the rows that a list has now, by the name of the list: texts by column."""


def no_rows(_name: str) -> Iterable[Mapping[str, str]]:
    """Give nothing: whoever asks sees blank lists."""
    return ()


class LiveLists:
    """The live lists of one turn: each is read when an expression asks for it, and only once."""

    __slots__ = ("_documents", "_rows", "_sorted")

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._documents: dict[str, Node] = {}
        self._sorted: dict[tuple[str, str], dict[str, list[Node]]] = {}

    def document(self, name: str) -> Node:
        """Give the document node of a list, laid out as one that lies in a file."""
        known = self._documents.get(name)
        if known is None:
            known = self._documents[name] = _document(self._rows(name))
        return known

    def items(self, name: str) -> list[Node]:
        """Give the rows of a list."""
        return list(self.document(name).children[0].children)

    def by(self, name: str, column: str) -> Mapping[str, list[Node]]:
        """Give the rows of a list by what stands in a column."""
        key = name, column
        if key not in self._sorted:
            groups = dict[str, list[Node]]()
            for item in self.items(name):
                cell = item.child(column)
                groups.setdefault("" if cell is None else cell.text, []).append(item)
            self._sorted[key] = groups
        return self._sorted[key]


def _document(rows: Iterable[Mapping[str, str]]) -> Node:
    document = Node("", None)
    root = Node("root", document)
    document.children = [root]
    root.children = [_item(row, root) for row in rows]
    return document


def _item(row: Mapping[str, str], root: Node) -> Node:
    item = Node("item", root)
    cells = list[Node]()
    for name, text in row.items():
        cell = Node(name, item)
        cell.text = cell.value = text
        cells.append(cell)
    item.children = cells
    return item
