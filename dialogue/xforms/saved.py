"""What was saved before of the same form (jr://instance/last-saved), read when it is asked for."""

from collections.abc import Callable
from typing import TypeAlias
from xml.etree.ElementTree import Element

from dialogue.xforms import xml
from dialogue.xforms.nodes import Node

Saved: TypeAlias = Callable[[], str | None]
"""Gives the submission of a form that was saved before, of any version; None when none was."""


def nothing_saved() -> str | None:
    """Give nothing: the form is filled in for the first time."""
    return None


class LastSaved:
    """The instance that was saved before, as the expressions of one turn see it.

    One whose root has another name is of another form: it is as if nothing had been saved.
    """

    __slots__ = ("_documents", "_root", "_saved")

    def __init__(self, saved: Saved, root: str) -> None:
        self._saved, self._root = saved, root
        self._documents: list[Node] | None = None

    def documents(self) -> list[Node]:
        """Give its document node, if there is one."""
        if self._documents is None:
            self._documents = self._read()
        return self._documents

    def _read(self) -> list[Node]:
        try:
            element = xml.parse(self._saved() or "")
        except xml.XmlError:
            return []
        if xml.local(element.tag) != self._root:
            return []
        document = Node("", None)
        document.children = [_node(element, document)]
        return [document]


def _node(element: Element, parent: Node) -> Node:
    node = Node(xml.local(element.tag), parent)
    node.children = [_node(child, node) for child in element]
    node.value = node.text = "" if len(element) else element.text or ""
    return node
