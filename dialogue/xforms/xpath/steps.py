"""Steps through node sets that are only known when an expression runs."""

from collections.abc import Callable
from typing import TypeAlias

from dialogue.xforms import syntax
from dialogue.xforms.env import Env, Fn, NodesFn
from dialogue.xforms.nodes import Node
from dialogue.xforms.values import unpacked
from dialogue.xforms.xpath.axes import AXES, REVERSE
from dialogue.xforms.xpath.compiled import Compiled, Scope

Walk: TypeAlias = Callable[[Env, Node, list[Node]], list[Node]]


def dynamic(start: NodesFn, walks: list[Walk]) -> Compiled:
    """Find nodes, and walk on from them step by step; what is not relevant is not found."""

    def nodes(e: Env, n: Node) -> list[Node]:
        found = start(e, n)
        for walk in walks:
            found = walk(e, n, found)
        return [node for node in found if node.relevant]

    return Compiled(lambda e, n: unpacked(nodes(e, n)), "nodes", nodes)


def stepped(nodes: list[Node], step: syntax.Step) -> list[Node]:
    """Take a step without predicates; each node once, in document order."""
    take = AXES[step.axis]
    if len(nodes) == 1:
        found = take(nodes[0], step.test)
        return found[::-1] if step.axis in REVERSE else found
    unique = {id(node): node for start in nodes for node in take(start, step.test)}
    return list(unique.values())


def walk_of(step: syntax.Step, scope: Scope) -> Walk:
    """Compile a step; its predicates see the nodes that it leads to."""
    if not step.predicates:
        return lambda _e, _n, nodes: stepped(nodes, step)
    take, test, reverse = AXES[step.axis], step.test, step.axis in REVERSE
    keep = [scope.compile(predicate, scope).value for predicate in step.predicates]

    def walk(e: Env, _n: Node, nodes: list[Node]) -> list[Node]:
        unique = dict[int, Node]()
        for start in nodes:
            found = take(start, test)
            for predicate in keep:
                found = kept(found, predicate, e)
            unique.update((id(node), node) for node in (found[::-1] if reverse else found))
        return list(unique.values())

    return walk


def kept(nodes: list[Node], predicate: Fn, e: Env) -> list[Node]:
    """Keep the nodes for which a predicate holds; a number is a position."""
    before, left = (e.position, e.size), list[Node]()
    e.size = len(nodes)
    for e.position, node in enumerate(nodes, 1):
        outcome = predicate(e, node)
        if e.position == outcome if type(outcome) is float else outcome:
            left.append(node)
    e.position, e.size = before
    return left
