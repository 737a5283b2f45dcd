"""Functions of node sets and of truth (XPath 1.0, sections 4.1 and 4.3; ODK XForms)."""

from collections.abc import Callable

from dialogue.xforms.env import Env
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.values import is_blank, to_boolean, to_number, to_string
from dialogue.xforms.xpath.compiled import Compiled
from dialogue.xforms.xpath.functions.base import (
    MANY,
    Call,
    Function,
    fickle,
    of_context,
    of_value,
    spread,
)


def _count(call: Call) -> Compiled:
    nodes = call.nodes(0)
    return Compiled(lambda e, n: float(len(nodes(e, n))), "number")


def _count_non_empty(call: Call) -> Compiled:
    nodes = call.nodes(0)
    return Compiled(lambda e, n: float(sum(node.text != "" for node in nodes(e, n))), "number")


def _position(call: Call) -> Compiled:
    """Count the place in a predicate, or of a node among its namesakes."""
    if call.args:
        nodes = call.nodes(0)
        return Compiled(lambda e, n: _rank(nodes(e, n)), "number")
    return Compiled(lambda e, n: float(e.position) if e.position else _rank([n]), "number")


def _rank(nodes: list[Node]) -> float:
    if not nodes or nodes[0].parent is None:
        return 0.0
    namesakes = [child for child in nodes[0].parent.children if child.name == nodes[0].name]
    places = (place for place, child in enumerate(namesakes, 1) if child is nodes[0])
    return float(next(places, len(namesakes) + 1))


def _last(e: Env, _n: Node) -> float:
    return float(e.size)


def _name(call: Call) -> Compiled:
    nodes = call.nodes(0) if call.args else None

    def work(e: Env, n: Node) -> str:
        found = [n] if nodes is None else nodes(e, n)
        return found[0].name if found else ""

    return Compiled(work, "string")


def _instance(call: Call) -> Compiled:
    name = call.literal(0)
    if name is None:
        raise FormError("instance() needs the name of a list in quotes")
    if name in call.scope.last_saved:
        call.scope.anew.append(name)
        return Compiled(lambda _e, _n: "", "nodes", lambda e, _n: e.last_saved.documents())
    if (live := call.scope.live.get(name)) is not None:
        call.scope.anew.append(name)
        return Compiled(lambda _e, _n: "", "nodes", lambda e, _n: [e.live.document(live)])
    document = call.scope.instances.get(name)
    if document is None:
        raise FormError(f"there is no list {name!r}")
    return Compiled(lambda _e, _n: "", "nodes", lambda _e, _n: [document])


def _current(call: Call) -> Compiled:
    for definition in call.scope.origin or ():
        call.scope.read_from_origin((definition,), definition.depth)
    return Compiled(lambda e, _n: e.origin.value, "nodes", lambda e, _n: [e.origin])


def _if(call: Call) -> Compiled:
    test, (_, yes, no) = call.args[0].boolean(), call.args
    then, other = yes.value, no.value
    kind = yes.kind if yes.kind == no.kind != "nodes" else "any"
    value = Compiled(lambda e, n: then(e, n) if test(e, n) else other(e, n), kind)
    if yes.nodes is None or no.nodes is None:
        return value
    one, two = yes.nodes, no.nodes
    return Compiled(value.value, "nodes", lambda e, n: one(e, n) if test(e, n) else two(e, n))


def _coalesce(call: Call) -> Compiled:
    values = [arg.value for arg in call.args]

    def work(e: Env, n: Node) -> Value:
        value: Value = ""
        for take in values:
            value = take(e, n)
            if not is_blank(value):
                break
        return value

    return Compiled(work, "any")


def _once(call: Call) -> Compiled:
    """Keep the value that the node has; compute it only while it is blank."""
    arg = call.args[0].value

    def work(e: Env, n: Node) -> Value:
        return arg(e, n) if is_blank(n.value) else n.value

    return Compiled(work, "any")


def _depend(call: Call) -> Compiled:
    return Compiled(call.args[0].value, "any")


def _checklist(call: Call) -> Compiled:
    least, most = call.args[0].number(), call.args[1].number()
    factors = spread(call.args[2:])

    def work(e: Env, n: Node) -> bool:
        true = sum(map(to_boolean, factors(e, n)))
        low, high = least(e, n), most(e, n)
        return (low < 0 or true >= low) and (high < 0 or true <= high)

    return Compiled(work, "boolean")


def _weighted_checklist(call: Call) -> Compiled:
    least, most = call.args[0].number(), call.args[1].number()
    if len(call.args) % 2:
        raise FormError("weighted-checklist() needs a weight for every factor")
    if len(call.args) == 4:
        factors, weights = spread(call.args[2:3]), spread(call.args[3:4])
    else:
        factors, weights = spread(call.args[2::2]), spread(call.args[3::2])

    def work(e: Env, n: Node) -> bool:
        pairs = zip(factors(e, n), weights(e, n), strict=False)
        total = sum(to_number(weight) for factor, weight in pairs if to_boolean(factor))
        return least(e, n) <= total <= most(e, n)

    return Compiled(work, "boolean")


def _from_string(value: Value) -> bool:
    return to_string(value).lower() == "true" or to_string(value) == "1"


def _constant(value: bool) -> Callable[[Call], Compiled]:  # noqa: FBT001  # the value itself
    return lambda _call: Compiled(lambda _e, _n: value, "boolean")


FUNCTIONS: dict[str, Function] = {
    "true": Function(0, 0, _constant(True)),  # noqa: FBT003
    "false": Function(0, 0, _constant(False)),  # noqa: FBT003
    "not": of_value("boolean", lambda value: not to_boolean(value)),
    "boolean": of_value("boolean", to_boolean),
    "boolean-from-string": of_value("boolean", _from_string),
    "count": Function(1, 1, _count),
    "count-non-empty": Function(1, 1, _count_non_empty),
    "position": Function(0, 1, _position),
    "last": of_context("number", _last),
    "name": Function(0, 1, _name),
    "local-name": Function(0, 1, _name),
    "instance": Function(1, 1, _instance),
    "current": Function(0, 0, _current),
    "if": Function(3, 3, _if),
    "coalesce": Function(1, MANY, _coalesce),
    "once": fickle(Function(1, 1, _once)),
    "depend": Function(1, MANY, _depend),
    "checklist": Function(2, MANY, _checklist),
    "weighted-checklist": Function(2, MANY, _weighted_checklist),
}
