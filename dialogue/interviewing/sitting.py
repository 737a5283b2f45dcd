"""One turn's view of a form in progress: which questions there are, and which come next."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dialogue.interviewing.passage import Passage
from dialogue.moment import Moment
from dialogue.reading.choices import Option
from dialogue.tap import Tap
from dialogue.xforms.controls import Refusal, RepeatPlace, Step
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance

_ASKED, _ALL, _SORTED = "asked", "all", "sorted"  # no path begins so


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A form, its instance and how far the passage is.

    The instance is this turn's own and changes as answers come in, by `answer` alone. `language`
    is "th" or "lo".
    """

    form: Form
    instance: Instance
    passage: Passage
    draft_id: str
    language: str
    moment: Moment
    _known: dict[str, tuple[Step, ...]] = field(default_factory=dict, repr=False, compare=False)
    _options: dict[str, tuple[Option, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def itext(self) -> str | None:
        """The name by which the form knows the language."""
        return self.form.language_for(self.language)

    def after(self, passage: Passage) -> "Sitting":
        """Go on with a passage that moved."""
        return replace(self, passage=passage)

    def tap(self, act: str, value: str = "") -> Tap:
        """Make what a button of the present screen carries."""
        return Tap(act=act, draft=self.draft_id, serial=self.passage.serial, value=value)

    def answer(self, path: str, value: str) -> Refusal | None:
        """Keep an answer, "" for none; or say why the form does not take it."""
        self._forget()
        return self.instance.answer(path, value, self.moment)

    def add(self, path: str) -> str:
        """Add an instance to a repeat; return its path.

        Raises:
            FullError: when there is no room for it.
        """
        self._forget()
        return self.instance.add(path)

    def remove(self, path: str) -> None:
        """Take an instance of a repeat away."""
        self._forget()
        self.instance.remove(path)

    def options(self, path: str, make: Callable[[], tuple[Option, ...]]) -> tuple[Option, ...]:
        """Give the choices of a question, made once until something is answered."""
        if path not in self._options:
            self._options[path] = make()
        return self._options[path]

    def asked(self) -> tuple[Step, ...]:
        """Give what is asked now, in order: questions that can be answered, and "one more?"."""
        if _ASKED not in self._known:
            self._known[_ASKED] = tuple(step for step in self.steps() if self.is_asked(step))
        return self._known[_ASKED]

    def steps(self) -> tuple[Step, ...]:
        """Give all that stands in the form now, in order; not what was answered and is gone."""
        if _ALL not in self._known:
            gone = self.passage.gone
            steps = self.instance.steps()
            self._known[_ALL] = tuple(step for step in steps if step.path not in gone)
        return self._known[_ALL]

    def inside(self, place: str) -> tuple[Step, ...]:
        """Give what stands in an instance of a repeat now, by its path (/data/member[2])."""
        if _SORTED not in self._known:
            found = dict[str, list[Step]]()
            for step in self.steps():
                for around in step.repeats:
                    found.setdefault(around.path, []).append(step)
            self._known.update((path, tuple(steps)) for path, steps in found.items())
            self._known[_SORTED] = ()
        return self._known.get(place, ())

    def is_asked(self, step: Step) -> bool:
        """Tell whether this step waits for an answer."""
        if step.control.kind == "repeat":
            return True
        return step.control.kind == "question" and not self.instance.readonly(step.path)

    def questions(self) -> tuple[Step, ...]:
        """Give the questions of now, without those for one more instance."""
        return tuple(step for step in self.asked() if step.control.kind == "question")

    def open_questions(self) -> tuple[Step, ...]:
        """Give the questions of now that are asked of a person: not those that were filled in."""
        filled = self.passage.filled
        return tuple(step for step in self.questions() if step.path not in filled)

    def last_time(self, step: Step) -> str:
        """Tell the answer of the last time that may be given again; "" where there is none."""
        return next((value for path, value in self.passage.before if path == step.path), "")

    def place(self) -> RepeatPlace | None:
        """Find the instance that is shown; None when none is, or it is there no more."""
        path = self.passage.place
        repeat, _, number = path.removesuffix("]").rpartition("[")
        step = self.find(repeat)
        instances = () if step is None else self.instance.repeats(repeat)
        if step is None or path not in instances:
            return None
        return RepeatPlace(control=step.control, path=path, index=int(number), count=len(instances))

    def is_shown(self, step: Step) -> bool:
        """Tell whether this step is only read: a note, or a question that is read-only."""
        return not self.is_asked(step)

    def is_done(self, path: str) -> bool:
        """Tell whether the question was passed, and still stands so."""
        answered = path in self.passage.answered and self.instance.value(path) != ""
        return answered or path in self.passage.skipped

    def waiting(self) -> Step | None:
        """Find the waiting question; None when none waits, or it is no longer relevant."""
        return self.find(self.passage.waiting)

    def find(self, path: str) -> Step | None:
        """Find a question of now by its path."""
        return next((step for step in self.asked() if step.path == path), None)

    def next(self) -> Step | None:
        """Find the first question that was not passed yet."""
        return next((step for step in self.asked() if not self.is_done(step.path)), None)

    def before(self, path: str, *, filled: bool = False) -> Step | None:
        """Find the question before this one; before no question at all: the last.

        What was filled in is passed over, unless it is wanted too.
        """
        earlier: Step | None = None
        for step in self.asked():
            if step.path == path:
                return earlier
            if filled or step.path not in self.passage.filled:
                earlier = step
        return earlier

    def notes_at(self, path: str) -> tuple[Step, ...]:
        """Find what is read between the question before this one and this one."""
        return self._notes_between(self.before(path, filled=True), self.find(path))

    def notes_after(self, path: str) -> tuple[Step, ...]:
        """Find what is read between this question and the one after it."""
        asked = self.asked()
        places = [place for place, step in enumerate(asked) if step.path == path]
        if not places:
            return ()
        following = asked[places[0] + 1 : places[0] + 2]
        return self._notes_between(asked[places[0]], following[0] if following else None)

    def _notes_between(self, first: Step | None, last: Step | None) -> tuple[Step, ...]:
        steps = self.steps()
        paths = [step.path for step in steps]
        start = paths.index(first.path) + 1 if first else 0
        end = paths.index(last.path) if last else len(paths)
        return tuple(step for step in steps[start:end] if self.is_shown(step))

    def opened_by(self, step: Step) -> tuple[str, ...]:
        """Give the labels of the groups whose first step this is, from the outermost inward."""
        steps = self.steps()
        place = steps.index(step)
        earlier = steps[place - 1] if place else None
        before = () if earlier is None else tuple(map(earlier.path_of, earlier.groups))
        around = (step.path_of(group) for group in step.groups if group.path)
        labels = (self.instance.label(path, self.itext) for path in around if path not in before)
        return tuple(label for label in labels if label)

    def has_answer(self, path: str) -> bool:
        """Tell whether there is an answer that may be left as it is: not one that was lost."""
        return self.value(path) != "" and path not in self.passage.lost

    def value(self, path: str) -> str:
        """Tell the answer to what is asked; blank where one more instance is asked for."""
        step = self.find(path)
        if step is not None and step.control.kind == "repeat":
            return ""
        return self.instance.value(path)

    def may_skip(self, step: Step) -> bool:
        """Tell whether this may be left blank."""
        return step.control.kind == "repeat" or not self.instance.required(step.path)

    def _forget(self) -> None:
        self._known.clear()
        self._options.clear()

    def is_discarded(self) -> bool:
        """Tell whether the form says that nothing may be kept: bind::line:discard, answered yes."""
        return any(
            definition.attributes.get("discard") and self.instance.value(definition.path) == "yes"
            for definition in self.form.primary.definitions
            if not definition.depth
        )

    def withdraws(self) -> bool:
        """Tell whether saving this would erase what was sent before: a correction that says no."""
        return bool(self.passage.corrects) and self.is_discarded()
