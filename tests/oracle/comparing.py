"""One form, the same random answers, two engines: what our runtime and one of ODK's say."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from dialogue.moment import Moment
from dialogue.xforms.errors import FormError
from dialogue.xforms.finding import generic
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.markup import plain
from dialogue.xforms.schema import Definition
from tests.oracle.drawing import answer
from tests.oracle.engines import ZONE, Engine, State
from tests.oracle.forks import Forks

MOST_INSTANCES = 4
_AS_TRUTH = {("1", "true"): "1", ("0", "false"): "0"}  # how JavaRosa writes what is true or false
_INSTANCE = re.compile(r"\[\d+\]$")


@dataclass(slots=True)
class Figures:
    """What came out for one form: `differing` counts what no fork explains, `forked` the rest."""

    compared: int = 0
    differing: Counter[str] = field(default_factory=Counter)
    forked: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    refused: str = ""

    @property
    def raw(self) -> int:
        """How many values differ at all."""
        return self.differing.total() + self.forked.total()


def compare(  # what is compared, and how long
    form_path: Path,
    engine: Engine,
    *,
    runs: int,
    answers: int,
    seed: int,
    media: Mapping[str, bytes] | None = None,
) -> Figures:
    """Play a form with random answers in both engines, and compare after each."""
    figures = Figures()
    try:
        form = Form.parse(form_path.read_text(encoding="utf-8"), media or {})
    except FormError as error:
        figures.refused = f"ours: {error}"
        return figures
    for run in range(runs):
        chance = random.Random(f"{seed} {run} {form_path.name}")  # noqa: S311  # no secret
        _Play(form, form_path, engine, chance, figures).run(answers)
        if figures.refused:
            break
    return figures


class _Play:
    """One run of one form."""

    def __init__(
        self,
        form: Form,
        form_path: Path,
        engine: Engine,
        chance: random.Random,
        figures: Figures,
    ) -> None:
        self._form = form
        self._path = form_path
        self._engine = engine
        self._chance = chance
        self._figures = figures
        self._forks = Forks(form, engine.name, form_path.read_text(encoding="utf-8"))
        now = datetime.now(ZoneInfo(ZONE))  # noqa: TID251  # as the engines have it
        self._moment = Moment(now=now, seed="oracle")
        self._instance = Instance.new(form, self._moment)
        self._theirs: State = {}
        self._drawn = _drawn(form)

    def run(self, answers: int) -> None:
        """Answer so many times, now and then add or remove an instance; compare after each."""
        theirs = self._engine.open(self._path, self._form.default_language or "")
        if "error" in theirs:
            self._figures.refused = f"{self._engine.name}: {theirs['error']}"
            return
        self._compare(theirs, "start")
        for _ in range(answers):
            turn = self._chance.random()
            told = self._add() if turn < 0.1 else self._remove() if turn < 0.12 else self._answer()
            if told is None:
                continue
            step, theirs = told
            if "error" in theirs:
                self._note("error", None, "", theirs["error"], step)
                return
            self._compare(theirs, step)

    def _answer(self) -> tuple[str, State] | None:
        instance = self._instance
        questions = [
            step
            for step in instance.steps()
            if step.control.kind == "question" and step.path in self._theirs
        ]
        if not questions:
            return None
        step = self._chance.choice(questions)
        value, before = answer(step, instance, self._chance), self._selects()
        kept = instance.value(step.path)
        refusal = instance.answer(step.path, value, self._moment)
        if refusal is not None and refusal.kind != "constraint":
            return None
        theirs = self._engine.set(step.path, value)
        if refusal is not None and "error" not in theirs:
            judged = theirs.get(step.path, {}).get("holds")
            self._note("holds", step.path, False, judged, value)  # noqa: FBT003  # must not
            theirs = self._engine.set(step.path, kept)
        self._forks.pruned |= {
            index for path, (index, old) in before.items() if old and self._lost(path, step.path)
        }
        return f"{step.path} = {value!r}", theirs

    def _selects(self) -> dict[str, tuple[int, str]]:
        """Remember the answers to questions whose choices may change."""
        found = dict[str, tuple[int, str]]()
        for step in self._instance.steps():
            part = self._form.parts.get(generic(step.path))
            if part and part.choices and part.choices.fixed is None and part.definition:
                found[step.path] = part.definition.index, self._instance.value(step.path)
        return found

    def _lost(self, path: str, answered: str) -> bool:
        return path != answered and self._instance.value(path) == ""

    def _add(self) -> tuple[str, State] | None:
        places = [
            step.path
            for step in self._instance.steps()
            if step.control.kind == "repeat"
            and self._instance.wanted(step.path) is None
            and len(self._instance.repeats(step.path)) < MOST_INSTANCES
        ]
        if not places:
            return None
        place = self._chance.choice(places)
        added = self._instance.add(place)
        return f"add {added}", self._engine.add(place)

    def _remove(self) -> tuple[str, State] | None:
        places = [step.path for step in self._instance.steps() if step.control.kind == "repeat"]
        instances = [path for place in places for path in self._instance.repeats(place)]
        instances = [
            path for path in instances if self._instance.relevant(path) and path in self._theirs
        ]
        if not instances:
            return None
        gone = self._chance.choice(instances)
        definition = self._definition(gone)
        if definition is not None:
            below = {one.index for one in definition.all_below()}
            self._forks.removed |= {definition.index, *below}
        self._instance.remove(gone)
        return f"remove {gone}", self._engine.remove(gone)

    def _compare(self, theirs: State, step: str) -> None:
        self._theirs = theirs
        ours, instance = self._counts(), self._instance
        counts = Counter(_INSTANCE.sub("", path) for path in theirs if _INSTANCE.search(path))
        for place in ours.keys() | counts.keys():
            self._compare_counts(place, ours.get(place, 0), counts[place], step)
        prompted = {one.path for one in instance.steps() if one.control.kind == "repeat"}
        for path, state in theirs.items():
            if "prompted" in state:
                self._note("prompted", path, path in prompted, True, step)  # noqa: FBT003  # it is
            elif self._is_there(path):
                self._compare_node(path, state, step)

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
        definition = self._definition(place)
        if definition is None:
            return
        if ours != theirs and any(one.count for one in definition.repeats_around()):
            below = {one.index for one in definition.all_below()}
            self._forks.counts_differ |= {definition.index, *below}
        self._note("instances", place, ours, theirs, step)

    def _compare_node(self, path: str, state: Mapping[str, object], step: str) -> None:
        instance, language = self._instance, self._form.default_language
        relevant = instance.relevant(path)
        self._note("relevant", path, relevant, state.get("relevant", relevant), step)
        definition = self._definition(path)
        if not relevant or definition is None:
            return
        if "value" in state and not self._is_volatile(definition):
            value = _even(instance.value(path)), _even(str(state["value"] or ""))
            value = value[0], _AS_TRUTH.get(value, value[1])
            self._note("value", path, *value, step)
        if state.get("label") is not None and generic(path) in self._form.parts:
            ours, other = instance.label(path, language), plain(str(state["label"]))
            self._note("label", path, _even(_squeezed(ours)), _even(_squeezed(other)), step)
            self._note("required", path, instance.required(path), state["required"], step)
            holds = path not in self._broken()
            self._note("holds", path, holds, state["holds"], step)
        if "choices" in state:
            pairs = [[one.value, _squeezed(one.label)] for one in instance.choices(path, language)]
            offered = cast("list[list[str]]", state["choices"])
            others = [[value, _squeezed(plain(label or ""))] for value, label in offered]
            self._note("choices", path, pairs, others, step)

    def _broken(self) -> set[str]:
        return {path for path in self._instance.invalid() if self._instance.value(path)}

    def _is_there(self, path: str) -> bool:
        try:
            self._instance.relevant(path)
        except KeyError:
            return False
        return True

    def _is_volatile(self, definition: Definition) -> bool:
        """Tell whether a value is drawn or tells the time, so that no two engines agree on it."""
        return bool(definition.preload) or definition.index in self._drawn

    def _definition(self, path: str) -> Definition | None:
        return self._form.primary.at(generic(path))

    def _note(self, kind: str, path: str | None, ours: object, theirs: object, step: str) -> None:
        """Count a comparison, and keep what differs."""
        self._figures.compared += 1
        if ours == theirs:
            return
        definition = None if path is None else self._definition(path)
        fork = None if definition is None else self._forks.of(definition.index, self._instance)
        if fork is not None:
            self._figures.forked[fork] += 1
            return
        self._figures.differing[kind] += 1
        said = f"{kind} {path}: {ours!r} / {self._engine.name} {theirs!r}  after {step}"
        self._figures.examples.append(said)


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


def _squeezed(text: str) -> str:
    """Leave out blanks: JavaRosa drops those between two outputs."""
    return "".join(text.split())


def _even(text: str) -> str:
    """Write numbers in one way, also those of places: engines differ in ".0" alone."""
    return re.sub(r"(?<=\d)\.0+(?![\d])", "", text).replace("; ", ";")
