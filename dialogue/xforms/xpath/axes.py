"""The axes of XPath, over nodes and over definitions."""

from collections.abc import Callable

from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.syntax import Step

EXACT = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "parent",
        "self",
    },
)
"""The axes along which definitions tell exactly which nodes are found."""

REVERSE = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})


def along(starts: tuple[Definition, ...], step: Step) -> tuple[Definition, ...]:
    """Find the definitions that a step may lead to, in document order."""
    if step.test == "text()":
        return starts
    found = {
        definition.index: definition
        for start in starts
        for definition in _DEFINITIONS[step.axis](start)
        if _fits_definition(definition, step.test)
    }
    return tuple(found[index] for index in sorted(found))


def _fits(node: Node, test: str) -> bool:
    if test == "node()":
        return True
    if test == "text()":
        return not node.children and node.text != ""
    return node.parent is not None and test in {"*", node.name}


def _fits_definition(definition: Definition, test: str) -> bool:
    if test == "node()":
        return True
    return definition.parent is not None and test in {"*", definition.name}


def _child(node: Node, test: str) -> list[Node]:
    if test == "text()":
        return [node] if _fits(node, test) else []
    if test in {"*", "node()"}:
        return list(node.children)
    return [child for child in node.children if child.name == test]


def _ancestors(node: Node) -> list[Node]:
    found, above = [], node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def _following(node: Node) -> list[Node]:
    found = []
    for start in (node, *_ancestors(node)):
        for sibling in _siblings(start, 1):
            found += [sibling, *sibling.descendants()]
    return found


def _preceding(node: Node) -> list[Node]:
    found = []
    for start in (node, *_ancestors(node)):
        for sibling in _siblings(start, -1):
            found += [*list(sibling.descendants())[::-1], sibling]
    return found


def _siblings(node: Node, direction: int) -> list[Node]:
    if node.parent is None:
        return []
    family = node.parent.children
    place = next(index for index, child in enumerate(family) if child is node)
    return list(family[place + 1 :] if direction > 0 else family[:place][::-1])


def _tested(take: Callable[[Node], list[Node]]) -> Callable[[Node, str], list[Node]]:
    return lambda node, test: [found for found in take(node) if _fits(found, test)]


AXES: dict[str, Callable[[Node, str], list[Node]]] = {
    "child": _child,
    "self": _tested(lambda node: [node]),
    "parent": _tested(lambda node: [] if node.parent is None else [node.parent]),
    "descendant": _tested(lambda node: list(node.descendants())),
    "descendant-or-self": _tested(lambda node: [node, *node.descendants()]),
    "ancestor": _tested(_ancestors),
    "ancestor-or-self": _tested(lambda node: [node, *_ancestors(node)]),
    "following-sibling": _tested(lambda node: _siblings(node, 1)),
    "preceding-sibling": _tested(lambda node: _siblings(node, -1)),
    "following": _tested(_following),
    "preceding": _tested(_preceding),
    "attribute": _tested(lambda node: list(node.attributes)),
}


def _definition_root(definition: Definition) -> Definition:
    while definition.parent is not None:
        definition = definition.parent
    return definition


def _above(definition: Definition) -> list[Definition]:
    return [] if definition.parent is None else [definition.parent, *_above(definition.parent)]


def _later(definition: Definition) -> list[Definition]:
    last = max((below.index for below in definition.descendants()), default=definition.index)
    return [one for one in _definition_root(definition).descendants() if one.index > last]


def _earlier(definition: Definition) -> list[Definition]:
    above = _above(definition)
    every = _definition_root(definition).descendants()
    return [one for one in every if one.index < definition.index and one not in above]


def _kin(definition: Definition) -> list[Definition]:
    return [] if definition.parent is None else definition.parent.children


_DEFINITIONS: dict[str, Callable[[Definition], list[Definition]]] = {
    "child": lambda start: start.children,
    "self": lambda start: [start],
    "parent": lambda start: [] if start.parent is None else [start.parent],
    "descendant": lambda start: list(start.descendants()),
    "descendant-or-self": lambda start: [start, *start.descendants()],
    "ancestor": _above,
    "ancestor-or-self": lambda start: [start, *_above(start)],
    "following-sibling": lambda start: [one for one in _kin(start) if one.index > start.index],
    "preceding-sibling": lambda start: [one for one in _kin(start) if one.index < start.index],
    "following": _later,
    "preceding": _earlier,
    "attribute": lambda start: start.parts,
}
