"""One form, the same random answers, two engines: what our runtime and one of ODK's say."""

import random
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dialogue.moment import Moment
from dialogue.xforms import recompute
from dialogue.xforms.controls import Refusal
from dialogue.xforms.errors import FormError
from dialogue.xforms.finding import generic
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.oracle.drawing import answer
from tests.oracle.engines import ZONE, Engine, State
from tests.oracle.figures import Figures
from tests.oracle.forks import Forks
from tests.oracle.generating import TOWNS, xform
from tests.oracle.judging import Judge
from tests.oracle.roundtrip import send_back

MOST_INSTANCES = 4


def compare(  # what is compared, and how long
    form_path: Path,
    engine: Engine,
    *,
    runs: int,
    answers: int,
    seed: int,
    media: Mapping[str, bytes] | None = None,
) -> Figures:
    """Play a form with random answers in both engines, and compare after each.

    At the end of each run the engine opens our submission, and what it would send is compared too.
    """
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


def compared_as_drawn(engine: Engine, folder: Path, *, forms: int) -> tuple[int, int]:
    """Compare so many forms drawn at random, which lie in `folder`; give values and differences."""
    compared = differing = 0
    media = {"towns.csv": TOWNS}
    (folder / "towns.csv").write_bytes(TOWNS)
    for seed in range(forms):
        form = folder / f"{seed}.xml"
        form.write_text(xform(random.Random(seed)), encoding="utf-8")  # noqa: S311  # no secret
        figures = compare(form, engine, runs=1, answers=10, seed=seed, media=media)
        compared += figures.compared
        differing += figures.differing.total()
    return compared, differing


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
        now = datetime.now(ZoneInfo(ZONE))  # noqa: TID251  # as the engines have it
        self._moment = Moment(now=now, seed="oracle")
        self._instance = Instance.new(form, self._moment)
        self._theirs: State = {}
        forks = Forks(form, engine.name, form_path.read_text(encoding="utf-8"))
        self._judge = Judge(form, self._instance, engine, forks, figures)

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
                self._judge.note("error", None, "", theirs["error"], step)
                return
            self._compare(theirs, step)
        self._send_back()

    def _send_back(self) -> None:
        submission = self._instance.submission(self._moment)
        taken_up = Instance.load(self._form, submission, self._moment)
        recompute.everything(self._form.plan, taken_up._env)  # noqa: SLF001  # as engines do
        judge = Judge(self._form, taken_up, self._engine, self._judge.forks, self._figures)
        send_back(self._form, self._path, submission, self._engine, judge)

    def _compare(self, theirs: State, step: str) -> None:
        self._theirs = theirs
        self._judge.compare(theirs, step)

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
        if (answered := self._judge.definition(step.path)) is not None:
            self._judge.forks.answered.add(answered.index)
        theirs = self._engine.set(step.path, value)
        if refusal is not None and "error" not in theirs:
            self._compare_refusal(refusal, step.path, theirs, value)
            theirs = self._engine.set(step.path, kept)
        self._judge.forks.pruned |= {
            index
            for path, (index, old) in before.items()
            if old and self._lost(path, old, step.path)
        }
        return f"{step.path} = {value!r}", theirs

    def _compare_refusal(self, refusal: Refusal, path: str, theirs: State, value: str) -> None:
        state = theirs.get(path, {})
        self._judge.note("holds", path, False, state.get("holds"), value)  # noqa: FBT003  # it is not
        if state.get("constraintMessage") is not None:
            said = refusal.message_for(self._form.default_language) or ""
            self._judge.text("refusal", path, said, state["constraintMessage"], value)

    def _selects(self) -> dict[str, tuple[int, str]]:
        """Remember the answers to questions whose choices may change."""
        found = dict[str, tuple[int, str]]()
        for step in self._instance.steps():
            part = self._form.parts.get(generic(step.path))
            if part and part.choices and part.choices.fixed is None and part.definition:
                found[step.path] = part.definition.index, self._instance.value(step.path)
        return found

    def _lost(self, path: str, old: str, answered: str) -> bool:
        return path != answered and self._instance.value(path) != old

    def _add(self) -> tuple[str, State] | None:
        places = [
            step.path
            for step in self._instance.steps()
            if step.control.kind == "repeat"
            and self._instance.wanted(step.path) is None
            and len(self._instance.repeats(step.path)) < MOST_INSTANCES
            and "prompted" in self._theirs.get(step.path, {})
        ]
        if not places:
            return None
        place = self._chance.choice(places)
        added = self._instance.add(place)
        return f"add {added}", self._engine.add(place)

    def _remove(self) -> tuple[str, State] | None:
        places = [step.path for step in self._instance.steps() if step.control.kind == "repeat"]
        if self._engine.name == "Web Forms":  # which takes nothing away from what is counted
            places = [place for place in places if self._instance.wanted(place) is None]
        instances = [path for place in places for path in self._instance.repeats(place)]
        instances = [
            path for path in instances if self._instance.relevant(path) and path in self._theirs
        ]
        if not instances:
            return None
        gone = self._chance.choice(instances)
        definition = self._judge.definition(gone)
        if definition is not None:
            below = {one.index for one in definition.all_below()}
            self._judge.forks.removed |= {definition.index, *below}
        self._instance.remove(gone)
        return f"remove {gone}", self._engine.remove(gone)
