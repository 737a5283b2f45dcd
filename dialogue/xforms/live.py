"""Live lists: those beside a form whose rows are not known before somebody fills it in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, overload

from typing_extensions import override

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


class Row(Node):
    """A row of a live list: its cells become nodes when somebody looks at them."""

    __slots__ = ("_cells", "row")

    def __init__(self, row: Mapping[str, str], root: Node) -> None:
        super().__init__("item", root)
        self.row = row
        self._cells: dict[str, Node] = {}
        self.children = _Cells(self)

    @override
    def child(self, name: str) -> Node | None:
        """Find the cell of this column."""
        text = self.row.get(name)
        if text is None:
            return None
        cell = self._cells.get(name)
        if cell is None:
            cell = self._cells[name] = Node(name, self)
            cell.text = cell.value = text
        return cell


class _Cells(Sequence[Node]):
    """The cells of a row, in the order of its columns."""

    __slots__ = ("_of",)

    def __init__(self, of: Row) -> None:
        self._of = of

    @override
    def __len__(self) -> int:
        return len(self._of.row)

    @overload
    def __getitem__(self, place: int) -> Node: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Node]: ...
    @override
    def __getitem__(self, place: int | slice) -> Node | Sequence[Node]:
        return list(self)[place]

    @override
    def __iter__(self) -> Iterator[Node]:
        cells = (self._of.child(name) for name in self._of.row)
        return (cell for cell in cells if cell is not None)


def _document(rows: Iterable[Mapping[str, str]]) -> Node:
    document = Node("", None)
    root = Node("root", document)
    document.children = [root]
    root.children = [Row(row, root) for row in rows]
    return document
