"""How the nodes of known definitions are found from a context, through instances of repeats."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from dialogue.xforms.env import Env, NodesFn
from dialogue.xforms.nodes import NOWHERE, Frame, Node
from dialogue.xforms.schema import Definition

FrameFn: TypeAlias = Callable[[Env, Node], Frame]
"""Finds the frame that a look-up starts from."""


def bound_of(found: Sequence[Definition], context: Definition | None) -> int:
    """Count the repeats around all of these whose instance is that of the context.

    An absolute path names the context's own instance wherever its names are those of the context's
    path (JavaRosa: TreeReference.contextualize).
    """
    if context is None or not found:
        return 0
    return min(context.shared_with(definition) for definition in found)


def nodes_of(
    found: Sequence[Definition],
    context: Definition | None,
    bound: int,
    *,
    from_origin: bool = False,
) -> NodesFn:
    """Find the relevant nodes of these definitions, in all instances of the repeats around them.

    Of the outermost `bound` repeats only the context's own instance is looked through.
    """
    finders = [_nodes_of(one, context, bound, from_origin=from_origin) for one in found]
    if len(finders) == 1:
        return finders[0]
    return lambda e, n: [node for find in finders for node in find(e, n)]


def frame_of(depth: int, bound: int, *, from_origin: bool) -> FrameFn:
    """Find the frame that `bound` repeats lie around, from a context that `depth` lie around."""
    if bound == 0:
        return lambda e, _n: e.top
    if from_origin:
        if bound == depth:
            return lambda e, _n: e.origin.frame
        return lambda e, _n: e.origin.frame.above(bound)
    if bound == depth:
        return lambda _e, n: n.frame
    return lambda _e, n: n.frame.above(bound)


def gather(frame: Frame, repeats: Sequence[Definition], index: int) -> list[Node]:
    """Gather the nodes of an index from all instances of these repeats, one within the other."""
    if not repeats:
        return [frame.nodes[index]]
    found = list[Node]()
    for instance in frame.repeats[repeats[0].index]:
        found += gather(instance.frame, repeats[1:], index)
    return found


def _nodes_of(
    definition: Definition,
    context: Definition | None,
    bound: int,
    *,
    from_origin: bool,
) -> NodesFn:
    if definition.index < 0:
        return lambda e, _n: [e.document]
    index = definition.index
    repeats = definition.repeats_around()[bound:]
    if context is None and repeats:
        return _seen(definition)
    if context is None or bound == 0:
        if not repeats:
            return _outside(index)
        return lambda e, _n: [node for node in gather(e.top, repeats, index) if node.relevant]
    frame = frame_of(context.depth, bound, from_origin=from_origin)
    if repeats:
        return lambda e, n: [node for node in gather(frame(e, n), repeats, index) if node.relevant]

    def own(e: Env, n: Node) -> list[Node]:
        node = frame(e, n).nodes[index]
        return [node] if node.relevant else []

    return own


def _seen(definition: Definition) -> NodesFn:
    """Look from whatever node it will be; one of a list sees all instances."""

    def nodes(e: Env, n: Node) -> list[Node]:
        frame = e.top if n.frame is NOWHERE else n.frame
        return [node for node in seen_from(frame, definition) if node.relevant]

    return nodes


def _outside(index: int) -> NodesFn:
    def nodes(e: Env, _n: Node) -> list[Node]:
        node = e.nodes[index]
        return [node] if node.relevant else []

    return nodes


def seen_from(frame: Frame, definition: Definition) -> list[Node]:
    """Find the nodes of a definition as a frame sees them: in its own instances, else in all."""
    repeats = definition.repeats_around()
    while not encloses(frame, repeats):
        frame = frame.parent or frame
    return gather(frame, repeats[frame.depth :], definition.index)


def encloses(frame: Frame, repeats: Sequence[Definition]) -> bool:
    """Tell whether what lies in these repeats lies in this frame, or in repeats within it."""
    if frame.root is None:
        return True
    return len(repeats) >= frame.depth and repeats[frame.depth - 1].index == frame.root.index
