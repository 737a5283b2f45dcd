"""An instance: one filling-in of a form, from its first moment to its submission."""

from collections.abc import Mapping
from types import MappingProxyType

from dialogue.moment import Moment
from dialogue.xforms import recompute, storage, walking, xml
from dialogue.xforms.answers import checked
from dialogue.xforms.body import Part
from dialogue.xforms.bounds import bounds_of
from dialogue.xforms.controls import Bounds, Choice, Refusal, Step
from dialogue.xforms.datatypes import read
from dialogue.xforms.entities import Entity, entities_of
from dialogue.xforms.env import Env
from dialogue.xforms.errors import FullError
from dialogue.xforms.expression import Expression
from dialogue.xforms.finding import find_node, find_repeat, generic, path_of
from dialogue.xforms.form import Form
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.running import Running
from dialogue.xforms.schema import Definition
from dialogue.xforms.texts import Source
from dialogue.xforms.values import to_boolean

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Instance:
    """The answers to a form, with what follows from them; belongs to one turn at a time.

    Paths are concrete (/data/member[2]/age); that of a repeat, as a place to add to, lacks the
    number (/data/member). A path that the form does not have now is a KeyError.
    """

    __slots__ = ("_env", "_running", "form")

    def __init__(self, form: Form, moment: Moment) -> None:
        self.form = form
        self._running = Running(form, moment)
        self._env = self._running.e

    @classmethod
    def new(
        cls,
        form: Form,
        moment: Moment,
        *,
        context: Mapping[str, str] = _NOTHING,
        last_saved: str | None = None,
    ) -> "Instance":
        """Begin: defaults, metadata, what is set at first load, and all calculations.

        `context` holds what metadata asks for: deviceid, username, phonenumber, email …;
        `last_saved` is the submission of the same form that was saved before, if any.

        Raises:
            StateError: when the instance that was saved before is none of this form.
        """
        instance = cls(form, moment)
        if last_saved is not None:
            instance._env.last_saved = storage.read_saved(last_saved, form.primary)
        instance._running.begin(context)
        return instance

    @classmethod
    def load(cls, form: Form, draft: str, moment: Moment) -> "Instance":
        """Take up a draft where it was left: nothing is calculated anew.

        Raises:
            StateError: when the draft does not fit the form.
        """
        instance = cls(form, moment)
        storage.read_draft(draft, form.primary, instance._running.tree, instance._env)
        recompute.shows(form.plan, instance._env)
        return instance

    def dump(self) -> str:
        """Write the draft: the instance as XML, answers that are not relevant kept."""
        return storage.write_draft(self.form.primary, self._env.top, self._env)

    def submission(self, moment: Moment) -> str:
        """Write the submission: what is relevant, with the end set to this moment."""
        return storage.write_submission(self.form.primary, self._env.top, moment)

    def entities(self) -> tuple[Entity, ...]:
        """Gather what this instance creates or updates, once it is finished."""
        return tuple(entities_of(self.form.primary, self._env.top))

    def steps(self) -> tuple[Step, ...]:
        """List the questions and notes that are relevant now, in order.

        A step of kind repeat stands after the last instance of a repeat where a person may add one,
        and where answers were given for more than it should have now.
        """
        return tuple(step for _, step in walking.steps(self._running))

    def value(self, path: str) -> str:
        """Tell the stored answer, blank when there is none."""
        return self._node(path).text

    def holder(self, value: str) -> str | None:
        """Find the question that holds this very answer, relevant now or not; None when none."""
        nodes = self._env.document.descendants()
        return next((path_of(node) for node in nodes if node.text == value and value), None)

    def relevant(self, path: str) -> bool:
        """Tell whether a node is relevant now, and all above it."""
        return self._node(path).relevant

    def required(self, path: str) -> bool:
        """Tell whether a question must be answered now."""
        node = self._node(path)
        return self._says(self._definition(node).required, node)

    def readonly(self, path: str) -> bool:
        """Tell whether a node cannot be answered now, by itself or by a group around it."""
        node: Node | None = self._node(path)
        while node is not None and node.index >= 0:
            if self._says(self._definition(node).readonly, node):
                return True
            node = node.parent
        return False

    def repeats(self, path: str) -> tuple[str, ...]:
        """List the paths of a repeat's instances; `path` is that of the repeat (/data/member)."""
        repeat, frame = self._repeat(path)
        return tuple(
            f"{path}[{number}]" for number in range(1, len(frame.repeats[repeat.index]) + 1)
        )

    def wanted(self, path: str) -> int | None:
        """Count the instances that a repeat should have; None where people add as many as due."""
        return self._running.wanted(*self._repeat(path))

    def add(self, path: str) -> str:
        """Add an instance of a repeat after the others; return its path.

        Raises:
            FullError: when there are 200, when the form has 5,000 nodes, or when it is counted.
        """
        repeat, frame = self._repeat(path)
        if not repeat.is_open:
            raise FullError(f"{repeat.path}: nobody may add to it")
        self._running.add(repeat, frame)
        return f"{path}[{len(frame.repeats[repeat.index])}]"

    def remove(self, path: str) -> None:
        """Take an instance away with its answers (/data/member[2]); the later ones move up."""
        node = self._node(path)
        definition = self._definition(node)
        if not definition.is_repeat:
            raise KeyError(path)
        self._running.remove(definition, node)

    def answer(self, path: str, value: str, moment: Moment) -> Refusal | None:
        """Take an answer, "" to take one away, and compute what follows from it.

        Whether a blank is allowed is for the caller to ask (`required`). On refusal nothing
        changes.
        """
        part, e, node = self._part(path), self._env, self._node(path)
        if part.definition is None or part.control.kind in {"group", "repeat"}:
            raise KeyError(path)
        e.moment = moment
        if not node.relevant or self.readonly(path):
            return Refusal(kind="closed")
        text = checked(part, xml.legal(value), node, e)
        if isinstance(text, Refusal):
            return text

        before = node.value, node.text
        node.value, node.text = read(text, part.definition.type, e), text
        if text and not self._holds(node):
            node.value, node.text = before
            messages = self._messages(part.constraint_message, path)
            return Refusal(kind="constraint", messages=messages)
        self._running.changed(node, part.actions if before[1] != text else ())
        return None

    def label(self, path: str, language: str | None) -> str:
        """Tell the label of a question, note, group or repeat."""
        return self._told(self._part(path).label, path, language)

    def hint(self, path: str, language: str | None) -> str:
        """Tell the hint; blank when there is none."""
        return self._told(self._part(path).hint, path, language)

    def guidance(self, path: str, language: str | None) -> str:
        """Tell the longer guidance for whoever asks; blank when there is none."""
        return self._told(self._part(path).guidance, path, language)

    def constraint_message(self, path: str, language: str | None) -> str:
        """Tell what the author says to an answer that is not allowed; blank when nothing."""
        return self._told(self._part(path).constraint_message, path, language)

    def required_message(self, path: str, language: str | None) -> str:
        """Tell what the author says where an answer is needed; blank when nothing."""
        return self._told(self._part(path).required_message, path, language)

    def media(self, path: str, language: str | None) -> Mapping[str, str]:
        """Tell the files that go with a label, by kind: {"image": "jr://images/a.png"}."""
        found = {
            kind: self._told(source, path, language)
            for kind, source in self._part(path).media.items()
        }
        return {kind: file for kind, file in found.items() if file}

    def choices(self, path: str, language: str | None) -> tuple[Choice, ...]:
        """List what is offered now, in order; nothing for a question without choices."""
        part = self._part(path)
        if part.choices is None:
            return ()
        node, e = self._node(path), self._speaking(language)
        e.origin = node
        return tuple(item.choice(e, node) for item in part.choices.offered(e, node))

    def shown(self, path: str, language: str | None) -> str:
        """Tell an answer as people read it: choices by their labels, numbers as short as can be."""
        text = self.value(path)
        labels = {choice.value: choice.label for choice in self.choices(path, language)}
        if labels:
            return ", ".join(labels.get(value, value) for value in text.split())
        definition = self._definition(self._node(path))
        return text.removesuffix(".0") if definition.type == "decimal" else text

    def is_live(self, path: str) -> bool:
        """Tell whether others may be offered next time, though nothing is answered."""
        return (choices := self._part(path).choices) is not None and choices.is_live

    def bounds(self, path: str) -> Bounds | None:
        """Tell the least and the most that may be answered; None when nothing is said of it."""
        limits, e = self.form.limits.get(generic(path), ()), self._env
        scale = self._part(path).control.scale
        if not limits and scale is None:
            return None
        node = e.origin = self._node(path)
        return bounds_of(limits, self._definition(node).type, e, node, scale)

    def invalid(self) -> tuple[str, ...]:
        """List questions that are relevant now and blank though required, or break their rule."""
        found = list[str]()
        for node, step in walking.steps(self._running):
            if node is None or step.control.kind == "note":
                continue
            required = self._definition(node).required
            broken = not self._holds(node) if node.text else self._says(required, node)
            if broken and not self.readonly(step.path):
                found.append(step.path)
        return tuple(found)

    def _node(self, path: str) -> Node:
        index = self.form.indices.get(path)
        if index is not None:
            return self._env.nodes[index]
        return find_node(path, self.form.primary, self._env.top)

    def _repeat(self, path: str) -> tuple[Definition, Frame]:
        return find_repeat(path, self.form.primary, self._env.top)

    def _definition(self, node: Node) -> Definition:
        return self.form.primary.definitions[node.index]

    def _part(self, path: str) -> Part:
        return self.form.parts[generic(path)]

    def _says(self, rule: Expression | None, node: Node) -> bool:
        """Tell what a rule says about its node now; one that is not there says nothing."""
        if rule is None or rule.truth is not None:
            return rule is not None and rule.truth is True
        self._env.origin = node
        return to_boolean(rule.value(self._env, node))

    def _holds(self, node: Node) -> bool:
        rule = self._definition(node).constraint
        return rule is None or self._says(rule, node)

    def _speaking(self, language: str | None) -> Env:
        """Speak a language: a copy of the environment, as calculations keep the default one."""
        e = self._env
        chosen = language if language in self.form.languages else self.form.default_language
        return e.speaking(chosen or "")

    def _told(self, source: Source, path: str, language: str | None) -> str:
        e = self._speaking(language)
        node = e.origin = self._asking(path)
        return source(e, node)

    def _asking(self, path: str) -> Node:
        """Find the node that a text is told for; of a repeat as a whole, its next instance."""
        if not path:
            return self._env.document
        try:
            return self._node(path)
        except KeyError:
            return self._running.next_of(*self._repeat(path))

    def _messages(self, source: Source, path: str) -> dict[str, str]:
        languages = self.form.languages or ("",)
        return {language: self._told(source, path, language) for language in languages}
