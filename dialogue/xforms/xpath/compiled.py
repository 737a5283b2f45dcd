"""What an expression is compiled to, with the surroundings it needs to run."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from dialogue.xforms.env import Env, Fn, NodesFn
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.syntax import Expr
from dialogue.xforms.values import to_boolean, to_number, to_string

MANY_REPEATS = 50

Kind: TypeAlias = Literal["nodes", "string", "number", "boolean", "date", "any"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled expression.

    `value` yields a plain value, `nodes` the nodes where it is a node set, `fixed` those nodes
    where they are always the same ones: of a list that nothing filters.
    """

    value: Fn
    kind: Kind
    nodes: NodesFn | None = None
    fixed: list[Node] | None = None

    def text(self) -> Callable[[Env, Node], str]:
        """Yield the value as a string."""
        value = self.value
        return lambda e, n: to_string(value(e, n))

    def number(self) -> Callable[[Env, Node], float]:
        """Yield the value as a number."""
        value = self.value
        return lambda e, n: to_number(value(e, n))

    def boolean(self) -> Callable[[Env, Node], bool]:
        """Yield the value as true or false."""
        value = self.value
        return lambda e, n: to_boolean(value(e, n))


@dataclass(slots=True, kw_only=True)
class Scope:
    """What is known about an expression while it is compiled.

    `context` and `origin` are the definitions that the context node and `current()` may have;
    None when that is not known, or is a node of a list. `reads` gathers the indices of all nodes
    that the expression may read, each with the number of repeats whose instance is that of
    `origin`: 0 where any instance may be read. `limit` is the most that can be said so inside of a
    predicate. `last_saved` names the instance that was saved before, `live` the live lists by the
    names of their instances. `fickle` becomes true when it asks for time or chance, `anew` when it
    reads a list whose nodes are others in every turn.
    """

    document: Definition
    instances: Mapping[str, Node]
    last_saved: frozenset[str]
    live: Mapping[str, str]
    compile: Callable[[Expr, "Scope"], Compiled]
    context: tuple[Definition, ...] | None
    origin: tuple[Definition, ...] | None
    limit: int = MANY_REPEATS
    reads: dict[int, int] = field(default_factory=dict)
    fickle: list[str] = field(default_factory=list)
    anew: list[str] = field(default_factory=list)

    def inside(self, context: tuple[Definition, ...] | None, limit: int = 0) -> "Scope":
        """Step into a predicate, whose context is another node, `limit` repeats in common."""
        return Scope(
            document=self.document,
            instances=self.instances,
            last_saved=self.last_saved,
            live=self.live,
            compile=self.compile,
            context=context,
            origin=self.origin,
            limit=min(limit, self.limit),
            reads=self.reads,
            fickle=self.fickle,
            anew=self.anew,
        )

    def read(self, found: Iterable[Definition], bound: int = 0) -> None:
        """Note that these are read, in the instances of so many repeats around the context."""
        bound = min(bound, self.limit)
        for definition in found:
            known = self.reads.get(definition.index, bound)
            self.reads[definition.index] = min(known, bound)

    def read_from_origin(self, found: Iterable[Definition], bound: int) -> None:
        """Note the same of what is found from `current()`, which no predicate changes."""
        for definition in found:
            known = self.reads.get(definition.index, bound)
            self.reads[definition.index] = min(known, bound)
