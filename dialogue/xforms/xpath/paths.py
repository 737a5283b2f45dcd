"""Location paths: which nodes they find, and which they may read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from dialogue.xforms import syntax
from dialogue.xforms.env import Env, Fn, NodesFn
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import equal, unpacked
from dialogue.xforms.xpath.axes import AXES, EXACT, REVERSE, along
from dialogue.xforms.xpath.compiled import Compiled, Scope
from dialogue.xforms.xpath.places import bound_of, frame_of, nodes_of

Walk: TypeAlias = Callable[[Env, Node, list[Node]], list[Node]]


def compile_path(path: syntax.Path, scope: Scope) -> Compiled:
    """Compile a path; one that leads to known nodes becomes a look-up by index."""
    start = _start(path, scope)
    steps = path.steps
    if start.is_list:
        return _compile_in_list(start, steps, scope)
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
        walks.append(_walk(step, scope.inside(known, bound)))
    if known is not None:
        _note(known, bound, start, scope)
    return _dynamic(nodes, walks)


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


def _compile_in_list(
    start: "_Start",
    steps: tuple[syntax.Step, ...],
    scope: Scope,
) -> Compiled:
    if start.live is not None:
        return _compile_in_live(start.nodes, start.live, steps, scope)
    return _compile_in_fixed(start.fixed or [], steps, scope)


def _compile_in_fixed(
    fixed: list[Node],
    steps: tuple[syntax.Step, ...],
    scope: Scope,
) -> Compiled:
    """Compile a path through a list of the form, which never changes."""
    while steps and not steps[0].predicates:
        fixed, steps = _stepped(fixed, steps[0]), steps[1:]
    if not steps:
        value = unpacked(fixed)
        return Compiled(lambda _e, _n: value, "nodes", lambda _e, _n: fixed, fixed)
    start: NodesFn = lambda _e, _n: fixed  # noqa: E731  # the other branch is a function too
    if looked_up := _look_up(fixed, steps[0], scope):
        start, steps = looked_up, steps[1:]
    return _dynamic(start, [_walk(step, scope.inside(None)) for step in steps])


def _compile_in_live(
    nodes: NodesFn,
    name: str,
    steps: tuple[syntax.Step, ...],
    scope: Scope,
) -> Compiled:
    """Compile a path through a list whose rows are those of the turn it runs in."""
    match steps:
        case (syntax.Step("child", "root", ()), syntax.Step("child", "item") as item, *rest):
            if (sought := _sought(item)) is not None:
                nodes, steps = _live_look_up(name, sought, scope), tuple(rest)
        case _:
            pass
    return _dynamic(nodes, [_walk(step, scope.inside(None)) for step in steps])


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
            found = _kept(found, predicate.value, e)
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

    @property
    def is_list(self) -> bool:
        return self.fixed is not None or self.live is not None


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


def _dynamic(start: NodesFn, walks: list[Walk]) -> Compiled:
    def nodes(e: Env, n: Node) -> list[Node]:
        found = start(e, n)
        for walk in walks:
            found = walk(e, n, found)
        return [node for node in found if node.relevant]

    return Compiled(lambda e, n: unpacked(nodes(e, n)), "nodes", nodes)


def _stepped(nodes: list[Node], step: syntax.Step) -> list[Node]:
    """Take a step without predicates; each node once, in document order."""
    take = AXES[step.axis]
    if len(nodes) == 1:
        found = take(nodes[0], step.test)
        return found[::-1] if step.axis in REVERSE else found
    unique = {id(node): node for start in nodes for node in take(start, step.test)}
    return list(unique.values())


def _walk(step: syntax.Step, scope: Scope) -> Walk:
    if not step.predicates:
        return lambda _e, _n, nodes: _stepped(nodes, step)
    take, test, reverse = AXES[step.axis], step.test, step.axis in REVERSE
    keep = [scope.compile(predicate, scope).value for predicate in step.predicates]

    def walk(e: Env, _n: Node, nodes: list[Node]) -> list[Node]:
        unique = dict[int, Node]()
        for start in nodes:
            found = take(start, test)
            for predicate in keep:
                found = _kept(found, predicate, e)
            unique.update((id(node), node) for node in (found[::-1] if reverse else found))
        return list(unique.values())

    return walk


def _kept(nodes: list[Node], predicate: Fn, e: Env) -> list[Node]:
    """Keep the nodes for which a predicate holds; a number is a position."""
    before, kept = (e.position, e.size), list[Node]()
    e.size = len(nodes)
    for e.position, node in enumerate(nodes, 1):
        outcome = predicate(e, node)
        if e.position == outcome if type(outcome) is float else outcome:
            kept.append(node)
    e.position, e.size = before
    return kept


def _sought(step: syntax.Step) -> tuple[str, str, syntax.Expr] | None:
    """Tell what `item[name = value]` seeks: the item's name, the column and the value.

    None where it is no such step, or the value is the item's own.
    """
    match step:
        case syntax.Step(
            "child",
            test,
            (
                syntax.Binary(
                    "=", syntax.Path(False, None, (syntax.Step("child", key, ()),)), value
                ),
            ),
        ) if key not in {"*", "node()", "text()"} and _from_outside(value):
            return test, key, value
        case _:
            return None


def _look_up(fixed: list[Node], step: syntax.Step, scope: Scope) -> NodesFn | None:
    """Answer `item[name = value]` from an index that is made once."""
    sought = _sought(step)
    if sought is None:
        return None
    test, key, value = sought
    groups = dict[str, list[Node]]()
    for item in _stepped(fixed, syntax.Step("child", test)):
        child = item.child(key)
        groups.setdefault(child.text if child else "", []).append(item)
    wanted = scope.compile(value, scope).value
    return lambda e, n: _grouped(groups, wanted(e, n))


def _live_look_up(name: str, sought: tuple[str, str, syntax.Expr], scope: Scope) -> NodesFn:
    """Answer the same in a live list, from an index of the turn."""
    _, key, value = sought
    wanted = scope.compile(value, scope).value
    return lambda e, n: _grouped(e.live.by(name, key), wanted(e, n))


def _grouped(groups: Mapping[str, list[Node]], sought: Value) -> list[Node]:
    if isinstance(sought, str):
        return groups.get(sought, [])
    return [item for text in groups if equal(text, sought) for item in groups[text]]


def _from_outside(value: syntax.Expr) -> bool:
    """Tell whether an expression reads the same in every item: a literal, or a fixed path."""
    match value:
        case syntax.Literal():
            return True
        case syntax.Path(absolute, start, steps):
            rooted = absolute or start == syntax.Call("current", ())
            return rooted and not any(step.predicates for step in steps)
        case _:
            return False
