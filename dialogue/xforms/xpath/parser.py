"""The reader of XPath 1.0: text to syntax tree."""

from dialogue.xforms import syntax
from dialogue.xforms.errors import FormError
from dialogue.xforms.xpath.lexer import Token, tokens

DEEPEST = 50

_LEVEL_OF = {
    "or": 0,
    "and": 1,
    **dict.fromkeys(("=", "!="), 2),
    **dict.fromkeys(("<", "<=", ">", ">="), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("multiply", "div", "mod"), 5),
}
_AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    },
)
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})


def parse(text: str) -> syntax.Expr:
    """Read one expression.

    Raises:
        FormError: when it is no XPath 1.0, or is nested deeper than 50.
    """
    reader = _Reader(tokens(text))
    expr = reader.binary(0)
    if reader.now.kind != "end":
        raise FormError(f"unexpected {reader.now.text!r}")
    return expr


class _Reader:
    """A descent over the tokens, one method a rule of the grammar."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._place = 0
        self._depth = 0
        self.now = found[0]

    def binary(self, least: int) -> syntax.Expr:
        """Read operators that bind at least as tightly as level `least` (0 = or)."""
        left = self._unary()
        while (level := self._level()) >= least:
            parts, ops = [left], list[str]()
            while self._level() == level:
                ops.append(self._next().text)
                parts.append(self.binary(level + 1))
            left = _joined(parts, ops)
        return left

    def _level(self) -> int:
        return _LEVEL_OF.get(self.now.text, -1) if self.now.kind == "op" else -1

    def _unary(self) -> syntax.Expr:
        turns = 0
        while self._take("-"):
            turns += 1
        parts = [self._path()]
        while self._take("|"):
            parts.append(self._path())
        operand = parts[0] if len(parts) == 1 else syntax.Chain("|", tuple(parts))
        for _ in range(turns if turns < 2 else 2 + turns % 2):
            operand = syntax.Negative(operand)
        return operand

    def _path(self) -> syntax.Expr:
        if self._take("//"):
            return _path_of((syntax.ANY_DEPTH, *self._steps()), absolute=True)
        if self._take("/"):
            steps = self._steps() if self._starts_step() else ()
            return _path_of(steps, absolute=True)
        if not self._starts_primary():
            return _path_of(self._steps())
        start = self._primary()
        predicates = self._predicates()
        if predicates:
            start = syntax.Filtered(start, predicates)
        if self._take("//"):
            return _path_of((syntax.ANY_DEPTH, *self._steps()), start)
        if self._take("/"):
            return _path_of(self._steps(), start)
        return start

    def _steps(self) -> tuple[syntax.Step, ...]:
        steps = [self._step()]
        while self.now.text in {"/", "//"} and self.now.kind == "op":
            if self._next().text == "//":
                steps.append(syntax.ANY_DEPTH)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> syntax.Step:
        if self._take("."):
            return syntax.Step("self", "node()", self._predicates())
        if self._take(".."):
            return syntax.Step("parent", "node()", self._predicates())
        axis = "attribute" if self._take("@") else "child"
        if self.now.kind == "name" and self._peek().text == "::":
            axis = self._next().text
            self._next()
            if axis not in _AXES:
                raise FormError(f"no such axis: {axis}")
        test = self._test()
        return syntax.Step(axis, test, self._predicates())

    def _test(self) -> str:
        if self.now.kind != "name":
            raise FormError(f"a name is expected before {self.now.text or 'the end'!r}")
        name = self._next().text
        if name in _NODE_TYPES and self._take("("):
            self._expect(")")
            return f"{name}()"
        return name.rpartition(":")[2]

    def _predicates(self) -> tuple[syntax.Expr, ...]:
        found = []
        while self._take("["):
            found.append(self._nested())
            self._expect("]")
        return tuple(found)

    def _primary(self) -> syntax.Expr:
        token = self._next()
        if token.kind == "number":
            return syntax.Literal(float(token.text))
        if token.kind == "string":
            return syntax.Literal(token.text)
        if token.text == "(":
            inner = self._nested()
            self._expect(")")
            return inner
        if token.kind != "name":
            raise FormError(f"unexpected {token.text!r}")
        self._expect("(")
        return syntax.Call(token.text, self._arguments())

    def _arguments(self) -> tuple[syntax.Expr, ...]:
        if self._take(")"):
            return ()
        args = [self._nested()]
        while self._take(","):
            args.append(self._nested())
        self._expect(")")
        return tuple(args)

    def _nested(self) -> syntax.Expr:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormError(f"nested deeper than {DEEPEST}")
        expr = self.binary(0)
        self._depth -= 1
        return expr

    def _starts_primary(self) -> bool:
        if self.now.kind in {"number", "string"} or self.now.text in {"(", "$"}:
            return True
        is_call = self.now.kind == "name" and self._peek().text == "("
        return is_call and self.now.text not in _NODE_TYPES

    def _starts_step(self) -> bool:
        return self.now.kind == "name" or self.now.text in {".", "..", "@"}

    def _peek(self) -> Token:
        return self._tokens[min(self._place + 1, len(self._tokens) - 1)]

    def _next(self) -> Token:
        token = self.now
        self._place = min(self._place + 1, len(self._tokens) - 1)
        self.now = self._tokens[self._place]
        return token

    def _take(self, text: str) -> bool:
        if self.now.kind != "op" or self.now.text != text:
            return False
        self._next()
        return True

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise FormError(f"{text!r} is expected before {self.now.text or 'the end'!r}")


def _path_of(
    steps: tuple[syntax.Step, ...],
    start: syntax.Expr | None = None,
    *,
    absolute: bool = False,
) -> syntax.Path:
    return syntax.Path(absolute=absolute, start=start, steps=steps)


def _joined(parts: list[syntax.Expr], ops: list[str]) -> syntax.Expr:
    if ops[0] in {"and", "or"}:
        return syntax.Chain(ops[0], tuple(parts))
    if ops[0] in {"+", "-"}:
        return syntax.Sum(tuple(parts), (1, *(1 if op == "+" else -1 for op in ops)))
    if len(parts) > DEEPEST:
        raise FormError(f"more than {DEEPEST} operators in a row")
    left = parts[0]
    for op, right in zip(ops, parts[1:], strict=True):
        left = syntax.Binary(op, left, right)
    return left
