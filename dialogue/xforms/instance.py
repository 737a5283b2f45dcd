"""An instance: one filling-in of a form, from its first moment to its submission."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from dialogue.moment import Moment
from dialogue.xforms import recompute, reopening, storage, walking, xml
from dialogue.xforms.answers import checked
from dialogue.xforms.bounds import bounds_of
from dialogue.xforms.controls import Bounds, Refusal, Step
from dialogue.xforms.datatypes import read
from dialogue.xforms.entities import Entity, entities_of
from dialogue.xforms.errors import FullError
from dialogue.xforms.expression import Expression
from dialogue.xforms.finding import generic, path_of
from dialogue.xforms.form import Form
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.telling import Telling
from dialogue.xforms.values import to_boolean

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Instance(Telling):
    """The answers to a form, with what follows from them; belongs to one turn at a time.

    Paths are concrete (/data/member[2]/age); that of a repeat, as a place to add to, lacks the
    number (/data/member). A path that the form does not have now is a KeyError.
    """

    __slots__ = ("_gone",)

    def __init__(self, form: Form, moment: Moment) -> None:
        super().__init__(form, moment)
        self._gone: tuple[Node, ...] = ()

    @classmethod
    def new(
        cls, form: Form, moment: Moment, *, context: Mapping[str, str] = _NOTHING
    ) -> "Instance":
        """Begin: defaults, metadata, what is set at first load, and all calculations.

        `context` holds what metadata asks for: deviceid, username, phonenumber, email ….
        """
        instance = cls(form, moment)
        instance._running.begin(context)
        return instance

    @classmethod
    def load(
        cls, form: Form, draft: str, moment: Moment, *, gone: Collection[str] = ()
    ) -> "Instance":
        """Take up a draft where it was left: nothing is calculated anew.

        `gone` are paths of answers that nobody knows any more, see `reopen`.

        Raises:
            StateError: when the draft does not fit the form.
        """
        instance = cls(form, moment)
        storage.read_draft(draft, form.primary, instance._running.tree, instance._env)
        instance._gone = tuple(map(instance._node, gone))
        instance._env.frozen = recompute.frozen_by(form.plan, instance._gone)
        recompute.shows(form.plan, instance._env)
        return instance

    @classmethod
    def reopen(
        cls, form: Form, submission: str, moment: Moment, *, gone: Collection[str] = ()
    ) -> "Instance":
        """Open a submission again to correct it: as it was, under a new instanceID.

        `gone` are the generic paths of answers that may have been blanked since. Of those that
        are, what follows stays as it was: it is not calculated anew, and shown if it was answered.

        Raises:
            StateError: when the submission does not fit the form.
        """
        instance = cls(form, moment)
        instance._gone = reopening.reopen(instance._running, submission, gone)
        return instance

    @property
    def gone(self) -> tuple[str, ...]:
        """The paths of answers that nobody knows any more."""
        return tuple(map(path_of, self._gone))

    def dump(self) -> str:
        """Write the draft: the instance as XML, answers that are not relevant kept."""
        return storage.write_draft(self.form.primary, self._env.top, self._env)

    def submission(self, moment: Moment, *, corrects: str = "") -> str:
        """Write the submission: what is relevant, with the end set to this moment.

        `corrects` is the instanceID of the submission that it takes the place of, "" for none.
        """
        written = storage.write_submission(self.form.primary, self._env.top, moment)
        number = self.value(f"{self.form.primary.root.path}/meta/instanceID")
        return reopening.deprecating(written, self.form, number, corrects) if corrects else written

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
        return self._closed(self._node(path))

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
        definition = part.definition
        if definition is None or part.control.kind in {"group", "repeat"}:
            raise KeyError(path)
        e.moment = moment
        if not node.relevant or (definition.locks and self._closed(node)):
            return Refusal(kind="closed")
        text = checked(part, xml.legal(value), node, e)
        if isinstance(text, Refusal):
            return text

        before = node.value, node.text
        node.value, node.text = read(text, definition.type, e), text
        if text and not self._holds(definition, node):
            node.value, node.text = before
            messages = self._messages(part.constraint_message, path)
            return Refusal(kind="constraint", messages=messages)
        self._running.answered(node, part.actions if before[1] != text else ())
        return None

    def fill(self, path: str, value: str, moment: Moment) -> bool:
        """Put in what is known without asking, relevant now or not; false when it does not fit.

        What is calculated is never filled in, nor are groups.
        """
        part, e, node = self.form.parts.get(generic(path)), self._env, self._node(path)
        definition = self._definition(node)
        if definition.children or definition.calculate is not None:
            return False
        e.moment = moment
        text = xml.legal(value) if part is None else checked(part, xml.legal(value), node, e)
        if isinstance(text, Refusal):
            return False
        before, relevant = (node.value, node.text), node.relevant
        node.value, node.text = read(text, definition.type, e), text
        node.relevant = True  # else its own rule would read a blank
        holds, node.relevant = self._holds(definition, node), relevant
        if not holds:
            node.value, node.text = before
            return False
        self._running.answered(node, () if part is None else part.actions)
        return True

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
            definition = self._definition(node)
            required = definition.required
            broken = not self._holds(definition, node) if node.text else self._says(required, node)
            if broken and not self.readonly(step.path):
                found.append(step.path)
        return tuple(found)

    def _says(self, rule: Expression | None, node: Node) -> bool:
        """Tell what a rule says about its node now; one that is not there says nothing.

        Nor does one that reads what is gone.
        """
        if rule is None or self._is_lost(rule):
            return False
        self._env.origin = node
        return to_boolean(rule.value(self._env, node))

    def _holds(self, definition: Definition, node: Node) -> bool:
        rule = definition.constraint
        return rule is None or self._is_lost(rule) or self._says(rule, node)

    def _closed(self, node: Node) -> bool:
        for lock in self._definition(node).locks:
            holder = node.frame.above(lock.depth).nodes[lock.index]
            if self._says(lock.readonly, holder):
                return True
        return False

    def _is_lost(self, rule: Expression) -> bool:
        return any(node.index in rule.reads for node in self._gone)
