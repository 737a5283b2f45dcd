"""How a function is declared, and what it is given when it is compiled."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogue.xforms import syntax
from dialogue.xforms.env import Env, NodesFn
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.xpath.compiled import Compiled, Kind, Scope

MANY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that is being compiled: its arguments, as written and as compiled."""

    name: str
    syntax: tuple[syntax.Expr, ...]
    args: list[Compiled]
    scope: Scope

    def nodes(self, place: int) -> NodesFn:
        """Take an argument that has to be a node set.

        Raises:
            FormError: when it is a plain value.
        """
        found = self.args[place].nodes
        if found is None:
            raise FormError(f"{self.name}() needs a node set")
        return found

    def literal(self, place: int) -> str | None:
        """Take an argument that is written as a string; None when it is not."""
        match self.syntax[place : place + 1]:
            case (syntax.Literal(str(text)),):
                return text
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how few and how many arguments it takes, and how it is compiled."""

    least: int
    most: int
    build: Callable[[Call], Compiled]


def of_text(kind: Kind, work: Callable[[str], Value]) -> Function:
    """Declare a function of one string."""

    def build(call: Call) -> Compiled:
        arg = call.args[0].text()
        return Compiled(lambda e, n: work(arg(e, n)), kind)

    return Function(1, 1, build)


def of_texts(kind: Kind, work: Callable[[str, str], Value]) -> Function:
    """Declare a function of two strings."""

    def build(call: Call) -> Compiled:
        one, other = call.args[0].text(), call.args[1].text()
        return Compiled(lambda e, n: work(one(e, n), other(e, n)), kind)

    return Function(2, 2, build)


def of_value(kind: Kind, work: Callable[[Value], Value]) -> Function:
    """Declare a function of one value of any type."""

    def build(call: Call) -> Compiled:
        arg = call.args[0].value
        return Compiled(lambda e, n: work(arg(e, n)), kind)

    return Function(1, 1, build)


def of_context(kind: Kind, work: Callable[[Env, Node], Value]) -> Function:
    """Declare a function without arguments."""
    return Function(0, 0, lambda _call: Compiled(work, kind))


def fickle(function: Function) -> Function:
    """Mark a function whose outcome is not decided by its arguments."""

    def build(call: Call) -> Compiled:
        call.scope.fickle.append(call.name)
        return function.build(call)

    return Function(function.least, function.most, build)


def spread(args: list[Compiled]) -> Callable[[Env, Node], list[Value]]:
    """Yield the values of all arguments; a single node set yields those of its nodes."""
    if len(args) == 1 and args[0].nodes is not None:
        nodes = args[0].nodes
        return lambda e, n: [node.value for node in nodes(e, n)]
    values = [arg.value for arg in args]
    return lambda e, n: [value(e, n) for value in values]
