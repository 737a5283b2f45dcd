"""How concrete paths name nodes: /data/member[2]/age."""

import re

from dialogue.xforms.model import Primary
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.schema import Definition

_SEGMENT = re.compile(r"(@?[^\[\]]+)(?:\[([1-9][0-9]{0,3})\])?")
_NUMBER = re.compile(r"\[[0-9]+\]")


def generic(path: str) -> str:
    """Take the numbers of instances out of a path."""
    return _NUMBER.sub("", path) if "[" in path else path


def find_repeat(path: str, primary: Primary, top: Frame) -> tuple[Definition, Frame]:
    """Find the repeat that a path without its last number names, with the frame that it is in.

    Raises:
        KeyError: when there is no such repeat.
    """
    above, _, name = path.rpartition("/")
    definition = primary.at(generic(path))
    if definition is None or not definition.is_repeat or "[" in name:
        raise KeyError(path)
    if definition.parent is None or definition.parent.index < 0:
        raise KeyError(path)
    return definition, find_node(above, primary, top).frame


def path_of(node: Node) -> str:
    """Write the concrete path of a node."""
    if node.parent is None:
        return ""
    above = path_of(node.parent)
    if node.frame.root is not node or node.frame.parent is None:
        return f"{above}/{node.name}"
    family = node.frame.parent.repeats[node.index]
    number = next(place for place, one in enumerate(family, 1) if one is node)
    return f"{above}/{node.name}[{number}]"


def find_node(path: str, primary: Primary, top: Frame) -> Node:
    """Find the node of a concrete path.

    Raises:
        KeyError: when there is none: each repeat in the path needs the number of an instance.
    """
    here, frame = primary.document, top
    for segment in path.split("/")[1:]:
        named = _SEGMENT.fullmatch(segment)
        found = None if named is None else primary.at(named[1], here)
        if named is None or found is None or found.is_repeat is (named[2] is None):
            raise KeyError(path)
        if found.is_repeat:
            instances, number = frame.repeats[found.index], int(named[2])
            if number > len(instances):
                raise KeyError(path)
            frame = instances[number - 1].frame
        here = found
    if here.index < 0:
        raise KeyError(path)
    return frame.nodes[here.index]
