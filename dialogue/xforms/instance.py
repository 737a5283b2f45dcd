"""An instance: one filling-in of a form, from its first moment to its submission."""

from collections.abc import Mapping
from types import MappingProxyType

from dialogue.moment import Moment
from dialogue.xforms import preload, recompute, storage, xml
from dialogue.xforms.actions import CHANGED, LOADED, Action
from dialogue.xforms.answers import checked
from dialogue.xforms.body import Part
from dialogue.xforms.bounds import bounds_of
from dialogue.xforms.controls import Bounds, Choice, Refusal, Step
from dialogue.xforms.datatypes import read, stored
from dialogue.xforms.env import Env
from dialogue.xforms.expression import Expression
from dialogue.xforms.form import Form
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition, blank_tree
from dialogue.xforms.texts import Source
from dialogue.xforms.values import to_boolean

_NOTHING: Mapping[str, str] = MappingProxyType({})
_DEEPEST_ACTIONS = 20


class Instance:
    """The answers to a form, with what follows from them; belongs to one turn at a time.

    Paths are concrete (/data/group/name). A path that the form does not have is a KeyError.
    """

    __slots__ = ("_env", "form")

    def __init__(self, form: Form, moment: Moment) -> None:
        self.form = form
        document, nodes = blank_tree(
            form.primary.document.children[0],
            len(form.primary.definitions),
        )
        self._env = Env(nodes, document, form.library, moment, form.default_language or "")

    @classmethod
    def new(
        cls,
        form: Form,
        moment: Moment,
        *,
        context: Mapping[str, str] = _NOTHING,
    ) -> "Instance":
        """Begin: defaults, metadata, what is set at first load, and all calculations.

        `context` holds what metadata asks for: deviceid, username, phonenumber, email …
        """
        instance = cls(form, moment)
        e = instance._env
        for definition in form.primary.definitions:
            preload.begin(definition, e.nodes[definition.index], e, context)
        for action in form.actions:
            if action.events & LOADED:
                instance._act(action, depth=0)
        recompute.everything(form.plan, e)
        return instance

    @classmethod
    def load(cls, form: Form, draft: str, moment: Moment) -> "Instance":
        """Take up a draft where it was left: nothing is calculated anew.

        Raises:
            StateError: when the draft does not fit the form.
        """
        instance = cls(form, moment)
        storage.read_draft(draft, form.primary, instance._env.nodes, instance._env)
        recompute.shows(form.plan, instance._env)
        return instance

    def dump(self) -> str:
        """Write the draft: the instance as XML, answers that are not relevant kept."""
        return storage.write_draft(self.form.primary, self._env.nodes, self._env)

    def submission(self, moment: Moment) -> str:
        """Write the submission: what is relevant, with the end set to this moment."""
        overrides = preload.end(self.form.primary.definitions, self._env.nodes, moment)
        return storage.write_submission(self.form.primary, self._env.nodes, overrides)

    def steps(self) -> tuple[Step, ...]:
        """List the questions and notes that are relevant now, in order."""
        nodes = self._env.nodes
        return tuple(step for index, step in self.form.steps if nodes[index].relevant)

    def value(self, path: str) -> str:
        """Tell the stored answer, blank when there is none."""
        return self._node(path).text

    def relevant(self, path: str) -> bool:
        """Tell whether a node is relevant now, and all above it."""
        return self._node(path).relevant

    def required(self, path: str) -> bool:
        """Tell whether a question must be answered now."""
        definition = self._definition(path)
        return self._says(definition.required, definition)

    def readonly(self, path: str) -> bool:
        """Tell whether a node cannot be answered now, by itself or by a group around it."""
        definition: Definition | None = self._definition(path)
        while definition is not None:
            if self._says(definition.readonly, definition):
                return True
            definition = definition.parent
        return False

    def answer(self, path: str, value: str, moment: Moment) -> Refusal | None:
        """Take an answer, "" to take one away, and compute what follows from it.

        Whether a blank is allowed is for the caller to ask (`required`). On refusal nothing
        changes.
        """
        part, e = self._part(path), self._env
        if part.definition is None or part.control.kind == "group":
            raise KeyError(path)
        node = e.nodes[part.definition.index]
        e.moment = moment
        if not node.relevant or self.readonly(path):
            return Refusal(kind="closed")
        text = checked(part, xml.legal(value), node, e)
        if isinstance(text, Refusal):
            return text

        before = node.value, node.text
        node.value, node.text = read(text, part.definition.type, e), text
        if text and not self._holds(part.definition):
            node.value, node.text = before
            return Refusal(
                kind="constraint", messages=self._messages(part.constraint_message, path)
            )
        recompute.after(self.form.plan, node.index, e)
        if before[1] != text:
            self._changed(part, depth=0)
        return None

    def label(self, path: str, language: str | None) -> str:
        """Tell the label of a question, note or group."""
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
        return text.removesuffix(".0") if self._definition(path).type == "decimal" else text

    def bounds(self, path: str) -> Bounds | None:
        """Tell the least and the most that the constraint allows; None when it says neither."""
        limits, e = self.form.limits.get(path, ()), self._env
        if not limits:
            return None
        node = e.origin = self._node(path)
        return bounds_of(limits, self._definition(path).type, e, node)

    def invalid(self) -> tuple[str, ...]:
        """List questions that are relevant now and blank though required, or break their rule."""
        found = list[str]()
        for index, step in self.form.steps:
            node = self._env.nodes[index]
            if not node.relevant or step.control.kind == "note":
                continue
            definition = self.form.primary.definitions[index]
            broken = not self._holds(definition) if node.text else self.required(step.path)
            if broken and not self.readonly(step.path):
                found.append(step.path)
        return tuple(found)

    def _node(self, path: str) -> Node:
        return self._env.nodes[self.form.indices[path]]

    def _definition(self, path: str) -> Definition:
        return self.form.primary.definitions[self.form.indices[path]]

    def _part(self, path: str) -> Part:
        return self.form.parts[path]

    def _says(self, rule: Expression | None, definition: Definition) -> bool:
        """Tell what a rule says about its node now; one that is not there says nothing."""
        if rule is None or rule.truth is not None:
            return rule is not None and rule.truth is True
        node = self._env.origin = self._env.nodes[definition.index]
        return to_boolean(rule.value(self._env, node))

    def _holds(self, definition: Definition) -> bool:
        return definition.constraint is None or self._says(definition.constraint, definition)

    def _speaking(self, language: str | None) -> Env:
        """Speak a language: a copy of the environment, as calculations keep the default one."""
        e = self._env
        chosen = language if language in self.form.languages else self.form.default_language
        return Env(e.nodes, e.document, e.library, e.moment, chosen or "")

    def _told(self, source: Source, path: str, language: str | None) -> str:
        e = self._speaking(language)
        index = self.form.indices.get(path)
        node = e.origin = e.document if index is None else e.nodes[index]
        return source(e, node)

    def _messages(self, source: Source, path: str) -> dict[str, str]:
        languages = self.form.languages or ("",)
        return {language: self._told(source, path, language) for language in languages}

    def _changed(self, part: Part, *, depth: int) -> None:
        for action in part.actions:
            if CHANGED in action.events:
                self._act(action, depth=depth)

    def _act(self, action: Action, *, depth: int) -> None:
        e, target = self._env, action.target
        node = e.origin = e.nodes[target.index]
        value, text = stored(action.value(e, node), target.type, e)
        if not recompute.set_value(node, value, text):
            return
        recompute.after(self.form.plan, target.index, e)
        part = self.form.parts.get(target.path)
        if part is not None and depth < _DEEPEST_ACTIONS:
            self._changed(part, depth=depth + 1)
