"""Paths through lists: those of a form never change, live ones are others in every turn."""

from collections.abc import Mapping

from dialogue.xforms import syntax
from dialogue.xforms.env import NodesFn
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.values import equal, unpacked
from dialogue.xforms.xpath.compiled import Compiled, Scope
from dialogue.xforms.xpath.steps import dynamic, stepped, walk_of


def compile_in_fixed(
    fixed: list[Node],
    steps: tuple[syntax.Step, ...],
    scope: Scope,
) -> Compiled:
    """Compile a path through a list of the form, which never changes."""
    while steps and not steps[0].predicates:
        fixed, steps = stepped(fixed, steps[0]), steps[1:]
    if not steps:
        value = unpacked(fixed)
        return Compiled(lambda _e, _n: value, "nodes", lambda _e, _n: fixed, fixed)
    start: NodesFn = lambda _e, _n: fixed  # noqa: E731  # the other branch is a function too
    if looked_up := _look_up(fixed, steps[0], scope):
        start, steps = looked_up, steps[1:]
    return dynamic(start, [walk_of(step, scope.inside(None)) for step in steps])


def compile_in_live(
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
    return dynamic(nodes, [walk_of(step, scope.inside(None)) for step in steps])


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
    for item in stepped(fixed, syntax.Step("child", test)):
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
