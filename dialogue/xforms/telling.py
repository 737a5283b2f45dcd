"""What an instance tells people about its nodes, in their language."""

from collections.abc import Mapping

from dialogue.moment import Moment
from dialogue.xforms.body import Part
from dialogue.xforms.controls import Choice
from dialogue.xforms.env import Env
from dialogue.xforms.finding import find_node, find_repeat, generic
from dialogue.xforms.form import Form
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.running import Running
from dialogue.xforms.schema import Definition
from dialogue.xforms.texts import Source


class Telling:
    """The texts of a form that runs: labels, hints and choices as they read now."""

    __slots__ = ("_env", "_running", "form")

    def __init__(self, form: Form, moment: Moment) -> None:
        self.form = form
        self._running = Running(form, moment)
        self._env = self._running.e

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

    def is_live(self, path: str) -> bool:
        """Tell whether others may be offered next time, though nothing is answered."""
        return (choices := self._part(path).choices) is not None and choices.is_live

    def shown(self, path: str, language: str | None) -> str:
        """Tell an answer as people read it: choices by their labels, numbers as short as can be."""
        text = self._node(path).text
        labels = {choice.value: choice.label for choice in self.choices(path, language)}
        if labels:
            return ", ".join(labels.get(value, value) for value in text.split())
        definition = self._definition(self._node(path))
        return text.removesuffix(".0") if definition.type == "decimal" else text

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
