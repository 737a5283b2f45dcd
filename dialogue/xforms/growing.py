"""How the nodes of an instance grow from what the form declares."""

from xml.etree.ElementTree import Element

from dialogue.xforms.errors import FullError
from dialogue.xforms.model import MOST_NODES, TEMPLATE
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.xml import local

MOST_INSTANCES = 200  # of one repeat, in one place


class Tree:
    """The nodes of one instance of a form; counts them, as there may be 5,000."""

    __slots__ = ("document", "size", "top")

    def __init__(self, root: Definition) -> None:
        """Grow blank nodes for all that lies in no repeat."""
        self.size = 0
        self.top = Frame(None)
        self.document = Node("", None, -1, self.top)
        self.document.children = [self._grow(root, self.document, self.top)]

    def add(self, repeat: Definition, frame: Frame) -> Node:
        """Grow an instance of a repeat in a frame, after all others.

        Raises:
            FullError: when there would be more than 200 of it, or more than 5,000 nodes.
        """
        assert repeat.parent is not None  # noqa: S101  # the root is no repeat
        instances = frame.repeats[repeat.index]
        if len(instances) >= MOST_INSTANCES:
            raise FullError(f"{repeat.path}: more than {MOST_INSTANCES}")
        inside = Frame(frame)
        node = inside.root = self._grow(repeat, frame.nodes[repeat.parent.index], inside)
        if self.size > MOST_NODES:
            self.size -= _size(node)
            raise FullError(f"{repeat.path}: more than {MOST_NODES} nodes")
        instances.append(node)
        self._line_up(repeat, frame)
        return node

    def next_of(self, repeat: Definition, frame: Frame) -> Node:
        """Grow the instance of a repeat that would come next: it stands nowhere, and is blank."""
        assert repeat.parent is not None  # noqa: S101  # the root is no repeat
        inside, size = Frame(frame), self.size
        node = inside.root = self._grow(repeat, frame.nodes[repeat.parent.index], inside)
        self.size = size
        return node

    def remove(self, node: Node, repeat: Definition) -> None:
        """Take an instance away."""
        frame = node.frame.parent or self.top
        frame.repeats[repeat.index].remove(node)
        self.size -= _size(node)
        self._line_up(repeat, frame)

    def _line_up(self, repeat: Definition, frame: Frame) -> None:
        """List the children of a repeat's parent anew, in document order."""
        assert repeat.parent is not None  # noqa: S101  # the root is no repeat
        children = list[Node]()
        for child in repeat.parent.children:
            if child.is_repeat:
                children.extend(frame.repeats[child.index])
            else:
                children.append(frame.nodes[child.index])
        frame.nodes[repeat.parent.index].children = children

    def _grow(self, definition: Definition, parent: Node, frame: Frame) -> Node:
        node = Node(definition.name, parent, definition.index, frame)
        node.relevant = parent.relevant
        frame.nodes[definition.index] = node
        self.size += 1
        if definition.parts:
            node.attributes = [self._grow(part, node, frame) for part in definition.parts]
        if definition.children:
            node.children = [
                self._grow(child, node, frame)
                for child in definition.children
                if not self._is_left_out(child, frame)
            ]
        return node

    def _is_left_out(self, child: Definition, frame: Frame) -> bool:
        """Leave out repeats, whose instances are added one by one."""
        if child.is_repeat:
            frame.repeats[child.index] = []
        return child.is_repeat


def begin(tree: Tree, root: Definition) -> None:
    """Add the instances of repeats that the form begins with, and put in its defaults."""
    assert root.source is not None  # noqa: S101  # as it was read from one
    _begin(tree, root, tree.top.nodes[root.index], root.source)


def fill(tree: Tree, repeat: Definition, node: Node) -> None:
    """Do the same for a new instance of a repeat, from its template."""
    assert repeat.source is not None  # noqa: S101  # as it was read from one
    _begin(tree, repeat, node, repeat.source)


def _begin(tree: Tree, definition: Definition, node: Node, element: Element | None) -> None:
    for part in definition.parts:
        node.frame.nodes[part.index].text = part.default
    if not definition.children:
        node.text = definition.default if element is None else element.text or ""
        return
    below = dict[str, list[Element]]()
    for one in element if element is not None else ():
        if TEMPLATE not in one.attrib:
            below.setdefault(local(one.tag), []).append(one)
    for child in definition.children:
        given = below.get(child.name, [])
        if not child.is_repeat:
            _begin(tree, child, node.frame.nodes[child.index], given[0] if given else None)
        elif child.count is None:  # a counted one gets what its count asks for
            for one in given:
                _begin(tree, child, tree.add(child, node.frame), one)


def _size(node: Node) -> int:
    return 1 + len(node.attributes) + sum(_size(child) for child in node.children)
