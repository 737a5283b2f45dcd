"""Where ODK's two engines differ, recognised by rule in a form (see dialogue.xforms)."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from dialogue.xforms import syntax, xml
from dialogue.xforms.errors import FormError
from dialogue.xforms.expression import Expression
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import to_string
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xpath.places import gather
from tests.oracle import written

NAMES = {
    "a": "sum(), max() or min() over blanks",
    "b": "a choice that is not offered any more",
    "c": "regex() without anchors",
    "d": "instances beyond a count",
    "e": "a missing node beside a string",
    "f": "decimal-date-time() plus days",
    "g": "instances that JavaRosa leaves as they were",
    "h": "an absolute path inside of its repeat",
    "i": "an answer to what is calculated",
    "j": "what is not relevant, counted or joined",
    "k": "area() by another formula",
    "l": "choices by what is not relevant any more",
}
THE_SIX = frozenset("abcdef")
_SUMMED = {"sum", "max", "min"}
_COUNTED = {"count", "count-non-empty", "join"}
_RULES = ("relevant", "required", "readonly", "calculate", "constraint")


@dataclass(slots=True)
class Forks:
    """The forks of one form: which definitions each touches, at once or by what they read."""

    form: Form
    engine: str
    text: str
    pruned: set[int] = field(default_factory=set)
    counts_differ: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    _labels: dict[int, set[int]] = field(default_factory=dict)
    _fixed: dict[str, set[int]] = field(default_factory=dict)
    _sums: dict[int, list[Expression]] = field(default_factory=dict)
    _equals: dict[int, list[Expression]] = field(default_factory=dict)
    _counts: dict[int, list[Expression]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look through all rules of the form once."""
        root = xml.parse(self.text)
        told = written.outputs(root)
        workshop = Workshop(self.form.primary.document, {})
        for definition in self.form.primary.definitions:
            for rule in _rules(definition):
                self._look(definition, rule, workshop)
                if definition.depth and self._reads_others(rule, definition, workshop):
                    self._note("g", definition)
        for part in self.form.parts.values():
            if part.control.kind == "question" and part.definition and part.definition.calculate:
                self._note("i", part.definition)
            if part.definition is not None:
                for label in told.get(part.definition.path, ()):
                    self._read_label(part.definition, label, workshop)
        for path, lacking in written.filters(root):
            asking = self.form.primary.at(path)
            if asking is not None and lacking:
                self._note("e", asking)

    def of(self, index: int, instance: Instance) -> str | None:
        """Name the fork that explains a difference at a node; None when none does."""
        read = {index} | self._labels.get(index, set())
        touched = self._touched(instance)
        return next((name for name, found in touched if not read.isdisjoint(found)), None)

    def _read_label(self, definition: Definition, written: str, workshop: Workshop) -> None:
        with suppress(FormError):  # what reads a list has no fork of ours
            reads = workshop.compile(written, definition, "label").reads
            self._labels.setdefault(definition.index, set()).update(reads)

    def _look(self, definition: Definition, rule: syntax.Expr, workshop: Workshop) -> None:
        for expr in _walked(rule):
            if name := _by_shape(expr):
                self._note(name, definition)
            match expr:
                case syntax.Call(name, args) if name in _SUMMED | _COUNTED:
                    kept = self._sums if name in _SUMMED else self._counts
                    self._compile_all(kept, definition, args, workshop)
                case syntax.Binary("=" | "!=", left, right):
                    sides = tuple(side for side in (left, right) if _is_nodes(side))
                    self._compile_all(self._equals, definition, sides, workshop)
                case syntax.Path(True, _, steps) if self._names_own(steps, definition):
                    self._note("h", definition)
                case _:
                    pass

    def _names_own(self, steps: tuple[syntax.Step, ...], definition: Definition) -> bool:
        if not definition.depth:
            return False
        names = [step.test for step in steps]
        repeat = definition.repeats_around()[0].path.split("/")[1:]
        return names[: len(repeat)] == repeat

    def _reads_others(self, rule: syntax.Expr, definition: Definition, workshop: Workshop) -> bool:
        try:
            reads = workshop.compile_syntax(rule, definition).reads
        except FormError:
            return False
        every = self.form.primary.definitions
        return any(index >= 0 and bound < every[index].depth for index, bound in reads.items())

    def _compile_all(
        self,
        kept: dict[int, list[Expression]],
        definition: Definition,
        exprs: tuple[syntax.Expr, ...],
        workshop: Workshop,
    ) -> None:
        found = kept.setdefault(definition.index, [])
        try:
            found += [workshop.compile_syntax(expr, definition) for expr in exprs]
        except FormError:
            self._note("a" if kept is self._sums else "e", definition)

    def _note(self, name: str, definition: Definition) -> None:
        self._fixed.setdefault(name, set()).add(definition.index)

    def _touched(self, instance: Instance) -> Iterator[tuple[str, set[int]]]:
        found = {name: set(indices) for name, indices in self._fixed.items()}
        found["b"] = self.pruned | self._not_offered(instance)
        found["d"] = set(self.counts_differ)
        found["i"] = found.get("i", set()) & self.answered
        found["j"] = self._counts_hidden(instance)
        found["l"] = self._filtered_by_hidden(instance)
        found["g"] = found.get("g", set()) | self.removed
        found.setdefault("a", set()).update(self._now(self._sums, instance, _has_blank))
        found.setdefault("e", set()).update(self._now(self._equals, instance, _is_empty))
        if self.engine == "JavaRosa":
            applies = {"d", "f", "g", "b", "l"}
        else:
            applies = {"a", "b", "c", "d", "e", "f", "h", "i", "j", "k"}
        for name in sorted(applies & found.keys()):
            yield name, self._spread(found[name])

    def _counts_hidden(self, instance: Instance) -> set[int]:
        """Find what counts or joins nodes of which some are not relevant now."""
        e, every, found = instance._env, self.form.primary.definitions, set[int]()  # noqa: SLF001
        for index, expressions in self._counts.items():
            for read in {one for expr in expressions for one in expr.reads if one >= 0}:
                nodes = gather(e.top, every[read].repeats_around(), read)
                if not all(node.relevant for node in nodes):
                    found.add(index)
        return found

    def _filtered_by_hidden(self, instance: Instance) -> set[int]:
        """Find choices that an answer decides which is not relevant now: JavaRosa keeps them."""
        e, every, found = instance._env, self.form.primary.definitions, set[int]()  # noqa: SLF001
        for part in self.form.parts.values():
            if part.choices is None or part.definition is None:
                continue
            for read in (one for one in part.choices.reads if one >= 0):
                nodes = gather(e.top, every[read].repeats_around(), read)
                if any(node.text and not node.relevant for node in nodes):
                    found.add(part.definition.index)
        return found

    def _not_offered(self, instance: Instance) -> set[int]:
        """Find what is calculated but not offered: JavaRosa goes on with it until it is shown."""
        e, found = instance._env, set[int]()  # noqa: SLF001  # to look inside
        for part in self.form.parts.values():
            definition = part.definition
            if part.choices is None or definition is None or definition.calculate is None:
                continue
            for node in gather(e.top, definition.repeats_around(), definition.index):
                e.origin = node
                if not node.text and to_string(definition.calculate.value(e, node)):
                    found.add(definition.index)
        return found

    def _now(
        self,
        kept: dict[int, list[Expression]],
        instance: Instance,
        holds: Callable[[list[Node]], bool],
    ) -> set[int]:
        e, every = instance._env, self.form.primary.definitions  # noqa: SLF001  # to look inside
        found = set[int]()
        for index, expressions in kept.items():
            definition = every[index]
            for node in gather(e.top, definition.repeats_around(), index):
                for expression in expressions:
                    e.origin = node
                    nodes = expression.nodes(e, node) if expression.nodes else []
                    if holds(nodes):
                        found.add(index)
        return found

    def _spread(self, indices: set[int]) -> set[int]:
        """Add what depends on these nodes."""
        touched = set(indices)
        every = self.form.primary.definitions
        for index in indices:
            touched |= {one.index for one in every[index].all_below()}
            for task in self.form.plan.after(index):
                touched |= task.changes
        for definition in every:
            for name in _RULES:
                rule = getattr(definition, name)
                if rule is not None and not touched.isdisjoint(rule.reads):
                    touched.add(definition.index)
        for part in self.form.parts.values():
            if part.choices and part.definition and not touched.isdisjoint(part.choices.reads):
                touched.add(part.definition.index)
        return touched


def _by_shape(expr: syntax.Expr) -> str | None:
    """Name the fork that an expression shows by itself."""
    match expr:
        case syntax.Call("regex", (_, syntax.Literal(str(pattern)))):
            return None if pattern.startswith("^") and pattern.endswith("$") else "c"
        case syntax.Call("regex", _):
            return "c"
        case syntax.Call("area", _):
            return "k"
        case syntax.Call("date" | "date-time" | "format-date" | "int" | "round", args):
            return "f" if any(_is_days(one) for arg in args for one in _walked(arg)) else None
        case _:
            return None


def _rules(definition: Definition) -> Iterator[syntax.Expr]:
    for name in _RULES:
        rule = getattr(definition, name)
        if rule is not None:
            yield rule.syntax


def _walked(expr: syntax.Expr) -> Iterator[syntax.Expr]:
    """Walk through an expression and all that it is made of."""
    yield expr
    inner: tuple[syntax.Expr, ...] = ()
    match expr:
        case syntax.Path(_, start, steps):
            inner = tuple(one for step in steps for one in step.predicates)
            inner = inner if start is None else (start, *inner)
        case syntax.Filtered(start, predicates):
            inner = (start, *predicates)
        case syntax.Call(_, args):
            inner = args
        case syntax.Binary(_, left, right):
            inner = (left, right)
        case syntax.Chain(_, parts) | syntax.Sum(parts, _):
            inner = parts
        case syntax.Negative(operand):
            inner = (operand,)
        case _:
            pass
    for one in inner:
        yield from _walked(one)


def _is_nodes(expr: syntax.Expr) -> bool:
    return isinstance(expr, syntax.Path) or (
        isinstance(expr, syntax.Call) and expr.name == "indexed-repeat"
    )


def _is_days(expr: syntax.Expr) -> bool:
    return isinstance(expr, syntax.Call) and expr.name == "decimal-date-time"


def _has_blank(nodes: list[Node]) -> bool:
    return not nodes or any(node.text == "" for node in nodes)


def _is_empty(nodes: list[Node]) -> bool:
    return not nodes
