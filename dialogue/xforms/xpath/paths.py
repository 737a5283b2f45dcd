"""Location paths: which nodes they find, and which they may read."""

from dataclasses import dataclass

from dialogue.xforms import syntax
from dialogue.xforms.env import Env, NodesFn
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import unpacked
from dialogue.xforms.xpath.axes import EXACT, along
from dialogue.xforms.xpath.compiled import Compiled, Scope
from dialogue.xforms.xpath.in_lists import compile_in_fixed, compile_in_live
from dialogue.xforms.xpath.places import bound_of, frame_of, nodes_of
from dialogue.xforms.xpath.steps import dynamic, kept, walk_of


def compile_path(path: syntax.Path, scope: Scope) -> Compiled:
    """Compile a path; one that leads to known nodes becomes a look-up by index."""
    start = _start(path, scope)
    steps = path.steps
    if (in_list := _in_list(start, steps, scope)) is not None:
        return in_list
    known, nodes, bound = start.known, start.nodes, 0
    if known is not None and len(known) == 1:
        context = _single(scope.origin if start.from_origin else scope.context)
        bound = 0 if context is None else context.depth
        while steps and _is_exact(steps[0]):
            known, steps = along(known, steps[0]), steps[1:]
            if not path.absolute:
                bound = min(bound, bound_of(known, context))
        if path.absolute:
            bound = bound_of(known, context)
        if not steps:
            _note(known, bound, start, scope)
            return _known(known, context, bound, start)
        if steps != path.steps or path.absolute:
            nodes = nodes_of(known, context, bound, from_origin=start.from_origin)
    walks = []
    for step in steps:
        known = None if known is None else along(known, step)
        walks.append(walk_of(step, scope.inside(known, bound)))
    if known is not None:
        _note(known, bound, start, scope)
    return dynamic(nodes, walks)


def _single(found: tuple[Definition, ...] | None) -> Definition | None:
    return found[0] if found is not None and len(found) == 1 else None


def _note(
    known: tuple[Definition, ...],
    bound: int,
    start: "_Start",
    scope: Scope,
) -> None:
    if start.from_origin:
        scope.read_from_origin(known, bound)
    else:
        scope.read(known, bound)


def _in_list(start: "_Start", steps: tuple[syntax.Step, ...], scope: Scope) -> Compiled | None:
    """Compile a path that starts from a list; None for any other."""
    if start.fixed is not None:
        return compile_in_fixed(start.fixed, steps, scope)
    if start.live is not None:
        return compile_in_live(start.nodes, start.live, steps, scope)
    return None


def _is_exact(step: syntax.Step) -> bool:
    return not step.predicates and step.axis in EXACT and step.test != "text()"


def compile_filtered(expr: syntax.Filtered, scope: Scope) -> Compiled:
    """Compile a bracketed node set with predicates."""
    inner = scope.compile(expr.start, scope)
    if inner.nodes is None:
        raise FormError("a predicate needs a node set before it")
    keep = [scope.compile(predicate, scope.inside(None)) for predicate in expr.predicates]
    start = inner.nodes

    def narrow(e: Env, n: Node) -> list[Node]:
        found = start(e, n)
        for predicate in keep:
            found = kept(found, predicate.value, e)
        return found

    return Compiled(lambda e, n: unpacked(narrow(e, n)), "nodes", narrow)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a path starts: its nodes, their definitions if known, a list's nodes or name."""

    nodes: NodesFn
    known: tuple[Definition, ...] | None = None
    fixed: list[Node] | None = None
    live: str | None = None
    from_origin: bool = False


def _start(path: syntax.Path, scope: Scope) -> _Start:
    if path.absolute:
        return _Start(lambda e, _n: [e.document], (scope.document,))
    if path.start is None:
        return _Start(lambda _e, n: [n], scope.context)
    if path.start == syntax.Call("current", ()):
        return _Start(lambda e, _n: [e.origin], scope.origin, from_origin=True)
    nodes = scope.compile(path.start, scope).nodes
    if nodes is None:
        raise FormError("a path cannot start from a plain value")
    match path.start:
        case syntax.Call("instance", (syntax.Literal(str(name)),)) if name in scope.instances:
            return _Start(nodes, fixed=[scope.instances[name]])
        case syntax.Call("instance", (syntax.Literal(str(name)),)) if name in scope.live:
            return _Start(nodes, live=scope.live[name])
        case _:
            return _Start(nodes)


def _known(
    found: tuple[Definition, ...],
    context: Definition | None,
    bound: int,
    start: _Start,
) -> Compiled:
    if len(found) == 1 and found[0] is context and bound == context.depth:
        return _self(from_origin=start.from_origin)
    if len(found) == 1 and found[0].index >= 0:
        if found[0].depth == 0:
            return _one(found[0].index)
        if context is not None and bound == found[0].depth:
            return _own(found[0], context, start)
    nodes = nodes_of(found, context, bound, from_origin=start.from_origin)
    return Compiled(lambda e, n: unpacked(nodes(e, n)), "nodes", nodes)


def _self(*, from_origin: bool) -> Compiled:
    if from_origin:
        return Compiled(
            lambda e, _n: e.origin.value if e.origin.relevant else "",
            "nodes",
            lambda e, _n: [e.origin] if e.origin.relevant else [],
        )
    return Compiled(
        lambda _e, n: n.value if n.relevant else "",
        "nodes",
        lambda _e, n: [n] if n.relevant else [],
    )


def _one(index: int) -> Compiled:
    def value(e: Env, _n: Node) -> Value:
        node = e.nodes[index]
        return node.value if node.relevant else ""

    def nodes(e: Env, _n: Node) -> list[Node]:
        node = e.nodes[index]
        return [node] if node.relevant else []

    return Compiled(value, "nodes", nodes)


def _own(found: Definition, context: Definition, start: _Start) -> Compiled:
    """Look up a node in the context's own instances of repeats."""
    index = found.index
    frame = frame_of(context.depth, found.depth, from_origin=start.from_origin)

    def value(e: Env, n: Node) -> Value:
        node = frame(e, n).nodes[index]
        return node.value if node.relevant else ""

    def nodes(e: Env, n: Node) -> list[Node]:
        node = frame(e, n).nodes[index]
        return [node] if node.relevant else []

    return Compiled(value, "nodes", nodes)
