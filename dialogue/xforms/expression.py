"""A compiled expression of a form, with what it depends on."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogue.xforms import syntax
from dialogue.xforms.env import Fn, NodesFn
from dialogue.xforms.nodes import Node

_TRUE = syntax.Call("true", ())
_FALSE = syntax.Call("false", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A compiled expression of a form.

    `reads` holds the indices of the nodes it may read, each with the number of repeats around the
    expression's own node in whose instances it reads them (0: in any); `fickle` tells that time,
    chance or the node's own value decide too; `fixed` are the nodes of a list that nothing filters;
    `anew` tells that it reads a list whose nodes are others in every turn.
    """

    syntax: syntax.Expr
    value: Fn
    nodes: NodesFn | None
    reads: Mapping[int, int]
    fickle: bool
    fixed: list[Node] | None
    anew: bool = False

    @property
    def truth(self) -> bool | None:
        """What `true()` or `false()` says; None for anything else."""
        return True if self.syntax == _TRUE else False if self.syntax == _FALSE else None
