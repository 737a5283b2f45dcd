"""Functions of strings (ODK XForms: string functions)."""

import math

from dialogue.xforms.env import Env
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.patterns import compile_pattern, matches
from dialogue.xforms.syntax import SELF, Path
from dialogue.xforms.values import to_integer, to_number, to_string
from dialogue.xforms.xpath.compiled import Compiled
from dialogue.xforms.xpath.functions.base import (
    MANY,
    Call,
    Function,
    of_context,
    of_text,
    of_texts,
    of_value,
    spread,
)

_SELF = Path(absolute=False, start=None, steps=(SELF,))


def _length(text: str) -> float:
    return float(
        len(text.encode("utf-16-le", "surrogatepass")) // 2
    )  # JavaRosa counts UTF-16 units


def _normalize(text: str) -> str:
    return " ".join(text.split())


def _before(text: str, mark: str) -> str:
    return text[: text.index(mark)] if mark in text else ""


def _after(text: str, mark: str) -> str:
    return text[text.index(mark) + len(mark) :] if mark in text else ""


def _own_text(work: Function) -> Function:
    """Let a function of one string work on the context node when it is given nothing."""

    def build(call: Call) -> Compiled:
        if call.args:
            return work.build(call)
        own = call.scope.compile(_SELF, call.scope)
        return work.build(Call(name=call.name, syntax=(_SELF,), args=[own], scope=call.scope))

    return Function(0, 1, build)


def _concat(call: Call) -> Compiled:
    values = spread(call.args)
    return Compiled(lambda e, n: "".join(map(to_string, values(e, n))), "string")


def _join(call: Call) -> Compiled:
    glue, values = call.args[0].text(), spread(call.args[1:])
    return Compiled(lambda e, n: glue(e, n).join(map(to_string, values(e, n))), "string")


def _substr(call: Call) -> Compiled:
    text, start = call.args[0].text(), call.args[1].value
    end = call.args[2].value if len(call.args) == 3 else None

    def cut(e: Env, n: Node) -> str:
        whole = text(e, n)
        least = _place(start(e, n), len(whole))
        most = len(whole) if end is None else _place(end(e, n), len(whole))
        return whole[least:most] if least <= most else ""

    return Compiled(cut, "string")


def _place(value: Value, length: int) -> int:
    """Count a place from the start, or from the end where it is negative; kept inside."""
    number = to_integer(value)
    if math.isnan(number):
        return 0
    place = number + length if number < 0 else number
    return int(min(max(0.0, place), float(length)))


def _substring(call: Call) -> Compiled:
    """Cut as XPath 1.0, section 4.2: places count from 1 and are rounded."""
    text, start = call.args[0].text(), call.args[1].value
    length = call.args[2].value if len(call.args) == 3 else None

    def cut(e: Env, n: Node) -> str:
        first = math.floor(to_number(start(e, n)) + 0.5) if _finite(start(e, n)) else None
        if first is None:
            return ""
        if length is None:
            return text(e, n)[max(0, first - 1) :]
        if not _finite(length(e, n)):
            return ""
        last = first + math.floor(to_number(length(e, n)) + 0.5)
        return text(e, n)[max(0, first - 1) : max(0, last - 1)]

    return Compiled(cut, "string")


def _finite(value: Value) -> bool:
    return math.isfinite(to_number(value))


def _translate(call: Call) -> Compiled:
    text, old, new = (arg.text() for arg in call.args)

    def swap(e: Env, n: Node) -> str:
        before, after = old(e, n), new(e, n)
        table = dict[int, str | None]()
        for place, letter in enumerate(before):
            table.setdefault(ord(letter), after[place] if place < len(after) else None)
        return text(e, n).translate(table)

    return Compiled(swap, "string")


def _regex(call: Call) -> Compiled:
    """Match the whole string, as JavaRosa does; a pattern that takes too long does not match."""
    text, pattern = call.args[0].text(), call.args[1].text()
    written = call.literal(1)
    if written is not None:
        ready = compile_pattern(written)
        return Compiled(lambda e, n: matches(ready, text(e, n)), "boolean")

    def match(e: Env, n: Node) -> bool:
        try:
            return matches(compile_pattern(pattern(e, n)), text(e, n))
        except FormError:
            return False

    return Compiled(match, "boolean")


def _version(e: Env, _n: Node) -> str:
    return e.library.version


FUNCTIONS: dict[str, Function] = {
    "string": _own_text(of_value("string", to_string)),
    "concat": Function(0, MANY, _concat),
    "join": Function(1, MANY, _join),
    "substr": Function(2, 3, _substr),
    "substring": Function(2, 3, _substring),
    "substring-before": of_texts("string", _before),
    "substring-after": of_texts("string", _after),
    "contains": of_texts("boolean", lambda text, part: part in text),
    "starts-with": of_texts("boolean", lambda text, part: text.startswith(part)),
    "ends-with": of_texts("boolean", lambda text, part: text.endswith(part)),
    "string-length": _own_text(of_text("number", _length)),
    "normalize-space": _own_text(of_text("string", _normalize)),
    "translate": Function(3, 3, _translate),
    "regex": Function(2, 2, _regex),
    "version": of_context("string", _version),
}
