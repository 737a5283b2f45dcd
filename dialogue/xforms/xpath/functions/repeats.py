"""Functions that pick from repeats and lists (ODK XForms: repeat and node-set functions)."""

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from dialogue.xforms import syntax
from dialogue.xforms.env import Env
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Frame, Node, Value
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import to_integer, to_number, to_string, unpacked
from dialogue.xforms.xpath.axes import along
from dialogue.xforms.xpath.compiled import Compiled, Scope
from dialogue.xforms.xpath.functions.base import Call, Function
from dialogue.xforms.xpath.places import bound_of, frame_of, gather

T = TypeVar("T")

_MODULUS = 2**31 - 1
_MULTIPLIER = 16_807
_LONG = 2**63


def _indexed_repeat(call: Call) -> Compiled:
    """Take a node from the instances with these numbers; where none is given, the context's own.

    A number below 1 counts as 1 (JavaRosa).
    """
    scope, target = call.scope, _named(call, 0)
    numbers = dict[Definition, Callable[[Env, Node], float]]()
    for place in range(1, len(call.args) - 1, 2):
        repeat = _named(call, place)
        if not repeat.is_repeat or repeat not in target.repeats_around():
            raise FormError(f"indexed-repeat(): {target.path} does not lie in {repeat.path}")
        number = call.args[place + 1].value
        numbers[repeat] = lambda e, n, number=number: to_integer(number(e, n))  # type: ignore[misc]  # a default binds it
    if len(call.args) % 2 == 0:
        raise FormError("indexed-repeat() needs a number for every repeat")

    context = scope.context[0] if scope.context and len(scope.context) == 1 else None
    bound = bound_of((target,), context)
    repeats = target.repeats_around()
    free = next((place for place, one in enumerate(repeats) if one in numbers), len(repeats))
    bound = min(bound, free)
    scope.read((target, *numbers), bound)
    start = frame_of(0 if context is None else context.depth, bound, from_origin=False)

    def nodes(e: Env, n: Node) -> list[Node]:
        picked = [_place(numbers[one](e, n)) if one in numbers else None for one in repeats[bound:]]
        found = _picked(start(e, n), repeats[bound:], picked, target.index)
        return [node for node in found if node.relevant]

    return Compiled(lambda e, n: unpacked(nodes(e, n)), "nodes", nodes)


def _place(number: float) -> int:
    return int(min(max(number, 1.0), 1_000.0)) - 1 if not math.isnan(number) else 0


def _picked(
    frame: Frame,
    repeats: Sequence[Definition],
    places: Sequence[int | None],
    index: int,
) -> list[Node]:
    if not repeats or all(place is None for place in places):
        return gather(frame, repeats, index)
    instances = frame.repeats[repeats[0].index]
    if places[0] is not None:
        instances = instances[places[0] : places[0] + 1]
    return [
        node
        for instance in instances
        for node in _picked(instance.frame, repeats[1:], places[1:], index)
    ]


def _named(call: Call, place: int) -> Definition:
    """Find the one definition that an argument names by a plain path."""
    match call.syntax[place]:
        case syntax.Path(absolute, start, steps) if start in {None, syntax.Call("current", ())}:
            known = (call.scope.document,) if absolute else _start(call.scope, start)
            for step in steps:
                known = along(known, step) if not step.predicates else ()
            if len(known) == 1 and known[0].parent is not None:
                return known[0]
        case _:
            pass
    raise FormError(f"{call.name}() needs the paths of nodes that the form has")


def _start(scope: Scope, start: syntax.Expr | None) -> tuple[Definition, ...]:
    return (scope.context if start is None else scope.origin) or ()


def _pulldata(call: Call) -> Compiled:
    """Look a value up in a list: instance(list)/root/item[column = value]/wanted."""
    wanted, column, value = call.args[1].text(), call.args[2].text(), call.args[3].text()
    name = call.literal(0)
    if name is None:
        raise FormError("pulldata() needs the name of a list in quotes")
    if (live := call.scope.live.get(name.removesuffix(".csv"))) is not None:
        return _pulled_live(call, live)
    document = call.scope.instances.get(name.removesuffix(".csv"))
    if document is None:
        raise FormError(f"there is no list {name!r}")
    root = document.children[0] if document.children else document
    columns = dict[str, dict[str, Node]]()

    def work(e: Env, n: Node) -> str:
        key = column(e, n)
        if key not in columns:
            rows = [(row.child(key), row) for row in root.children]
            columns[key] = {cell.text: row for cell, row in reversed(rows) if cell is not None}
        found = columns[key].get(value(e, n))
        cell = None if found is None else found.child(wanted(e, n))
        return "" if cell is None else cell.text

    return Compiled(work, "string")


def _pulled_live(call: Call, name: str) -> Compiled:
    """Look a value up in a live list: the first row counts, as in one that lies in a file."""
    wanted, column, value = call.args[1].text(), call.args[2].text(), call.args[3].text()
    call.scope.anew.append(name)

    def work(e: Env, n: Node) -> str:
        found = e.live.by(name, column(e, n)).get(value(e, n))
        cell = found[0].child(wanted(e, n)) if found else None
        return "" if cell is None else cell.text

    return Compiled(work, "string")


def _randomize(call: Call) -> Compiled:
    """Shuffle a node set: with a seed always the same, without one by chance."""
    nodes = call.nodes(0)
    seed = call.args[1].value if len(call.args) == 2 else None
    if seed is None:
        call.scope.fickle.append(call.name)

    def work(e: Env, n: Node) -> list[Node]:
        found = nodes(e, n)
        if seed is None:
            return shuffled(found, e.moment.chance)
        return shuffled(found, park_miller(_seed(seed(e, n))))

    return Compiled(lambda e, n: unpacked(work(e, n)), "nodes", work)


def shuffled(items: Sequence[T], chance: Callable[[], float]) -> list[T]:
    """Shuffle by the "inside-out" variant of Fisher and Yates."""
    done = list[T]()
    for size, item in enumerate(items):
        place = int(chance() * (size + 1))
        done.append(item)
        if place != size:
            done[size], done[place] = done[place], item
    return done


def park_miller(seed: int) -> Callable[[], float]:
    """Make the generator of Park and Miller: numbers in [0, 1), the same for the same seed."""
    state = math.fmod(float(seed), _MODULUS)
    if state <= 0:
        state += _MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = math.fmod(state * _MULTIPLIER, _MODULUS)
        return (state - 1) / (_MODULUS - 1)

    return draw


def _seed(value: Value) -> int:
    """Make a whole number of a seed; what is no number is digested, as in JavaRosa."""
    number = to_number(value)
    if not math.isnan(number):
        return int(max(-_LONG, min(number, _LONG - 1)))
    text = to_string(value)
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True) if text else 0


FUNCTIONS: dict[str, Function] = {
    "indexed-repeat": Function(3, 11, _indexed_repeat),
    "pulldata": Function(4, 4, _pulldata),
    "randomize": Function(1, 2, _randomize),
}
