"""The syntax tree of an XPath expression."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted string or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: `test` is a name, `*`, `node()` or `text()`."""

    axis: str
    test: str
    predicates: "tuple[Expr, ...]" = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path; `start` is the expression it begins with, `absolute` a leading slash."""

    absolute: bool
    start: "Expr | None"
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filtered:
    """An expression in brackets that is narrowed by predicates."""

    start: "Expr"
    predicates: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    args: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Binary:
    """A comparison, or an operation of arithmetic that is not a sum."""

    op: str
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts joined by one operator: `and`, `or` or `|`; flat, so that long ones stay shallow."""

    op: str
    parts: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added up from the left; `signs` holds 1 or -1 for each."""

    terms: "tuple[Expr, ...]"
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    operand: "Expr"


Expr: TypeAlias = Literal | Path | Filtered | Call | Binary | Chain | Sum | Negative

SELF = Step("self", "node()")
PARENT = Step("parent", "node()")
ANY_DEPTH = Step("descendant-or-self", "node()")
