"""The tokens of an XPath expression."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogue.xforms.errors import FormError

Kind: TypeAlias = Literal["number", "string", "name", "op", "end"]

_MARKS = r"\s!-,/:-@\[-^`{-~"  # no letter of any script is among them
_NAME = rf"[^{_MARKS}0-9.\-][^{_MARKS}]*"
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<string>"[^"]*"|'[^']*')
      | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
      | (?P<op>//|::|\.\.|!=|<=|>=|[/.@()\[\],|+\-=<>*$])
    )""",
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "div", "mod"})
_OPENERS = frozenset({"@", "::", "(", "[", ",", "/", "//"})
_OPERATORS = frozenset({"|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "and", "or", "div", "mod"})
_BEFORE_OPERAND = _OPENERS | _OPERATORS | {"multiply"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression; a multiplication sign reads `multiply`, a wildcard `*`."""

    kind: Kind
    text: str


def tokens(text: str) -> list[Token]:
    """Cut an expression into tokens, an end token last.

    Raises:
        FormError: at a character that starts no token.
    """
    found: list[Token] = []
    place, length = 0, len(text.rstrip())
    while place < length:
        match = _TOKEN.match(text, place)
        if match is None:
            raise FormError(f"no XPath from here on: {text[place : place + 20].strip()!r}")
        kind = match.lastgroup or ""
        found.append(_told_apart(kind, match[kind], found))
        place = match.end()
    found.append(Token("end", ""))
    return found


def _told_apart(kind: str, text: str, before: list[Token]) -> Token:
    """Tell operators from names and wildcards by what stands before (XPath 1.0, section 3.7)."""
    last = before[-1] if before else None
    operand_expected = last is None or (last.kind == "op" and last.text in _BEFORE_OPERAND)
    if kind == "number":
        return Token("number", text)
    if kind == "string":
        return Token("string", text[1:-1])
    if kind == "name":
        return Token("op" if not operand_expected and text in _WORDS else "name", text)
    if text == "*":
        return Token("name", "*") if operand_expected else Token("op", "multiply")
    return Token("op", text)
