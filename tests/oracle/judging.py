"""What our runtime says of an instance, held against what an engine says of the same."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import cast

from dialogue.xforms.finding import generic
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.markup import plain
from dialogue.xforms.schema import Definition
from tests.oracle.engines import Engine, State
from tests.oracle.figures import Figures, even, squeezed
from tests.oracle.forks import Forks

_AS_TRUTH = {("1", "true"): "1", ("0", "false"): "0"}  # how JavaRosa writes what is true or false
_INSTANCE = re.compile(r"\[\d+\]$")


class Judge:
    """Compares all that can be seen of an instance, after every step; counts into figures."""

    def __init__(
        self,
        form: Form,
        instance: Instance,
        engine: Engine,
        forks: Forks,
        figures: Figures,
    ) -> None:
        self.forks = forks
        self._form = form
        self._instance = instance
        self._engine = engine
        self._figures = figures
        self._drawn = _drawn(form)
        self._broken: set[str] = set()

    def compare(self, theirs: State, step: str, *, sent: bool = False) -> None:
        """Compare instances, where one may be added, and every node.

        Of what was `sent` only relevant instances are counted: JavaRosa grows blank ones where a
        group is missing because it is not relevant.
        """
        ours = self._counts()
        counts = Counter(
            _INSTANCE.sub("", path)
            for path, state in theirs.items()
            if _INSTANCE.search(path) and (state.get("relevant") or not sent)
        )
        for place in ours.keys() | counts.keys():
            self._compare_counts(place, ours.get(place, 0), counts[place], step)
        self._compare_places(theirs, step)
        instance = self._instance
        self._broken = {path for path in instance.invalid() if instance.value(path)}
        for path, state in theirs.items():
            if "prompted" not in state and self._is_there(path):
                self._compare_node(path, state, step)

    def note(self, kind: str, path: str | None, ours: object, theirs: object, step: str) -> None:
        """Count a comparison, and keep what differs."""
        self._figures.compared += 1
        self._figures.sent += kind == "sent"
        if ours == theirs:
            return
        definition = None if path is None else self.definition(path)
        fork = None if definition is None else self.forks.of(definition.index, self._instance)
        if fork is not None:
            self._figures.forked[fork] += 1
            return
        self._figures.differing[kind] += 1
        said = f"{kind} {path}: {ours!r} / {self._engine.name} {theirs!r}  after {step}"
        self._figures.examples.append(said)

    def text(self, kind: str, path: str, ours: str, theirs: object, step: str) -> None:
        """Compare what people read."""
        other = plain(str(theirs or ""))
        self.note(kind, path, even(squeezed(ours)), even(squeezed(other)), step)

    def value(self, path: str, theirs: str, step: str) -> None:
        """Compare a value, unless time or chance made it."""
        definition = self.definition(path)
        if definition is None or self.is_volatile(definition):
            return
        ours, other = even(self._instance.value(path)), even(theirs)
        self.note("value", path, ours, _AS_TRUTH.get((ours, other), other), step)

    def is_volatile(self, definition: Definition) -> bool:
        """Tell whether a value is drawn or tells the time, so that no two engines agree on it."""
        return bool(definition.preload) or definition.index in self._drawn

    def definition(self, path: str) -> Definition | None:
        """Find what the form declares at a path."""
        return self._form.primary.at(generic(path))

    def _counts(self) -> Counter[str]:
        """Count our instances, by the path of their repeat."""
        found = Counter[str]()

        def look(definition: Definition, path: str) -> None:
            for child in definition.children:
                place = f"{path}/{child.name}"
                if child.is_repeat:
                    for instance in self._instance.repeats(place):
                        found[place] += 1
                        look(child, instance)
                else:
                    look(child, place)

        look(self._form.primary.document, "")
        return found

    def _compare_counts(self, place: str, ours: int, theirs: int, step: str) -> None:
        definition = self.definition(place)
        if definition is None:
            return
        if ours != theirs and any(one.count for one in definition.repeats_around()):
            below = {one.index for one in definition.all_below()}
            self.forks.counts_differ |= {definition.index, *below}
        self.note("instances", place, ours, theirs, step)

    def _compare_places(self, theirs: State, step: str) -> None:
        """Compare where a person may add an instance now."""
        ours = {
            one.path
            for one in self._instance.steps()
            if one.control.kind == "repeat" and self._instance.wanted(one.path) is None
        }
        others = {path for path, state in theirs.items() if "prompted" in state}
        for place in ours | others:
            self.note("prompted", place, place in ours, place in others, step)

    def _compare_node(self, path: str, state: Mapping[str, object], step: str) -> None:
        instance = self._instance
        relevant = instance.relevant(path)
        self.note("relevant", path, relevant, state.get("relevant", relevant), step)
        if not relevant or self.definition(path) is None:
            return
        if "value" in state:
            self.value(path, str(state["value"] or ""), step)
        if generic(path) not in self._form.parts:
            return
        if state.get("title") is not None:
            label = instance.label(path, self._form.default_language)
            self.text("title", path, label, state["title"], step)
        if "required" in state:
            self._compare_question(path, state, step)

    def _compare_question(self, path: str, state: Mapping[str, object], step: str) -> None:
        instance, language = self._instance, self._form.default_language
        self.text("label", path, instance.label(path, language), state["label"], step)
        self.text("hint", path, instance.hint(path, language), state["hint"], step)
        self.note("required", path, instance.required(path), state["required"], step)
        self.note("readonly", path, instance.readonly(path), state["readonly"], step)
        self.note("holds", path, path not in self._broken, state["holds"], step)
        if "choices" in state:
            pairs = [[one.value, squeezed(one.label)] for one in instance.choices(path, language)]
            offered = cast("list[list[str]]", state["choices"])
            others = [[value, squeezed(plain(label or ""))] for value, label in offered]
            self.note("choices", path, pairs, others, step)
        self._compare_messages(path, state, step)

    def _compare_messages(self, path: str, state: Mapping[str, object], step: str) -> None:
        """Compare what the author says to a wrong answer and to none, where the engine tells it."""
        instance, language = self._instance, self._form.default_language
        if state.get("constraintMessage") is not None:
            ours = instance.constraint_message(path, language)
            self.text("constraint message", path, ours, state["constraintMessage"], step)
        if state.get("requiredMessage") is not None:
            ours = instance.required_message(path, language)
            self.text("required message", path, ours, state["requiredMessage"], step)

    def _is_there(self, path: str) -> bool:
        try:
            self._instance.relevant(path)
        except KeyError:
            return False
        return True


def _drawn(form: Form) -> set[int]:
    """Find what time or chance decides, with all that follows from it."""
    drawn = {task.definition for task in form.plan.tasks if task.fickle}
    drawn |= {action.target for action, _ in form.actions}
    drawn |= {one.target for part in form.parts.values() for one in part.actions}
    found = {one.index for one in drawn}
    for one in drawn:
        for task in form.plan.after(one.index):
            found |= task.changes
    return found
