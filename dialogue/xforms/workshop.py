"""The workshop that compiles the expressions of a form."""

from collections.abc import Mapping
from types import MappingProxyType

from dialogue.xforms import syntax
from dialogue.xforms.errors import FormError
from dialogue.xforms.expression import Expression
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.xpath.compiled import Scope
from dialogue.xforms.xpath.compiler import compile_expr
from dialogue.xforms.xpath.parser import parse

_NONE: Mapping[str, str] = MappingProxyType({})

LONGEST = 65_536  # characters


class Workshop:
    """Compiles the expressions of one form; used while the form is read, then dropped."""

    def __init__(
        self,
        document: Definition,
        instances: Mapping[str, Node],
        last_saved: frozenset[str] = frozenset(),
        live: Mapping[str, str] = _NONE,
    ) -> None:
        self._document = document
        self._last_saved = last_saved
        self._instances = instances
        self._live = live
        self._read: dict[str, syntax.Expr] = {}

    @property
    def reads_saved(self) -> bool:
        """Tell whether the form names the instance that was saved before."""
        return bool(self._last_saved)

    def has_list(self, name: str) -> bool:
        """Tell whether there is a list of this name."""
        return name in self._instances or name in self._live

    def compile(self, text: str, at: Definition | None, where: str) -> Expression:
        """Compile an expression whose context node is `at`, None when it is not known.

        Raises:
            FormError: when it is no expression that can be run; the message begins with `where`.
        """
        try:
            return self.compile_syntax(self.parsed(text), at)
        except FormError as error:
            raise FormError(f"{where}: {error}, in {_shortened(text)}") from error

    def compile_syntax(self, expr: syntax.Expr, at: Definition | None) -> Expression:
        """Compile what has been read already."""
        context = None if at is None else (at,)
        scope = Scope(
            document=self._document,
            instances=self._instances,
            last_saved=self._last_saved,
            live=self._live,
            compile=compile_expr,
            context=context,
            origin=context,
        )
        compiled = compile_expr(expr, scope)
        return Expression(
            syntax=expr,
            value=compiled.value,
            nodes=compiled.nodes,
            reads=dict(scope.reads),
            fickle=bool(scope.fickle),
            fixed=compiled.fixed,
            anew=bool(scope.anew),
        )

    def parsed(self, text: str) -> syntax.Expr:
        """Read an expression, each text once.

        Raises:
            FormError: when it is none, or is too long.
        """
        if len(text) > LONGEST:
            raise FormError("longer than 64 KB")
        if text not in self._read:
            self._read[text] = parse(text)
        return self._read[text]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:117]}..."
