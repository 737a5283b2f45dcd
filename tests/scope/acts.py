"""The acts that buttons carry, found in the source of the features."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

_HANDLERS: Final = Path(__file__).parents[2] / "handlers"
_WORD: Final = re.compile(r"[a-z][a-z_]{0,11}")


@dataclass(frozen=True, slots=True)
class Act:
    """An act, and the words of its module that may stand beside an id in the value of a button."""

    name: str
    words: frozenset[str]


@cache
def acts() -> list[Act]:
    """List all acts of the house."""
    found = dict[str, set[str]]()
    for path in sorted(_HANDLERS.glob("*.py")):
        module = importlib.import_module(f"handlers.{path.stem}")
        tree = ast.parse(path.read_text("utf-8"))
        words = _words(tree)
        for name in _named(tree, module):
            found.setdefault(name, set()).update(words)
    return [Act(name, frozenset(words)) for name, words in sorted(found.items())]


def _named(tree: ast.AST, module: ModuleType) -> Iterator[str]:
    """Find what is given as `act=`, handed to `tap_of`, or compared with the act of a tap."""
    for node in ast.walk(tree):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call):
            given += [word.value for word in node.keywords if word.arg == "act"]
            if isinstance(node.func, ast.Name) and node.func.id == "tap_of":
                given += node.args[1:]
        elif isinstance(node, ast.Compare) and _is_act(node.left):
            given += node.comparators
        for one in given:
            yield from _texts(one, module)


def _is_act(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "act"


def _texts(node: ast.expr, module: ModuleType) -> Iterator[str]:
    """Read the texts that an expression stands for, as far as it can be read."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name):
        yield from _held(getattr(module, node.id, None))
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        yield from _held(getattr(getattr(module, node.value.id, None), node.attr, None))
    elif isinstance(node, ast.Starred):
        yield from _texts(node.value, module)
    elif isinstance(node, ast.Set | ast.Tuple | ast.List):
        for one in node.elts:
            yield from _texts(one, module)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, module)
        yield from _texts(node.orelse, module)


def _held(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list | set | frozenset | dict):
        return [one for one in value if isinstance(one, str)]
    return []


def _words(tree: ast.Module) -> set[str]:
    """Find short words that the module names at its top: verbs that stand beside ids."""
    return {
        one.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for one in ast.walk(node.value)
        if isinstance(one, ast.Constant)
        and isinstance(one.value, str)
        and _WORD.fullmatch(one.value)
    }
