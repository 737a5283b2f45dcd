"""What a form says about each node of its primary instance."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dialogue.xforms.expression import Expression
from dialogue.xforms.nodes import Node

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Definition:
    """One element of the primary instance with its bind; settled once the form is read.

    `path` is the generic path (/data/group/name), `type` the bind's data type. Expressions are
    compiled, None where the bind has none. `prefix` is the name as written, if it has one.
    """

    __slots__ = (
        "attributes",
        "calculate",
        "children",
        "constraint",
        "default",
        "index",
        "messages",
        "name",
        "parent",
        "path",
        "prefix",
        "preload",
        "preload_params",
        "readonly",
        "relevant",
        "required",
        "tag",
        "type",
    )

    def __init__(self, name: str, parent: "Definition | None", index: int) -> None:
        self.name = name
        self.prefix = ""
        self.tag = name
        self.parent = parent
        self.index = index
        self.path: str = "" if parent is None else f"{parent.path}/{name}"
        self.children: list[Definition] = []
        self.default = ""
        self.type = "string"
        self.preload = ""
        self.preload_params = ""
        self.attributes = _NOTHING
        self.messages = _NOTHING
        self.relevant: Expression | None = None
        self.required: Expression | None = None
        self.readonly: Expression | None = None
        self.calculate: Expression | None = None
        self.constraint: Expression | None = None
        if parent is not None:
            parent.children.append(self)

    def descendants(self) -> Iterator["Definition"]:
        """Walk everything below, in document order."""
        for child in self.children:
            yield child
            yield from child.descendants()


def blank_tree(root: Definition, size: int) -> tuple[Node, list[Node]]:
    """Grow nodes for every definition: the document node, and all nodes by index."""
    document = Node("", None)
    nodes: list[Node] = [document] * size
    document.children = [_grow(root, document, nodes)]
    return document, nodes


def _grow(definition: Definition, parent: Node, nodes: list[Node]) -> Node:
    node = Node(definition.name, parent, definition.index)
    nodes[definition.index] = node
    if definition.children:
        node.children = [_grow(child, node, nodes) for child in definition.children]
    return node
